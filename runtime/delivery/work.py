"""One batch of work: inbox entries and due waits through the engine, committed together."""

from __future__ import annotations

import logging
from collections import defaultdict, deque
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection

from runtime.carriers.port import DeliveryStatus
from runtime.clock import Clock
from runtime.delivery.desk import Desk
from runtime.delivery.hearing import Hearing
from runtime.delivery.outside import CAPABILITY
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.progress import Fact, came_twice, fact_of, state_of, word_of
from runtime.delivery.purpose import Opening
from runtime.delivery.rules import Rules
from runtime.flow.resume import CallDone, CapabilityKnown, Delivery, HandedBack, Start, TakenOver, TimerDue
from runtime.store import inbox, journal, outbox, sessions
from runtime.store.inbox import InboxEntry
from runtime.store.moments import from_micros, to_micros
from runtime.store.outbox import Progress

log = logging.getLogger(__name__)

CAME_TWICE = orjson.dumps(
    {
        "zh": "联系人既收到了 5G 消息，又收到了短信。",
        "en": "The contact got both the 5G message and the SMS.",
    }
).decode()


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What a batch did, and when there is more to do."""

    entries: int
    waits: int
    has_more: bool
    next_due: datetime | None
    endpoints: frozenset[str]
    """Endpoints with something new to send."""
    has_calls: bool


@dataclass(frozen=True, slots=True)
class _DueWait:
    contact: str
    session_id: str
    at: int


class Work:
    """Works off what came in; `batch` runs in the writing thread, inside its transaction.

    Contacts' entries are taken in the order they came; a wait that ended before an entry's own time goes
    first. *new_id* makes ids for sessions that contacts begin, *key* seeds the nodes that draw lots,
    *askers* are the endpoints whose carrier can be asked what a handset can show.
    """

    def __init__(
        self,
        clock: Clock,
        book: PlanBook,
        rules: Rules,
        new_id: Callable[[], str],
        key: bytes,
        askers: Container[str] = (),
    ) -> None:
        self._clock = clock
        self._book = book
        self._rules = rules
        self._stale = timedelta(seconds=rules.stale_s)
        self._new_id = new_id
        self._key = key
        self._askers = askers

    def past_the_bad_one(self, connection: Connection) -> WorkDone:
        """Takes the oldest entry, then the most overdue wait, each alone; sets aside what cannot be done."""
        done = self._tried(connection, 1, 0)
        if done is None:
            entries = inbox.oldest(connection, 1)
            raw = [f"{one.kind} {one.content.decode('utf-8', 'replace')}" for one in entries]
            self._set_aside(connection, "entry that cannot be worked off", raw)
            inbox.remove(connection, entries)
        waited = self._tried(connection, 0, 1)
        if waited is None:
            for session_id, _, _ in sessions.due(connection, self._clock.now(), 1):
                self._set_aside(connection, "session that cannot go on", [session_id])
                sessions.give_up(connection, session_id, self._clock.now())
        tried = [one for one in (done, waited) if one is not None]
        endpoints = frozenset(name for one in tried for name in one.endpoints)
        return WorkDone(1, 1, True, None, endpoints, any(one.has_calls for one in tried))

    def _tried(self, connection: Connection, entries: int, waits: int) -> WorkDone | None:
        try:
            with connection.begin_nested():
                return self.batch(connection, entries, waits)
        except Exception as error:  # noqa: BLE001 - border of an entry: others wait behind it
            log.error("not worked off kind=%s", type(error).__name__)
            return None

    def _set_aside(self, connection: Connection, why: str, raw: list[str]) -> None:
        journal.set_aside(connection, "", [(why, one) for one in raw], self._clock.now())

    def batch(
        self, connection: Connection, most_entries: int | None = None, most_waits: int | None = None
    ) -> WorkDone:
        """Takes the oldest entries and the most overdue waits and carries their sessions on."""
        now = self._clock.now()
        limit = self._rules.batch
        entries = inbox.oldest(connection, limit if most_entries is None else most_entries)
        most = limit if most_waits is None else most_waits
        due = [_DueWait(contact, key, at) for key, contact, at in sessions.due(connection, now, most)]
        if not entries and not due:
            return WorkDone(0, 0, False, sessions.next_due(connection), frozenset(), False)
        desk = Desk(connection, self._book, now, self._key, self._askers)
        progress = _progress(connection, entries)
        self._load(desk, entries, due, progress)
        hearing = Hearing(desk, self._rules, self._new_id)
        aside: list[tuple[str, str]] = []
        for item in _in_order(entries, due):
            if isinstance(item, _DueWait):
                self._wait_ends(desk, item)
            elif item.kind == "message":
                hearing.heard(item, self._own_time(item.at, now))
            elif item.kind in ("start", "call") and item.contact in desk.taken:
                desk.hold(item)
            elif item.kind == "start":
                self._start(desk, item, now)
            elif item.kind == "call":
                self._call_done(desk, item, now)
            elif item.kind == "person":
                self._person_decides(desk, item, now)
            else:
                self._status(desk, item, progress, aside, now)
        desk.flush()
        self._flush_progress(connection, progress)
        journal.set_aside(connection, "", aside, now)
        inbox.remove(connection, entries)
        has_more = len(entries) == limit or len(due) == limit or desk.has_starts
        return WorkDone(
            len(entries),
            len(due),
            has_more,
            sessions.next_due(connection),
            frozenset(desk.endpoints),
            desk.has_calls,
        )

    def _own_time(self, at: int, now: datetime) -> datetime:
        moment = from_micros(at)
        if self._rules.own_time or (now - self._stale <= moment <= now):
            return moment
        return now

    def _load(
        self,
        desk: Desk,
        entries: list[InboxEntry],
        due: list[_DueWait],
        progress: dict[str, _Changing],
    ) -> None:
        wanted = {entry.contact for entry in entries if entry.kind not in ("status", "delivery")}
        wanted |= {wait.contact for wait in due}
        reported: set[str] = set()
        for entry in entries:
            if entry.kind not in ("status", "delivery"):
                continue
            body = orjson.loads(entry.content)
            change = progress.get(body["message_id"])
            if change is not None:
                # Good news concern only sessions that wait for them; most wait for an answer.
                is_good = body["status"] in ("sent", "delivered", "displayed")
                (reported if is_good else wanted).add(change.was.contact)
        desk.load(wanted)
        desk.load(reported - wanted, "delivery")

    def _wait_ends(self, desk: Desk, wait: _DueWait) -> None:
        stored = desk.open_session(wait.contact, wait.session_id)
        if stored is None or stored.session.wait is None:
            return
        due = stored.session.wait.due
        if due is None or due > desk.now:
            return
        now = self._own_time(to_micros(due), desk.now)
        desk.resume(stored, TimerDue(stored.session.wait.number), now)

    def _start(self, desk: Desk, entry: InboxEntry, now: datetime) -> None:
        body = orjson.loads(entry.content)
        known = desk.contact(entry.contact)
        if known.has_refused:
            return
        attributes = {**known.attributes, **body["attributes"]}
        start = Start(body["trigger"], body["text"], attributes, body["arguments"])
        plan = self._book.plan(desk.connection, body["flow_id"], body["version"])
        desk.begin(
            plan,
            body["session_id"],
            entry.contact,
            start,
            self._own_time(entry.at, now),
            Opening(
                entry.endpoint,
                campaign_id=body.get("campaign_id"),
                priority=body.get("priority", 3),
                tag_trail=body.get("tag_trail"),
            ),
        )

    def _call_done(self, desk: Desk, entry: InboxEntry, now: datetime) -> None:
        body = orjson.loads(entry.content)
        stored = desk.open_session(entry.contact, body["session_id"])
        if stored is not None:
            done = (
                CapabilityKnown(body["wait"], body[CAPABILITY])
                if CAPABILITY in body
                else CallDone(body["wait"], body["status"], body["body"], body["error"])
            )
            desk.resume(stored, done, self._own_time(entry.at, now))

    def _person_decides(self, desk: Desk, entry: InboxEntry, now: datetime) -> None:
        """A person takes a conversation that was handed over, or hands it back with an `outcome`."""
        body = orjson.loads(entry.content)
        stored = desk.open_session(entry.contact, body["session_id"])
        if stored is not None:
            outcome = body["outcome"]
            resume = HandedBack(outcome) if outcome else TakenOver()
            desk.resume(stored, resume, self._own_time(entry.at, now))

    def _status(
        self,
        desk: Desk,
        entry: InboxEntry,
        progress: dict[str, _Changing],
        aside: list[tuple[str, str]],
        now: datetime,
    ) -> None:
        body: dict[str, Any] = orjson.loads(entry.content)
        change = progress.get(body["message_id"])
        if change is None:
            aside.append(("report for a message that is not ours", entry.content.decode()))
            return
        state = change.state
        if entry.kind == "status":
            fact = fact_of(DeliveryStatus(body["status"]))
            if fact is None:
                return
            change.hear(fact, body, entry.at)
            if change.state == state:
                return
            state = change.state
        word = word_of(state)
        session_id = change.was.session_id
        stored = desk.open_session(change.was.contact, session_id) if session_id else None
        if word is not None and stored is not None:
            if stored.session.contact in desk.taken:
                body_held = orjson.dumps({"message_id": change.was.message_id, "status": word})
                desk.hold(InboxEntry(stored.session.contact, "delivery", "", body_held, entry.at))
                return
            desk.resume(stored, Delivery(change.was.message_id, word), self._own_time(entry.at, now))

    def _flush_progress(self, connection: Connection, progress: dict[str, _Changing]) -> None:
        outbox.set_progress(
            connection,
            [
                {
                    "key": key,
                    "state": change.state,
                    "seen": change.seen,
                    "error": change.error,
                    "reason": change.reason,
                    "updated_at": change.at,
                }
                for key, change in progress.items()
                if change.at
            ],
        )


class _Changing:
    """A message's progress while a batch hears more of it."""

    __slots__ = ("at", "error", "reason", "seen", "was")

    def __init__(self, was: Progress) -> None:
        self.was = was
        self.seen = was.seen
        self.error = was.error
        self.reason = was.reason
        self.at = 0

    @property
    def state(self) -> str:
        return state_of(self.seen, self.was.state)

    def hear(self, fact: Fact, body: dict[str, Any], at: int) -> None:
        self.seen |= fact
        self.at = at
        if came_twice(self.seen):
            self.error, self.reason = "came_twice", CAME_TWICE
        elif body["code"]:
            self.error = body["code"]
            self.reason = orjson.dumps({"zh": body["zh"], "en": body["en"]}).decode()


def _progress(connection: Connection, entries: list[InboxEntry]) -> dict[str, _Changing]:
    ids = [
        orjson.loads(entry.content)["message_id"] for entry in entries if entry.kind in ("status", "delivery")
    ]
    return {key: _Changing(was) for key, was in outbox.progress_of(connection, ids).items()}


def _in_order(entries: list[InboxEntry], due: list[_DueWait]) -> list[InboxEntry | _DueWait]:
    """Due waits in their order, each before its contact's first entry of a later time."""
    ordered: list[InboxEntry | _DueWait] = []
    waits: dict[str, deque[_DueWait]] = defaultdict(deque)
    for wait in due:
        waits[wait.contact].append(wait)
    taken: set[str] = set()
    for entry in entries:
        mine = waits.get(entry.contact)
        while mine and mine[0].at < entry.at:
            taken.add(mine[0].session_id)
            ordered.append(mine.popleft())
        ordered.append(entry)
    return ordered + [wait for wait in due if wait.session_id not in taken]
