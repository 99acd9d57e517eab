"""Between our messages and the platform's JSON: strict in what goes out, tolerant in what comes in.

Source: CT/CU customer access interface V1.0.4, messages and messageNotification; the tolerated deviations
are those of its own samples and of platforms in use.
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
    ALL_REPORTS,
    InboundContent,
    Report,
    SendRequest,
    SentFile,
    SentLocation,
    SharedData,
    Tapped,
    TypedText,
    Unreadable,
)
from runtime.messages.wire import FILE, RESPONSE, SHARED_DATA, TEXT

CHINA = timezone(timedelta(hours=8))
SERVICE_CAPABILITY = [{"capabilityId": "ChatbotSA", "version": '+g.gsma.rcs.botversion="#=1"'}]

_REPORT_WORDS = {
    Report.SENT: "sent",
    Report.FAILED: "failed",
    Report.DELIVERED: "delivered",
    Report.DISPLAYED: "displayed",
    Report.FELL_BACK: "deliveredToNetwork",
}
_ALL_REPORT_WORDS = list(_REPORT_WORDS.values())
_GEO = re.compile(r"^geo:(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)((?:;[^;]*)*)$", re.IGNORECASE)


def encode(request: SendRequest) -> bytes:
    """The body of POST /messages; members without a value are left out, because none may be empty."""
    body: dict[str, Any] = {
        "messageId": request.message_id,
        "messageList": [
            {"contentType": part.content_type, "contentEncoding": "utf8", "contentText": part.content}
            for part in request.parts
        ],
        "destinationAddress": ["tel:" + request.contact],
        "senderAddress": request.chatbot,
        "conversationId": request.conversation_id,
        "contributionId": request.contribution_id,
        "serviceCapability": SERVICE_CAPABILITY,
        "smsSupported": bool(request.sms_text),
        "storeSupported": request.store,
    }
    if request.reports == ALL_REPORTS:
        body["reportRequest"] = _ALL_REPORT_WORDS
    elif request.reports:
        body["reportRequest"] = [word for report, word in _REPORT_WORDS.items() if report in request.reports]
    if request.sms_text:
        body["smsContent"] = request.sms_text
    if request.traffic:
        body["trafficType"] = request.traffic
    if request.in_reply_to:
        body["inReplyTo"] = request.in_reply_to
    return orjson.dumps(body)


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


def person_of(body: dict[str, Any]) -> str:
    """The contact of a callback: the sender, or the destination where platforms swap them.

    Addresses may be a text or an array of one. Raises ValueError when neither is a phone number.
    """
    for name in ("senderAddress", "origUser", "destinationAddress"):
        address = body.get(name)
        if isinstance(address, list) and address:
            address = address[0]
        if not isinstance(address, str):
            continue
        try:
            return contact_of(address)
        except ValueError:
            continue
    raise ValueError("no phone number among the addresses")


def moment_of(body: dict[str, Any], otherwise: datetime) -> datetime:
    """When it happened, in UTC, by `dateTime`, `dataTime` or `time`; times without a zone are China's."""
    for name in ("dateTime", "dataTime", "time"):
        text = body.get(name)
        if not isinstance(text, str):
            continue
        try:
            moment = datetime.fromisoformat(text.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return otherwise


def decode_content(message_list: object) -> InboundContent:
    """What a person said: the first part that can be understood, else why the first one cannot."""
    parts = message_list if isinstance(message_list, list) else [message_list]
    failed: Unreadable | None = None
    for part in parts:
        if not isinstance(part, dict):
            failed = failed or Unreadable("", "a part is not an object")
            continue
        content_type = str(part.get("contentType", "")).partition(";")[0].strip().lower()
        try:
            return _decode_part(content_type, part)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            failed = failed or Unreadable(content_type[:100], f"{type(error).__name__}: {error}"[:200])
    return failed or Unreadable("", "there is no part")


def _decode_part(content_type: str, part: dict[str, Any]) -> InboundContent:
    content = _plain(part)
    if content_type == TEXT:
        if not isinstance(content, str):
            raise ValueError("text that is no text")
        return _location(content) or TypedText(content)
    value: Any = orjson.loads(content) if isinstance(content, str) else content
    if content_type == RESPONSE:
        return _tap(value["response"])
    if content_type in (FILE, FILE + "+json"):
        return _file(value if isinstance(value, list) else [value])
    if content_type == SHARED_DATA:
        return _shared(value["sharedData"])
    raise ValueError("content type that is not known")


def _plain(part: dict[str, Any]) -> object:
    content = part.get("contentText")
    if content is None:
        raise ValueError("no contentText")
    if str(part.get("contentEncoding", "utf8")).lower() != "base64" or not isinstance(content, str):
        return content
    try:
        return base64.b64decode("".join(content.split()), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError("base64 that does not decode to UTF-8") from error


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
    until = main.get("until")
    return SentFile(
        url=str(main["url"]),
        name=str(main.get("fileName", "")),
        content_type=str(main.get("contentType") or main.get("contenType") or "application/octet-stream"),
        size_bytes=int(main.get("fileSize", 0)),
        until=moment_of({"time": until}, datetime.max.replace(tzinfo=CHINA)) if until else None,
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
