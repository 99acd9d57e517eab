"""The events of all sessions, in the order they were committed.

They are kept a row for each sprint: a row of its own for every event took as long as all the rest of a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeAlias

import orjson
from sqlalchemy import Connection, Row, func, insert, select

from runtime.engine.events import Event
from runtime.engine.session import Session
from runtime.flow.ids import FlowId
from runtime.store.bulk import Bulk
from runtime.store.moments import from_micros, to_micros
from runtime.store.tables import sprint as table

SprintRow: TypeAlias = tuple[int, str, str, int, str, int, bytes]
"""The number of events, then the columns behind the id."""

_NEWEST = select(func.max(table.c.id))
_ADD = Bulk(insert(table), ("id", "session_id", "flow_id", "version", "contact", "at", "events"))


def sprint_rows(session: Session, events: Sequence[Event]) -> list[SprintRow]:
    """The rows of one sprint's *events* in their order: one for each stretch in the same flow.

    *session* is the one the sprint began with.
    """
    if not events:
        return []
    flows = {event.flow for event in events}
    if len(flows) == 1:
        return [sprint_row(session, events, *flows)]
    stretches = groupby(events, key=lambda event: event.flow)
    return [sprint_row(session, list(stretch), flow) for flow, stretch in stretches]


def sprint_row(
    session: Session, events: Sequence[Event], flow: tuple[FlowId, int] | None = None
) -> SprintRow:
    """The row of *events* in one flow, at least one; without a *flow* it is the one the session is in.

    Each is kept as [kind, node, exit, detail], and its moment where it is not that of the first.
    """
    first = events[0].at
    kept: list[tuple[object, ...]] = []
    for event in events:
        data = (event.kind, event.node or "", event.exit or "", event.detail)
        is_first = event.at is first or event.at == first
        kept.append(data if is_first else (*data, to_micros(event.at)))
    written = orjson.dumps(kept, default=dict)
    flow_id, version = flow or (session.flow_id, session.version)
    return len(kept), session.id, flow_id, version, session.contact, to_micros(first), written


def add(connection: Connection, rows: Iterable[SprintRow]) -> None:
    """Writes rows made by `sprint_row`."""
    numbered: list[tuple[object, ...]] = []
    last = 0
    for row in rows:
        # The one writer alone gives numbers, so that every event has its own without a row of its own.
        last = (last or connection.execute(_NEWEST).scalar() or 0) + row[0]
        numbered.append((last, *row[1:]))
    _ADD.run_rows(connection, numbered)


def after(
    connection: Connection,
    last_id: int,
    limit: int,
    flow_id: str | None = None,
    session_id: str | None = None,
) -> list[dict[str, Any]]:
    """Up to *limit* events behind the one with *last_id*, as plain data with their ids."""
    query = select(table).where(table.c.id > last_id).order_by(table.c.id).limit(limit)
    if flow_id is not None:
        query = query.where(table.c.flow_id == flow_id)
    if session_id is not None:
        query = query.where(table.c.session_id == session_id)
    found = [event for row in connection.execute(query) for event in events_of(row) if event["id"] > last_id]
    return found[:limit]


def events_of(row: Row[Any]) -> Iterator[dict[str, Any]]:
    """The events of a row of the sprint table as plain data, oldest first."""
    events = orjson.loads(row.events)
    for number, (kind, node, exit_name, detail, *at) in enumerate(events, row.id - len(events) + 1):
        yield {
            "id": number,
            "session_id": row.session_id,
            "flow_id": row.flow_id,
            "version": row.version,
            "contact": row.contact,
            "kind": kind,
            "node": node,
            "exit": exit_name,
            "detail": detail,
            "at": from_micros(at[0] if at else row.at).isoformat(),
        }
