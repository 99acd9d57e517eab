"""The loop that begins scenarios with whom people or imports gave a tag, slice by slice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from runtime.delivery.campaigns.pacing import LOOK_AGAIN_S
from runtime.delivery.campaigns.people import unwilling
from runtime.delivery.campaigns.room import room_at
from runtime.delivery.ground import Ground
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.routing import choose
from runtime.delivery.tagging import TagBegins
from runtime.delivery.waiting import Rest
from runtime.store import contacts, inbox, journal, tag_starts
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros

SLICE = 500
"""People looked at in one transaction."""
_HELD_S = 30.0
"""Until people of an import that goes on are looked at again without news."""


class TagStarts:
    """Begins what the store noted, no faster than the carriers take messages; one of the runtime's loops.

    *kinds* is endpoint → carrier as the runtime keeps it, *wake* lets the runtime work off what was begun.
    """

    def __init__(
        self,
        ground: Ground,
        book: PlanBook,
        kinds: Mapping[str, str],
        new_id: Callable[[], str],
        wake: Callable[[], None],
    ) -> None:
        self.rest = Rest(ground.clock)
        self._ground = ground
        self._book = book
        self._kinds = kinds
        self._new_id = new_id
        self._wake = wake

    async def run(self) -> None:
        """Goes on until it is cancelled."""
        while True:
            due = None
            if await self._ground.store.read(tag_starts.are_waiting):
                due = await self._turn()
            await self.rest.until(due)

    async def _turn(self) -> datetime:
        """Takes a slice; returns when to look again without news."""
        now = self._ground.clock.now()
        if not self._kinds:
            return now + timedelta(seconds=LOOK_AGAIN_S * 4)
        self._ground.point("tag starts due")
        seen, gone = await self._ground.patience.write(lambda one: self._slice(one, now))
        if gone:
            self._ground.point("tag starts begun")
            self._wake()
            return now
        return now + timedelta(seconds=LOOK_AGAIN_S if seen else _HELD_S)

    def _slice(self, connection: Connection, now: datetime) -> tuple[int, int]:
        """How many were looked at, and how many have begun or never will."""
        found = tag_starts.oldest(connection, SLICE)
        people = [one.contact for one in found]
        known = contacts.known(connection, people)
        reasons = unwilling(connection, people) if people else {}
        room = Counter(room_at(connection, self._kinds, now)) if found else Counter[str]()
        entries: list[InboxEntry] = []
        begun: Counter[tuple[str, int]] = Counter()
        done: list[int] = []
        for one in found:
            version = self._book.online_version(connection, one.flow_id)
            if version is None or one.contact in reasons or not one.has_tag:
                done.append(one.id)
                continue
            person = known[one.contact]
            endpoint = choose(person.carrier, person.endpoint, self._kinds)
            if room[endpoint] > 0:
                room[endpoint] -= 1
                done.append(one.id)
                begun[one.flow_id, version] += 1
                begins = TagBegins(one.flow_id, version, one.contact, endpoint, self._new_id())
                entries.append(begins.entry(one.tag, to_micros(now)))
        inbox.put(connection, entries)
        tag_starts.remove(connection, done)
        for (flow_id, version), count in begun.items():
            detail = {"flow_id": flow_id, "version": version, "sessions": count, "trigger": "tag_added"}
            journal.note(connection, "began", detail, now)
        return len(found), len(done)
