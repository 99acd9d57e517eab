"""Giving contacts tags and taking them away, one contact at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.store.audience_tables import contact_tag as table
from runtime.store.moments import to_micros


def change(
    connection: Connection, contact: str, added: Iterable[str], removed: Iterable[str], now: datetime
) -> tuple[str, ...]:
    """Changes a contact's tags; gives those it did not have. Since when it has one stays."""
    at = to_micros(now)
    new = []
    for tag in added:
        row = {"contact": contact, "tag": tag, "at": at}
        done = connection.execute(upsert(table).values(row).on_conflict_do_nothing())
        if done.rowcount:
            new.append(tag)
    gone = list(removed)
    if gone:
        connection.execute(delete(table).where(table.c.contact == contact, table.c.tag.in_(gone)))
    return tuple(new)
