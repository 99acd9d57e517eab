"""Lets messages through to one carrier, fewer or none while it has trouble."""

from __future__ import annotations

from datetime import datetime, timedelta

from runtime.carriers.port import ErrorClass, Outcome, SendReply
from runtime.wording import Wording

TRIES = 5
"""Troubles in a row that close the gate."""
FIRST_S = 1.0
LONGEST_S = 60.0
_ACCOUNT_S = 60.0
_QUOTA_S = 60.0


class Gate:
    """A circuit breaker: closed for a while after trouble, then open for one message, then for all.

    One message at a time goes out on trial, so that a carrier that comes back is not run over.
    """

    def __init__(self) -> None:
        self._troubles = 0
        self._pause_s = FIRST_S
        self._reopens_at: datetime | None = None
        self._on_trial = False
        self.trouble: Wording | None = None
        """What is wrong at present, None while all is well."""

    def allowance(self, now: datetime, window: int, under_way: int) -> int:
        """How many more messages may go out now."""
        if self._reopens_at is None:
            return max(0, window - under_way)
        if now < self._reopens_at or under_way:
            return 0
        self._on_trial = True
        return 1

    def reopens_at(self) -> datetime | None:
        """When the next message may be tried; None while the gate is open."""
        return self._reopens_at

    def heard(self, reply: SendReply, now: datetime) -> None:
        """Takes note of how a send ended."""
        pause_s = _pause_after(reply)
        if pause_s is None:
            if _is_fine(reply):
                if self._reopens_at is not None and now < self._reopens_at:
                    return  # An older message's good news do not shorten the pause.
                self._troubles, self._pause_s = 0, FIRST_S
                self._reopens_at, self.trouble, self._on_trial = None, None, False
                return
            self._troubles += 1
            if self._troubles < TRIES and not self._on_trial:
                return
            pause_s, self._pause_s = self._pause_s, min(self._pause_s * 2, LONGEST_S)
        until = now + timedelta(seconds=pause_s)
        self._reopens_at = max(self._reopens_at, until) if self._reopens_at else until
        self._on_trial = False
        self.trouble = reply.words

    def reset(self) -> None:
        """Opens the gate, as after somebody has set the account right."""
        self._troubles, self._pause_s = 0, FIRST_S
        self._reopens_at, self.trouble, self._on_trial = None, None, False


def _is_fine(reply: SendReply) -> bool:
    """A refusal of one message or one person says that the carrier itself is well."""
    if reply.outcome is Outcome.ACCEPTED:
        return True
    fine = (ErrorClass.CONTENT, ErrorClass.RECIPIENT, ErrorClass.PERMANENT)
    return reply.outcome is Outcome.REFUSED and reply.error in fine


def _pause_after(reply: SendReply) -> float | None:
    if reply.error is ErrorClass.THROTTLED:
        return reply.retry_after_s if reply.retry_after_s is not None else FIRST_S
    if reply.error is ErrorClass.QUEUE_FULL:
        return _QUOTA_S
    if reply.error is ErrorClass.CREDENTIALS:
        return _ACCOUNT_S
    return None
