"""Messages on their way out, and everything ever heard of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    not_,
    or_,
    select,
    text,
    union_all,
    update,
)

from runtime.quick import quick
from runtime.store import takeovers
from runtime.store.bulk import Bulk
from runtime.store.moments import from_micros, micros_or_none, moment_or_none, to_micros
from runtime.store.store import shard_of
from runtime.store.tables import outbox as table

# Written out: with parameters instead SQLite passes over the indexes of just these rows, and reads all.
_QUEUED = literal_column("'queued'", String)
_ON_THE_WAY = [_QUEUED, literal_column("'sending'", String)]
_AT_CARRIER = [literal_column("'accepted'", String), literal_column("'sent'", String)]
_UNKNOWN = literal_column("'unknown'", String)
_MARKETING = literal_column("'marketing'", String)

Purpose: TypeAlias = Literal["marketing", "service", "answer"]
"""Why a message is sent: nobody asked for it, somebody needs it, or it answers what a person just said."""
PRIORITIES = (1, 2, 3, 4, 5)
"""Of campaigns: 1 goes first. 3 is the usual one."""
LANES = 7
"""Lane 0 has the answers, lane 1 the services, 2 to 6 the marketing by its campaign's priority."""


def lane_of(purpose: Purpose, priority: int = 3) -> int:
    """The lane of a message; *priority* is its campaign's."""
    if purpose == "marketing":
        return 1 + min(max(priority, PRIORITIES[0]), PRIORITIES[-1])
    return 0 if purpose == "answer" else 1


