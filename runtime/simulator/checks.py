"""Whether the platform takes a message: every field and length of POST /messages.

Source: CT/CU customer access interface V1.0.4, messages, and the RCC.07 chatbot message schema in its §9.4.7.
The platform in miniature is strict, so that what passes here should pass there.
"""

from __future__ import annotations

import base64
from typing import Any

import orjson

from runtime.carriers.uplink import contact_of
from runtime.messages.limits import count, profile
from runtime.messages.wire import CARD, FILE, SUGGESTIONS, TEXT

PARAMETER, MISMATCH, MEDIA_URL, MESSAGE_TYPE = 20002, 30008, 40007, 40008
BUTTON_COUNT, BUTTON_TYPE, LABEL_LENGTH, POSTBACK_LENGTH, URL_LENGTH = 40016, 40017, 40018, 40019, 40020
TEXT_LENGTH, TOO_MANY_FILES, PARSE = 40021, 40040, 47001

_TRAFFIC = {"advertisement", "payment", "premium", "subscription", "token"}
_REPORTS = {"sent", "failed", "delivered", "displayed", "deliveredToNetwork"}
_IM_FORMATS = {"IM", "LargerMode", "PagerMode"}
_HEIGHTS = {"SHORT_HEIGHT", "MEDIUM_HEIGHT", "TALL_HEIGHT"}
_FAMILIES: dict[str, dict[str, tuple[str, ...]]] = {
    "urlAction": {"openUrl": ("url", "application")},
    "dialerAction": {
        "dialPhoneNumber": ("phoneNumber",),
        "dialEnrichedCall": ("phoneNumber",),
        "dialVideoCall": ("phoneNumber",),
    },
    "mapAction": {"showLocation": ("location",), "requestLocationPush": ()},
    "calendarAction": {"createCalendarEvent": ("startTime", "endTime", "title")},
    "composeAction": {
        "composeTextMessage": ("phoneNumber", "text"),
        "composeRecordingMessage": ("phoneNumber", "type"),
    },
    "deviceAction": {"requestDeviceSpecifics": ()},
    "settingsAction": {"disableAnonymization": (), "enableDisplayedNotifications": ()},
}
"""Family → action → members that must be there."""

_LIMITS = profile("ctcu").limits


class RejectionError(Exception):
    """The platform does not take it; *code* is the return code."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


def check_message(body: dict[str, Any], chatbot_id: str) -> str:
    """Checks a whole request and returns the contact's number; raises `RejectionError`."""
    for name in ("messageId", "conversationId", "contributionId"):
        _require(_is_text(body.get(name), 1, 128), PARAMETER, f"{name} is missing")
    _require(body.get("senderAddress") == chatbot_id, MISMATCH, "senderAddress is not this chatbot")
    contact = _contact(body.get("destinationAddress"))
    capability = body.get("serviceCapability")
    _require(isinstance(capability, list) and bool(capability), PARAMETER, "serviceCapability is missing")
    sms_supported = body.get("smsSupported")
    _require(isinstance(sms_supported, bool), PARAMETER, "smsSupported is missing")
    _require(isinstance(body.get("storeSupported"), bool), PARAMETER, "storeSupported is missing")
    if sms_supported or "smsContent" in body:
        within(body.get("smsContent"), "sms_text", TEXT_LENGTH, "smsContent")
    _one_of(body, "trafficType", _TRAFFIC)
    _one_of(body, "imFormat", _IM_FORMATS)
    if "inReplyTo" in body:
        _require(_is_text(body["inReplyTo"], 1, 128), PARAMETER, "inReplyTo is empty")
    if "reportRequest" in body:
        reports = body["reportRequest"]
        known = isinstance(reports, list) and bool(reports) and all(one in _REPORTS for one in reports)
        _require(known, PARAMETER, "reportRequest is empty or unknown")
    check_parts(body.get("messageList"))
    return contact


