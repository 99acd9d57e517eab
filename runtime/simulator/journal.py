"""What happened in the simulated network, for whoever watches."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

KEPT = 50_000
"""Entries kept for watchers that come late; the handsets themselves keep everything."""


class Journal:
    """Numbered entries in the order they happened, with a count of every kind."""

    def __init__(self) -> None:
        self._entries: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._last = 0
        self._news = asyncio.Event()
        self._is_closed = False
        self.counts: Counter[str] = Counter()

    @property
    def last(self) -> int:
        """Number of the newest entry, 0 before the first."""
        return self._last

    def add(self, kind: str, at: datetime, contact: str = "", **members: object) -> None:
        """Writes one entry; *members* must be JSON values."""
        self._last += 1
        self.counts[kind] += 1
        self._entries.append(
            {"number": self._last, "kind": kind, "at": at.isoformat(), "contact": contact, **members}
        )
        if not self._news.is_set():
            self._news.set()

    def since(self, number: int, contact: str = "", limit: int = 1000) -> list[dict[str, Any]]:
        """At most *limit* entries after *number*, oldest first; those of one contact, if one is named."""
        missing = self._last - number
        if missing <= 0:
            return []
        start = max(0, len(self._entries) - missing)
        found: list[dict[str, Any]] = []
        for index in range(start, len(self._entries)):
            entry = self._entries[index]
            if not contact or entry["contact"] == contact:
                found.append(entry)
                if len(found) == limit:
                    break
        return found

    async def follow(self, number: int, contact: str = "") -> AsyncIterator[dict[str, Any]]:
        """Every entry after *number*, as they come; ends when the journal is closed."""
        while not self._is_closed:
            last = self._last
            entries = self.since(number, contact)
            for entry in entries:
                yield entry
            number = entries[-1]["number"] if len(entries) == 1000 else last
            if number >= self._last:
                self._news.clear()
                await self._news.wait()

    def close(self) -> None:
        """Ends every `follow`."""
        self._is_closed = True
        self._news.set()
