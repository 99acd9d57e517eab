"""Moves the clocks of several processes on together, as fast as they can follow.

Time stands still while anything is going on anywhere; when nothing is, it jumps to the next thing due.
What happens at one moment therefore carries exactly that moment, and a rehearsal repeats itself.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, Self

from runtime.clock import Pace


@dataclass(frozen=True, slots=True)
class ClockState:
    """What one process says about its time."""

    now: datetime
    due: datetime | None
    """When its next timer fires; None when it waits for nothing."""
    in_flight: int
    """What is going on at this moment; 0 when all is quiet."""
    activity: int
    """A number that grows with everything that happens."""

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The state in the form of GET /control/clock."""
        due = data.get("due")
        return cls(
            datetime.fromisoformat(data["now"]),
            datetime.fromisoformat(due) if due else None,
            int(data["in_flight"]),
            int(data["activity"]),
        )


class Member(Protocol):
    """A process that goes by the conducted time."""

    async def state(self) -> ClockState:
        """What it says once it is quiet, or what it says after a moment when it is not."""

    async def follow(self, pace: Pace) -> None:
        """Takes the time over and acts on it."""


class Holder(Member, Protocol):
    """A member that can take a time over and wait, so that the others have it before it acts."""

    async def hold(self, pace: Pace) -> None:
        """Takes the time over without acting on it; `follow` then makes it act."""


class StuckError(Exception):
    """Something has been going on for too long without a pause."""


class Conductor:
    """Conducts one holder (the simulator) and any number of members (runtimes)."""

    def __init__(self, holder: Holder, *members: Member, patience_s: float = 60.0) -> None:
        self._holder = holder
        self._members = members
        self._patience_s = patience_s
        self.jumps = 0

    async def run_until(
        self, until: datetime, is_over: Callable[[datetime], bool] = lambda now: False
    ) -> datetime:
        """Goes from one due thing to the next and returns the simulated moment it stopped at.

        Stops when nothing is due any more anywhere, when the next thing is due after *until*, or when
        *is_over*, asked in every pause with the time, says so. Raises `StuckError` when a pause does not
        come within the conductor's patience (real seconds).
        """
        while True:
            states = await self._pause()
            now = max(state.now for state in states)
            due = min((state.due for state in states if state.due is not None), default=None)
            if due is None or due > until or is_over(now):
                return now
            await self._jump(max(due, now))

    async def _jump(self, moment: datetime) -> None:
        pace = Pace(datetime.now(UTC), moment, 0.0)
        await self._holder.hold(pace)
        for member in self._members:
            await member.follow(pace)
        await self._holder.follow(pace)
        self.jumps += 1

    async def _pause(self) -> Sequence[ClockState]:
        """Waits until twice in a row nobody is busy and nothing has happened in between."""
        everybody: tuple[Member, ...] = (self._holder, *self._members)
        give_up = time.monotonic() + self._patience_s
        before: list[int] | None = None
        while time.monotonic() < give_up:
            states = await asyncio.gather(*(member.state() for member in everybody))
            activity = [state.activity for state in states]
            if any(state.in_flight for state in states):
                before = None
                await asyncio.sleep(0.002)
            elif activity == before:
                return states
            else:
                before = activity
        raise StuckError(f"no pause within {self._patience_s:g} s")
