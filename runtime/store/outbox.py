"""Messages on their way out, and everything ever heard of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    Connection,
    String,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    update,
)

from runtime.quick import quick
from runtime.store.bulk import Bulk
from runtime.store.moments import from_micros, micros_or_none, to_micros
from runtime.store.store import shard_of
from runtime.store.tables import outbox as table

# Written out: with parameters instead SQLite passes over the indexes of just these rows, and reads all.
QUEUED = literal_column("'queued'", String)
ON_THE_WAY = [QUEUED, literal_column("'sending'", String)]
AT_CARRIER = [literal_column("'accepted'", String), literal_column("'sent'", String)]
_UNKNOWN = literal_column("'unknown'", String)

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
        table.c.state == QUEUED,
        table.c.session_id.is_distinct_from(but),
    )
    return list(connection.execute(query).scalars())


_QUEUED_IN = select(table.c.message_id, table.c.session_id).where(
    table.c.contact.in_(bindparam("contacts", expanding=True)), table.c.state == QUEUED
)


def queued_in(connection: Connection, sessions: Mapping[str, str]) -> list[str]:
    """Ids of the messages of *sessions*, session → contact, that are not on their way yet."""
    people = sorted(set(sessions.values()))
    found: list[str] = []
    for first in range(0, len(people), 500):
        rows = connection.execute(_QUEUED_IN, {"contacts": people[first : first + 500]})
        found += [row.message_id for row in rows if row.session_id in sessions]
    return found


def overdue(connection: Connection, endpoint: str, now: datetime, limit: int) -> list[tuple[str, str]]:
    """Messages at the carrier, past their expiry, not yet called back: message id and contact."""
    query = (
        select(table.c.message_id, table.c.contact)
        .where(
            table.c.endpoint == endpoint,
            table.c.state.in_(AT_CARRIER),
            table.c.expires_at <= to_micros(now),
            table.c.revoke_asked_at.is_(None),
        )
        .order_by(table.c.expires_at, table.c.seq)
        .limit(limit)
    )
    return [(row.message_id, row.contact) for row in connection.execute(query)]


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


def unknown_of(
    connection: Connection, endpoint: str, since: datetime
) -> list[tuple[str, str, datetime, datetime]]:
    """Messages of *endpoint* whose outcome is unknown since then or later.

    Message id, contact, since when it is unknown, and when it is to be asked about next.
    """
    query = (
        select(table.c.message_id, table.c.contact, table.c.updated_at, table.c.next_at)
        .where(
            table.c.state == _UNKNOWN, table.c.endpoint == endpoint, table.c.updated_at >= to_micros(since)
        )
        .order_by(table.c.seq)
    )
    return [(row[0], row[1], from_micros(row[2]), from_micros(row[3])) for row in connection.execute(query)]


def learn(connection: Connection, message_id: str, state: str, fact: int, now: datetime) -> bool:
    """Adds a fact about an unknown outcome, which puts it into *state*; returns whether there was one."""
    done = connection.execute(
        update(table)
        .where(table.c.message_id == message_id, table.c.state == _UNKNOWN)
        .values(
            state=state,
            seen=table.c.seen.bitwise_or(int(fact)),
            error="",
            reason="",
            updated_at=to_micros(now),
        )
    )
    return bool(done.rowcount)


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