def _contact(addresses: object) -> str:
    if not isinstance(addresses, list) or len(addresses) != 1:
        raise RejectionError(PARAMETER, "exactly one destinationAddress is supported")
    try:
        return contact_of(addresses[0])
    except (ValueError, AttributeError, TypeError) as error:
        raise RejectionError(PARAMETER, "destinationAddress is no tel: address") from error


def check_parts(parts: object) -> None:
    """Checks the parts of a message and puts those in base64 into plain form; raises `RejectionError`."""
    if not isinstance(parts, list) or not 1 <= len(parts) <= 2:
        raise RejectionError(PARAMETER, "messageList has one or two parts")
    kinds: list[str] = []
    for part in parts:
        if not isinstance(part, dict):
            raise RejectionError(PARSE, "a part is no object")
        kind = part.get("contentType")
        encoding = part.get("contentEncoding", "utf8")
        _require(encoding in ("utf8", "base64"), PARAMETER, "contentEncoding is utf8 or base64")
        if encoding == "base64":
            part.update(_decoded(part))
        _check_part(kind, part.get("contentText"))
        kinds.append(str(kind))
    if len(kinds) == 2 and (kinds.count(SUGGESTIONS) != 1):
        raise RejectionError(PARAMETER, "two parts are a content and a suggestion list")


def _decoded(part: dict[str, Any]) -> dict[str, Any]:
    """The members of a base64 part in plain form, as a handset gets them."""
    try:
        text = base64.b64decode(part["contentText"], validate=True).decode()
        content = text if part.get("contentType") == TEXT else orjson.loads(text)
    except (KeyError, TypeError, ValueError) as error:
        raise RejectionError(PARSE, "contentText is no base64 of UTF-8") from error
    return {"contentText": content, "contentEncoding": "utf8"}


def _check_part(kind: object, content: Any) -> None:  # noqa: ANN401 (anything may stand there)
    try:
        if kind == TEXT:
            within(content, "text", TEXT_LENGTH, "text")
        elif kind == CARD:
            _check_card_message(content["message"])
        elif kind == SUGGESTIONS:
            _check_suggestions(content["suggestions"], "chips")
        elif kind == FILE:
            _check_files(content)
        else:
            raise RejectionError(MESSAGE_TYPE, "contentType is not supported")
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise RejectionError(PARSE, f"contentText cannot be parsed: {type(error).__name__}") from error


def _check_card_message(message: dict[str, Any]) -> None:
    single, carousel = message.get("generalPurposeCard"), message.get("generalPurposeCardCarousel")
    _require((single is None) != (carousel is None), PARSE, "exactly one of card and carousel")
    if single is not None:
        layout = single["layout"]
        orientation = layout.get("cardOrientation")
        _require(orientation in ("VERTICAL", "HORIZONTAL"), PARSE, "cardOrientation")
        if orientation == "HORIZONTAL":
            _require(layout.get("imageAlignment") in ("LEFT", "RIGHT"), PARSE, "imageAlignment")
        _check_card(single["content"])
        return
    assert carousel is not None
    width = carousel["layout"].get("cardWidth", "SMALL_WIDTH")
    _require(width in ("SMALL_WIDTH", "MEDIUM_WIDTH"), PARSE, "cardWidth")
    cards = carousel["content"]
    limit = _LIMITS["carousel_cards"]
    _require(
        isinstance(cards, list) and limit.minimum <= len(cards) <= limit.maximum, PARSE, "number of cards"
    )
    for card in cards:
        _check_card(card)
        height = card.get("media", {}).get("height")
        _require(not (width == "SMALL_WIDTH" and height == "TALL_HEIGHT"), PARSE, "TALL in a SMALL card")


def _check_card(card: dict[str, Any]) -> None:
    _require(any(card.get(name) for name in ("media", "title", "description")), PARSE, "empty card")
    if "title" in card:
        within(card["title"], "card_title", TEXT_LENGTH, "title")
    if "description" in card:
        within(card["description"], "card_description", TEXT_LENGTH, "description")
    if "media" in card:
        _check_media(card["media"])
    if "suggestions" in card:
        _check_suggestions(card["suggestions"], "card_suggestions")


