"""Notices that work is due and nothing goes on, says so loudly and writes down what stands where."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection

from runtime.delivery.ground import Ground
from runtime.store import inbox, outbox, reading, sending_queue, sessions
from runtime.store.key_file import write_private

log = logging.getLogger(__name__)

PATIENCE_S = 120.0
"""How long the same thing may be the next one to do; sends end after 30 s, whatever the carrier does."""
LOOKS_EVERY_S = 10.0
KEPT = 5
"""Dumps that are kept."""
SHOWN = 20
"""Of each queue in a dump."""


class StuckWatch:
    """Looks at the head of every queue now and then, in real time.

    A head that is due and stays the same for *patience_s* seconds is stuck: for that long nobody came to it,
    although nothing keeps them. *open_endpoints* names those that may send now, *state* and *places* say for
    the dump how the loops are and where they stand.
    """

    def __init__(
        self,
        ground: Ground,
        open_endpoints: Callable[[], Iterable[str]],
        state: Callable[[], dict[str, Any]],
        places: Callable[[], dict[str, str]],
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._ground = ground
        self._open_endpoints = open_endpoints
        self._state = state
        self._places = places
        self.patience_s = patience_s
        self._since: dict[str, tuple[str, float]] = {}
        self.stuck: dict[str, Any] | None = None
        """What is stuck, since when and where the dump lies; None while all goes on."""

    async def run(self) -> None:
        """Looks again and again until it is cancelled."""
        while True:
            await asyncio.sleep(min(LOOKS_EVERY_S, self.patience_s / 4))
            await self.look()

    async def look(self) -> None:
        """Looks once."""
        if self._ground.patience.is_full:
            # Everything rests for a reason that is told elsewhere.
            self._since.clear()
            return
        endpoints = tuple(self._open_endpoints())
        heads = await self._ground.store.read(lambda connection: self._heads(connection, endpoints))
        now = time.monotonic()
        self._since = {
            queue: known if (known := self._since.get(queue)) and known[0] == head else (head, now)
            for queue, head in heads.items()
        }
        late = {queue: now - at for queue, (_, at) in self._since.items() if now - at >= self.patience_s}
        if not late and self.stuck is not None:
            log.warning("goes on again after it was stuck")
            self.stuck = None
        elif late and (self.stuck is None or set(late) - set(self.stuck["queues"])):
            await self._tell(late)

    def _heads(self, connection: Connection, endpoints: tuple[str, ...]) -> dict[str, str]:
        """Queue → what is the next to do in it, for those where something is due."""
        now = self._ground.clock.now()
        heads: dict[str, str] = {}
        if entries := inbox.oldest(connection, 1):
            heads["inbox"] = str(entries[0].id)
        if due := sessions.due(connection, now, 1):
            heads["waits"] = f"{due[0][0]} {due[0][2]}"
        for endpoint in endpoints:
            if (first := sending_queue.first_due(connection, endpoint, now)) is not None:
                heads[f"send {endpoint}"] = first
        return heads

    async def _tell(self, late: dict[str, float]) -> None:
        told = {
            "since": self._ground.clock.now().isoformat(),
            "queues": {
                queue: {"head": self._since[queue][0], "for_s": round(s)} for queue, s in late.items()
            },
        }
        dump = await self._ground.store.read(self._dump)
        path = await asyncio.to_thread(self._written, {**told, **dump, "loops": self._places()})
        self.stuck = {**told, "dump": str(path)}
        log.error("stuck, nothing goes on queues=%s dump=%s", ",".join(late), path.name)

    def _dump(self, connection: Connection) -> dict[str, Any]:
        now = self._ground.clock.now()
        return {
            "now": now.isoformat(),
            "state": self._state(),
            "inbox": {
                "count": inbox.count(connection),
                "oldest": [[one.id, one.kind, one.contact] for one in inbox.oldest(connection, SHOWN)],
            },
            "sessions_due": [[key, contact] for key, contact, _ in sessions.due(connection, now, SHOWN)],
            "sessions": reading.session_counts(connection),
            "messages": outbox.counts(connection),
        }

    def _written(self, dump: dict[str, Any]) -> Path:
        folder = self._ground.store.path.parent / "stuck"
        stamp = f"{time.time():.0f}-{os.getpid()}"
        path = folder / f"stuck-{stamp}.json"
        write_private(path, orjson.dumps(dump, option=orjson.OPT_INDENT_2))
        for old in sorted(folder.glob("stuck-*.json"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return path
