"""The running whole: joins store, engine and carriers, and keeps the loops between them going."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Literal

import orjson
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from runtime.carriers.port import Carrier, InboundEvent
from runtime.clock import Clock, SystemClock
from runtime.delivery import standing_triggers
from runtime.delivery.bucket import UNLIMITED, Limits
from runtime.delivery.caller import Caller, take_up
from runtime.delivery.campaigns.campaigns import Campaigns
from runtime.delivery.checking import Policy
from runtime.delivery.desk import Desk
from runtime.delivery.endpoints import Endpoints
from runtime.delivery.errors import FlowOffline, NoEndpoint, UnknownContact, UnknownEndpoint, UnknownFlow
from runtime.delivery.fencing import fence
from runtime.delivery.ground import Ground
from runtime.delivery.incoming import receive
from runtime.delivery.loops import Loops
from runtime.delivery.media_shelf import MediaShelf
from runtime.delivery.patience import Patience
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.publishing import PLAIN, Publication, Published, Publishing
from runtime.delivery.routing import choose
from runtime.delivery.rules import Rules
from runtime.delivery.sender import Sender
from runtime.delivery.stuck import StuckWatch
from runtime.delivery.tag_starts import TagStarts
from runtime.delivery.upkeep import Upkeep
from runtime.delivery.waiting import Rest
from runtime.delivery.work import Work, WorkDone
from runtime.flow.flow import Flow
from runtime.flow.values import Value
from runtime.store import Store, contacts, flows, inbox, journal, outbox
from runtime.store.flows import MediaFile
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros

log = logging.getLogger(__name__)

CHUNK = 2000
"""Sessions started in one transaction."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Sessions to begin: which flow, with whom and with what."""

    flow_id: str
    contacts: tuple[str, ...]
    """Ids of people who were met, each once."""
    arguments: Mapping[str, Value]
    attributes: Mapping[str, Value]
    version: int | None = None
    """None takes the one that is online; below 0 is a trial."""
    endpoint: str = ""
    """Empty chooses one for each contact."""
    trigger: str = "api"
    campaign_id: str | None = None
    """The campaign that begins them: its messages count as marketing until the contact speaks."""
    priority: int = 3
    """That campaign's, 1 to 5; 1 goes first."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What came of it: contact → session id, and the contacts who want no messages."""

    version: int
    sessions: Mapping[str, str]
    refused: tuple[str, ...]


