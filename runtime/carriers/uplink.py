"""What comes up from handsets, whichever interface carried it: numbers, moments and the parts of a message.

Source: RCC.07 chatbot message schemas, geo texts and file transfer, as the carriers' interfaces write them.
"""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote

import orjson

from runtime.carriers.port import (
    InboundContent,
    SentFile,
    SentLocation,
    SharedData,
    Tapped,
    TypedText,
)
from runtime.messages.reading.notes import Notes
from runtime.messages.reading.xml_bodies import file_entries
from runtime.messages.wire import FILE, FILE_XML, RESPONSE, SHARED_DATA, TEXT

CHINA = timezone(timedelta(hours=8))
_NEVER = datetime.max.replace(tzinfo=UTC)

_GEO = re.compile(r"^geo:(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)((?:;[^;]*)*)$", re.IGNORECASE)


def contact_of(address: str) -> str:
    """The E.164 number of a `tel:` or `sip:` address; raises ValueError when there is none."""
    number = unquote(address).strip()
    for scheme in ("tel:", "sip:"):
        number = number.removeprefix(scheme)
    number = number.partition("@")[0].partition(";")[0].replace(" ", "").replace("-", "")
    if re.fullmatch(r"1[3-9]\d{9}", number, re.ASCII):
        return f"+86{number}"
    if re.fullmatch(r"861[3-9]\d{9}", number, re.ASCII):
        return f"+{number}"
    if re.fullmatch(r"\+[1-9]\d{6,14}", number, re.ASCII):
        return number
    raise ValueError("the address holds no phone number")


def moment_or(text: object, otherwise: datetime) -> datetime:
    """The ISO moment of *text* in UTC, or *otherwise*; one without a zone is China's."""
    if not isinstance(text, str):
        return otherwise
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(UTC)
    except (ValueError, OverflowError):
        return otherwise


def decoded_text(text: str) -> str:
    """The UTF-8 text in a base64 one; raises ValueError when there is none."""
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError("base64 that does not decode to UTF-8") from error


def read_part(content_type: str, content: object) -> InboundContent:
    """What a person said in one part, given as text or as JSON value.

    Raises ValueError, LookupError, TypeError or AttributeError for what cannot be understood.
    """
    if content_type == TEXT:
        if not isinstance(content, str):
            raise ValueError("text that is no text")
        return _location(content) or TypedText(content)
    if content_type == FILE_XML and isinstance(content, str) and content.lstrip().startswith("<"):
        return _described_file(content)
    value: Any = orjson.loads(content) if isinstance(content, str) else content
    if content_type == RESPONSE:
        return _tap(value["response"])
    if content_type in (FILE, FILE_XML, FILE + "+json"):
        return _file(value if isinstance(value, list) else [value])
    if content_type == SHARED_DATA:
        return _shared(value["sharedData"])
    raise ValueError("content type that is not known")


def _tap(response: dict[str, Any]) -> Tapped:
    is_action = "action" in response
    tapped = response["action"] if is_action else response["reply"]
    postback = tapped.get("postback") or {}
    data = postback.get("data", "") if isinstance(postback, dict) else postback
    return Tapped(str(data), str(tapped.get("displayText", "")), is_action)


def _location(text: str) -> SentLocation | None:
    found = _GEO.match(text.strip())
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    extras = dict(extra.split("=", 1) for extra in found[3].split(";") if "=" in extra)
    radius = extras.get("u", "")
    radius_m = float(radius) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", radius, re.ASCII) else None
    return SentLocation(latitude, longitude, unquote(extras.get("rcs-l", "")), radius_m)


def _file(entries: list[dict[str, Any]]) -> SentFile:
    main = next((entry for entry in entries if entry.get("type", "file") == "file"), entries[0])
    none: dict[str, Any] = {}
    thumbnail = next((entry for entry in entries if entry.get("type") == "thumbnail"), none)
    until = moment_or(main.get("until"), _NEVER)
    return SentFile(
        url=str(main["url"]),
        name=str(main.get("fileName", "")),
        content_type=str(main.get("contentType") or main.get("contenType") or "application/octet-stream"),
        size_bytes=int(main.get("fileSize", 0)),
        until=None if until == _NEVER else until,
        thumbnail_url=str(thumbnail.get("url", "")),
    )


def _shared(value: dict[str, Any]) -> SharedData:
    flat: dict[str, str] = {}
    for name, member in value.items():
        if isinstance(member, dict):
            flat.update({str(key): str(inner) for key, inner in member.items()})
        else:
            flat[str(name)] = str(member)
    return SharedData(tuple(sorted(flat.items())))


def _described_file(text: str) -> SentFile:
    entries = file_entries(text, "", Notes())
    if not entries:
        raise ValueError("XML that describes no file")
    return _file(entries)
