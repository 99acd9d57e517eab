"""What people did to the runtime, and what came in that could not be used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, func, insert, select

from runtime.messages.phone_numbers import without_numbers
from runtime.store.moments import from_micros, to_micros
from runtime.store.tables import audit, inbox, outbox, quarantine, session


def note(connection: Connection, action: str, detail: dict[str, Any], now: datetime) -> None:
    """Keeps that *action* was done; numbers in *detail* are masked."""
    written = without_numbers(orjson.dumps(detail).decode())
    connection.execute(insert(audit).values(action=action, detail=written, at=to_micros(now)))


def set_aside(connection: Connection, endpoint: str, found: Iterable[tuple[str, str]], now: datetime) -> None:
    """Keeps things that could not be used: why, and how they came (numbers masked, 2,000 characters)."""
    at = to_micros(now)
    rows = [
        {"endpoint": endpoint, "why": without_numbers(why), "raw": without_numbers(raw)[:2000], "at": at}
        for why, raw in found
    ]
    if rows:
        connection.execute(insert(quarantine), rows)


def set_aside_count(connection: Connection) -> int:
    """How many things were set aside."""
    return connection.execute(select(func.count()).select_from(quarantine)).scalar_one()


def recent(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """The latest audit rows, newest first."""
    rows = connection.execute(select(audit).order_by(audit.c.id.desc()).limit(limit))
    return [
        {"action": row.action, "detail": orjson.loads(row.detail), "at": from_micros(row.at).isoformat()}
        for row in rows
    ]


def ids_given(connection: Connection) -> int:
    """A number at least as high as that of ids ever made for sessions and messages outside of them."""
    counted = (table.c.shard for table in (session, inbox, outbox))
    return sum(connection.execute(select(func.count(column))).scalar_one() for column in counted)
