"""A strict validator of RCC.07 wire parts, written from the standard's tables and from nothing of ours."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from runtime.messages.wire import WirePart

CHATBOT_MESSAGE = "application/vnd.gsma.botmessage.v1.0+json"
CHATBOT_SUGGESTION = "application/vnd.gsma.botsuggestion.v1.0+json"
FILE_TRANSFER = "application/vnd.gsma.rcs-ft-http"
GEO = re.compile(r"geo:-?\d+\.\d+,-?\d+\.\d+;crs=gcj02(;u=\d+)?(;rcs-l=[A-Za-z0-9%._~-]+)?")
FONT_STYLES = {"italics", "bold", "underline"}


class NotOnTheWireError(AssertionError):
    """A part breaks the standard; says where and how."""


def check_parts(parts: tuple[WirePart, ...]) -> None:
    """Raises NotOnTheWireError when the parts of one message break RCC.07 or the CT/CU file array."""
    _require(1 <= len(parts) <= 2, "parts", "at most a content and a suggestion list")
    _check_content(parts[0])
    if len(parts) == 2:
        _require(
            parts[1].content_type == CHATBOT_SUGGESTION, "parts[1]", "the second part holds the suggestions"
        )
        body = _object(parts[1].content, "chips", {"suggestions"}, set())
        _suggestions(body["suggestions"], "chips", 11)


def _check_content(part: WirePart) -> None:
    if part.content_type == "text/plain":
        _text(part.content, "text", 1, 2000)
        if str(part.content).startswith("geo:"):
            _require(GEO.fullmatch(str(part.content)) is not None, "geo", f"{part.content} is no geo text")
    elif part.content_type == CHATBOT_MESSAGE:
        root = _object(part.content, "root", {"message"}, set())
        message = _object(
            root["message"], "message", set(), {"generalPurposeCard", "generalPurposeCardCarousel"}
        )
        _require(len(message) == 1, "message", "exactly one of card and carousel")
        if "generalPurposeCard" in message:
            _card_message(message["generalPurposeCard"])
        else:
            _carousel_message(message["generalPurposeCardCarousel"])
    elif part.content_type == FILE_TRANSFER:
        _files(part.content)
    else:
        raise NotOnTheWireError(f"unknown content type {part.content_type}")


def _card_message(value: object) -> None:
    card = _object(value, "card", {"layout", "content"}, set())
    layout = _layout(card["layout"], {"cardOrientation"}, {"imageAlignment"})
    _one_of(layout["cardOrientation"], {"VERTICAL", "HORIZONTAL"}, "cardOrientation")
    _require(
        (layout["cardOrientation"] == "HORIZONTAL") == ("imageAlignment" in layout),
        "imageAlignment",
        "goes with HORIZONTAL",
    )
    if "imageAlignment" in layout:
        _one_of(layout["imageAlignment"], {"LEFT", "RIGHT"}, "imageAlignment")
    _card(card["content"], "content")


def _carousel_message(value: object) -> None:
    carousel = _object(value, "carousel", {"layout", "content"}, set())
    layout = _layout(carousel["layout"], {"cardWidth"}, set())
    _one_of(layout["cardWidth"], {"SMALL_WIDTH", "MEDIUM_WIDTH"}, "cardWidth")
    cards = carousel["content"]
    _require(isinstance(cards, list) and 2 <= len(cards) <= 12, "content", "2-12 cards")
    for index, card in enumerate(cards):
        _card(card, f"content[{index}]")


def _layout(value: object, required: set[str], optional: set[str]) -> dict[str, Any]:
    styles = {"titleFontStyle", "descriptionFontStyle"}
    layout = _object(value, "layout", required, optional | styles | {"style"})
    for name in styles & layout.keys():
        given = layout[name]
        _require(isinstance(given, list) and 1 <= len(given) <= 3, name, "1-3 font styles")
        _require(set(given) <= FONT_STYLES and len(set(given)) == len(given), name, f"{given}")
    if "style" in layout:
        _uri(layout["style"], "style")
    return layout


def _card(value: object, place: str) -> None:
    card = _object(value, place, set(), {"media", "title", "description", "suggestions"})
    _require(
        bool(card.keys() & {"media", "title", "description"}), place, "needs media, title or description"
    )
    if "media" in card:
        _media(card["media"], f"{place}.media")
    if "title" in card:
        _text(card["title"], f"{place}.title", 1, 200)
    if "description" in card:
        _text(card["description"], f"{place}.description", 1, 2000)
    if "suggestions" in card:
        _suggestions(card["suggestions"], f"{place}.suggestions", 4)


def _media(value: object, place: str) -> None:
    thumbnail = {"thumbnailUrl", "thumbnailContentType", "thumbnailFileSize"}
    media = _object(
        value,
        place,
        {"mediaUrl", "mediaContentType", "mediaFileSize", "height"},
        {*thumbnail, "contentDescription"},
    )
    _uri(media["mediaUrl"], place)
    _text(media["mediaContentType"], place, 1, 100)
    _size(media["mediaFileSize"], place)
    _one_of(media["height"], {"SHORT_HEIGHT", "MEDIUM_HEIGHT", "TALL_HEIGHT"}, f"{place}.height")
    if "thumbnailUrl" in media:
        _require(thumbnail <= media.keys(), place, "a thumbnail has a type and a size")
        _uri(media["thumbnailUrl"], place)
        _size(media["thumbnailFileSize"], place)
    if "contentDescription" in media:
        _text(media["contentDescription"], f"{place}.contentDescription", 1, 200)


def _files(value: object) -> None:
    _require(isinstance(value, list) and 1 <= len(value) <= 2, "files", "1-2 entries")
    assert isinstance(value, list)
    kinds = [entry["type"] for entry in value]
    _require(kinds in (["file"], ["thumbnail", "file"]), "files", f"{kinds}")
    for entry in value:
        _object(entry, "file", {"type", "url"}, {"fileName", "fileSize", "contentType", "until"})
        _uri(entry["url"], "file.url")
        _size(entry.get("fileSize", 0), "file.fileSize")


def _suggestions(value: object, place: str, most: int) -> None:
    _require(isinstance(value, list) and 1 <= len(value) <= most, place, f"1-{most} suggestions")
    assert isinstance(value, list)
    for index, item in enumerate(value):
        here = f"{place}[{index}]"
        entry = _object(item, here, set(), {"reply", "action"})
        _require(len(entry) == 1, here, "exactly one of reply and action")
        if "reply" in entry:
            _common(_object(entry["reply"], here, {"displayText"}, {"postback"}), here)
        else:
            _action(entry["action"], here)


def _common(body: dict[str, Any], place: str) -> None:
    _text(body["displayText"], f"{place}.displayText", 1, 25)
    if "postback" in body:
        postback = _object(body["postback"], f"{place}.postback", {"data"}, set())
        _text(postback["data"], f"{place}.postback.data", 1, 2048)


ACTIONS: dict[str, dict[str, tuple[set[str], set[str]]]] = {
    "urlAction": {"openUrl": ({"url", "application"}, {"viewMode", "parameters"})},
    "dialerAction": {
        "dialPhoneNumber": ({"phoneNumber"}, {"fallbackUrl"}),
        "dialEnrichedCall": ({"phoneNumber"}, {"subject", "fallbackUrl"}),
        "dialVideoCall": ({"phoneNumber"}, {"fallbackUrl"}),
    },
    "mapAction": {"showLocation": ({"location"}, {"fallbackUrl"}), "requestLocationPush": (set(), set())},
    "calendarAction": {
        "createCalendarEvent": ({"startTime", "endTime", "title"}, {"description", "fallbackUrl"})
    },
    "composeAction": {
        "composeTextMessage": ({"phoneNumber", "text"}, set()),
        "composeRecordingMessage": ({"phoneNumber", "type"}, set()),
    },
    "deviceAction": {"requestDeviceSpecifics": (set(), set())},
    "settingsAction": {
        "disableAnonymization": (set(), set()),
        "enableDisplayedNotifications": (set(), set()),
    },
}
"""Family → member → required and optional fields."""

LENGTHS = {
    "parameters": (1, 200),
    "subject": (1, 60),
    "title": (1, 100),
    "description": (1, 500),
    "text": (1, 100),
    "phoneNumber": (1, 40),
}


def _action(value: object, place: str) -> None:
    body = _object(value, place, {"displayText"}, {"postback", *ACTIONS})
    _common(body, place)
    families = body.keys() & ACTIONS.keys()
    _require(len(families) == 1, place, "exactly one family")
    family = families.pop()
    members = _object(body[family], place, set(), set(ACTIONS[family]))
    _require(len(members) == 1, place, "exactly one action")
    member, fields = next(iter(members.items()))
    _object(fields, f"{place}.{member}", *ACTIONS[family][member])
    for name, (least, most) in LENGTHS.items():
        if name in fields:
            _text(fields[name], f"{place}.{name}", least, most)
    for name in {"url", "fallbackUrl"} & fields.keys():
        _uri(fields[name], f"{place}.{name}")
    _special_fields(member, fields, place)


def _special_fields(member: str, fields: dict[str, Any], place: str) -> None:
    if member == "openUrl":
        _one_of(fields["application"], {"browser", "webview"}, place)
        if fields["application"] == "browser":
            _require(not fields.keys() & {"viewMode", "parameters"}, place, "viewMode goes with webview")
        _one_of(fields.get("viewMode", "full"), {"full", "half", "tall"}, place)
    elif member == "composeRecordingMessage":
        _one_of(fields["type"], {"AUDIO", "VIDEO"}, place)
    elif member == "createCalendarEvent":
        datetime.fromisoformat(fields["startTime"])
        datetime.fromisoformat(fields["endTime"])
    elif member == "showLocation":
        location = fields["location"]
        if "query" in location:
            _object(location, place, {"query"}, set())
            _text(location["query"], place, 1, 200)
        else:
            _object(location, place, {"latitude", "longitude"}, {"label"})
            _text(location.get("label", "x"), place, 1, 100)


def _object(value: object, place: str, required: set[str], optional: set[str]) -> dict[str, Any]:
    _require(isinstance(value, dict), place, "must be an object")
    assert isinstance(value, dict)
    _require(required <= value.keys(), place, f"misses {sorted(required - value.keys())}")
    extra = value.keys() - required - optional
    _require(not extra, place, f"does not know {sorted(extra)}")
    return value


def _text(value: object, place: str, least: int, most: int) -> None:
    _require(
        isinstance(value, str) and least <= len(value) <= most,
        place,
        f"a text of {least}-{most}, not {value!r}",
    )


def _uri(value: object, place: str) -> None:
    _require(
        isinstance(value, str) and re.fullmatch(r"[a-z]+:\S+", value) is not None,
        place,
        f"{value!r} is no URI",
    )


def _size(value: object, place: str) -> None:
    _require(type(value) is int and value >= 0, place, f"{value!r} is no size")


def _one_of(value: object, allowed: set[str], place: str) -> None:
    _require(value in allowed, place, f"{value!r} is none of {sorted(allowed)}")


def _require(holds: bool, place: str, claim: str) -> None:
    if not holds:
        raise NotOnTheWireError(f"{place}: {claim}")
