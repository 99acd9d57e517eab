"""The platform's exceptions: what each means and what a sender should do about it.

Sources, checked 2026-11-23: SVC0002, SVC1000, SVC4001, POL0003 and POL0009 as an adaptation of the interface
and public clients have them; the other numbers are those of OMA's common definitions, which the interface is
built on. The rest of the carrier's own table is not public.
"""

from __future__ import annotations

from dataclasses import dataclass

from runtime.carriers.port import ErrorClass
from runtime.wording import Wording

SUCCESS = "SVC1000"
DUPLICATE = "SVC0005"
"""The platform has a request of the same correlator: it may well be the one before."""


@dataclass(frozen=True, slots=True)
class ExceptionCode:
    """What one exception means."""

    error: ErrorClass
    words: Wording


def _code(error: ErrorClass, zh: str, en: str) -> ExceptionCode:
    return ExceptionCode(error, Wording(zh, en))


_BUSY, _LOGIN = ErrorClass.TEMPORARY, ErrorClass.CREDENTIALS
_CONTENT, _PERSON, _NEVER = ErrorClass.CONTENT, ErrorClass.RECIPIENT, ErrorClass.PERMANENT

EXCEPTIONS: dict[str, ExceptionCode] = {
    "SVC0001": _code(_BUSY, "平台服务出错", "The platform's service has an error"),
    "SVC0002": _code(
        _CONTENT,
        "请求内容无法解码，或业务能力无效",
        "The request cannot be decoded, or its service capability is not valid",
    ),
    "SVC0003": _code(_CONTENT, "请求里有不允许的取值", "The request has a value that is not allowed"),
    "SVC0004": _code(_PERSON, "没有有效的接收号码", "There is no valid recipient"),
    DUPLICATE: _code(_NEVER, "平台已有相同编号的请求", "The platform has a request of the same number"),
    "SVC0006": _code(_PERSON, "群组无效", "The group is not valid"),
    "SVC0280": _code(_CONTENT, "消息过长", "The message is too long"),
    "SVC0281": _code(_CONTENT, "不认识的内容格式", "The format of the content is not known"),
    "SVC4001": _code(_BUSY, "平台内部错误", "The platform has an internal error"),
    "POL0001": _code(_NEVER, "平台策略不允许", "A policy of the platform forbids it"),
    "POL0002": _code(_PERSON, "用户隐私设置不允许", "The person's privacy settings forbid it"),
    "POL0003": _code(_NEVER, "接收号码太多", "Too many recipients in one request"),
    "POL0006": _code(_NEVER, "不允许群组", "Groups are not allowed"),
    "POL0008": _code(_NEVER, "不支持这种计费", "This way of charging is not supported"),
    "POL0009": _code(ErrorClass.THROTTLED, "超过发送速度限制", "Too many messages at once"),
    "POL0010": _code(_NEVER, "所请求的信息不可用", "What was asked for is not available"),
}

_BY_STATUS = {
    400: _CONTENT,
    401: _LOGIN,
    403: _NEVER,
    404: _NEVER,
    406: _CONTENT,
    408: _BUSY,
    429: ErrorClass.THROTTLED,
}

_FAILURES = {
    "800": Wording(
        "超过最长保存时间，且没有转为短信",
        "It was kept as long as may be, and no SMS went in its place",
    ),
}


def exception_code(code: str, status: int = 200) -> ExceptionCode:
    """What *code* means; one that is not known goes by its HTTP status and says its number."""
    known = EXCEPTIONS.get(code.upper())
    if known is not None:
        return known
    error = _BUSY if status >= 500 else _BY_STATUS.get(status, _NEVER)
    words = Wording("平台返回异常 {code}", "The platform answered the exception {code}").format(code=code)
    return ExceptionCode(error, words)


def failure_words(description: str) -> Wording | None:
    """What the description of an impossible delivery means; None when it says nothing."""
    if not description or description.upper() == SUCCESS:
        return None
    return _FAILURES.get(description) or exception_code(description[:40]).words
