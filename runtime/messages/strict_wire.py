"""Whether wire parts are exactly what the standard and a profile take: the other half of lenient reading.

It looks at the JSON alone and knows nothing of the records that made it, so that the two prove each other.
Source: RCC.07 chatbot message and menu schemas (CT/CU customer access interface V1.0.4 §9.4.7 and §7.1.2),
file array §9.4.3, geo text; every number comes from the profile.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from runtime.messages.limits import Profile, count, own_name
from runtime.messages.strict_actions import FAMILIES, FIELDS, REQUIRED
from runtime.messages.wire import CARD, FILE, SUGGESTIONS, TEXT, WirePart

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~]+")
_MIME = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")
_NUMBER = re.compile(r"\+?[0-9*#]{3,20}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_GEO = re.compile(r"geo:(-?\d+\.\d+),(-?\d+\.\d+);crs=gcj02(?:;u=\d+)?(?:;rcs-l=([A-Za-z0-9%._~-]+))?")
_NOT_SENDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_STYLES: Final = {"italics", "bold", "underline"}
_HEIGHTS: Final = {"SHORT_HEIGHT", "MEDIUM_HEIGHT", "TALL_HEIGHT"}
_THUMBNAIL: Final = ("thumbnailUrl", "thumbnailContentType", "thumbnailFileSize")


@dataclass(frozen=True, slots=True)
class WireProblem:
    """Something a strict platform refuses: where it stands and why, in English like the standard."""

    place: str
    claim: str


def validate_wire(parts: Sequence[WirePart], chosen: Profile) -> tuple[WireProblem, ...]:
    """Everything that is wrong with the parts of one message by *chosen*; empty when they may go out."""
    return tuple(_Validator(chosen).message(parts))


def validate_menu(wire: object, chosen: Profile) -> tuple[WireProblem, ...]:
    """Everything that is wrong with a fixed menu `{"menu": {"entries": […]}}` by *chosen*."""
    return tuple(_Validator(chosen).menu(wire))


class _Validator:
    def __init__(self, chosen: Profile) -> None:
        self._profile = chosen

    def message(self, parts: Sequence[WirePart]) -> Iterator[WireProblem]:
        if not 1 <= len(parts) <= 2:
            yield WireProblem("", f"{len(parts)} parts, one content and one suggestion list are the most")
        chips = [part for part in parts if part.content_type == SUGGESTIONS]
        contents = [part for part in parts if part.content_type != SUGGESTIONS]
        if len(chips) > 1 or len(contents) > 1:
            yield WireProblem("", "two parts of one kind")
        for part in contents:
            yield from self._content(part)
        for part in chips:
            yield from _members(part.content, "chips", ("suggestions",), ())
            if isinstance(part.content, dict):
                yield from self._suggestions(part.content.get("suggestions"), "chips", "chips")

    def menu(self, wire: object) -> Iterator[WireProblem]:
        yield from _members(wire, "", ("menu",), ())
        menu = wire.get("menu") if isinstance(wire, dict) else None
        yield from _members(menu, "menu", ("entries",), ())
        entries = menu.get("entries") if isinstance(menu, dict) else None
        yield from self._entries(entries, "menu.entries", 1)

    def _entries(self, entries: object, place: str, level: int) -> Iterator[WireProblem]:
        name = "menu_entries" if level == 1 else "submenu_entries"
        yield from self._items(entries, place, name, least=1)
        deepest = 3 if self._maximum("submenus") else 2
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            here = f"{place}[{index}]"
            if not isinstance(entry, dict) or "menu" not in entry:
                yield from self._suggestion(entry, here)
                continue
            if level == deepest:
                yield WireProblem(here, f"a menu has at most {deepest} levels")
            yield from _members(entry, here, ("menu",), ())
            inner = entry["menu"]
            yield from _members(inner, f"{here}.menu", ("displayText", "entries"), ())
            if isinstance(inner, dict):
                yield from self._text(inner.get("displayText"), f"{here}.menu.displayText", "suggestion_text")
                yield from self._entries(inner.get("entries"), f"{here}.menu.entries", level + 1)

    def _content(self, part: WirePart) -> Iterator[WireProblem]:
        if part.content_type == TEXT:
            yield from self._plain(part.content)
        elif part.content_type == CARD:
            yield from self._cards(part.content)
        elif part.content_type == FILE:
            yield from self._file(part.content)
        else:
            yield WireProblem("", f"unknown content type {part.content_type}")

    def _plain(self, text: object) -> Iterator[WireProblem]:
        yield from self._text(text, "text", "text")
        place = _GEO.fullmatch(text) if isinstance(text, str) else None
        if place is None:
            return
        if abs(float(place[1])) > 90 or abs(float(place[2])) > 180:
            yield WireProblem("text", "these coordinates are not on Earth")
        if place[3]:
            yield from self._text(unquote(place[3]), "text.rcs-l", "location_label")

    def _cards(self, body: object) -> Iterator[WireProblem]:
        yield from _members(body, "", ("message",), ())
        message = body.get("message") if isinstance(body, dict) else None
        yield from _exactly_one(message, "message", ("generalPurposeCard", "generalPurposeCardCarousel"))
        for kind, cards in message.items() if isinstance(message, dict) else ():
            yield from _members(cards, kind, ("layout", "content"), ())
            if isinstance(cards, dict):
                one = self._single if kind == "generalPurposeCard" else self._row
                yield from one(cards, kind)

    def _single(self, body: dict[str, Any], place: str) -> Iterator[WireProblem]:
        layout = body.get("layout")
        is_flat = isinstance(layout, dict) and layout.get("cardOrientation") == "HORIZONTAL"
        required = ("cardOrientation", "imageAlignment") if is_flat else ("cardOrientation",)
        yield from self._layout(layout, f"{place}.layout", required)
        if isinstance(layout, dict):
            yield from _one_of(layout, "cardOrientation", {"VERTICAL", "HORIZONTAL"}, place)
            yield from _one_of(layout, "imageAlignment", {"LEFT", "RIGHT"}, place)
        yield from self._card(body.get("content"), f"{place}.content")

    def _row(self, body: dict[str, Any], place: str) -> Iterator[WireProblem]:
        layout, cards = body.get("layout"), body.get("content")
        yield from self._layout(layout, f"{place}.layout", ("cardWidth",))
        is_small = isinstance(layout, dict) and layout.get("cardWidth") == "SMALL_WIDTH"
        if isinstance(layout, dict):
            yield from _one_of(layout, "cardWidth", {"SMALL_WIDTH", "MEDIUM_WIDTH"}, place)
        yield from self._items(cards, f"{place}.content", "carousel_cards", least=2)
        for index, card in enumerate(cards if isinstance(cards, list) else ()):
            here = f"{place}.content[{index}]"
            yield from self._card(card, here)
            media = card.get("media") if isinstance(card, dict) else None
            if is_small and isinstance(media, dict) and media.get("height") == "TALL_HEIGHT":
                yield WireProblem(f"{here}.media.height", "small cards have no tall media")

    def _layout(self, layout: object, place: str, required: tuple[str, ...]) -> Iterator[WireProblem]:
        yield from _members(layout, place, required, ("titleFontStyle", "descriptionFontStyle", "style"))
        if not isinstance(layout, dict):
            return
        for name in ("titleFontStyle", "descriptionFontStyle"):
            styles = layout.get(name, ["bold"])
            known = isinstance(styles, list) and all(
                isinstance(each, str) and each in _STYLES for each in styles
            )
            if not known or not 1 <= len(styles) <= 3 or len({*styles}) < len(styles):
                yield WireProblem(f"{place}.{name}", f"1-3 of {sorted(_STYLES)}, none twice")
        if "style" in layout:
            yield from self._uri(layout["style"], f"{place}.style")

    def _card(self, card: object, place: str) -> Iterator[WireProblem]:
        yield from _members(card, place, (), ("media", "title", "description", "suggestions"))
        if not isinstance(card, dict):
            return
        if not card.keys() & {"media", "title", "description"}:
            yield WireProblem(place, "media, title or description must be there")
        if "media" in card:
            yield from self._media(card["media"], f"{place}.media")
        for name in ("title", "description"):
            if name in card:
                yield from self._text(card[name], f"{place}.{name}", f"card_{name}")
        if "suggestions" in card:
            yield from self._suggestions(card["suggestions"], f"{place}.suggestions", "card_suggestions")

    def _media(self, media: object, place: str) -> Iterator[WireProblem]:
        has_thumbnail = isinstance(media, dict) and any(name in media for name in _THUMBNAIL)
        needed = ("mediaUrl", "mediaContentType", "mediaFileSize", "height")
        yield from _members(
            media, place, needed + (_THUMBNAIL if has_thumbnail else ()), ("contentDescription",)
        )
        if not isinstance(media, dict):
            return
        yield from self._fetched(media, place, ("mediaUrl", "mediaContentType", "mediaFileSize"))
        yield from _one_of(media, "height", _HEIGHTS, place)
        if has_thumbnail:
            yield from self._fetched(media, place, _THUMBNAIL, is_thumbnail=True)
        if "contentDescription" in media:
            description = media["contentDescription"]
            yield from self._text(description, f"{place}.contentDescription", "content_description")

    def _file(self, entries: object) -> Iterator[WireProblem]:
        kinds = [_kind_of(entry) for entry in entries] if isinstance(entries, list) else None
        if kinds not in (["file"], ["thumbnail", "file"], ["file", "thumbnail"]):
            yield WireProblem("file", "one file, and at most one thumbnail")
            return
        assert isinstance(entries, list)
        for index, entry in enumerate(entries):
            here = f"file[{index}]"
            yield from _members(
                entry, here, ("type", "url"), ("fileName", "fileSize", "contentType", "until")
            )
            names = ("url", "contentType", "fileSize")
            yield from self._fetched(entry, here, names, is_thumbnail=entry["type"] == "thumbnail")
            if "fileName" in entry:
                yield from self._text(entry["fileName"], f"{here}.fileName", "file_name")
            if not _MOMENT.fullmatch(str(entry.get("until", "2000-01-01T00:00:00Z"))):
                yield WireProblem(f"{here}.until", "no RFC 3339 date-time")

    def _fetched(
        self, holder: dict[str, Any], place: str, names: tuple[str, str, str], *, is_thumbnail: bool = False
    ) -> Iterator[WireProblem]:
        url, kind, size = (holder.get(name) for name in names)
        if names[0] in holder:
            yield from self._uri(url, f"{place}.{names[0]}", limit="")
        if names[1] in holder:
            allowed = () if is_thumbnail else self._profile.media_types
            is_kind = isinstance(kind, str) and _MIME.fullmatch(kind) is not None
            if not is_kind or (allowed and str(kind).lower() not in allowed):
                yield WireProblem(f"{place}.{names[1]}", f"{kind!r} is not accepted")
            elif is_thumbnail and not str(kind).lower().startswith("image/"):
                yield WireProblem(f"{place}.{names[1]}", "a thumbnail is an image")
        if names[2] in holder:
            name = own_name("media_bytes", str(kind).partition("/")[0].lower())
            if is_thumbnail:
                name = "thumbnail_bytes"
            most = self._maximum(name if name in self._profile.limits else "media_bytes")
            if type(size) is not int or size < 0 or (most is not None and size > most):
                yield WireProblem(f"{place}.{names[2]}", f"{size!r} is no size up to {most}")

    def _suggestions(self, entries: object, place: str, limit: str) -> Iterator[WireProblem]:
        yield from self._items(entries, place, limit, least=1)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            yield from self._suggestion(entry, f"{place}[{index}]")

    def _suggestion(self, entry: object, place: str) -> Iterator[WireProblem]:
        yield from _exactly_one(entry, place, ("reply", "action"))
        for kind, body in entry.items() if isinstance(entry, dict) else ():
            here = f"{place}.{kind}"
            families = tuple(FAMILIES) if kind == "action" else ()
            yield from _members(body, here, ("displayText",), ("postback", *families))
            if not isinstance(body, dict):
                continue
            yield from self._text(body.get("displayText"), f"{here}.displayText", "suggestion_text")
            if "postback" in body:
                yield from _members(body["postback"], f"{here}.postback", ("data",), ())
                data = body["postback"].get("data") if isinstance(body["postback"], dict) else None
                yield from self._text(data, f"{here}.postback.data", "postback")
            if kind == "action":
                yield from self._action(body, here)

    def _action(self, body: dict[str, Any], place: str) -> Iterator[WireProblem]:
        families = [name for name in body if name in FAMILIES]
        if len(families) != 1:
            yield WireProblem(place, "an action has exactly one family")
            return
        family = body[families[0]]
        yield from _exactly_one(family, f"{place}.{families[0]}", FAMILIES[families[0]])
        for member, fields in family.items() if isinstance(family, dict) else ():
            here = f"{place}.{member}"
            required, optional = REQUIRED.get(member, ((), ()))
            if member == "openUrl" and isinstance(fields, dict) and fields.get("application") == "webview":
                optional = ("viewMode", "parameters")
            yield from _members(fields, here, required, optional)
            for name, value in fields.items() if isinstance(fields, dict) else ():
                yield from self._field(name, value, f"{here}.{name}")

    def _field(self, name: str, value: object, place: str) -> Iterator[WireProblem]:
        rule = FIELDS.get(name)
        if isinstance(rule, frozenset):
            if not isinstance(value, str) or value not in rule:
                yield WireProblem(place, f"{value!r} is none of {sorted(rule)}")
        elif rule == "uri":
            yield from self._uri(value, place)
        elif rule == "moment":
            if not isinstance(value, str) or not _MOMENT.fullmatch(value):
                yield WireProblem(place, f"{value!r} is no RFC 3339 date-time")
        elif rule == "number":
            yield from self._text(value, place, "phone_number")
            if isinstance(value, str) and not _NUMBER.fullmatch(value):
                yield WireProblem(place, f"{value!r} is no phone number")
        elif rule == "place":
            yield from self._place(value, place)
        elif isinstance(rule, str):
            yield from self._text(value, place, rule)

    def _place(self, value: object, place: str) -> Iterator[WireProblem]:
        if isinstance(value, dict) and "query" in value:
            yield from _members(value, place, ("query",), ())
            yield from self._text(value["query"], f"{place}.query", "location_query")
            return
        yield from _members(value, place, ("latitude", "longitude"), ("label",))
        if not isinstance(value, dict):
            return
        for name, most in (("latitude", 90), ("longitude", 180)):
            degrees = value.get(name)
            is_number = isinstance(degrees, int | float) and not isinstance(degrees, bool)
            if not is_number or not math.isfinite(float(str(degrees))) or abs(float(str(degrees))) > most:
                yield WireProblem(f"{place}.{name}", f"{degrees!r} is no {name}")
        if "label" in value:
            yield from self._text(value["label"], f"{place}.label", "location_label")

    def _text(self, value: object, place: str, limit: str) -> Iterator[WireProblem]:
        if not isinstance(value, str) or not value:
            yield WireProblem(place, f"a text that is not empty, not {value!r}")
            return
        if _NOT_SENDABLE.search(value):
            yield WireProblem(place, "control characters cannot be sent")
        held = self._profile.limits.get(limit)
        if held is not None and held.severity == "error" and count(value, held.unit) > held.maximum:
            yield WireProblem(place, f"{count(value, held.unit)} {held.unit}, at most {held.maximum}")

    def _uri(self, value: object, place: str, limit: str = "url") -> Iterator[WireProblem]:
        if not isinstance(value, str) or not _URI.fullmatch(value):
            yield WireProblem(place, f"{value!r} is no URI")
            return
        most = self._maximum(limit)
        if most is not None and len(value) > most:
            yield WireProblem(place, f"{len(value)} characters, at most {most}")

    def _items(self, value: object, place: str, limit: str, least: int) -> Iterator[WireProblem]:
        most = self._maximum(limit)
        if not isinstance(value, list) or len(value) < least or (most is not None and len(value) > most):
            yield WireProblem(place, f"{least} to {most} items")

    def _maximum(self, limit: str) -> int | None:
        held = self._profile.limits.get(limit)
        return held.maximum if held is not None and held.severity == "error" else None


def _kind_of(entry: object) -> object:
    return entry.get("type") if isinstance(entry, dict) else None


def _members(
    value: object, place: str, required: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[WireProblem]:
    if not isinstance(value, dict):
        yield WireProblem(place, "must be an object")
        return
    missing = [name for name in required if name not in value]
    extra = [str(name) for name in value if name not in required and name not in optional]
    if missing:
        yield WireProblem(place, f"misses {', '.join(missing)}")
    if extra:
        yield WireProblem(place, f"does not know {', '.join(sorted(extra))[:200]}")


def _exactly_one(value: object, place: str, names: tuple[str, ...]) -> Iterator[WireProblem]:
    yield from _members(value, place, (), names)
    if isinstance(value, dict) and len(value) != 1:
        yield WireProblem(place, f"exactly one of {', '.join(names)}")


def _one_of(holder: dict[str, Any], name: str, allowed: set[str], place: str) -> Iterator[WireProblem]:
    if name in holder and (not isinstance(holder[name], str) or holder[name] not in allowed):
        yield WireProblem(f"{place}.{name}", f"{holder[name]!r} is none of {sorted(allowed)}")
