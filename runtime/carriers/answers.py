"""What an HTTP answer of a platform means, whichever protocol it speaks."""

from __future__ import annotations

from runtime.carriers.http import Answer
from runtime.carriers.port import ErrorClass, SendReply
from runtime.wording import Wording

FALLBACK_WORDS = Wording("无法连接运营商平台", "The carrier's platform cannot be reached")
NO_ANSWER_WORDS = Wording(
    "请求已发出，但没有收到完整的答复，消息可能已被受理",
    "The request went out, but no complete answer came; the message may have been taken",
)
_MAX_RETRY_AFTER_S = 24 * 3600.0


def reply_of_status(answer: Answer) -> SendReply:
    """How a request ended by the HTTP status alone, one that means no success.

    500, 502 and 504 may be said after the platform took the message, so they leave it unknown.
    """
    code = f"HTTP {answer.status}"
    words = Wording("运营商平台返回 {code}", "The carrier's platform answered {code}").format(code=code)
    status = answer.status
    if status == 429:
        return SendReply.refused(code, words, ErrorClass.THROTTLED, retry_after_s(answer))
    if status == 503:
        return SendReply.refused(code, words, ErrorClass.TEMPORARY, retry_after_s(answer))
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


def retry_after_s(answer: Answer) -> float | None:
    """What the platform asked to wait, at most a day; None when it asked nothing."""
    text = answer.headers.get("retry-after", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    return min(float(text), _MAX_RETRY_AFTER_S)