def _check_media(media: dict[str, Any]) -> None:
    _require(_is_url(media["mediaUrl"]), MEDIA_URL, "mediaUrl")
    _require(_is_text(media["mediaContentType"], 1, 100), PARSE, "mediaContentType")
    _require(_is_size(media["mediaFileSize"]), PARSE, "mediaFileSize")
    _require(media["height"] in _HEIGHTS, PARSE, "height")
    if "thumbnailUrl" in media:
        _require(_is_url(media["thumbnailUrl"]), MEDIA_URL, "thumbnailUrl")
        _require(_is_text(media["thumbnailContentType"], 1, 100), PARSE, "thumbnailContentType")
        _require(_is_size(media["thumbnailFileSize"]), PARSE, "thumbnailFileSize")
    if "contentDescription" in media:
        within(media["contentDescription"], "content_description", TEXT_LENGTH, "contentDescription")


def _check_suggestions(suggestions: object, limit_name: str) -> None:
    limit = _LIMITS[limit_name]
    if not isinstance(suggestions, list) or not 1 <= len(suggestions) <= limit.maximum:
        raise RejectionError(BUTTON_COUNT, f"1 to {limit.maximum} suggestions")
    for suggestion in suggestions:
        if len(suggestion) != 1 or not suggestion.keys() <= {"reply", "action"}:
            raise RejectionError(BUTTON_TYPE, "a suggestion is a reply or an action")
        ((kind, tapped),) = suggestion.items()
        within(tapped.get("displayText"), "suggestion_text", LABEL_LENGTH, "displayText")
        if "postback" in tapped:
            within(tapped["postback"]["data"], "postback", POSTBACK_LENGTH, "postback.data")
        if kind == "action":
            _check_action(tapped)


def _check_action(action: dict[str, Any]) -> None:
    families = [name for name in action if name not in ("displayText", "postback")]
    family = _FAMILIES.get(families[0]) if len(families) == 1 else None
    if family is None:
        raise RejectionError(BUTTON_TYPE, "an action has exactly one known family")
    ((name, fields),) = action[families[0]].items()
    required = family.get(name)
    if required is None:
        raise RejectionError(BUTTON_TYPE, f"{families[0]} has no {name}")
    for member in required:
        _require(bool(fields.get(member)), BUTTON_TYPE, f"{name} needs {member}")
    for member in ("url", "fallbackUrl"):
        if member in fields:
            within(fields[member], "url", URL_LENGTH, member)


def _check_files(entries: object) -> None:
    if not isinstance(entries, list) or not 1 <= len(entries) <= 2:
        raise RejectionError(TOO_MANY_FILES, "a file and at most its thumbnail")
    kinds = [entry["type"] for entry in entries]
    _require(kinds.count("file") == 1 and set(kinds) <= {"file", "thumbnail"}, PARSE, "type of a file entry")
    for entry in entries:
        _require(_is_url(entry["url"]), MEDIA_URL, "url of a file")


def _require(holds: bool, code: int, words: str) -> None:
    if not holds:
        raise RejectionError(code, words)


def within(value: object, limit_name: str, code: int, what: str) -> None:
    """Checks that *value* is a text no longer than a limit; raises `RejectionError` with *code*."""
    limit = _LIMITS.get(limit_name)
    if not isinstance(value, str) or not value:
        raise RejectionError(code, f"{what} is empty")
    if limit is None:
        return
    actual = count(value, limit.unit)
    if actual > limit.maximum:
        raise RejectionError(code, f"{what} has {actual} {limit.unit}, the limit is {limit.maximum}")


def _one_of(body: dict[str, Any], name: str, allowed: set[str]) -> None:
    if name in body and body[name] not in allowed:
        raise RejectionError(PARAMETER, f"{name} is unknown")


def _is_text(value: object, minimum: int, maximum: int) -> bool:
    return isinstance(value, str) and minimum <= len(value) <= maximum


def _is_size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_url(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 2048 and value.startswith(("http://", "https://"))