class Runtime:
    """Holds conversations: `start` it, give it carriers and flows, `stop` it.

    *new_id* makes ids for sessions, *key* seeds the nodes that draw lots; with both fixed and a conducted
    clock a rehearsal repeats itself. *point* is called at the places where tests end the process.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock | None = None,
        rules: Rules | None = None,
        new_id: Callable[[], str] | None = None,
        key: bytes | None = None,
        point: Callable[[str], None] | None = None,
    ) -> None:
        self.store = store
        self.clock = clock or SystemClock()
        self.rules = rules or Rules()
        self.patience = Patience(store)
        self.policy = Policy(self.rules.sending)
        ground = Ground(store, self.clock, self.patience, self.rules, self.policy)
        self._ground = ground if point is None else replace(ground, point=point)
        self._new_id = new_id or (lambda: secrets.token_hex(12))
        self.book = PlanBook()
        self.key = key or secrets.token_bytes(32)
        self._rest = Rest(self.clock)
        self.publishing = Publishing(store, self.clock, self.book, self._upload_all, self._published)
        self._shelf = MediaShelf(store, self.clock)
        self._endpoints = Endpoints(self._ground, self._shelf, self.receive, self.wake)
        self._senders, self._kinds = self._endpoints.senders, self._endpoints.kinds
        askers = self._endpoints.askers
        self._work = Work(self.clock, self.book, self.rules, self._new_id, self.key, askers)
        self._loops = Loops()
        self._caller: Caller | None = None
        self.campaigns = Campaigns(
            self._ground, self.publishing, self.book, self._kinds, self._new_id, self.wake
        )
        self.tag_starts = TagStarts(self._ground, self.book, self._kinds, self._new_id, self.wake)
        self.upkeep = Upkeep(self._ground)
        self.stuck = StuckWatch(
            self._ground,
            lambda: self._endpoints.open_ones,
            self.state,
            lambda: {**self._loops.places(), **self._endpoints.places()},
        )
        self._changed = asyncio.Event()
        self.activity = 0
        """Grows with everything that happens."""

    async def start(self) -> None:
        """Takes up what the last run left and begins to work."""
        now = self.clock.now()

        def recover(connection: Connection) -> int:
            fence(connection, now)
            take_up(connection, now)
            self.policy.load(connection)
            standing_triggers.recover(connection, self.book, now)
            return outbox.give_up_sending(connection, now)

        if interrupted := await self.patience.write(recover):
            log.info("sends interrupted count=%d", interrupted)
        self._caller = Caller(self._ground, self._endpoints.askers, self.wake)
        self._loops.begin("work", self._work_off)
        self._loops.begin("calls", self._caller.run)
        self._loops.begin("campaigns", self.campaigns.keeper.run)
        self._loops.begin("tag starts", self.tag_starts.run)
        self._loops.begin("upkeep", self.upkeep.run)
        self._loops.begin("stuck watch", self.stuck.run)

    async def stop(self, patience_s: float = 5.0) -> None:
        """Lets sends under way end, for at most *patience_s* seconds, and stops; the store stays open."""
        await self._endpoints.end(patience_s)
        await self._loops.stop()
        if self._caller is not None:
            await self._caller.close()
        await self._endpoints.close()

    async def use(self, carrier: Carrier, chatbot: str, kind: str, limits: Limits = UNLIMITED) -> None:
        """Sends by *carrier* as *chatbot* from now on, in place of one of the same name.

        *kind* is telecom, unicom or mobile. What the old one had under way ends first.
        """
        await self._endpoints.use(carrier, chatbot, kind, limits)
        self.campaigns.keeper.rest.wake()
        self.tag_starts.rest.wake()

    async def leave(self, name: str) -> None:
        """Sends by that carrier no more; what it had under way ends first, what waits for it stays queued."""
        await self._endpoints.leave(name)

    def stand_in(self, origin: str, instead: str) -> None:
        """Asks *instead* whenever a flow asks *origin*."""
        assert self._caller is not None
        self._caller.stand_in(origin, instead)

    async def publish(
        self, flow: Flow, files: Iterable[MediaFile] = (), publication: Publication = PLAIN
    ) -> Published:
        """Makes *flow* the version that is online; see `Publishing.publish`."""
        return await self.publishing.publish(flow, files, publication)

    def _published(self) -> None:
        self.wake()
        self.campaigns.keeper.rest.wake()

    async def _upload_all(self, flow_id: str, version: int) -> None:
        for sender in tuple(self._senders.values()):
            await self._shelf.upload_all(sender.carrier, flow_id, version)

    async def meet(self, numbers: Iterable[str]) -> dict[str, str]:
        """Gets to know the people of *numbers*; returns number, as it was given → contact's id.

        Raises ValueError for what is no phone number, and `StoreFull`.
        """
        wanted = tuple(dict.fromkeys(numbers))
        now = self.clock.now()
        met: dict[str, str] = {}
        for first in range(0, len(wanted), CHUNK):
            part = wanted[first : first + CHUNK]
            met |= await self.store.write(
                partial(contacts.meet, vault=self.store.numbers, numbers=part, now=now)
            )
        return met

    async def begin(self, beginning: Beginning) -> Begun:
        """Begins sessions; they are acknowledged when they are safely queued.

        Raises `UnknownFlow`, `UnknownContact`, `UnknownEndpoint` or `NoEndpoint`, and `StoreFull`.
        """
        if not self._senders:
            raise NoEndpoint
        if beginning.endpoint and beginning.endpoint not in self._senders:
            raise UnknownEndpoint(beginning.endpoint, tuple(self._senders))
        version = beginning.version or 0
        sessions: dict[str, str] = {}
        refused: list[str] = []
        people = beginning.contacts
        for first in range(0, max(1, len(people)), CHUNK):
            part = people[first : first + CHUNK]
            ids = {contact: self._new_id() for contact in part}
            version, unwilling = await self.store.write(partial(self._queue, beginning, ids, version))
            refused += unwilling
            sessions.update({contact: key for contact, key in ids.items() if contact not in set(unwilling)})
            self.wake()
        return Begun(version, sessions, tuple(refused))

    def _queue(
        self, beginning: Beginning, ids: Mapping[str, str], version: int, connection: Connection
    ) -> tuple[int, list[str]]:
        wanted = version or self.book.online_version(connection, beginning.flow_id) or 0
        try:
            self.book.plan(connection, beginning.flow_id, wanted)
        except LookupError as error:
            if not wanted and flows.newest(connection, beginning.flow_id) is not None:
                raise FlowOffline(beginning.flow_id) from error
            raise UnknownFlow(beginning.flow_id, version) from error
        now = self.clock.now()
        known = contacts.known(connection, ids)
        if strangers := [contact for contact in ids if contact not in known]:
            raise UnknownContact(strangers[0])
        body = {
            "flow_id": beginning.flow_id,
            "version": wanted,
            "trigger": beginning.trigger,
            "text": "",
            "attributes": dict(beginning.attributes),
            "arguments": dict(beginning.arguments),
            "campaign_id": beginning.campaign_id,
            "priority": beginning.priority,
        }
        entries = [
            InboxEntry(
                contact,
                "start",
                beginning.endpoint or choose(known[contact].carrier, known[contact].endpoint, self._kinds),
                orjson.dumps({**body, "session_id": key}),
                to_micros(now),
            )
            for contact, key in ids.items()
            if not known[contact].has_refused
        ]
        inbox.put(connection, entries)
        detail = {"flow_id": beginning.flow_id, "version": wanted, "sessions": len(entries)}
        journal.note(connection, "began", detail, now)
        return wanted, [contact for contact in ids if known[contact].has_refused]

    async def receive(self, endpoint: str, events: Iterable[InboundEvent]) -> None:
        """Keeps what a carrier reported; returns once it is safe. Raises `StoreFull`."""
        events = tuple(events)
        now = self.clock.now()
        self._ground.point("received")
        numbers = self.store.numbers
        await self.store.write(lambda connection: receive(connection, numbers, endpoint, events, now))
        self.wake()

    async def decide(self, contact: str, kind: Literal["refused", "granted"], proof: str) -> None:
        """Keeps what a contact decided elsewhere; a refusal ends everything with the contact, silently.

        Raises `UnknownContact` for one who was not met.
        """
        now = self.clock.now()

        def batch(connection: Connection) -> None:
            if contact not in contacts.known(connection, [contact]):
                raise UnknownContact(contact)
            journal.note(connection, f"consent_{kind}", {"proof": proof}, now)
            if kind == "granted":
                contacts.record_consent(connection, contact, kind, proof, now)
                return
            desk = Desk(connection, self.book, now, b"")
            desk.load([contact])
            desk.refuse(contact, now, proof, "")
            desk.flush()

        await self.store.write(batch)
        self.wake()

    def wake(self) -> None:
        """Looks for work now, as after something came into the inbox."""
        self._rest.wake()

    def wake_senders(self) -> None:
        """Lets every sender look at once, as after the rules of sending were changed."""
        self._endpoints.wake()

    def next_news(self) -> asyncio.Event:
        """Happens at the next commit that streams may want to tell; ask for it before looking."""
        return self._changed

    @property
    def endpoints(self) -> Mapping[str, Sender]:
        """Endpoint → its sender, in the order they were configured."""
        return self._senders

    @property
    def in_flight(self) -> int:
        """How much is going on at this moment; 0 means that nothing happens without news or time."""
        assert self._caller is not None
        own = (self._rest, self._caller.rest, self.campaigns.keeper.rest, self.tag_starts.rest)
        rests = [*own, *self._endpoints.rests]
        under_way = self._endpoints.under_way + self._caller.under_way
        return under_way + sum(not rest.is_quiet for rest in rests)

    @property
    def next_due(self) -> datetime | None:
        """When the next thing happens by itself."""
        rests = [self._rest, self.campaigns.keeper.rest, self.tag_starts.rest, *self._endpoints.rests]
        return min((rest.due for rest in rests if rest.due is not None), default=None)

    async def _work_off(self) -> None:
        while True:
            done = await self._batch()
            if done.entries or done.waits:
                self.activity += done.entries + done.waits
                changed, self._changed = self._changed, asyncio.Event()
                changed.set()
            self._ground.point("advanced")
            for name in done.endpoints:
                if name in self._senders:
                    self._senders[name].rest.wake()
            if done.has_calls and self._caller is not None:
                self._caller.rest.wake()
            if not done.has_more:
                await self._rest.until(done.next_due)

    async def _batch(self) -> WorkDone:
        try:
            return await self.patience.write(self._committed)
        except (
            LookupError,
            ValueError,
            TypeError,
            AttributeError,
            ArithmeticError,
            SQLAlchemyError,
        ) as error:
            # Something in this batch cannot be worked off: find it by going one by one, and set it aside.
            log.exception("batch failed kind=%s", type(error).__name__)
            return await self.patience.write(self._work.past_the_bad_one)

    def _committed(self, connection: Connection) -> WorkDone:
        done = self._work.batch(connection)
        if done.entries or done.waits:
            self._ground.point("advancing")
        return done

    def state(self) -> dict[str, Any]:
        """What a person wants to know about the loops at a glance."""
        return {
            "in_flight": self.in_flight,
            "disk_full": self.patience.is_full,
            "stuck": self.stuck.stuck,
            "endpoints": self._endpoints.state(),
        }
