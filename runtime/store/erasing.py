"""Deletes one contact on request: what is left is the id in the list of those who get no messages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from runtime.store.all_tables import metadata
from runtime.store.moments import to_micros
from runtime.store.retention import delete_sessions
from runtime.store.tables import contact as table
from runtime.store.tables import session

_KEPT_TABLES = frozenset({table.name, "blacklist"})
"""Where the id stays: without a number it tells nothing, and it keeps the number from being written to."""


def erase_contact(connection: Connection, contact: str, now: datetime) -> bool:
    """Deletes everything known of *contact*, conversations included; returns whether there was anything.

    From then on the contact counts as one who refused. Nothing is said to them. A message that is being sent
    at this moment still arrives; its receipts find nothing any more.
    """
    sessions = connection.execute(select(session.c.id).where(session.c.contact == contact)).scalars().all()
    delete_sessions(connection, list(sessions))
    gone = len(sessions)
    for rows in reversed(metadata.sorted_tables):
        if "contact" in rows.c and rows.name not in _KEPT_TABLES:
            gone += connection.execute(delete(rows).where(rows.c.contact == contact)).rowcount
    kept = {
        "endpoint": "",
        "attributes": "{}",
        "number": None,
        "carrier": "",
        "refused_at": to_micros(now),
    }
    known = connection.execute(update(table).where(table.c.contact == contact).values(kept)).rowcount
    return bool(gone or known)
