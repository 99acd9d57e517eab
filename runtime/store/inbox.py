"""What came in and waits to be worked off, in the order it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import Connection, delete, func, insert, select

from runtime.quick import quick
from runtime.store.bulk import Bulk
from runtime.store.store import shard_of
from runtime.store.tables import inbox

EntryKind: TypeAlias = Literal["start", "message", "status", "delivery", "call", "person"]


@quick
@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One thing to work off; *at* (microseconds) is its own time, *id* its place in the queue."""

    contact: str
    kind: EntryKind
    endpoint: str
    content: bytes
    at: int
    id: int = 0


_PUT = Bulk(insert(inbox), ("shard", "contact", "kind", "endpoint", "content", "at"))


def put(connection: Connection, entries: Iterable[InboxEntry]) -> None:
    """Queues *entries* in their order."""
    rows = [
        (shard_of(one.contact), one.contact, one.kind, one.endpoint, one.content, one.at) for one in entries
    ]
    _PUT.run_rows(connection, rows)


_OLDEST = select(
    inbox.c.contact, inbox.c.kind, inbox.c.endpoint, inbox.c.content, inbox.c.at, inbox.c.id
).order_by(inbox.c.id)


def oldest(connection: Connection, limit: int) -> list[InboxEntry]:
    """The first *limit* entries."""
    return [InboxEntry(*row) for row in connection.execute(_OLDEST.limit(limit)).all()]


def remove(connection: Connection, entries: Sequence[InboxEntry]) -> None:
    """Takes worked-off entries out; they are the oldest ones, without a gap."""
    if entries:
        connection.execute(delete(inbox).where(inbox.c.id <= entries[-1].id))


def count(connection: Connection) -> int:
    """How many entries wait."""
    return connection.execute(select(func.count()).select_from(inbox)).scalar_one()
