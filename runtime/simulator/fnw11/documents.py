"""Whether a message fits the GSMA's interface, and what its members are as content parts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from runtime.carriers.uplink import contact_of
from runtime.messages.wire import CARD, FILE, SUGGESTIONS, TEXT
from runtime.simulator.checks import (
    BUTTON_COUNT,
    BUTTON_TYPE,
    LABEL_LENGTH,
    MEDIA_URL,
    POSTBACK_LENGTH,
    TEXT_LENGTH,
    URL_LENGTH,
    RejectionError,
    check_parts,
)

BAD_MESSAGE, BAD_CONTACT, NO_CONTENT, NO_KIND, AMBIGUOUS = 42002, 42005, 42008, 42009, 42010
BAD_STATE, BAD_TYPING, BAD_TRAFFIC, CHIPS_ALONE, EMPTY_TEXT = 42011, 42012, 42013, 42014, 42015
DUPLICATE, TOO_FAST, NO_USER, NOT_RCS = 42514, 41003, 41110, 41200
NO_TOKEN, BAD_TOKEN, OLD_TOKEN = 40001, 40003, 40004

_TRAFFIC = {"advertisement", "payment", "premium", "subscription", "token"}
_CONTENTS = {"textMessage", "fileMessage", "audioMessage", "geolocationPushMessage", "richcardMessage"}
_CODES = {
    TEXT_LENGTH: EMPTY_TEXT,
    MEDIA_URL: 42104,
    BUTTON_COUNT: 42044,
    BUTTON_TYPE: 42045,
    LABEL_LENGTH: 42045,
    POSTBACK_LENGTH: 42049,
    URL_LENGTH: 42050,
}


class ReasonError(Exception):
    """The platform does not do it; *status* is the HTTP answer, *code* the reason."""

    def __init__(self, status: int, code: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.code = code


def read_message(body: dict[str, Any] | None) -> tuple[str, dict[str, Any]]:
    """The contact and the RCSMessage of a request; raises `ReasonError`."""
    message = (body or {}).get("RCSMessage")
    contact = (body or {}).get("messageContact")
    if not isinstance(message, dict):
        raise ReasonError(400, BAD_MESSAGE, "RCSMessage is missing")
    address = contact.get("userContact") if isinstance(contact, dict) else None
    try:
        if not isinstance(address, str) or not address.startswith("+"):
            raise ValueError("a number begins with a plus sign")
        return contact_of(address), message
    except ValueError as error:
        raise ReasonError(400, BAD_CONTACT, "userContact is no phone number") from error


def parts_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    """The content parts of a message, checked; raises `ReasonError`."""
    if message.get("trafficType", "payment") not in _TRAFFIC:
        raise ReasonError(400, BAD_TRAFFIC, "trafficType is unknown")
    given = _CONTENTS & message.keys()
    if not given:
        code = CHIPS_ALONE if "suggestedChipList" in message else NO_KIND
        raise ReasonError(400, code, "there is no content")
    if len(given) > 1:
        raise ReasonError(400, AMBIGUOUS, "there is more than one content")
    (name,) = given
    try:
        parts = [_part(name, message[name])]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ReasonError(400, BAD_MESSAGE, f"{name} cannot be read") from error
    if "suggestedChipList" in message:
        parts.append({"contentType": SUGGESTIONS, "contentText": message["suggestedChipList"]})
    try:
        check_parts(parts)
    except RejectionError as error:
        raise ReasonError(400, _CODES.get(error.code, BAD_MESSAGE), str(error)) from error
    return parts


def _part(name: str, held: Any) -> dict[str, Any]:  # noqa: ANN401 (anything may stand there)
    if name == "textMessage":
        return {"contentType": TEXT, "contentText": held}
    if name == "richcardMessage":
        return {"contentType": CARD, "contentText": held}
    if name == "geolocationPushMessage":
        latitude, longitude = (float(one) for one in held["pos"].split(","))
        label = f";rcs-l={quote(held['label'])}" if held.get("label") else ""
        return {"contentType": TEXT, "contentText": f"geo:{latitude},{longitude}{label}"}
    entries = [{"type": "file", "url": held["fileUrl"], **_details(held, "file")}]
    if "thumbnailUrl" in held:
        entries.append({"type": "thumbnail", "url": held["thumbnailUrl"], **_details(held, "thumbnail")})
    return {"contentType": FILE, "contentText": entries}


def _details(held: dict[str, Any], kind: str) -> dict[str, Any]:
    whole = kind if kind == "file" else "thumbnailFile"
    names = {"fileName": f"{whole}Name", "fileSize": f"{whole}Size", "contentType": f"{kind}MIMEType"}
    return {ours: held[theirs] for ours, theirs in names.items() if theirs in held}
