"""Where a loop waits for news or for a time, and shows whether it does."""

from __future__ import annotations

import asyncio
from datetime import datetime

from runtime.clock import RECHECK_S, Clock


class Rest:
    """One loop's resting place. News that come while nobody rests are not lost."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._news = asyncio.Event()
        self._is_waiting = False
        self.due: datetime | None = None
        """Until when the loop rests without news; None is for ever."""

    @property
    def is_quiet(self) -> bool:
        """Whether the loop rests and has nothing to do at this moment."""
        has_time = self.due is None or self.due > self._clock.now()
        return self._is_waiting and has_time and not self._news.is_set()

    def wake(self) -> None:
        """Brings news."""
        self._news.set()

    async def until(self, due: datetime | None) -> None:
        """Returns once there are news or *due* has come."""
        self.due, self._is_waiting = due, True
        try:
            if self._news.is_set():
                # Others get their turn even when news come without a pause.
                await asyncio.sleep(0)
            elif due is None:
                await self._news.wait()
            else:
                await self._either(due)
        finally:
            self._is_waiting = False
            self._news.clear()

    async def _either(self, due: datetime) -> None:
        waiter = asyncio.ensure_future(self._news.wait())
        sleeper = asyncio.ensure_future(self._clock.sleep_until(due))
        began = self._clock.now()
        try:
            while True:
                ended, _ = await asyncio.wait(
                    (waiter, sleeper), timeout=RECHECK_S, return_when=asyncio.FIRST_COMPLETED
                )
                # A clock that was set back may make the wait longer than it was meant: look again.
                if ended or self._clock.now() < began:
                    break
        finally:
            waiter.cancel()
            sleeper.cancel()
            await asyncio.gather(waiter, sleeper, return_exceptions=True)
