"""What people change about contacts by hand: values, tags, the blacklist, segments and attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson
from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.store import attributes, contacts, journal
from runtime.store.audience_tables import blacklist
from runtime.store.moments import to_micros
from runtime.store.numbers import Numbers
from runtime.store.tables import contact

MAX_AT_ONCE = 10_000


def set_values(
    connection: Connection, contact_id: str, values: Mapping[str, str | float | bool | None]
) -> bool:
    """Keeps *values* of a contact; None removes one. Returns whether there is such a contact."""
    written = connection.execute(select(contact.c.attributes).where(contact.c.contact == contact_id)).scalar()
    if written is None:
        return False
    merged = {**orjson.loads(written), **values}
    kept = {name: value for name, value in merged.items() if value is not None}
    connection.execute(
        update(contact).where(contact.c.contact == contact_id).values(attributes=orjson.dumps(kept).decode())
    )
    return True


def change_tags(
    connection: Connection, chosen: Sequence[str], added: Sequence[str], removed: Sequence[str], now: datetime
) -> None:
    """Gives tags to contacts and takes others away."""
    for name in added:
        attributes.tag(connection, chosen, name, now)
    for name in removed:
        attributes.untag(connection, chosen, name)


def list_black(
    connection: Connection, vault: Numbers, chosen: Sequence[str], reason: str, now: datetime
) -> None:
    """Puts contacts on the blacklist; the audit keeps that somebody did."""
    shown = contacts.masked_numbers(connection, vault, chosen)
    rows = [
        {"contact": one, "shown": shown.get(one, ""), "reason": reason, "at": to_micros(now)}
        for one in chosen
    ]
    if rows:
        connection.execute(upsert(blacklist).on_conflict_do_nothing(), rows)
        journal.note(connection, "blacklisted", {"contacts": len(rows), "reason": reason}, now)


def unlist(connection: Connection, chosen: Sequence[str], now: datetime) -> int:
    """Takes contacts off the blacklist; returns how many stood there."""
    gone = connection.execute(delete(blacklist).where(blacklist.c.contact.in_(chosen))).rowcount
    if gone:
        journal.note(connection, "unlisted", {"contacts": gone}, now)
    return gone
