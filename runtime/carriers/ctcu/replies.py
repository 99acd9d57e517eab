"""Turns the platform's HTTP answer into how a request ended."""

from __future__ import annotations

from typing import Any

import orjson

from runtime.carriers.answers import NO_ANSWER_WORDS, reply_of_status
from runtime.carriers.ctcu.errors import return_code
from runtime.carriers.http import Answer
from runtime.carriers.port import SendReply


def read_reply(answer: Answer) -> tuple[SendReply, dict[str, Any]]:
    """How the request ended, and the answer's JSON object (empty when it has none).

    The platform reports errors as HTTP 200 with an errorCode; other statuses come from what stands in front
    of it: see `reply_of_status`.
    """
    if answer.status == 200:
        return _read_ok(answer.body)
    return reply_of_status(answer), {}


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
