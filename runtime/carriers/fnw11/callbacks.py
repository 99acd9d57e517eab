"""Reads what the platform sends to us; pure functions, the service owns the sockets.

Source: GSMA FNW.11 V1.0, webhook events: message, response, newUser, messageStatus, fileStatus, isTyping,
alias; as its public clients write them, read 2026-11-24. Nothing in an event is signed with a time, so that
an event that comes twice is known by its ids alone.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import unquote

import orjson

from runtime.carriers.fnw11.codec import decode_content
from runtime.carriers.fnw11.endpoint import Fnw11Endpoint
from runtime.carriers.fnw11.errors import failure_words
from runtime.carriers.fnw11.replies import code_of
from runtime.carriers.port import (
    CheckResult,
    DeliveryStatus,
    InboundEvent,
    InboundMessage,
    Quarantined,
    SpamReport,
    StatusReport,
)
from runtime.carriers.refusals import (
    BadSignatureError,
    TooLargeError,
    UnknownCallbackError,
    UnreadableError,
    WrongChatbotError,
)
from runtime.carriers.uplink import contact_of, moment_or

MAX_BODY_BYTES = 64 * 1024
EVENTS = "events"
"""The last step of the notify address, where it is no secret."""

STATUSES = {
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "displayed": DeliveryStatus.DISPLAYED,
    "failed": DeliveryStatus.FAILED,
    "cancelled": DeliveryStatus.REVOKED,
    "canceled": DeliveryStatus.REVOKED,
    "revoked": DeliveryStatus.REVOKED,
}
_STILL_UNDER_WAY = frozenset({"pending", "queued", "accepted"})
_SPEECH = frozenset({"message", "response", "newUser", "newuser"})
_SPAM = frozenset({"spam", "spamReport", "rcsspam"})
_READY = frozenset({"ready", "available"})


def read_callback(
    path_tail: str, headers: Mapping[str, str], raw_body: bytes, endpoint: Fnw11Endpoint, now: datetime
) -> tuple[InboundEvent, ...]:
    """The event of one callback; none for what only says that somebody types or that a file is awaited.

    *path_tail* is what follows our notify address, *headers* have lower-case names (any mapping that finds
    names regardless of case will do). Nothing is kept: the same callback read twice gives the same events.
    Raises a `CallbackRefusalError`; its `status` is the answer.
    """
    if len(raw_body) > MAX_BODY_BYTES:
        raise TooLargeError(len(raw_body), MAX_BODY_BYTES)
    _verify(path_tail, headers, endpoint)
    body = _object(raw_body)
    named = body.get("botId")
    own_names = (endpoint.chatbot_name.lower(), endpoint.chatbot_id.lower())
    if isinstance(named, str) and named.lower() not in own_names:
        raise WrongChatbotError
    event = body.get("event")
    held = body.get("RCSMessage")
    message: dict[str, Any] = held if isinstance(held, dict) else {}
    if event in _SPEECH:
        return (_said(body, message, endpoint, now),)
    if event == "messageStatus":
        return _status(body, message, now)
    if event == "fileStatus":
        return _file(body, now)
    if event in _SPAM:
        return (_spam(message, endpoint),)
    if event == "isTyping":
        return ()
    if event == "alias":
        return (_aside("a contact who goes by an alias", body),)
    raise UnknownCallbackError


def _verify(path_tail: str, headers: Mapping[str, str], endpoint: Fnw11Endpoint) -> None:
    """Checks who speaks; takes the same time for every wrong secret."""
    secret = endpoint.callback_secret.get_secret_value()
    step = unquote(path_tail.partition("?")[0].strip("/"))
    scheme, _, shown = headers.get("authorization", "").partition(" ")
    if endpoint.callback_auth == "address":
        shown = step
    elif step.lower() != EVENTS:
        raise UnknownCallbackError
    elif endpoint.callback_auth == "basic":
        secret = f"{endpoint.app_id}:{secret}"
        shown = _plain(shown) if scheme.lower() == "basic" else ""
    elif scheme.lower() != "bearer":
        shown = ""
    if not hmac.compare_digest(shown.strip().encode("utf-8", "replace"), secret.encode()):
        raise BadSignatureError


def _plain(credentials: str) -> str:
    try:
        return base64.b64decode(credentials.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _object(raw_body: bytes) -> dict[str, Any]:
    try:
        body = orjson.loads(raw_body)
    except orjson.JSONDecodeError as error:
        raise UnreadableError("the body is no JSON") from error
    if not isinstance(body, dict):
        raise UnreadableError("the body is no JSON object")
    return body


def _said(
    body: dict[str, Any], message: dict[str, Any], endpoint: Fnw11Endpoint, now: datetime
) -> InboundMessage | Quarantined:
    message_id = _text(message, "msgId")
    if not message_id:
        raise UnreadableError("msgId is missing")
    contact = _contact(body)
    if contact is None:
        return _aside("a contact without a phone number", body)
    if "suggestedResponse" in message:
        # Some platforms put the tapped message's id here, so that two taps would look like one.
        marks = orjson.dumps([message.get("timestamp"), message["suggestedResponse"]])
        message_id = f"{message_id}/{blake2b(marks, digest_size=6).hexdigest()}"
    return InboundMessage(
        chatbot=endpoint.chatbot_id,
        contact=contact,
        message_id=message_id,
        conversation_id="",
        contribution_id=message_id,
        in_reply_to=None,
        at=moment_or(message.get("timestamp"), now),
        content=decode_content(message),
    )


def _status(body: dict[str, Any], message: dict[str, Any], now: datetime) -> tuple[InboundEvent, ...]:
    message_id, word = _text(message, "msgId"), _text(message, "status").lower()
    status, contact = STATUSES.get(word), _contact(body)
    if message_id and word in _STILL_UNDER_WAY:
        return ()
    if not message_id or status is None:
        return (_aside("a status without msgId or with an unknown word", body),)
    if contact is None:
        return (_aside("a contact without a phone number", body),)
    code = (code_of(message) or code_of(body)) if status is DeliveryStatus.FAILED else None
    words = failure_words(code) if code else None
    at = moment_or(message.get("timestamp"), now)
    return (StatusReport(message_id, contact, status, str(code) if code else "", words, at),)


def _file(body: dict[str, Any], now: datetime) -> tuple[InboundEvent, ...]:
    held = body.get("file")
    file: dict[str, Any] = held if isinstance(held, dict) else {}
    upload_id, word = _text(file, "fileId"), _text(file, "status").lower()
    if not upload_id or not word:
        raise UnreadableError("fileId or status is missing")
    if word == "pending":
        return ()
    url = _text(file, "fileUrl")
    never = datetime.max.replace(tzinfo=UTC)
    until = moment_or(file.get("validity"), never)
    return (
        CheckResult(
            subject="media",
            passed=word in _READY,
            description=word,
            remark=f"url:{url}" if url else f"tid:{upload_id}",
            at=now,
            upload_id=upload_id,
            url=url,
            until=None if until is never else until,
        ),
    )


def _spam(message: dict[str, Any], endpoint: Fnw11Endpoint) -> SpamReport:
    ids = message.get("msgId") or []
    ids = ids if isinstance(ids, list) else [ids]
    return SpamReport(
        chatbot=endpoint.chatbot_id,
        message_ids=tuple(str(one)[:200] for one in ids),
        kind=_text(message, "spamType"),
        text=_text(message, "textMessage"),
    )


def _contact(body: dict[str, Any]) -> str | None:
    held = body.get("messageContact")
    address = held.get("userContact") if isinstance(held, dict) else None
    try:
        return contact_of(address) if isinstance(address, str) else None
    except ValueError:
        return None


def _aside(why: str, body: dict[str, Any]) -> Quarantined:
    return Quarantined(why, orjson.dumps(body).decode()[:2000])


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""
