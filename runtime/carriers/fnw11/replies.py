"""Turns the platform's HTTP answer into how a request ended."""

from __future__ import annotations

from typing import Any

import orjson

from runtime.carriers.answers import NO_ANSWER_WORDS, reply_of_status, retry_after_s
from runtime.carriers.fnw11.errors import DUPLICATE_ID, reason_code
from runtime.carriers.http import Answer
from runtime.carriers.port import ErrorClass, SendReply
from runtime.wording import Wording

_MAYBE_TAKEN = (500, 502, 504)
_NOT_REACHED = Wording(
    "平台无法以 5G 消息送达该号码", "The platform cannot reach this number with 5G messages"
)


def read_reply(answer: Answer) -> tuple[SendReply, dict[str, Any]]:
    """How the request ended, and the answer's JSON object (empty when it has none).

    Any 2xx says yes unless the body holds an error or is no JSON at all; other statuses are told apart by the
    reason code where there is one. A duplicate id means that the message was taken before.
    """
    data = _object(answer.body)
    code = code_of(data or {})
    if 200 <= answer.status < 300 and code is None:
        if data is None:
            return SendReply.unknown(f"HTTP {answer.status}", NO_ANSWER_WORDS), {}
        return SendReply.accepted(message_id_of(data)), data
    if code == DUPLICATE_ID:
        return SendReply.accepted(), data or {}
    by_status = reply_of_status(answer)
    meaning = reason_code(code) if code is not None else None
    if meaning is None or answer.status in _MAYBE_TAKEN:
        if 200 <= answer.status < 300:
            return _unknown_code(code), data or {}
        if answer.status == 404 and data:
            return SendReply.refused("HTTP 404", _NOT_REACHED, ErrorClass.RECIPIENT), data
        return by_status, data or {}
    return SendReply.refused(str(code), meaning.words, meaning.error, retry_after_s(answer)), data or {}


def message_id_of(data: dict[str, Any]) -> str:
    """What the platform calls the message; empty when it does not say."""
    inner = data.get("RCSMessage")
    found = (inner if isinstance(inner, dict) else data).get("msgId")
    return found if isinstance(found, str) and len(found) <= 200 else ""


def code_of(data: dict[str, Any]) -> int | None:
    """The reason code in an answer or an event, wherever platforms put it; 0 for an error without one."""
    for place in ("error", "reason"):
        held = data.get(place)
        if isinstance(held, dict):
            return _number(held.get("code")) or 0
        if held and place == "error":
            return _number(held) or 0
    return _number(data.get("code")) or _number(data.get("errorCode"))


def _unknown_code(code: int | None) -> SendReply:
    words = Wording("平台返回未知错误 {code}", "The platform answered the unknown error {code}")
    return SendReply.refused(str(code or ""), words.format(code=code or "?"), ErrorClass.PERMANENT)


def _object(body: bytes) -> dict[str, Any] | None:
    """The JSON object of a body; an empty body is an empty object, anything else is None."""
    if not body.strip():
        return {}
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return data if isinstance(data, dict) else None


def _number(value: object) -> int | None:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 else None
