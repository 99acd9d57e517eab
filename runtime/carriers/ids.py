"""The platform's names for our messages, where it does not keep the ones we gave."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

MOST = 200_000
PATIENCE_S = 5.0
"""How long a status waits for the answer to the request that may name it, in seconds of real time."""


class IdBook:
    """Their id → ours and back, for the latest messages of this process.

    A status may overtake the answer that tells their id: it waits for the requests that are under way.
    """

    def __init__(self) -> None:
        self._ours: OrderedDict[str, str] = OrderedDict()
        self._theirs: dict[str, str] = {}
        self._under_way: dict[str, asyncio.Event] = {}

    @contextmanager
    def awaiting(self, message_id: str) -> Iterator[None]:
        """While a request with this id is under way."""
        done = self._under_way[message_id] = asyncio.Event()
        try:
            yield
        finally:
            if self._under_way.get(message_id) is done:
                del self._under_way[message_id]
            done.set()

    def given(self, ours: str, theirs: str) -> None:
        """Notes the platform's name for a message."""
        self._ours[theirs] = ours
        self._theirs[ours] = theirs
        while len(self._ours) > MOST:
            _, oldest = self._ours.popitem(last=False)
            self._theirs.pop(oldest, None)

    def theirs(self, ours: str) -> str:
        """What the platform calls a message; ours where it has no other name that we know."""
        return self._theirs.get(ours, ours)

    async def ours(self, theirs: str) -> str:
        """Our name for a message of theirs; theirs where we know no other, because it kept ours."""
        known = self._ours.get(theirs)
        if known is not None or theirs in self._under_way:
            return known or theirs
        if self._under_way:
            waiting = [asyncio.ensure_future(one.wait()) for one in self._under_way.values()]
            try:
                await asyncio.wait(waiting, timeout=PATIENCE_S)
            finally:
                for one in waiting:
                    one.cancel()
        return self._ours.get(theirs, theirs)
