"""Between our messages and FNW.11's JSON: strict in what goes out, tolerant in what comes in.

Source: GSMA FNW.11 V1.0 (RCSMessage, messageContact) as its public clients write it, read 2026-11-24.
It knows neither conversations nor an SMS in place of a message, so those members of a request stay here.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

from runtime.carriers.port import (
    InboundContent,
    SendRequest,
    SentFile,
    SentLocation,
    Unreadable,
)
from runtime.carriers.uplink import read_part
from runtime.messages.wire import CARD, FILE, FILE_XML, RESPONSE, SHARED_DATA, SUGGESTIONS, TEXT, WirePart

_POSITION = re.compile(r"^\s*(-?\d{1,3}(?:\.\d+)?)[\s,]+(-?\d{1,3}(?:\.\d+)?)\s*$")


class UnfitMessage(Exception):
    """A message that this interface cannot carry."""


def encode(request: SendRequest) -> bytes:
    """The body of POST /messages; raises `UnfitMessage` for chips without a content."""
    message: dict[str, Any] = {"msgId": request.message_id}
    for part in request.parts:
        name, value = _encoded(part)
        message[name] = value
    if not message.keys() - {"msgId", "suggestedChipList"}:
        raise UnfitMessage
    if request.traffic:
        message["trafficType"] = request.traffic
    return orjson.dumps({"RCSMessage": message, "messageContact": {"userContact": request.contact}})


def encode_status(status: str) -> bytes:
    """The body of PUT /messages/{msgId}/status."""
    return orjson.dumps({"RCSMessage": {"status": status}})


def decode_content(message: dict[str, Any]) -> InboundContent:
    """What a person said, by whichever member of an RCSMessage is there; why it cannot be read, else."""
    try:
        return _decoded(message)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return Unreadable("RCSMessage", f"{type(error).__name__}: {error}"[:200])


def _encoded(part: WirePart) -> tuple[str, Any]:
    content = part.content
    if part.content_type == TEXT and isinstance(content, str):
        place = read_part(TEXT, content)
        if isinstance(place, SentLocation):
            return "geolocationPushMessage", _position(place)
        return "textMessage", content
    if part.content_type == CARD:
        return "richcardMessage", content
    if part.content_type == SUGGESTIONS:
        return "suggestedChipList", content
    if part.content_type in (FILE, FILE_XML):
        return _file(part)
    raise UnfitMessage


def _position(place: SentLocation) -> dict[str, Any]:
    found: dict[str, Any] = {"pos": f"{place.latitude},{place.longitude}"}
    if place.label:
        found["label"] = place.label
    if place.radius_m is not None:
        found["radius"] = place.radius_m
    return found


def _file(part: WirePart) -> tuple[str, dict[str, Any]]:
    entries = part.content if isinstance(part.content, list) else []
    main = next((one for one in entries if one.get("type", "file") == "file"), None)
    if main is None:
        raise UnfitMessage
    thumbnail: dict[str, Any] = next((one for one in entries if one.get("type") == "thumbnail"), {})
    found = {
        "fileUrl": main.get("url"),
        "fileName": main.get("fileName"),
        "fileMIMEType": main.get("contentType"),
        "fileSize": main.get("fileSize"),
    }
    if part.duration_s:
        found["playingLength"] = round(part.duration_s)
        return "audioMessage", _given(found)
    found |= {
        "thumbnailUrl": thumbnail.get("url"),
        "thumbnailFileName": thumbnail.get("fileName"),
        "thumbnailMIMEType": thumbnail.get("contentType"),
        "thumbnailFileSize": thumbnail.get("fileSize"),
    }
    return "fileMessage", _given(found)


def _given(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in (None, "")}


def _decoded(message: dict[str, Any]) -> InboundContent:
    if "suggestedResponse" in message:
        return read_part(RESPONSE, message["suggestedResponse"])
    if "textMessage" in message:
        return read_part(TEXT, message["textMessage"])
    for name in ("fileMessage", "audioMessage"):
        if name in message:
            return _received_file(message[name])
    if "geolocationPushMessage" in message:
        return _place(message["geolocationPushMessage"])
    if "sharedData" in message:
        held = message["sharedData"]
        return read_part(SHARED_DATA, held if "sharedData" in held else {"sharedData": held})
    raise ValueError("content that is not known")


def _received_file(held: dict[str, Any]) -> SentFile:
    return SentFile(
        url=str(held["fileUrl"]),
        name=str(held.get("fileName") or ""),
        content_type=str(held.get("fileMIMEType") or "application/octet-stream"),
        size_bytes=int(held.get("fileSize") or 0),
        thumbnail_url=str(held.get("thumbnailUrl") or ""),
    )


def _place(held: dict[str, Any]) -> InboundContent:
    found = _POSITION.match(str(held["pos"]))
    if found is None:
        raise ValueError("a position that cannot be read")
    latitude, longitude = float(found[1]), float(found[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError("a position that is not on Earth")
    label, radius = str(held.get("label") or ""), held.get("radius")
    return SentLocation(
        latitude, longitude, label, float(radius) if isinstance(radius, int | float) else None
    )
