"""The loop that keeps the live list of conversations up to date, without getting in the way of the work."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from functools import partial

from runtime.delivery.patience import Patience
from runtime.store import Store, overview

log = logging.getLogger(__name__)

QUIET_S = 0.2
"""Several things that happen at once are written once."""
SHARE = 4
"""The list rests at least this many times as long as its writing took."""
PAGE = 500
"""Rows of each kind in one transaction: a batch of work never waits longer than for so many."""
LATEST_S = 5.0
"""It looks this often without news too."""


class LiveList:
    """Follows the tables: `run` until cancelled; `next_news` tells whoever shows the list."""

    def __init__(self, store: Store, patience: Patience, next_work: Callable[[], asyncio.Event]) -> None:
        self._store = store
        self._patience = patience
        self._next_work = next_work
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Brings the list up to date after every piece of work, until it is cancelled."""
        while True:
            try:
                await self._follow()
            except Exception:  # border of a loop: a list that stands still would look like silence
                log.exception("live list ended by a bug")
                await asyncio.sleep(LATEST_S)

    async def _follow(self) -> None:
        while True:
            news = self._next_work()
            begun = time.perf_counter()
            followed = await self._patience.write(
                partial(overview.follow, numbers=self._store.numbers, page=PAGE)
            )
            took_s = time.perf_counter() - begun
            if followed.changed:
                self.tell()
            has_more = followed.has_more
            if not has_more:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), LATEST_S)
            await asyncio.sleep(took_s * SHARE if has_more else max(QUIET_S, took_s * SHARE))

    def next_news(self) -> asyncio.Event:
        """Happens when the list has changed; ask for it before looking."""
        return self._changed

    def tell(self) -> None:
        """Says that the list has changed."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
