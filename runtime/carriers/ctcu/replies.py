"""Turns the platform's HTTP answer into how a request ended."""

from __future__ import annotations

from typing import Any

import orjson

from runtime.carriers.ctcu.errors import return_code
from runtime.carriers.http import Answer
from runtime.carriers.port import ErrorClass, SendReply
from runtime.wording import Wording

FALLBACK_WORDS = Wording("无法连接运营商平台", "The carrier's platform cannot be reached")
NO_ANSWER_WORDS = Wording(
    "请求已发出，但没有收到完整的答复，消息可能已被受理",
    "The request went out, but no complete answer came; the message may have been taken",
)
_MAX_RETRY_AFTER_S = 24 * 3600.0


def read_reply(answer: Answer) -> tuple[SendReply, dict[str, Any]]:
    """How the request ended, and the answer's JSON object (empty when it has none).

    The platform reports errors as HTTP 200 with an errorCode; other statuses come from what stands in front
    of it. 500, 502 and 504 may be said after the platform took the message, so they leave it unknown.
    """
    if answer.status == 200:
        return _read_ok(answer.body)
    code = f"HTTP {answer.status}"
    words = Wording("运营商平台返回 {code}", "The carrier's platform answered {code}").format(code=code)
    return _read_status(answer, code, words), {}


def _read_status(answer: Answer, code: str, words: Wording) -> SendReply:
    status = answer.status
    if status == 429:
        return SendReply.refused(code, words, ErrorClass.THROTTLED, _retry_after_s(answer))
    if status == 503:
        return SendReply.refused(code, words, ErrorClass.TEMPORARY, _retry_after_s(answer))
    if status in (401, 403, 407):
        return SendReply.refused(code, words, ErrorClass.CREDENTIALS)
    if 300 <= status < 400:
        redirect = Wording(
            "运营商平台要求转到别的地址（{code}），已拒绝",
            "The carrier's platform redirects elsewhere ({code}), which is refused",
        )
        return SendReply.refused(code, redirect.format(code=code), ErrorClass.PERMANENT)
    if 400 <= status < 500:
        return SendReply.refused(code, words, ErrorClass.PERMANENT)
    return SendReply.unknown(code, words)


def _read_ok(body: bytes) -> tuple[SendReply, dict[str, Any]]:
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        return SendReply.unknown("HTTP 200", NO_ANSWER_WORDS), {}
    if not isinstance(data, dict):
        return SendReply.unknown("HTTP 200", NO_ANSWER_WORDS), {}
    code = data.get("errorCode")
    if isinstance(code, str) and code.lstrip("-").isdecimal() and len(code) < 10:
        code = int(code)
    if not isinstance(code, int):
        return SendReply.unknown("HTTP 200", NO_ANSWER_WORDS), data
    if code == 0:
        return SendReply.accepted(), data
    meaning = return_code(code)
    return SendReply.refused(str(code), meaning.words, meaning.error), data


def _retry_after_s(answer: Answer) -> float | None:
    text = answer.headers.get("retry-after", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    return min(float(text), _MAX_RETRY_AFTER_S)
