"""Reads what the platform sends to us; pure functions, the service owns the sockets.

Source: CT/CU customer access interface V1.0.4: notifyPath, messageNotification, deliveryNotification,
notifyInfoNotification.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import orjson

from runtime.carriers.ctcu.codec import decode_content, moment_of, person_of
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.carriers.ctcu.errors import failure_words
from runtime.carriers.ctcu.signature import is_signed
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
    StaleError,
    TooLargeError,
    UnknownCallbackError,
    UnreadableError,
    WrongChatbotError,
)

MAX_BODY_BYTES = 64 * 1024
TOLERANCE_S = 300
"""How far the platform's clock may be from ours, either way."""
LAB_TOLERANCE_S = 24 * 3600
"""The same for a laboratory, whose simulated time may run hours ahead while a callback travels."""
MAX_STATUSES = 1000

_STATUSES = {
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "displayed": DeliveryStatus.DISPLAYED,
    "failed": DeliveryStatus.FAILED,
    "deliveredtonetwork": DeliveryStatus.FELL_BACK,
    "revokeok": DeliveryStatus.REVOKED,
    "revokefail": DeliveryStatus.REVOKE_FAILED,
}


def read_callback(
    path_tail: str, headers: Mapping[str, str], raw_body: bytes, endpoint: CtcuEndpoint, now: datetime
) -> tuple[InboundEvent, ...]:
    """The events of one callback, in the order they stand in it.

    *path_tail* is what follows our notify address, *headers* have lower-case names (any mapping that finds
    names regardless of case will do), *now* is by the clock the platform goes by. Nothing is kept: the same
    callback read twice gives the same events. Raises a `CallbackRefusalError`; its `status` is the answer.
    """
    if len(raw_body) > MAX_BODY_BYTES:
        raise TooLargeError(len(raw_body), MAX_BODY_BYTES)
    verify(headers, endpoint, now)
    subject, chatbot, kind = _parts_of(path_tail)
    if chatbot.lower() != endpoint.chatbot_id.lower():
        raise WrongChatbotError
    body = _object(raw_body)
    if (subject, kind) == ("messagenotification", "messages"):
        return (_message(body, endpoint, now),)
    if (subject, kind) == ("deliverynotification", "status"):
        return _statuses(body, now)
    if kind == "rcsspam":
        return (_spam(body, endpoint),)
    if kind in ("check", "informationchange"):
        return (_check(body, now),)
    raise UnknownCallbackError


def verify(headers: Mapping[str, str], endpoint: CtcuEndpoint, now: datetime) -> None:
    """Checks who speaks and when; raises `BadSignatureError` or `StaleError`."""
    timestamp, nonce = headers.get("timestamp", ""), headers.get("nonce", "")
    signature = headers.get("signature", "")
    token = endpoint.callback_token.get_secret_value()
    if not (timestamp and nonce and is_signed(signature, token, timestamp, nonce)):
        raise BadSignatureError
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 13):
        raise BadSignatureError
    seconds = int(timestamp) / (1000 if len(timestamp) > 11 else 1)
    tolerance_s = LAB_TOLERANCE_S if endpoint.lab else TOLERANCE_S
    if abs(now.timestamp() - seconds) > tolerance_s:
        raise StaleError(tolerance_s)


def answer_notify_path(headers: Mapping[str, str], endpoint: CtcuEndpoint, now: datetime) -> dict[str, str]:
    """The headers that answer the platform's check of our notify address (GET …/notifyPath).

    Raises a `CallbackRefusalError`, as `read_callback` does.
    """
    verify(headers, endpoint, now)
    echo = headers.get("echostr", "")
    if not echo or len(echo) > 512 or not echo.isascii() or not echo.isprintable():
        raise UnreadableError("echoStr is missing")
    chatbot = unquote(headers.get("chatbotid", "")) or endpoint.chatbot_id
    if chatbot.lower() != endpoint.chatbot_id.lower():
        raise WrongChatbotError
    return {"echoStr": echo, "appId": endpoint.app_id}


def _parts_of(path_tail: str) -> tuple[str, str, str]:
    pieces = [unquote(piece) for piece in path_tail.partition("?")[0].strip("/").split("/")]
    if len(pieces) < 3:
        raise UnknownCallbackError
    return pieces[0].lower(), pieces[1], pieces[-1].lower()


def _object(raw_body: bytes) -> dict[str, Any]:
    try:
        body = orjson.loads(raw_body)
    except orjson.JSONDecodeError as error:
        raise UnreadableError("the body is no JSON") from error
    if not isinstance(body, dict):
        raise UnreadableError("the body is no JSON object")
    return body


def _message(body: dict[str, Any], endpoint: CtcuEndpoint, now: datetime) -> InboundMessage:
    message_id = _text(body, "messageId")
    if not message_id:
        raise UnreadableError("messageId is missing")
    try:
        contact = person_of(body)
    except ValueError as error:
        raise UnreadableError(str(error)) from error
    return InboundMessage(
        chatbot=endpoint.chatbot_id,
        contact=contact,
        message_id=message_id,
        conversation_id=_text(body, "conversationId"),
        contribution_id=_text(body, "contributionId"),
        in_reply_to=_text(body, "inReplyTo") or None,
        at=moment_of(body, now),
        content=decode_content(body.get("messageList")),
    )


def _statuses(body: dict[str, Any], now: datetime) -> tuple[InboundEvent, ...]:
    entries = body.get("deliveryInfoList")
    if isinstance(entries, dict):
        entries = [entries]
    if not isinstance(entries, list) or len(entries) > MAX_STATUSES:
        raise UnreadableError("deliveryInfoList is missing or too long")
    return tuple(_status(entry, now) for entry in entries)


def _status(entry: object, now: datetime) -> StatusReport | Quarantined:
    try:
        if not isinstance(entry, dict):
            raise ValueError("a status is no object")
        message_id = _text(entry, "messageId")
        status = _STATUSES.get(_text(entry, "status").lower())
        if not message_id or status is None:
            raise ValueError("a status without messageId or with an unknown word")
        code = entry.get("errorCode")
        number = int(code) if isinstance(code, int | str) and str(code).lstrip("-").isdecimal() else None
        words = failure_words(number) if number else None
        contact = person_of(entry)
    except ValueError as error:
        return Quarantined(str(error), orjson.dumps(entry).decode()[:2000])
    shown = str(number) if number else ""
    return StatusReport(message_id, contact, status, shown, words, moment_of(entry, now))


def _spam(body: dict[str, Any], endpoint: CtcuEndpoint) -> SpamReport:
    ids = body.get("messageId") or []
    ids = [ids] if isinstance(ids, str) else ids
    if not isinstance(ids, list):
        raise UnreadableError("messageId is neither a text nor a list")
    return SpamReport(
        chatbot=endpoint.chatbot_id,
        message_ids=tuple(str(one)[:200] for one in ids),
        kind=_text(body, "spamType"),
        text=_text(body, "freeText"),
    )


def _check(body: dict[str, Any], now: datetime) -> CheckResult:
    return CheckResult(
        subject=_text(body, "type") or "chatbotInformation",
        passed=_text(body, "result").lower() == "pass",
        description=_text(body, "description"),
        remark=_text(body, "remark"),
        at=moment_of(body, now),
    )


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""