@quick
@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be queued; *message* is the JSON of a `Message`."""

    message_id: str
    contact: str
    endpoint: str
    conversation_id: str
    message: bytes
    sms_text: str | None
    created_at: datetime
    next_at: datetime
    expires_at: datetime | None = None
    session_id: str | None = None
    flow_id: str = ""
    version: int = 0
    node: str = ""
    in_reply_to: str | None = None
    purpose: Purpose = "service"
    priority: int = 1
    """The lane it waits in: `lane_of`."""
    campaign_id: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class Claimed:
    """A message somebody has taken on to send; nobody else gets it."""

    message_id: str
    contact: str
    conversation_id: str
    message: bytes
    sms_text: str | None
    flow_id: str
    version: int
    in_reply_to: str | None
    attempts: int
    expires_at: datetime | None
    purpose: Purpose = "service"
    priority: int = 1
    """The lane it waited in: `lane_of`."""
    campaign_id: str | None = None
    created_at: int = 0
    """Microseconds."""
    next_at: int = 0
    """Microseconds: since when it is due."""

    @property
    def is_first(self) -> bool:
        """Whether a campaign of the highest priority sends it."""
        return self.priority <= lane_of("marketing", PRIORITIES[0])


@quick
@dataclass(frozen=True, slots=True)
class Progress:
    """How far a message has come; *seen* is the union of all that was heard of it."""

    message_id: str
    contact: str
    session_id: str | None
    state: str
    seen: int
    attempts: int
    error: str = ""
    reason: str = ""


_ADD = Bulk(
    insert(table),
    (
        "message_id",
        "session_id",
        "flow_id",
        "version",
        "node",
        "contact",
        "shard",
        "endpoint",
        "conversation_id",
        "in_reply_to",
        "message",
        "sms_text",
        "state",
        "next_at",
        "expires_at",
        "created_at",
        "updated_at",
        "purpose",
        "priority",
        "campaign_id",
    ),
)


def add(connection: Connection, messages: Iterable[Outgoing]) -> None:
    """Queues *messages*; those of one contact go out in this order."""
    rows: list[tuple[object, ...]] = []
    for one in messages:
        created_at = to_micros(one.created_at)
        rows.append(
            (
                one.message_id,
                one.session_id,
                one.flow_id,
                one.version,
                one.node,
                one.contact,
                shard_of(one.contact),
                one.endpoint,
                one.conversation_id,
                one.in_reply_to,
                one.message,
                one.sms_text,
                "queued",
                created_at if one.next_at is one.created_at else to_micros(one.next_at),
                micros_or_none(one.expires_at),
                created_at,
                created_at,
                one.purpose,
                one.priority,
                one.campaign_id,
            )
        )
    _ADD.run_rows(connection, rows)


_earlier = table.alias("earlier")
# What nobody asked for never holds up what somebody waits for, unless both are of one conversation.
_IS_OVERTAKEN = and_(
    _earlier.c.state == _QUEUED,
    _earlier.c.purpose == _MARKETING,
    table.c.purpose != _MARKETING,
    or_(
        _earlier.c.next_at > bindparam("now"),
        _earlier.c.session_id.is_distinct_from(table.c.session_id),
    ),
)


def _lane(number: int) -> Select[Any]:
    found = (
        select(
            table.c.message_id,
            table.c.contact,
            table.c.conversation_id,
            table.c.message,
            table.c.sms_text,
            table.c.flow_id,
            table.c.version,
            table.c.in_reply_to,
            table.c.attempts,
            table.c.expires_at,
            table.c.purpose,
            table.c.priority,
            table.c.campaign_id,
            table.c.created_at,
            table.c.next_at,
            table.c.seq,
        )
        .where(
            table.c.endpoint == bindparam("endpoint"),
            table.c.priority == literal_column(str(number), Integer),
            table.c.state == _QUEUED,
            table.c.next_at <= bindparam("now"),
            ~exists().where(
                _earlier.c.contact == table.c.contact,
                _earlier.c.seq < table.c.seq,
                _earlier.c.state.in_(_ON_THE_WAY),
                not_(_IS_OVERTAKEN),
            ),
        )
        .order_by(table.c.next_at, table.c.seq)
        .limit(bindparam("count"))
    )
    return select(found.subquery(f"lane_{number}"))


_DUE = (
    union_all(*(_lane(number) for number in range(LANES)))
    .order_by(text("priority"), text("next_at"), text("seq"))
    .limit(bindparam("count"))
)
_CLAIM = Bulk(
    update(table).where(table.c.message_id == bindparam("key")),
    ("state", "attempt_id", "attempts", "updated_at"),
)


def due(connection: Connection, endpoint: str, now: datetime, limit: int) -> tuple[list[Claimed], bool]:
    """The first *limit* messages of *endpoint* whose turn it is, lane by lane, and whether there may be more.

    Those of one contact go one by one in their order; only marketing is overtaken by what is not.
    """
    at = to_micros(now)
    rows = connection.execute(_DUE, {"endpoint": endpoint, "now": at, "count": limit}).all()
    found = [_claimed(row) for row in rows]
    return _without_taken(connection, found, at), len(rows) == limit


def _claimed(row: Row[*tuple[Any, ...]]) -> Claimed:
    values = (*row[:9], moment_or_none(row[9]), *row[10:15])
    return Claimed(*values)


def claim(connection: Connection, messages: Sequence[Claimed], now: datetime, attempt_id: str) -> None:
    """Takes *messages* on: they are `sending` from now on, and nobody else gets them."""
    claimed = {"state": "sending", "attempt_id": attempt_id, "updated_at": to_micros(now)}
    _CLAIM.run(
        connection, [{**claimed, "key": one.message_id, "attempts": one.attempts + 1} for one in messages]
    )


def _without_taken(connection: Connection, found: list[Claimed], at: int) -> list[Claimed]:
    """Keeps back what scenarios say to contacts whom a person talks to."""
    taken = takeovers.contacts(connection) if found else frozenset()
    wanted = [one.message_id for one in found if one.contact in taken]
    held = takeovers.keep_back(connection, wanted, at) if wanted else set()
    return [one for one in found if one.message_id not in held] if held else found


_PROGRESS = select(
    table.c.message_id,
    table.c.contact,
    table.c.session_id,
    table.c.state,
    table.c.seen,
    table.c.attempts,
    table.c.error,
    table.c.reason,
).where(table.c.message_id.in_(bindparam("ids", expanding=True)))


def progress_of(connection: Connection, message_ids: Iterable[str]) -> dict[str, Progress]:
    """Message id → how far it has come, for those that are ours."""
    wanted = sorted(set(message_ids))
    if not wanted:
        return {}
    return {row[0]: Progress(*row) for row in connection.execute(_PROGRESS, {"ids": wanted})}


@cache
def _setting(names: tuple[str, ...]) -> Bulk:
    return Bulk(update(table).where(table.c.message_id == bindparam("key")), names)


def set_progress(connection: Connection, changes: Sequence[dict[str, Any]]) -> None:
    """Writes changes: `key` is the message id, the rest columns, the same ones in every change."""
    if changes:
        _setting(tuple(name for name in changes[0] if name != "key")).run(connection, changes)


def queued_of(connection: Connection, contact: str, but: str) -> list[str]:
    """Ids of the contact's messages that are not on their way yet, without those of the session *but*."""
    query = select(table.c.message_id).where(
        table.c.contact == contact,
        table.c.state == _QUEUED,
        table.c.session_id.is_distinct_from(but),
    )
    return list(connection.execute(query).scalars())


