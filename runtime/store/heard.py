"""What contacts said: kept once each, however often a carrier delivers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from runtime.store.bulk import Bulk
from runtime.store.moments import to_micros
from runtime.store.tables import message_in as table


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing a contact said; *content* is JSON."""

    endpoint: str
    message_id: str
    contact: str
    contribution_id: str
    in_reply_to: str
    content: bytes
    at: datetime


def keep(connection: Connection, heard: Heard) -> int | None:
    """Keeps it and returns its row, or None when it is there already."""
    statement = (
        insert_or_ignore(table)
        .values(
            endpoint=heard.endpoint,
            message_id=heard.message_id,
            contact=heard.contact,
            contribution_id=heard.contribution_id,
            in_reply_to=heard.in_reply_to,
            content=heard.content,
            at=to_micros(heard.at),
        )
        .on_conflict_do_nothing()
        .returning(table.c.id)
    )
    return connection.execute(statement).scalar()


def was_heard(connection: Connection, contact: str, since: datetime) -> bool:
    """Whether the contact said anything at *since* or later."""
    found = exists().where(table.c.contact == contact, table.c.at >= to_micros(since))
    return bool(connection.execute(select(found)).scalar())


def is_repeated(connection: Connection, row: int, contact: str, since: datetime) -> bool:
    """Whether the contact had said exactly what *row* says at *since* or later already."""
    same = select(table.c.content).where(table.c.id == row).scalar_subquery()
    found = exists().where(
        table.c.contact == contact,
        table.c.at >= to_micros(since),
        table.c.id < row,
        table.c.content == same,
    )
    return bool(connection.execute(select(found)).scalar())


_BELONGS = Bulk(update(table).where(table.c.id == bindparam("key")), ("session_id",))


def belongs(connection: Connection, pairs: list[tuple[int, str]]) -> None:
    """Says which session each row belongs to."""
    _BELONGS.run_rows(connection, [(session_id, row) for row, session_id in pairs])
