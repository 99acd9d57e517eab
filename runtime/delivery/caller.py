"""Makes the requests of flows and asks carriers, after their sprint is committed and until the answer is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Connection

from runtime.carriers.port import CapabilityAsker
from runtime.delivery.asking import Asker, SecretUnknown
from runtime.delivery.ground import Ground
from runtime.delivery.outside import CAPABILITY
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
_INTERRUPTED = {"status": None, "body": "", "error": "interrupted"}


class Caller:
    """The loop that makes requests. Each is made at least once; only those that change nothing are repeated.

    Requests go to the public internet by https only, or to inner systems that the rules allow; redirects are
    checked anew. An origin with a stand-in goes there instead. *askers* is endpoint → a carrier that tells
    what handsets can show. *on_news* is called when answers are in the inbox.
    """

    def __init__(
        self, ground: Ground, askers: Mapping[str, CapabilityAsker], on_news: Callable[[], None]
    ) -> None:
        self.rest = Rest(ground.clock)
        self._ground = ground
        self._askers = askers
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
        request: dict[str, Any] = orjson.loads(call.request)
        if CAPABILITY in request:
            answer = {CAPABILITY: await self._capability(call, request[CAPABILITY])}
        else:
            is_named = CONTACT_NUMBER.encode() in call.request
            number = await self._number(call) if is_named else ""
            answer = await self._asker.answer(request, partial(self._named, number))
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

    async def _capability(self, call: StoredCall, endpoint: str) -> str:
        """What the carrier says; unknown when there is no such carrier any more or the number is gone."""
        asker, number = self._askers.get(endpoint), await self._number(call)
        if asker is None or not number:
            return "unknown"
        found = await asker.capability(number)
        log.info("asked endpoint=%s contact=%s capability=%s", endpoint, call.contact, found)
        return found

    async def _number(self, call: StoredCall) -> str:
        """The number of the contact; empty when it is gone."""
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
        is_harmless = CAPABILITY in request or request["method"] in _SAFE
        if is_harmless and call.attempts < TRIES:
            calls.queue_again(connection, [call])
        else:
            asked = {CAPABILITY: "unknown"} if CAPABILITY in request else _INTERRUPTED
            answered(connection, call, asked, now)
