"""HTTP requests of flows: a row from the sprint that asked until the session has the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from runtime.store.moments import to_micros
from runtime.store.tables import http_call as table


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A request; *request* is its JSON, *id* its row."""

    session_id: str
    contact: str
    wait: int
    request: bytes
    attempts: int = 0
    id: int = 0


def add(connection: Connection, calls: Iterable[StoredCall], now: datetime) -> None:
    """Queues *calls*."""
    rows = [
        {
            "session_id": call.session_id,
            "contact": call.contact,
            "wait": call.wait,
            "state": "queued",
            "request": call.request,
            "created_at": to_micros(now),
        }
        for call in calls
    ]
    if rows:
        connection.execute(insert(table), rows)


def claim(connection: Connection, limit: int) -> list[StoredCall]:
    """Takes on up to *limit* queued calls, oldest first; they are `running` then."""
    query = (
        select(
            table.c.session_id, table.c.contact, table.c.wait, table.c.request, table.c.attempts, table.c.id
        )
        .where(table.c.state == "queued")
        .order_by(table.c.id)
        .limit(limit)
    )
    found = [StoredCall(*row) for row in connection.execute(query)]
    if found:
        connection.execute(
            update(table)
            .where(table.c.id.in_([call.id for call in found]))
            .values(state="running", attempts=table.c.attempts + 1)
        )
    return found


def running(connection: Connection) -> list[StoredCall]:
    """Calls somebody had taken on: after a crash nobody works at them."""
    query = select(
        table.c.session_id, table.c.contact, table.c.wait, table.c.request, table.c.attempts, table.c.id
    ).where(table.c.state == "running")
    return [StoredCall(*row) for row in connection.execute(query)]


def queue_again(connection: Connection, calls: Iterable[StoredCall]) -> None:
    """Puts taken calls back."""
    ids = [call.id for call in calls]
    connection.execute(update(table).where(table.c.id.in_(ids)).values(state="queued"))


def remove(connection: Connection, calls: Iterable[StoredCall]) -> None:
    """Forgets calls whose answer is in the inbox."""
    connection.execute(delete(table).where(table.c.id.in_([call.id for call in calls])))


def remove_of(connection: Connection, contact: str) -> None:
    """Forgets the contact's calls nobody has taken on yet."""
    connection.execute(delete(table).where(table.c.contact == contact, table.c.state == "queued"))


def count(connection: Connection) -> int:
    """How many calls are not answered yet."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
