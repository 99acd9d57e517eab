"""When a message that was not taken is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b

from runtime.carriers.port import ErrorClass, Outcome, SendReply


@dataclass(frozen=True, slots=True)
class Retry:
    """Waits grow from *first_s* by *factor* up to *longest_s*; after *tries* sends it is given up."""

    first_s: float
    factor: float
    longest_s: float
    tries: int

    def delay_s(self, attempts: int) -> float:
        """The wait after *attempts* sends, 1 or more."""
        return min(self.first_s * self.factor ** min(attempts - 1, 60), self.longest_s)


UNREACHABLE = Retry(1, 2, 60, 2000)
"""The carrier was surely not asked; the message's own expiry ends it sooner as a rule."""
BY_CLASS: dict[ErrorClass, Retry] = {
    ErrorClass.THROTTLED: Retry(1, 1.5, 30, 60),
    ErrorClass.QUEUE_FULL: Retry(60, 2, 900, 40),
    ErrorClass.CREDENTIALS: Retry(60, 1, 60, 2000),
    ErrorClass.TEMPORARY: Retry(2, 2, 300, 12),
}
"""Classes that are not here are final."""


def retry_after(reply: SendReply, message_id: str, attempts: int) -> timedelta | None:
    """How long to wait before the next try; None when there is to be none.

    The wait differs by up to a fifth from message to message, so that they do not all come back at once.
    """
    if reply.outcome is Outcome.UNKNOWN or reply.outcome is Outcome.ACCEPTED or reply.error is None:
        return None
    retry = BY_CLASS.get(reply.error)
    if reply.outcome is Outcome.NOT_SENT and reply.error is ErrorClass.TEMPORARY:
        retry = UNREACHABLE
    if retry is None or attempts >= retry.tries:
        return None
    asked_s = reply.retry_after_s
    delay_s = retry.delay_s(attempts) if asked_s is None else max(asked_s, 0.1)
    spread = blake2b(f"{message_id}/{attempts}".encode(), digest_size=1).digest()[0] / 255
    return timedelta(seconds=delay_s * (1 + 0.2 * spread))
