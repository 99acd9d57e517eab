"""When a message that was not taken is tried again, as a table: one row for each class of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b

from runtime.carriers.port import ErrorClass, Outcome, SendReply
from runtime.wording import Wording

JITTER = 0.2
"""Waits are up to this part longer, different from message to message."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Waits grow from *first_s* by *factor* up to *longest_s*; after *tries* sends it is given up.

    The first *keeps* times the message keeps its place in the queue, and the whole endpoint pauses instead:
    the gate sees to that. After that it waits by itself, and others go before it.
    """

    words: Wording
    """What is done, for people."""
    first_s: float = 0.0
    factor: float = 1.0
    longest_s: float = 0.0
    tries: int = 1
    keeps: int = 0

    def delay_s(self, attempts: int) -> float:
        """The wait after *attempts* sends, 1 or more."""
        return min(self.first_s * self.factor ** min(attempts - 1, 60), self.longest_s)


UNREACHABLE = Retry(
    Wording("没有连上：没有送出，稍后再试", "Not reached, so surely not sent: tried again soon"),
    1,
    2,
    60,
    2000,
)
"""The carrier was surely not asked; the message's own expiry ends it sooner as a rule."""
BY_CLASS: Mapping[ErrorClass, Retry] = {
    ErrorClass.THROTTLED: Retry(
        Wording(
            "发得太快：整个通道放慢，消息留在原位",
            "Too fast: the endpoint slows down, the message keeps its place",
        ),
        1,
        1.5,
        30,
        60,
        keeps=3,
    ),
    ErrorClass.QUEUE_FULL: Retry(
        Wording(
            "运营商队列或配额已满：排到后面，等久一点",
            "Queue or quota full: to the back, after a longer wait",
        ),
        60,
        2,
        900,
        40,
    ),
    ErrorClass.CREDENTIALS: Retry(
        Wording(
            "账号被拒绝：通道暂停，等人处理，消息留在原位",
            "The account is refused: the endpoint pauses for somebody to look",
        ),
        60,
        1,
        60,
        2000,
        keeps=2000,
    ),
    ErrorClass.TEMPORARY: Retry(
        Wording(
            "运营商暂时出错：稍后再试，间隔逐次加长",
            "The carrier has a problem: tried again, less and less often",
        ),
        2,
        2,
        300,
        12,
    ),
    ErrorClass.CONTENT: Retry(Wording("内容被拒绝：不再发送", "The content is refused: never sent again")),
    ErrorClass.RECIPIENT: Retry(
        Wording("联系人收不到：不再发送", "The contact cannot or must not get it: never sent again")
    ),
    ErrorClass.PERMANENT: Retry(Wording("再发也没有用：不再发送", "Sending again is of no use: given up")),
}
"""Class → what becomes of the message; those with one try are final."""


def rule_of(reply: SendReply) -> Retry | None:
    """The row of the table for an answer; None for what was taken or may have been."""
    if reply.outcome is Outcome.UNKNOWN or reply.outcome is Outcome.ACCEPTED or reply.error is None:
        return None
    if reply.outcome is Outcome.NOT_SENT and reply.error is ErrorClass.TEMPORARY:
        return UNREACHABLE
    return BY_CLASS[reply.error]


def retry_after(reply: SendReply, message_id: str, attempts: int) -> timedelta | None:
    """How long to wait before the next try: zero keeps the message's place; None when there is to be none.

    The wait differs by up to a fifth from message to message, so that they do not all come back at once.
    """
    rule = rule_of(reply)
    if rule is None or attempts >= rule.tries:
        return None
    if attempts <= rule.keeps:
        return timedelta(0)
    asked_s = reply.retry_after_s
    delay_s = rule.delay_s(attempts) if asked_s is None else max(asked_s, 0.1)
    spread = blake2b(f"{message_id}/{attempts}".encode(), digest_size=1).digest()[0] / 255
    return timedelta(seconds=delay_s * (1 + JITTER * spread))
