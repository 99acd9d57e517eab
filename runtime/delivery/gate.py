"""Lets messages through to one carrier, fewer or none while it has trouble."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from runtime.carriers.port import AWAITING_AUDIT, ErrorClass, Outcome, SendReply
from runtime.wording import Wording

TRIES = 5
"""Troubles in a row that close the gate."""
WINDOW_S = 30.0
"""How far back answers count for the share of troubles."""
MOST_ANSWERS = 200
LEAST_ANSWERS = 20
"""Fewer answers than these in the window tell nothing."""
TROUBLE_SHARE = 0.5
"""Part of the answers in the window that closes the gate when it is trouble."""
FIRST_S = 1.0
LONGEST_S = 60.0
JITTER = 0.2
"""Pauses are up to this part longer, so that those who wait for one carrier do not come back together."""
_ACCOUNT_S = 60.0
_LONGEST_ACCOUNT_S = 900.0
_QUOTA_S = 60.0
_LONGEST_ASKED_S = 3600.0


class Gate:
    """A circuit breaker: closed for a while after trouble, then open for one message, then for all.

    One message at a time goes out on trial, so that a carrier that comes back is not run over. *on_throttled*
    is called when the carrier says that messages come too fast. *seed* makes the jitter repeat itself.
    """

    def __init__(self, seed: str = "", on_throttled: Callable[[datetime], None] = lambda _: None) -> None:
        self._troubles = 0
        self._answers: deque[tuple[datetime, bool]] = deque(maxlen=MOST_ANSWERS)
        self._pause_s = FIRST_S
        self._account_s = _ACCOUNT_S
        self._closed_at: datetime | None = None
        self._reopens_at: datetime | None = None
        self._on_trial = False
        self._random = Random(seed)
        self._on_throttled = on_throttled
        self.trouble: Wording | None = None
        """What is wrong at present, None while all is well."""

    @property
    def is_open(self) -> bool:
        """Whether as many messages as there are may go out."""
        return self._reopens_at is None

    def allowance(self, now: datetime, window: int, under_way: int) -> int:
        """How many more messages may go out now."""
        if self._reopens_at is None:
            return max(0, window - under_way)
        self._hold_against(now)
        if now < self._reopens_at or under_way:
            return 0
        self._on_trial = True
        return 1

    def reopens_at(self) -> datetime | None:
        """When the next message may be tried; None while the gate is open."""
        return self._reopens_at

    def heard(self, reply: SendReply, now: datetime) -> None:
        """Takes note of how a send ended; one that awaits an audit says nothing about the carrier."""
        if reply.code == AWAITING_AUDIT:
            self._on_trial = False
            return
        pause_s = self._asked_s(reply, now)
        if pause_s is None:
            is_fine = _is_fine(reply)
            self._answers.append((now, is_fine))
            if is_fine:
                self._went_well(now)
            if not self._is_broken(is_fine=is_fine):
                return
            pause_s, self._pause_s = self._pause_s, min(self._pause_s * 2, LONGEST_S)
        pause_s *= 1 + JITTER * self._random.random()
        until = now + timedelta(seconds=pause_s)
        self._reopens_at = max(self._reopens_at, until) if self._reopens_at else until
        self._closed_at = now
        self._on_trial = False
        self.trouble = reply.words

    def reset(self) -> None:
        """Opens the gate, as after somebody has set the account right."""
        self._troubles, self._pause_s, self._account_s = 0, FIRST_S, _ACCOUNT_S
        self._reopens_at, self.trouble, self._on_trial = None, None, False
        self._answers.clear()

    def _went_well(self, now: datetime) -> None:
        if self._reopens_at is None:
            self._troubles = 0
        elif now >= self._reopens_at:  # An older message's good news do not shorten the pause.
            self.reset()

    def _is_broken(self, *, is_fine: bool) -> bool:
        """Whether the answers so far close the gate; good ones never do."""
        if is_fine:
            return False
        self._troubles += 1
        if self._troubles >= TRIES or self._on_trial:
            return True
        if self._reopens_at is not None:
            return False
        newest = self._answers[-1][0]
        recent = [fine for at, fine in self._answers if abs((newest - at).total_seconds()) <= WINDOW_S]
        return len(recent) >= LEAST_ANSWERS and recent.count(False) >= TROUBLE_SHARE * len(recent)

    def _asked_s(self, reply: SendReply, now: datetime) -> float | None:
        """The pause that a class of answers asks for at once; None for those that are only counted."""
        if reply.error is ErrorClass.THROTTLED:
            if self._reopens_at is None or self._on_trial:
                # Those that were under way together say it once.
                self._on_throttled(now)
            asked_s = reply.retry_after_s
            return FIRST_S if asked_s is None else min(max(asked_s, 0.1), _LONGEST_ASKED_S)
        if reply.error is ErrorClass.QUEUE_FULL:
            return _QUOTA_S
        if reply.error is ErrorClass.CREDENTIALS:
            pause_s, self._account_s = self._account_s, min(self._account_s * 2, _LONGEST_ACCOUNT_S)
            return pause_s
        return None

    def _hold_against(self, now: datetime) -> None:
        """A clock that was set back must not make the pause longer than it was meant."""
        if self._reopens_at is not None and self._closed_at is not None and now < self._closed_at:
            self._reopens_at -= self._closed_at - now
            self._closed_at = now


def _is_fine(reply: SendReply) -> bool:
    """A refusal of one message or one person says that the carrier itself is well."""
    if reply.outcome is Outcome.ACCEPTED:
        return True
    fine = (ErrorClass.CONTENT, ErrorClass.RECIPIENT, ErrorClass.PERMANENT)
    return reply.outcome is Outcome.REFUSED and reply.error in fine
