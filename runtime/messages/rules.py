"""What a message must be beyond its limits: filled in, well formed, possible on a handset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal

from pydantic import BaseModel

from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.file import File
from runtime.messages.elements.text import Text
from runtime.messages.fallback import Fallback
from runtime.messages.media import LOCAL, CardMedia, Thumbnail
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.messages.suggestions.map import ShowLocation
from runtime.messages.targets import Targets
from runtime.messages.wire import as_number
from runtime.records import FieldPath, Hint, hints_of
from runtime.wording import Wording, printable

UNSENDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line ends, and halves of characters: no wire carries them safely."""

_INSERTION = "{{"
_ADDRESSES = frozenset({"url", "website", "background_url"})
"""The limits of fields that hold an address."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:\S+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
"""An RFC 3339 date-time, which the schema demands."""
_MIME = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")
_FORMS = frozenset({*_ADDRESSES, "phone_number"})
_FORMED = frozenset({"media", "date_time"})
_PHONE_NUMBER = re.compile(r"\+?[0-9*#]{3,20}")


@dataclass(frozen=True, slots=True)
class RuleBreach:
    """A field that breaks a rule: which one, and what to do about it."""

    path: FieldPath
    rule: str
    """Name of the rule: empty, card_empty, carousel_short, small_tall, address_form, …"""
    severity: Literal["error", "warning"]
    sentence: Wording
    """What is wrong and what to do, to be read after the place: `没有内容。写点什么，或删掉它。`"""
    carriers: tuple[str, ...] = ()
    """The targets that refuse it; empty means everywhere."""


def rules_broken(record: BaseModel, targets: Targets, path: FieldPath = ()) -> Iterator[RuleBreach]:
    """Every rule that *record* or a record below it breaks, in form order; paths start with *path*."""
    found: list[RuleBreach] = []
    _collect(record, targets, path, found)
    return iter(found)


_RULED = (Card, Carousel, CardMedia, File, Thumbnail, Fallback, Text, CreateCalendarEvent, ShowLocation)
"""The records with rules of their own."""


def _collect(record: BaseModel, targets: Targets, path: FieldPath, found: list[RuleBreach]) -> None:
    """Appends to one list: the checks ask every record of a flow, and nested generators cost most of it."""
    if isinstance(record, _RULED):
        found += _own_rules(record, targets, path)
    hints, words = _texts_of(type(record))
    for name, value in record.__dict__.items():
        kind = type(value)
        if kind is str:
            if name in words and value.isprintable() and value and not value.isspace():
                continue  # what most texts are: there is nothing to look for
            hint = hints.get(name)
            if hint is not None and (not hint.only_if or hint.counts_in(record)):
                found += _text_rules(value, hint, (*path, name))
        elif kind is tuple:
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    _collect(item, targets, (*path, name, index), found)
        elif kind is not bool and isinstance(value, BaseModel):
            _collect(value, targets, (*path, name), found)


@cache
def _texts_of(record_type: type[BaseModel]) -> tuple[Mapping[str, Hint], frozenset[str]]:
    """The hints of a record, and which of its fields hold words."""
    hints = hints_of(record_type)
    return hints, frozenset(name for name, hint in hints.items() if _is_words(hint))


def _is_words(hint: Hint) -> bool:
    """Whether the field is for people to read: no address, number or date whose form matters."""
    return hint.limit not in _FORMS and hint.widget not in _FORMED


def _text_rules(value: str, hint: Hint, path: FieldPath) -> Iterator[RuleBreach]:
    if not value.strip():
        if hint.required:
            yield RuleBreach(path, "empty", "error", Wording("是空的。填写它。", "is empty. Fill it in."))
        return
    if UNSENDABLE.search(value):
        yield RuleBreach(
            path,
            "control_character",
            "error",
            Wording(
                "里有看不见的控制字符，平台会拒收。删掉它们，或重新输入。",
                "contains invisible control characters, which platforms refuse. "
                "Remove them or type it again.",
            ),
        )
    if _INSERTION in value:
        return
    is_address = hint.limit in _ADDRESSES or (hint.widget == "media" and not value.startswith(LOCAL))
    if is_address and not _ADDRESS.fullmatch(value):
        yield RuleBreach(
            path,
            "address_form",
            "error",
            Wording(
                "不是完整的网址。以 https:// 开头，不要有空格。",
                "is no complete address. Begin it with https:// and leave no spaces.",
            ),
        )
    if hint.limit == "phone_number" and not _PHONE_NUMBER.fullmatch(as_number(value)):
        yield RuleBreach(
            path,
            "phone_number_form",
            "error",
            Wording(
                "不是电话号码。写成 +86 加号码，或 955XX 这样的短号。",
                "is no phone number. Write +86 and the number, or a short code such as 955XX.",
            ),
        )
    if hint.widget == "date_time" and (_time(value) is None or not _MOMENT.fullmatch(value)):
        yield RuleBreach(
            path,
            "date_time_form",
            "error",
            Wording(
                "不是日期时间。写成 2026-05-01T09:00:00+08:00。",
                "is no date and time. Write it as 2026-05-01T09:00:00+08:00.",
            ),
        )


def _own_rules(record: BaseModel, targets: Targets, path: FieldPath) -> Iterator[RuleBreach]:
    if isinstance(record, Card):
        yield from _card_rules(record, path)
    elif isinstance(record, Carousel):
        yield from _carousel_rules(record, path)
    elif isinstance(record, CardMedia | File | Thumbnail):
        yield from _media_rules(record, targets, path)
    elif isinstance(record, Fallback):
        if record.mode == "own" and not record.text.strip():
            yield RuleBreach(
                (*path, "text"),
                "empty",
                "error",
                Wording(
                    "是空的。写上短信内容，或改为自动。", "is empty. Write the text, or make it automatic."
                ),
            )
    elif isinstance(record, Text):
        if record.text.lstrip().lower().startswith("geo:"):
            yield RuleBreach((*path, "text"), "text_is_place", "warning", _PLACE_TEXT)
    elif isinstance(record, CreateCalendarEvent):
        yield from _calendar_rules(record, path)
    elif isinstance(record, ShowLocation):
        yield from _place_rules(record, path)


_PLACE_TEXT = Wording(
    "以 geo: 开头，手机会显示成地图。要发地点就用「位置」，否则换个开头。",
    "begins with geo:, so handsets show a map. Use a location for a place, or begin otherwise.",
)


def _place_rules(place: ShowLocation, path: FieldPath) -> Iterator[RuleBreach]:
    """RCC.07: coordinates or a query, exactly one of them."""
    has_coordinates = bool(place.latitude or place.longitude)
    if not place.query.strip() and not has_coordinates:
        yield RuleBreach(
            (*path, "query"),
            "place_missing",
            "error",
            Wording(
                "还没有地点。填写经纬度，或写要查找的名称。", "has no place. Give coordinates or a name."
            ),
        )
    elif place.query.strip() and has_coordinates:
        yield RuleBreach(
            (*path, "query"),
            "two_places",
            "warning",
            Wording(
                "和经纬度都填了，手机只按名称查找。清空其中一个。",
                "and the coordinates are both set; handsets will search for the name. Clear one of them.",
            ),
        )


def _card_rules(card: Card, path: FieldPath) -> Iterator[RuleBreach]:
    """RCC.07: at least one of media, title and description."""
    if card.media is None and not card.title.strip() and not card.description.strip():
        yield RuleBreach(
            path,
            "card_empty",
            "error",
            Wording(
                "什么都没有。加上图片、标题或描述，或删掉这张卡片。",
                "holds nothing. Give it a picture, a title or a description, or delete the card.",
            ),
        )


def _carousel_rules(carousel: Carousel, path: FieldPath) -> Iterator[RuleBreach]:
    if not carousel.cards:
        yield RuleBreach(
            (*path, "cards"),
            "carousel_short",
            "error",
            Wording("一张都没有。至少加 2 张。", "holds none. Add at least 2."),
        )
    if carousel.width != "SMALL_WIDTH":
        return
    for index, card in enumerate(carousel.cards):
        if card.media is not None and card.media.height == "TALL_HEIGHT":
            yield RuleBreach(
                (*path, "cards", index, "media", "height"),
                "small_tall",
                "error",
                Wording(
                    "在窄卡片上不能是「高」。改成「中」，或把卡片宽度改成「中」。",
                    "cannot be tall on small cards. Make it medium, or widen the cards.",
                ),
            )


def _media_rules(
    media: CardMedia | File | Thumbnail, targets: Targets, path: FieldPath
) -> Iterator[RuleBreach]:
    is_thumbnail = isinstance(media, Thumbnail)
    kind = media.content_type.lower()
    if is_thumbnail and (not kind.startswith("image/") or not _MIME.fullmatch(kind)):
        sentence = Wording("不是图片。换一张 JPG 或 PNG。", "is no picture. Use a JPG or PNG.")
        yield RuleBreach((*path, "content_type"), "thumbnail_type", "error", sentence)
        return
    if media.source and not _MIME.fullmatch(kind):
        sentence = Wording(
            "的文件类型不明。重新选择这个文件。", "has a file of unknown type. Choose the file again."
        )
        yield RuleBreach((*path, "content_type"), "media_type", "error", sentence)
        return
    refusing = [each for each in targets.profiles if each.media_types and kind not in each.media_types]
    if media.source and refusing:
        kind = printable(kind, 60)
        yield RuleBreach(
            (*path, "content_type"),
            "media_type",
            "error",
            Wording(
                f"是 {kind}，运营商不收。图片用 JPG 或 PNG，音频用 MP3、AMR 或 M4A，视频用 MP4 或 WEBM。",
                f"is {kind}, which the carriers refuse. Use JPG or PNG, MP3, AMR or M4A, MP4 or WEBM.",
            ),
            targets.who_refuses(refusing),
        )


def _calendar_rules(event: CreateCalendarEvent, path: FieldPath) -> Iterator[RuleBreach]:
    start, end = _time(event.start_time), _time(event.end_time)
    if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None):
        return
    if end < start:
        yield RuleBreach(
            (*path, "end_time"),
            "ends_before_start",
            "error",
            Wording("早于开始时间。改晚一些。", "is before the start. Make it later."),
        )


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
