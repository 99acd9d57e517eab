"""Looks after the data while everything else goes on: deletes what is too old, gives room back."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import datetime, timedelta

from runtime.delivery.ground import Ground
from runtime.delivery.waiting import Rest
from runtime.store import retention, room
from runtime.store.retention import Retention, Slice, Sweep
from runtime.store.writer import Batch

log = logging.getLogger(__name__)

EVERY = timedelta(hours=6)
PAUSE_S = 0.02
"""Between two slices, so that work that came meanwhile goes first."""


class Upkeep:
    """Runs now and then, and whenever somebody wakes it; what it deletes is gone from the disk too."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.rest = Rest(ground.clock)
        self._turn = asyncio.Lock()
        self.done_at: datetime | None = None
        """When it last came to its end."""
        self.deleted: dict[str, int] = {}
        """What it deleted then, by kind."""

    async def run(self) -> None:
        """Looks after the data again and again."""
        while True:
            await self.once()
            await self.rest.until(self._ground.clock.now() + EVERY)

    async def once(self) -> dict[str, int]:
        """Deletes all that is too old now; returns how much of what."""
        async with self._turn:
            return await self._once()

    async def _once(self) -> dict[str, int]:
        now = self._ground.clock.now()
        days = await self._ground.store.read(retention.load)
        deleted: dict[str, int] = {}
        for name, sweep in retention.sweeps(days, now):
            deleted[name] = await self._all(sweep)
        await self._give_room_back()
        deleted["copies"] = await asyncio.to_thread(self._delete_copies, days)
        if any(deleted.values()):
            log.info("deleted for their age %s", " ".join(f"{name}={n}" for name, n in deleted.items() if n))
            await self.shorten_log()
        self.done_at, self.deleted = now, deleted
        return deleted

    async def shorten_log(self) -> None:
        """Takes what was deleted out of the log as well; now and then a reader is in the way."""
        if not await asyncio.to_thread(room.shorten_log, self._ground.store.path):
            log.info("log not shortened, somebody reads")

    async def _all(self, sweep: Sweep) -> int:
        total = 0
        after: int | None = 0
        while after is not None:
            done = await self._ground.patience.write(_slice(sweep, after))
            total, after = total + done.deleted, done.after
            await asyncio.sleep(PAUSE_S)
        return total

    async def _give_room_back(self) -> None:
        given = 1
        while given:
            given = await self._ground.patience.write(room.give_back)
            await asyncio.sleep(PAUSE_S)

    def _delete_copies(self, days: Retention) -> int:
        """Deletes the copies from before an update; their age is the file's, whatever the clock says."""
        path = self._ground.store.path
        oldest = time.time() - days.copies_days * 86_400
        old = [
            copy
            for copy in path.parent.glob(f"{path.name}.before-*")
            if days.copies_days and copy.stat().st_mtime < oldest
        ]
        for copy in old:
            copy.unlink(missing_ok=True)
        return len(old)


def _slice(sweep: Sweep, after: int) -> Batch[Slice]:
    return lambda connection: sweep(connection, after)
