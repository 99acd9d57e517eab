"""Sessions at rest: a row each, nothing in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, String, bindparam, func, insert, literal_column, select, update

from runtime.engine.session import Session
from runtime.quick import quick
from runtime.store.bulk import Bulk
from runtime.store.moments import from_micros, micros_or_none, to_micros
from runtime.store.store import shard_of
from runtime.store.tables import session as table


@quick
@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session with what the engine need not know: by which endpoint and conversation it talks."""

    session: Session
    endpoint: str
    conversation_id: str
    created_at: datetime
    updated_at: datetime
    campaign_id: str | None = None
    """The campaign that began it."""
    priority: int = 3
    """That campaign's, 1 to 5; 1 goes first."""
    tag_trail: str | None = None
    """JSON: the scenarios whose tags led to it."""

    def after(self, session: Session, now: datetime) -> StoredSession:
        """The same conversation with the session as it is at *now*."""
        return StoredSession(
            session,
            self.endpoint,
            self.conversation_id,
            self.created_at,
            now,
            self.campaign_id,
            self.priority,
            self.tag_trail,
        )


# Written out, so that SQLite sees at once that the index of just these rows will do.
_IS_WAITING = table.c.status == literal_column("'waiting'", String)
_STATE = select(
    table.c.state,
    table.c.endpoint,
    table.c.conversation_id,
    table.c.created_at,
    table.c.updated_at,
    table.c.campaign_id,
    table.c.priority,
    table.c.tag_trail,
)
_WAITING = _STATE.where(_IS_WAITING, table.c.contact.in_(bindparam("contacts", expanding=True))).order_by(
    table.c.created_at, table.c.id
)
_WAITING_FOR = _WAITING.where(table.c.waits_for == bindparam("waits_for"))


def waiting_of(
    connection: Connection, contacts: Iterable[str], waits_for: str | None = None
) -> list[StoredSession]:
    """The waiting sessions of *contacts*, oldest first; all, or only those that wait for *waits_for*."""
    wanted = sorted(set(contacts))
    if not wanted:
        return []
    values = {"contacts": wanted, "waits_for": waits_for}
    rows = connection.execute(_WAITING if waits_for is None else _WAITING_FOR, values).all()
    return [_stored(row) for row in rows]


_DUE = (
    select(table.c.id, table.c.contact, table.c.wake_at)
    .where(_IS_WAITING, table.c.wake_at.is_not(None), table.c.wake_at <= bindparam("now"))
    .order_by(table.c.wake_at, table.c.id)
)


def due(connection: Connection, now: datetime, limit: int) -> list[tuple[str, str, int]]:
    """Waiting sessions whose time has come, most overdue first: id, contact, due moment (microseconds)."""
    found = connection.execute(_DUE.limit(limit), {"now": to_micros(now)})
    return [(row.id, row.contact, row.wake_at) for row in found]


def next_due(connection: Connection) -> datetime | None:
    """When the next wait ends by itself."""
    query = select(func.min(table.c.wake_at)).where(_IS_WAITING, table.c.wake_at.is_not(None))
    micros = connection.execute(query).scalar()
    return None if micros is None else from_micros(micros)


_CHANGING = ("status", "outcome", "waits_for", "wake_at", "node", "state", "updated_at")
_FIXED = ("id", "contact", "shard", "flow_id", "version", "endpoint", "conversation_id")
_BEGUN_BY = ("campaign_id", "priority", "tag_trail")
_ADD = Bulk(insert(table), (*_FIXED, *_CHANGING[:-1], "created_at", "updated_at", *_BEGUN_BY))
_SAVE = Bulk(update(table).where(table.c.id == bindparam("key")), _CHANGING)
_GO_ON_WAITING = Bulk(update(table).where(table.c.id == bindparam("key")), _CHANGING[2:])
"""Leaves the status alone, and with it the index of who waits."""


def add(connection: Connection, stored: Iterable[StoredSession]) -> None:
    """Writes new sessions."""
    rows = [
        (
            one.session.id,
            one.session.contact,
            shard_of(one.session.contact),
            one.session.flow_id,
            one.session.version,
            one.endpoint,
            one.conversation_id,
            *_changing(one.session),
            to_micros(one.created_at),
            to_micros(one.updated_at),
            one.campaign_id,
            one.priority,
            one.tag_trail,
        )
        for one in stored
    ]
    _ADD.run_rows(connection, rows)


