"""The time the runtime lives by: the system's, or a simulated one that several processes share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, Self

RECHECK_S = 30.0
"""Longest real wait without a look at the clock: notices a clock set anew and a machine woken up."""


class Clock(Protocol):
    """What time it is, and a way to wait for a time. All times are aware and in UTC."""

    def now(self) -> datetime:
        """The present moment."""

    async def sleep_until(self, due: datetime) -> None:
        """Returns once `now()` is *due* or later; at once when it already is."""

    async def sleep(self, duration_s: float) -> None:
        """Returns once *duration_s* seconds of this clock have passed."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)

    async def sleep_until(self, due: datetime) -> None:
        """Returns once `now()` is *due* or later, however often the machine's clock is set meanwhile."""
        while (left_s := (due - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 (time gives no event)
            await asyncio.sleep(min(left_s, RECHECK_S))

    async def sleep(self, duration_s: float) -> None:
        """Returns once *duration_s* seconds have passed; setting the machine's clock does not matter."""
        await asyncio.sleep(duration_s)


@dataclass(frozen=True, slots=True)
class Pace:
    """How simulated time runs: at *epoch_real* it was *epoch_simulated*, and it goes *factor* times as fast.

    A factor of 0 stands still: time then moves only by jumps, that is by the next pace.
    """

    epoch_real: datetime
    epoch_simulated: datetime
    factor: float

    def __post_init__(self) -> None:
        if self.epoch_real.tzinfo is None or self.epoch_simulated.tzinfo is None:
            raise ValueError("a pace needs times with a zone")
        if not 0 <= self.factor <= 1e6:
            raise ValueError(f"time cannot run {self.factor} times as fast; 0 to 1000000")

    def at(self, real: datetime) -> datetime:
        """The simulated moment at *real*."""
        if not self.factor:
            return self.epoch_simulated
        return self.epoch_simulated + (real - self.epoch_real) * self.factor

    def to_json(self) -> dict[str, Any]:
        """The pace for another process: both epochs in ISO form, and the factor."""
        return {
            "epoch_real": self.epoch_real.isoformat(),
            "epoch_simulated": self.epoch_simulated.isoformat(),
            "factor": self.factor,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The pace another process told; raises ValueError, KeyError or TypeError when it is none."""
        return cls(
            datetime.fromisoformat(data["epoch_real"]),
            datetime.fromisoformat(data["epoch_simulated"]),
            float(data["factor"]),
        )


class ScaledClock:
    """A clock that runs *factor* times as fast as the real one; two with the same three numbers agree.

    `follow` gives it another pace at any moment: faster, standing still (factor 0) or jumped ahead.
    Everybody who sleeps looks again then. Belongs to one event loop.
    """

    def __init__(self, epoch_real: datetime, epoch_simulated: datetime, factor: float) -> None:
        self._pace = Pace(epoch_real, epoch_simulated, factor)
        self._changed = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    def starting(cls, simulated: datetime, factor: float = 1.0) -> Self:
        """A clock that shows *simulated* now."""
        return cls(datetime.now(UTC), simulated, factor)

    @property
    def pace(self) -> Pace:
        """How this clock runs at present; give it to another process to make it agree."""
        return self._pace

    def now(self) -> datetime:
        """The present simulated moment, in UTC."""
        return self._pace.at(datetime.now(UTC)).astimezone(UTC)

    def follow(self, pace: Pace) -> None:
        """Runs by *pace* from here on and wakes everybody who waits."""
        self._pace = pace
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
        for listener in tuple(self._listeners):
            listener()

    def run_at(self, factor: float) -> None:
        """Goes on from the present simulated moment at *factor*; 0 stands still."""
        self.follow(Pace(datetime.now(UTC), self.now(), factor))

    def jump_to(self, simulated: datetime) -> None:
        """Shows *simulated* now and goes on at the same factor."""
        self.follow(Pace(datetime.now(UTC), simulated, self._pace.factor))

    def jump_by(self, duration_s: float) -> None:
        """Shows *duration_s* seconds later than now (or earlier) and goes on at the same factor."""
        self.jump_to(self.now() + timedelta(seconds=duration_s))

    def on_change(self, listener: Callable[[], None]) -> None:
        """Calls *listener* after every change of pace."""
        self._listeners.append(listener)

    def real_delay_s(self, due: datetime) -> float | None:
        """Real seconds until *due*; 0 when it has come, None while the clock stands still before it."""
        left_s = (due - self.now()).total_seconds()
        if left_s <= 0:
            return 0.0
        return left_s / self._pace.factor if self._pace.factor else None

    async def sleep_until(self, due: datetime) -> None:
        """Returns once `now()` is *due* or later, through any change of pace."""
        while (delay_s := self.real_delay_s(due)) != 0:
            changed = self._changed
            try:
                async with asyncio.timeout(RECHECK_S if delay_s is None else min(delay_s, RECHECK_S)):
                    await changed.wait()
            except TimeoutError:
                continue

    async def sleep(self, duration_s: float) -> None:
        """Returns once *duration_s* simulated seconds have passed."""
        await self.sleep_until(self.now() + timedelta(seconds=duration_s))
