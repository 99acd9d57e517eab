"""Makes the HTTP requests of flows, after their sprint is committed and until the answer is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Connection

from runtime.delivery.asking import Asker, SecretUnknown
from runtime.delivery.ground import Ground
from runtime.delivery.waiting import Rest
from runtime.flow.secret_names import CONTACT_NUMBER
from runtime.store import calls, contacts, inbox
from runtime.store.calls import StoredCall
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros
from runtime.store.numbers import NumberUnreadable

log = logging.getLogger(__name__)

TRIES = 3
"""How often a request that may be repeated is made when the program ends meanwhile."""
_SAFE = ("GET",)


class Caller:
    """The loop that makes requests. Each is made at least once; only those that change nothing are repeated.

    Requests go to the public internet by https only, or to inner systems that the rules allow; redirects are
    checked anew. An origin with a stand-in goes there instead. *on_news* is called when answers are in the
    inbox.
    """

    def __init__(self, ground: Ground, on_news: Callable[[], None]) -> None:
        self.rest = Rest(ground.clock)
        self._ground = ground
        self._on_news = on_news
        self._asker = Asker(ground.rules.inner, ground.rules.stand_ins)
        self._running: set[asyncio.Task[None]] = set()

    @property
    def under_way(self) -> int:
        """Requests that are being made."""
        return len(self._running)

    def stand_in(self, origin: str, instead: str) -> None:
        """Asks *instead* whenever a flow asks *origin*, which is like `https://api.example.com`.

        A path of *instead* goes before the path that was asked.
        """
        self._asker.stand_in(origin, instead)

    async def run(self) -> None:
        """Makes requests until cancelled."""
        while True:
            for call in await self._taken():
                task = asyncio.ensure_future(self._make(call))
                self._running.add(task)
                task.add_done_callback(self._ended)
            await self.rest.until(None)

    async def _taken(self) -> list[StoredCall]:
        free = self._ground.rules.call_window - len(self._running)
        if not free:
            return []
        return await self._ground.patience.write(lambda connection: calls.claim(connection, free))

    async def close(self) -> None:
        """Ends what is under way; it is taken up again at the next start."""
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._asker.aclose()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("call ended by a bug", exc_info=error)
        self.rest.wake()

    async def _make(self, call: StoredCall) -> None:
        answer = await self._asker.answer(
            orjson.loads(call.request), partial(self._named, await self._number(call))
        )
        now = self._ground.clock.now()

        def keep(connection: Connection) -> None:
            answered(connection, call, answer, now)

        await self._ground.patience.write(keep)
        self._on_news()

    def _named(self, number: str, name: str) -> str:
        if name == CONTACT_NUMBER and number:
            return number
        found = self._ground.store.secrets.get(name)
        if found is None:
            raise SecretUnknown(name)
        return found.get_secret_value()

    async def _number(self, call: StoredCall) -> str:
        """The number of the contact, for a request that names it; empty for others and when it is gone."""
        if CONTACT_NUMBER.encode() not in call.request:
            return ""
        store = self._ground.store
        sealed = await store.read(lambda connection: contacts.sealed_numbers(connection, [call.contact]))
        try:
            return store.numbers.number_of(call.contact, sealed.get(call.contact, b""))
        except NumberUnreadable:
            return ""


def answered(connection: Connection, call: StoredCall, answer: dict[str, Any], now: datetime) -> None:
    """Puts the answer into the inbox and forgets the call."""
    body = orjson.dumps({"session_id": call.session_id, "wait": call.wait, **answer})
    inbox.put(connection, [InboxEntry(call.contact, "call", "", body, to_micros(now))])
    calls.remove(connection, [call])


def take_up(connection: Connection, now: datetime) -> None:
    """After a crash: what may be repeated is queued again, the rest ends without an answer."""
    for call in calls.running(connection):
        request = orjson.loads(call.request)
        if request["method"] in _SAFE and call.attempts < TRIES:
            calls.queue_again(connection, [call])
        else:
            answered(connection, call, {"status": None, "body": "", "error": "interrupted"}, now)
