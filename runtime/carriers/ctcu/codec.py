"""Between our messages and the platform's JSON: strict in what goes out, tolerant in what comes in.

Source: CT/CU customer access interface V1.0.4, messages and messageNotification; the tolerated deviations
are those of its own samples and of platforms in use.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from runtime.carriers.port import (
    ALL_REPORTS,
    InboundContent,
    Report,
    SendRequest,
    Unreadable,
)
from runtime.carriers.uplink import contact_of, decoded_text, moment_or, read_part

SERVICE_CAPABILITY = [{"capabilityId": "ChatbotSA", "version": '+g.gsma.rcs.botversion="#=1"'}]

_REPORT_WORDS = {
    Report.SENT: "sent",
    Report.FAILED: "failed",
    Report.DELIVERED: "delivered",
    Report.DISPLAYED: "displayed",
    Report.FELL_BACK: "deliveredToNetwork",
}
_ALL_REPORT_WORDS = list(_REPORT_WORDS.values())


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
        moment = moment_or(body.get(name), otherwise)
        if moment is not otherwise:
            return moment
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
            return read_part(content_type, _plain(part))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            failed = failed or Unreadable(content_type[:100], f"{type(error).__name__}: {error}"[:200])
    return failed or Unreadable("", "there is no part")


def _plain(part: dict[str, Any]) -> object:
    content = part.get("contentText")
    if content is None:
        raise ValueError("no contentText")
    if str(part.get("contentEncoding", "utf8")).lower() != "base64" or not isinstance(content, str):
        return content
    return decoded_text(content)
