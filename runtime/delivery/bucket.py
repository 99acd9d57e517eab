"""How fast messages may go out by one account, whoever sends them; slower while the carrier says so."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

SHARE_AT_ONCE = 20
"""A twentieth of a second's messages may go at once; the rest of the rate refills, so that no second has more
than the rate."""
SLOWEST = 1.0
RECOVERY = 1.25
"""After being slowed down the rate grows by so much a second."""
FORGOTTEN_AT = 5000.0
"""Messages a second at which an account without a limit of its own is not held back any more."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How an account may be used: *platform* tells whose accounts of one chatbot share a rate."""

    messages_per_s: float | None = None
    """None sends as fast as the carrier takes messages."""
    platform: str = ""
    """Empty is the endpoint alone."""
    is_lab: bool = False
    """Whether it is a simulated carrier."""


UNLIMITED = Limits()


class Bucket:
    """Fills with the time that passes; each message takes one piece out. Times come from the caller's clock.

    *per_s* is the most messages in any second, None as fast as the carrier takes them.
    """

    def __init__(self, per_s: float | None = None) -> None:
        self.per_s = per_s
        self._slowed: float | None = None
        self._have = 0.0 if per_s is None else self._room(per_s)
        self._at: datetime | None = None
        self._taken: deque[tuple[datetime, int]] = deque()

    @property
    def rate(self) -> float | None:
        """Messages a second at present."""
        return self.per_s if self._slowed is None else self._slowed

    def allowance(self, now: datetime) -> int | None:
        """How many messages may go now; None for as many as one likes."""
        self._pass_to(now)
        return None if self.rate is None else int(self._have + 1e-9)

    def take(self, count: int, now: datetime) -> None:
        """Takes out *count* messages that go now."""
        self._pass_to(now)
        self._have -= count
        self._taken.append((now, count))
        while self._taken and abs((now - self._taken[0][0]).total_seconds()) > 1:
            self._taken.popleft()

    def ready_at(self, now: datetime, count: int) -> datetime:
        """When *count* messages may go, or as many as may ever go at once."""
        self._pass_to(now)
        rate = self.rate
        if rate is None:
            return now
        missing = min(count, self._room(rate)) - self._have
        return now + timedelta(seconds=max(0.0, missing) / self._refill(rate))

    def throttled(self, now: datetime) -> None:
        """Halves the rate: that of the last second, when none was set or it was not reached."""
        went = sum(count for at, count in self._taken if abs((now - at).total_seconds()) <= 1)
        base = min(float(went) or SLOWEST, self.rate or float(went) or SLOWEST)
        self._slowed = max(SLOWEST, base / 2)
        self._have = min(self._have, 0.0)

    def _pass_to(self, now: datetime) -> None:
        # A clock that was set back adds nothing, and from there on time passes as ever.
        passed_s = 0.0 if self._at is None else max(0.0, (now - self._at).total_seconds())
        self._at = now
        if self._slowed is not None:
            grown = self._slowed * RECOVERY ** min(passed_s, 60.0)
            limit = FORGOTTEN_AT if self.per_s is None else self.per_s
            self._slowed = None if grown >= limit else grown
        rate = self.rate
        if rate is not None:
            self._have = min(self._room(rate), self._have + passed_s * self._refill(rate))

    @staticmethod
    def _room(rate: float) -> float:
        return max(1.0, rate / SHARE_AT_ONCE)

    @classmethod
    def _refill(cls, rate: float) -> float:
        return rate - cls._room(rate) if rate > 2 else rate
