"""Messages to test with: one full example of every type, and strategies for any message."""

from __future__ import annotations

from hypothesis import strategies as st

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

URL = "https://shop.example.cn/spring"


def reply(text: str = "好的", number: int = 1, postback: str = "") -> Suggestion:
    """A reply suggestion with the id `s<number>`."""
    return Suggestion(id=SuggestionId(f"s{number}"), text=text, postback=postback)


def act(action: Action, text: str = "点这里", number: int = 1) -> Suggestion:
    """A suggestion with an action and the id `s<number>`."""
    return Suggestion(id=SuggestionId(f"s{number}"), text=text, action=action)


def picture(**changes: object) -> CardMedia:
    """A picture of a card with a thumbnail."""
    full = CardMedia(
        source=f"{URL}/tea.jpg",
        content_type="image/jpeg",
        size_bytes=183_524,
        thumbnail=Thumbnail(source=f"{URL}/tea-small.jpg", size_bytes=7_427),
        description="一杯新茶",
    )
    return full.with_changes(**changes)


def card(title: str = "明前龙井", *suggestions: Suggestion) -> Card:
    """A card with everything in it."""
    return Card(
        media=picture(), title=title, description="今年第一批。", suggestions=suggestions or (reply("想要"),)
    )


ACTIONS: tuple[Action, ...] = (
    OpenUrl(url=URL),
    OpenUrl(url=URL, application="webview", view_mode="half", parameters="from=5g"),
    DialPhoneNumber(phone_number="+862155550100", fallback_url=URL),
    DialEnrichedCall(phone_number="+862155550100", subject="预约", fallback_url=URL),
    DialVideoCall(phone_number="+862155550100"),
    ShowLocation(latitude=31.2304, longitude=121.4737, place="人民广场店", fallback_url=URL),
    ShowLocation(query="附近门店"),
    RequestLocation(),
    CreateCalendarEvent(
        title="复诊",
        start_time="2026-12-01T09:00:00+08:00",
        end_time="2026-12-01T09:30:00+08:00",
        description="带上医保卡",
        fallback_url=URL,
    ),
    ComposeText(phone_number="10690000", text="我要预约"),
    ComposeRecording(phone_number="10690000", kind="VIDEO"),
    RequestDeviceSpecifics(),
    DisableAnonymization(),
    EnableDisplayedNotifications(),
)
"""Every action with all its fields, at least once."""

ELEMENTS: tuple[Element, ...] = (
    Text(text="春茶上市，老客户九折。"),
    RichCard(
        card=card(),
        orientation="HORIZONTAL",
        image_alignment="RIGHT",
        title_styles=("bold",),
        description_styles=("italics", "underline"),
        style=f"{URL}/card.css",
    ),
    Carousel(
        cards=(card("明前龙井"), card("碧螺春", reply("想要", 2))),
        width="MEDIUM_WIDTH",
        title_styles=("bold",),
        description_styles=("italics",),
        style=f"{URL}/card.css",
    ),
    File(
        source=f"{URL}/menu.mp4",
        name="春季茶单.mp4",
        content_type="video/mp4",
        size_bytes=2_718_288,
        duration_s=30,
        thumbnail=Thumbnail(source=f"{URL}/menu.jpg", size_bytes=9_000),
    ),
    Location(latitude=31.2304, longitude=121.4737, label_text="人民广场店", radius_m=50),
)
"""Every element with all its fields."""


def message(content: Element | None = None, *chips: Suggestion) -> Message:
    """A message with *content* and *chips*."""
    return Message(content=content if content is not None else ELEMENTS[0], chips=chips)


def _words(most: int) -> st.SearchStrategy[str]:
    alphabet = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="{}")
    return st.text(alphabet, min_size=1, max_size=most).filter(lambda text: bool(text.strip()))


def _optional_words(most: int) -> st.SearchStrategy[str]:
    return st.just("") | _words(most)


@st.composite
def suggestions(draw: st.DrawFn) -> Suggestion:
    """Any suggestion that may go out."""
    action = draw(st.none() | st.sampled_from(ACTIONS))
    return Suggestion(
        id=SuggestionId("s0"), text=draw(_words(25)), postback=draw(_optional_words(60)), action=action
    )


def _suggestion_rows(most: int) -> st.SearchStrategy[tuple[Suggestion, ...]]:
    return st.lists(suggestions(), max_size=most).map(tuple)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Any card that may go out."""
    return Card(
        media=draw(st.none() | st.just(picture()) | st.just(picture(height="SHORT_HEIGHT", thumbnail=None))),
        title=draw(_words(40)),
        description=draw(_optional_words(60)),
        suggestions=draw(_suggestion_rows(4)),
    )


_styles = st.lists(st.sampled_from(("bold", "italics", "underline")), max_size=3, unique=True)


@st.composite
def elements(draw: st.DrawFn) -> Element:
    """Any element that may go out."""
    layout = {
        "title_styles": draw(_styles),
        "description_styles": draw(_styles),
        "style": draw(st.sampled_from(("", URL))),
    }
    kind = draw(st.sampled_from(("text", "rich_card", "carousel", "file", "location")))
    if kind == "text":
        return Text(text=draw(_words(200).filter(lambda text: not text.lstrip().lower().startswith("geo:"))))
    if kind == "rich_card":
        orientation = draw(st.sampled_from(("VERTICAL", "HORIZONTAL")))
        return RichCard.model_validate({"card": draw(cards()), "orientation": orientation, **layout})
    if kind == "carousel":
        row = draw(st.lists(cards(), min_size=2, max_size=4))
        return Carousel.model_validate({"cards": row, **layout})
    if kind == "file":
        return File(source=URL, name=draw(_optional_words(40)), size_bytes=draw(st.integers(0, 10**9)))
    return Location(
        latitude=draw(st.integers(4_000_000, 53_000_000)) / 1_000_000,
        longitude=draw(st.integers(74_000_000, 135_000_000)) / 1_000_000,
        label_text=draw(_optional_words(30)),
    )


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Any message that may go out."""
    return Message(content=draw(elements()), chips=draw(_suggestion_rows(6)))
