"""The events of all sessions, in the order they were committed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import Connection, Row, insert, select

from runtime.engine.events import Event
from runtime.engine.session import Session
from runtime.store.bulk import Bulk
from runtime.store.moments import from_micros, to_micros
from runtime.store.tables import event as table


def event_rows(session: Session, events: Iterable[Event]) -> list[dict[str, Any]]:
    """The rows of one session's *events*."""
    whose = {
        "session_id": session.id,
        "flow_id": session.flow_id,
        "version": session.version,
        "contact": session.contact,
    }
    return [
        {
            **whose,
            "kind": event.kind,
            "node": event.node or "",
            "exit": event.exit or "",
            "detail": orjson.dumps(dict(event.detail)).decode() if event.detail else "{}",
            "at": to_micros(event.at),
        }
        for event in events
    ]


_ADD = Bulk(
    insert(table), ("session_id", "flow_id", "version", "contact", "kind", "node", "exit", "detail", "at")
)


def add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes rows made by `event_rows`."""
    _ADD.run(connection, rows)


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
    return [data_of(row) for row in connection.execute(query)]


def data_of(row: Row[Any]) -> dict[str, Any]:
    """A row of the event table as plain data."""
    return {
        "id": row.id,
        "session_id": row.session_id,
        "flow_id": row.flow_id,
        "version": row.version,
        "contact": row.contact,
        "kind": row.kind,
        "node": row.node,
        "exit": row.exit,
        "detail": orjson.loads(row.detail),
        "at": from_micros(row.at).isoformat(),
    }
