"""Any message a form lets one build, right or wrong: empty, too long, half filled in, contradictory."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from runtime.messages.blocks import FontStyle
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.element import Element
from runtime.messages.elements.file import File
from runtime.messages.elements.location import Location
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.media import CardMedia, Thumbnail
from runtime.messages.message import Message
from runtime.messages.suggestions.action import Action
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.messages.suggestions.compose import ComposeRecording, ComposeText
from runtime.messages.suggestions.device import RequestDeviceSpecifics
from runtime.messages.suggestions.dialer import DialEnrichedCall, DialPhoneNumber, DialVideoCall
from runtime.messages.suggestions.map import RequestLocation, ShowLocation
from runtime.messages.suggestions.settings import DisableAnonymization, EnableDisplayedNotifications
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.messages.suggestions.url import OpenUrl

_PIECES = ("", "茶", "a", " ", "👨‍👩‍👧", "新品上市", "Open ", "\n", "é", "\x01", "ﬁ", "％")


def words(around: int) -> st.SearchStrategy[str]:
    """Texts of many sorts, some of them about as long as a limit of so many units."""
    near = st.integers(max(0, around - 2), around + 2)
    long = st.tuples(st.sampled_from(("茶", "a", "🍵")), near, st.sampled_from((1, 3))).map(
        lambda each: each[0] * (each[1] // each[2])
    )
    mixed = st.lists(st.sampled_from(_PIECES[:-3]), max_size=5).map("".join)
    good = st.sampled_from(("好的", "查看门店", "Open page"))
    return good | good | mixed | long | st.sampled_from(_PIECES)


ADDRESSES = st.sampled_from(
    (
        "https://shop.example.cn/spring",
        "https://shop.example.cn/春茶?来自=5g#首页",
        "https://春茶.example.cn:8443/a",
        "shop.example.cn",
        "https://a b",
        "",
        "https://shop.example.cn/" + "a" * 2025,
        "https://shop.example.cn/" + "茶" * 230,
    )
)
NUMBERS = st.sampled_from(
    ("+8613800138000", "138 0013 8000", "010-8888 8888", "955XX", "", "1" * 22, "95555")
)
MOMENTS = st.sampled_from(
    ("2026-12-01T09:00:00+08:00", "2026-12-01T09:30:00Z", "2026-12-01", "明天", "", "20261201T090000Z")
)
KINDS = st.sampled_from(
    ("image/jpeg", "image/png", "video/mp4", "audio/mpeg", "image/webp", "", "IMAGE/JPEG")
)
SIZES = st.sampled_from((0, 1, 65_536, 65_537, 204_800, 2_097_153, 5_242_881, 10_485_761, 104_857_601))


@st.composite
def any_actions(draw: st.DrawFn) -> Action:
    """Any action, its fields as somebody may leave them."""
    return draw(
        st.sampled_from(
            (
                RequestLocation(),
                RequestDeviceSpecifics(),
                DisableAnonymization(),
                EnableDisplayedNotifications(),
            )
        )
        | st.builds(
            OpenUrl,
            url=ADDRESSES,
            application=st.sampled_from(("browser", "webview")),
            view_mode=st.sampled_from(("full", "half", "tall")),
            parameters=words(200),
        )
        | st.builds(DialPhoneNumber, phone_number=NUMBERS, fallback_url=ADDRESSES)
        | st.builds(DialEnrichedCall, phone_number=NUMBERS, fallback_url=ADDRESSES, subject=words(60))
        | st.builds(DialVideoCall, phone_number=NUMBERS)
        | st.builds(
            ShowLocation,
            query=words(200),
            latitude=st.sampled_from((0.0, 31.2304, -90.0)),
            longitude=st.sampled_from((0.0, 121.4737)),
            place=words(100),
            fallback_url=ADDRESSES,
        )
        | st.builds(
            CreateCalendarEvent,
            title=words(100),
            start_time=MOMENTS,
            end_time=MOMENTS,
            description=words(500),
            fallback_url=ADDRESSES,
        )
        | st.builds(ComposeText, phone_number=NUMBERS, text=words(100))
        | st.builds(ComposeRecording, phone_number=NUMBERS, kind=st.sampled_from(("AUDIO", "VIDEO")))
    )


def any_suggestions() -> st.SearchStrategy[Suggestion]:
    """Any reply or action."""
    return st.builds(
        Suggestion,
        id=st.just(SuggestionId("s1")),
        text=words(25),
        postback=st.sampled_from(("", "p1", "p" * 2000, "p" * 2001, "p" * 2049, "回传")),
        action=st.none() | any_actions(),
    )


def _rows(most: int) -> st.SearchStrategy[tuple[Suggestion, ...]]:
    few = st.lists(any_suggestions(), max_size=3).map(tuple)
    many = st.tuples(any_suggestions(), st.integers(0, most + 1)).map(lambda each: (each[0],) * each[1])
    return few | many


def _thumbnails() -> st.SearchStrategy[Thumbnail | None]:
    return st.none() | st.builds(Thumbnail, source=ADDRESSES, content_type=KINDS, size_bytes=SIZES)


def _media() -> st.SearchStrategy[CardMedia | None]:
    return st.none() | st.builds(
        CardMedia,
        source=ADDRESSES,
        content_type=KINDS,
        size_bytes=SIZES,
        height=st.sampled_from(("SHORT_HEIGHT", "MEDIUM_HEIGHT", "TALL_HEIGHT")),
        thumbnail=_thumbnails(),
        description=words(200),
    )


def any_cards() -> st.SearchStrategy[Card]:
    """Any card."""
    return st.builds(
        Card, media=_media(), title=words(200), description=words(1000) | words(2000), suggestions=_rows(4)
    )


def _styles() -> st.SearchStrategy[tuple[FontStyle, ...]]:
    return st.lists(st.sampled_from(get_args(FontStyle)), max_size=4).map(tuple)


def any_elements() -> st.SearchStrategy[Element]:
    """Any content."""
    styled: dict[str, Any] = {"title_styles": _styles(), "description_styles": _styles(), "style": ADDRESSES}
    cards = st.lists(any_cards(), max_size=3) | st.tuples(any_cards(), st.integers(0, 13)).map(
        lambda each: [each[0]] * each[1]
    )
    return (
        st.builds(Text, text=words(2000))
        | st.builds(
            RichCard,
            card=any_cards(),
            orientation=st.sampled_from(("VERTICAL", "HORIZONTAL")),
            image_alignment=st.sampled_from(("LEFT", "RIGHT")),
            **styled,
        )
        | st.builds(
            Carousel,
            cards=cards.map(tuple),
            width=st.sampled_from(("SMALL_WIDTH", "MEDIUM_WIDTH")),
            **styled,
        )
        | st.builds(
            File,
            source=ADDRESSES,
            name=words(200),
            content_type=KINDS,
            size_bytes=SIZES,
            duration_s=st.sampled_from((0.0, 61.0, 90.5)),
            thumbnail=_thumbnails(),
        )
        | st.builds(
            Location,
            latitude=st.sampled_from((22.543096, 39.9087)),
            longitude=st.sampled_from((114.057865, 116.3975)),
            label_text=words(100),
            radius_m=st.sampled_from((0, 50)),
        )
    )


def any_messages() -> st.SearchStrategy[Message]:
    """Any message."""
    return st.builds(Message, content=any_elements(), chips=st.just(()) | _rows(12))
