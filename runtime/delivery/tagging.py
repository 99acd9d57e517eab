"""What a tag begins: scenarios that are online and want whoever gets it newly."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2b

import orjson
from sqlalchemy import Connection

from runtime.delivery.campaigns.people import unwilling
from runtime.delivery.plan_book import PlanBook
from runtime.engine.session import Session
from runtime.flow.flow import Flow
from runtime.flow.nodes.start import Start
from runtime.store import inbox, tag_starts
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros
from runtime.store.sessions import StoredSession

log = logging.getLogger(__name__)

LONGEST_TRAIL = 16
"""Scenarios that sessions led each other through by tags; nothing begins beyond that."""


@dataclass(frozen=True, slots=True)
class TagBegins:
    """One session that a tag begins; *trail* has the scenarios whose tags led to it, the first one first."""

    flow_id: str
    version: int
    contact: str
    endpoint: str
    session_id: str
    trail: tuple[str, ...] = ()

    def entry(self, tag: str, at: int) -> InboxEntry:
        """It in the inbox; *at* in microseconds."""
        body = {
            "flow_id": self.flow_id,
            "version": self.version,
            "trigger": "tag_added",
            "text": tag,
            "attributes": {},
            "arguments": {},
            "session_id": self.session_id,
        }
        if self.trail:
            body["tag_trail"] = orjson.dumps(self.trail).decode()
        return InboxEntry(self.contact, "start", self.endpoint, orjson.dumps(body), at)


class Tagging:
    """What the sessions of one batch begin by the tags they give."""

    def __init__(self, connection: Connection, book: PlanBook) -> None:
        self._connection = connection
        self._book = book
        self._entries: list[InboxEntry] = []

    @property
    def has_starts(self) -> bool:
        """Whether anything begins."""
        return bool(self._entries)

    def given(self, old: StoredSession, stored: StoredSession, tags: Iterable[str], now: datetime) -> None:
        """Begins what *tags*, which the session gave its contact newly on its way from *old*, begin.

        No scenario begins by the tag of a session that it led to itself: two that tag for each other end.
        """
        contact = stored.session.contact
        wanted = [(tag, flow_id) for tag in tags for flow_id in self._begins.get(tag, ())]
        if not wanted or unwilling(self._connection, [contact]):
            return
        trail = _trail(old, stored)
        for tag, flow_id in wanted:
            version = self._book.online_version(self._connection, flow_id)
            if version is None or flow_id in trail:
                continue
            if len(trail) > LONGEST_TRAIL:
                log.info("tags led too far flow=%s session=%s", flow_id, stored.session.id)
                continue
            key = self._id_for(stored.session, flow_id)
            begins = TagBegins(flow_id, version, contact, stored.endpoint, key, trail)
            self._entries.append(begins.entry(tag, to_micros(now)))

    def flush(self) -> None:
        """Writes everything."""
        inbox.put(self._connection, self._entries)

    def _id_for(self, giver: Session, flow_id: str) -> str:
        """The same whenever this is repeated, as after a crash or in a rehearsal, and never twice."""
        parts = (giver.id, giver.waits, giver.messages, len(self._entries), flow_id)
        return blake2b("/".join(map(str, parts)).encode(), digest_size=12).hexdigest()

    @cached_property
    def _begins(self) -> Mapping[str, tuple[str, ...]]:
        return tag_starts.watched(self._connection)


def _trail(old: StoredSession, stored: StoredSession) -> tuple[str, ...]:
    before = orjson.loads(stored.tag_trail) if stored.tag_trail else []
    runs = (*old.session.runs, *stored.session.runs)
    return (*before, *dict.fromkeys(run.flow_id for run in runs))


def tags_that_begin(flow: Flow) -> set[str]:
    """The tags by which the flow begins."""
    return {
        tag
        for node in flow.start_nodes()
        if isinstance(node, Start)
        for trigger in node.triggers
        if trigger.kind == "tag_added" and (tag := trigger.tag.strip())
    }