def save(connection: Connection, stored: Iterable[StoredSession]) -> None:
    """Writes sessions that waited."""
    waiting: list[tuple[object, ...]] = []
    over: list[tuple[object, ...]] = []
    for one in stored:
        status, outcome, *rest = _changing(one.session)
        row = (*rest, to_micros(one.updated_at), one.session.id)
        if status == "waiting":
            waiting.append(row)
        else:
            over.append((status, outcome, *row))
    _GO_ON_WAITING.run_rows(connection, waiting)
    _SAVE.run_rows(connection, over)


@dataclass(frozen=True, slots=True)
class WaitingAt:
    """How many people wait at a node of a version, and since when the one who waits longest."""

    version: int
    node: str
    count: int
    oldest: datetime


def waiting_by_node(connection: Connection, flow_id: str) -> list[WaitingAt]:
    """Where people wait in every version of a flow, trials left out; newest version first."""
    query = (
        select(table.c.version, table.c.node, func.count(), func.min(table.c.updated_at))
        .where(_IS_WAITING, table.c.flow_id == flow_id, table.c.version > 0)
        .group_by(table.c.version, table.c.node)
        .order_by(table.c.version.desc(), table.c.node)
    )
    return [WaitingAt(row[0], row[1], row[2], from_micros(row[3])) for row in connection.execute(query)]


def waiting_by_version(connection: Connection, flow_id: str) -> dict[int, int]:
    """Version → how many people wait in it, trials left out; reads an index only."""
    query = (
        select(table.c.version, func.count())
        .where(_IS_WAITING, table.c.flow_id == flow_id, table.c.version > 0)
        .group_by(table.c.version)
    )
    return {row.version: row[1] for row in connection.execute(query)}


def waiting_at(connection: Connection, flow_id: str, node: str, before_version: int) -> list[str]:
    """The ids of sessions of released versions before that one which wait at *node*."""
    query = select(table.c.id).where(
        _IS_WAITING,
        table.c.flow_id == flow_id,
        table.c.version > 0,
        table.c.version < before_version,
        table.c.node == node,
    )
    return list(connection.execute(query).scalars())


_BY_ID = _STATE.where(table.c.id.in_(bindparam("ids", expanding=True))).order_by(table.c.id)


def by_id(connection: Connection, ids: Iterable[str]) -> list[StoredSession]:
    """The sessions of those ids, in their order."""
    return [_stored(row) for row in connection.execute(_BY_ID, {"ids": list(ids)})]


_PIN = Bulk(update(table).where(table.c.id == bindparam("key")), ("version", "state"))


def pin(connection: Connection, moved: Iterable[Session]) -> None:
    """Writes waiting sessions that another version carries on; when they wake stays as it is."""
    _PIN.run_rows(connection, [(one.version, one.to_json(), one.id) for one in moved])


_ENTER = Bulk(update(table).where(table.c.id == bindparam("key")), ("flow_id", "version"))


def enter_flow(connection: Connection, moved: Iterable[Session]) -> None:
    """Says of sessions that have gone over to another flow that they belong to it."""
    _ENTER.run_rows(connection, [(one.flow_id, one.version, one.id) for one in moved])


def give_up(connection: Connection, session_id: str, now: datetime) -> None:
    """Ends a session whose state cannot be read; what it was stays in its row."""
    connection.execute(
        update(table)
        .where(table.c.id == session_id)
        .values(status="failed", outcome="failed", wake_at=None, updated_at=to_micros(now))
    )


def _changing(session: Session) -> tuple[str, str, str, int | None, str, bytes]:
    wait = session.wait
    if wait is None:
        return session.status, session.outcome, "", None, "", session.to_json()
    due = micros_or_none(wait.due)
    # Where it stands in the flow it belongs to; what that one called is told by the state alone.
    node = session.runs[0].node or wait.node
    return session.status, session.outcome, wait.what, due, node, session.to_json()


def _stored(row: Row[*tuple[Any, ...]]) -> StoredSession:
    state, endpoint, conversation_id, created_at, updated_at, *begun_by = row
    return StoredSession(
        Session.from_json(state),
        endpoint,
        conversation_id,
        from_micros(created_at),
        from_micros(updated_at),
        *begun_by,
    )
