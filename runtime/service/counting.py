"""The counts of the status: exact while that is quick, else a little old, so that looking costs nothing."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Connection

from runtime.store import Store, inbox, journal, outbox, reading

QUICK_S = 0.05
SHARE = 0.02
"""The part of the time that counting may take when it is not quick."""


class Counts:
    """Counts sessions and messages by what they are at; counting a million takes a second or two."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._counted: dict[str, Any] = {}
        self._took_s = 0.0
        self._counted_at_s = 0.0

    async def now(self) -> dict[str, Any]:
        """Inbox, sessions by status, messages by state, and what was set aside."""
        age_s = time.monotonic() - self._counted_at_s
        if not self._counted or self._took_s < QUICK_S or age_s > self._took_s / SHARE:
            begun = time.monotonic()
            self._counted = await self._store.read(_counted)
            self._counted_at_s = time.monotonic()
            self._took_s = self._counted_at_s - begun
        return self._counted


def _counted(connection: Connection) -> dict[str, Any]:
    return {
        "inbox": inbox.count(connection),
        "sessions": reading.session_counts(connection),
        "messages": outbox.counts(connection),
        "set_aside": journal.set_aside_count(connection),
    }
