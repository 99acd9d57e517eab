"""Saved segments: a name and a condition each, as JSON that this module does not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.store.audience_tables import segment as table
from runtime.store.moments import from_micros, to_micros


@dataclass(frozen=True, slots=True)
class SavedSegment:
    """One segment; *condition* is JSON."""

    id: str
    name: str
    condition: str
    updated_at: datetime


def put(connection: Connection, segment_id: str, name: str, condition: str, now: datetime) -> None:
    """Keeps a segment, in place of the one of that id."""
    at = to_micros(now)
    values = {"name": name, "condition": condition, "updated_at": at}
    connection.execute(
        upsert(table)
        .values(id=segment_id, created_at=at, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )


def remove(connection: Connection, segment_id: str) -> bool:
    """Forgets a segment, not its people; returns whether it was there."""
    return connection.execute(delete(table).where(table.c.id == segment_id)).rowcount > 0


def all_of(connection: Connection) -> list[SavedSegment]:
    """Every segment, by name."""
    return [_segment(row._asdict()) for row in connection.execute(select(table).order_by(table.c.name))]


def one(connection: Connection, segment_id: str) -> SavedSegment | None:
    """A segment, None when there is none of that id."""
    row = connection.execute(select(table).where(table.c.id == segment_id)).first()
    return None if row is None else _segment(row._asdict())


def _segment(row: dict[str, object]) -> SavedSegment:
    updated_at = row["updated_at"]
    assert isinstance(updated_at, int)
    return SavedSegment(str(row["id"]), str(row["name"]), str(row["condition"]), from_micros(updated_at))
