"""What is still to happen in simulated time."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from runtime.clock import RECHECK_S, ScaledClock

_STRETCH = 200
"""Due things run in one go before the loop may serve a request in between."""


class Planned:
    """Something that is to happen once."""

    __slots__ = ("_action",)

    def __init__(self, action: Callable[[], None]) -> None:
        self._action: Callable[[], None] | None = action

    @property
    def is_open(self) -> bool:
        """Whether it has neither happened nor been cancelled."""
        return self._action is not None

    def cancel(self) -> None:
        """Makes it not happen."""
        self._action = None

    def happen(self) -> None:
        """Does it, unless it was cancelled."""
        action, self._action = self._action, None
        if action is not None:
            action()


class Agenda:
    """Runs actions when their simulated time has come: by time, and in the order of their entry within one.

    Actions are short and synchronous. Belongs to one event loop; call `start` in it.
    """

    def __init__(self, clock: ScaledClock) -> None:
        self.clock = clock
        self._entries: list[tuple[datetime, int, Planned]] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_held = False
        clock.on_change(self._arm)

    def start(self) -> None:
        """Begins to run what is due."""
        self._loop = asyncio.get_running_loop()
        self._arm()

    def stop(self) -> None:
        """Runs nothing any more and forgets what was to come."""
        self._loop = None
        if self._timer is not None:
            self._timer.cancel()
        self._entries.clear()

    def after(self, delay_s: float, action: Callable[[], None]) -> Planned:
        """Runs *action* once *delay_s* simulated seconds have passed."""
        return self.at(self.clock.now() + timedelta(seconds=delay_s), action)

    def at(self, due: datetime, action: Callable[[], None]) -> Planned:
        """Runs *action* at *due*, or soon when that is over; never inside this call."""
        planned = Planned(action)
        entry = (due, next(self._numbers), planned)
        heapq.heappush(self._entries, entry)
        if self._entries[0] is entry:
            self._arm()
        return planned

    def hold(self) -> None:
        """Runs nothing until `release`, so that a jump of the clock can reach everybody first."""
        self._is_held = True

    def release(self) -> None:
        """Goes on after a `hold`."""
        self._is_held = False
        self._arm()

    @property
    def next_due(self) -> datetime | None:
        """When the next thing happens, or None when nothing is to come."""
        while self._entries and not self._entries[0][2].is_open:
            heapq.heappop(self._entries)
        return self._entries[0][0] if self._entries else None

    @property
    def is_behind(self) -> bool:
        """Whether something is due and has not run yet."""
        due = self.next_due
        return due is not None and due <= self.clock.now()

    def __len__(self) -> int:
        return len(self._entries)

    def _arm(self) -> None:
        if self._loop is None:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        due = self.next_due
        if due is None or self._is_held:
            return
        delay_s = self.clock.real_delay_s(due)
        if delay_s is not None:
            self._timer = self._loop.call_later(min(delay_s, RECHECK_S), self._run)

    def _run(self) -> None:
        if self._is_held:
            return
        now = self.clock.now()
        for _ in range(_STRETCH):
            if not self._entries or self._entries[0][0] > now:
                break
            heapq.heappop(self._entries)[2].happen()
        self._arm()