def overdue(connection: Connection, endpoint: str, now: datetime, limit: int) -> list[tuple[str, str]]:
    """Messages at the carrier, past their expiry, not yet called back: message id and contact."""
    query = (
        select(table.c.message_id, table.c.contact)
        .where(
            table.c.endpoint == endpoint,
            table.c.state.in_(_AT_CARRIER),
            table.c.expires_at <= to_micros(now),
            table.c.revoke_asked_at.is_(None),
        )
        .order_by(table.c.expires_at, table.c.seq)
        .limit(limit)
    )
    return [(row.message_id, row.contact) for row in connection.execute(query)]


_LATER = union_all(
    *(
        select(func.min(table.c.next_at)).where(
            table.c.endpoint == bindparam("endpoint"),
            table.c.priority == literal_column(str(number), Integer),
            table.c.state == _QUEUED,
            table.c.next_at > bindparam("now"),
        )
        for number in range(LANES)
    ),
    select(func.min(table.c.expires_at)).where(
        table.c.endpoint == bindparam("endpoint"),
        table.c.state.in_(_AT_CARRIER),
        table.c.expires_at.is_not(None),
        table.c.revoke_asked_at.is_(None),
    ),
)


def next_due(connection: Connection, endpoint: str, now: datetime) -> datetime | None:
    """When a message of *endpoint* next becomes due for sending, or is due for being called back.

    What is due for sending already does not count: it waits for another one of its contact.
    """
    values = {"endpoint": endpoint, "now": to_micros(now)}
    known = [moment for (moment,) in connection.execute(_LATER, values) if moment is not None]
    return from_micros(min(known)) if known else None


def give_up_sending(connection: Connection, now: datetime) -> int:
    """After a crash: whatever was being sent may or may not have gone out. Returns how many."""
    done = connection.execute(
        update(table)
        .where(table.c.state == "sending")
        .values(
            state="unknown",
            seen=table.c.seen.bitwise_or(1),
            error="interrupted",
            updated_at=to_micros(now),
        )
    )
    return done.rowcount


def bring_forward(
    connection: Connection, endpoint: str, now: datetime, back: timedelta, but: Iterable[str]
) -> int:
    """Lets messages wait as long as before although the clock was set *back*; returns how many.

    Those that wait for an hour of the day, told by their codes in *but*, wait for that hour.
    """
    done = connection.execute(
        update(table)
        .where(
            table.c.endpoint == endpoint,
            table.c.state == _QUEUED,
            table.c.next_at > to_micros(now),
            table.c.error.not_in(list(but)),
        )
        .values(next_at=table.c.next_at - back // timedelta(microseconds=1))
    )
    return done.rowcount


def reconsider(connection: Connection, codes: Iterable[str], now: datetime) -> int:
    """Lets messages that wait for a later moment because of *codes* have their turn now; returns how many."""
    done = connection.execute(
        update(table)
        .where(table.c.state == _QUEUED, table.c.error.in_(list(codes)), table.c.next_at > to_micros(now))
        .values(next_at=table.c.created_at)
    )
    return done.rowcount


def counts(connection: Connection) -> dict[str, int]:
    """State → number of messages."""
    query = select(table.c.state, func.count()).group_by(table.c.state)
    return {row.state: row[1] for row in connection.execute(query)}


def unknown(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """Messages that may or may not have gone out, oldest first."""
    names = ("message_id", "session_id", "contact", "endpoint", "node", "error", "reason", "updated_at")
    query = (
        select(*(table.c[name] for name in names))
        .where(table.c.state == _UNKNOWN)
        .order_by(table.c.seq)
        .limit(limit)
    )
    found = [dict(zip(names, row, strict=True)) for row in connection.execute(query)]
    return [{**one, "updated_at": from_micros(one["updated_at"]).isoformat()} for one in found]


def decide(connection: Connection, message_id: str, state: str, now: datetime) -> bool:
    """Ends an unknown outcome as a person decided: `queued` sends again, `failed` gives up.

    Returns whether there was one.
    """
    done = connection.execute(
        update(table)
        .where(table.c.message_id == message_id, table.c.state == _UNKNOWN)
        .values(
            state=state,
            seen=0 if state == "queued" else 32,
            next_at=to_micros(now),
            error="decided",
            updated_at=to_micros(now),
        )
    )
    return bool(done.rowcount)
