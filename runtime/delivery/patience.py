"""Writes that must happen wait for room on the disk instead of being lost."""

from __future__ import annotations

import asyncio
import logging
from typing import TypeVar

from runtime.store import Store, StoreFull
from runtime.store.writer import Batch

log = logging.getLogger(__name__)

T = TypeVar("T")

RETRY_S = 1.0


class Patience:
    """Writes to the store, again and again while its disk is full; everybody who writes so pauses by it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.is_full = False
        """Whether sending pauses because there is no room."""

    async def write(self, batch: Batch[T]) -> T:
        """Runs *batch* once there is room for it, and returns its result."""
        while True:
            try:
                result = await self._store.write(batch)
            except StoreFull:
                if not self.is_full:
                    log.warning("disk full, sending pauses")
                self.is_full = True
                await asyncio.sleep(RETRY_S)
            else:
                if self.is_full:
                    log.info("room on the disk again, sending goes on")
                self.is_full = False
                return result
