"""Contacts, what is known of them, and whether they want messages at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import orjson
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.flow.values import Value
from runtime.quick import quick
from runtime.store.bulk import Bulk
from runtime.store.moments import to_micros
from runtime.store.store import shard_of
from runtime.store.tables import consent
from runtime.store.tables import contact as table

CHUNK = 5000
"""Contacts asked for in one statement."""


@quick
@dataclass(frozen=True, slots=True)
class KnownContact:
    """What is known of a contact."""

    contact: str
    endpoint: str
    attributes: Mapping[str, Value]
    has_refused: bool


_KNOWN = select(table.c.contact, table.c.endpoint, table.c.attributes, table.c.refused_at).where(
    table.c.contact.in_(bindparam("contacts", expanding=True))
)


def known(connection: Connection, contacts: Iterable[str]) -> dict[str, KnownContact]:
    """Contact → what is known, for those that are known."""
    wanted = sorted(set(contacts))
    found: dict[str, KnownContact] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = connection.execute(_KNOWN, {"contacts": wanted[start : start + CHUNK]})
        for contact, endpoint, written, refused_at in rows:
            attributes = {} if written == "{}" else orjson.loads(written)
            found[contact] = KnownContact(contact, endpoint, attributes, refused_at is not None)
    return found


def meet(connection: Connection, contacts: Iterable[str], now: datetime) -> None:
    """Makes rows for contacts that have none."""
    rows = [
        {"contact": one, "shard": shard_of(one), "created_at": to_micros(now)}
        for one in sorted(set(contacts))
    ]
    if rows:
        connection.execute(upsert(table).on_conflict_do_nothing(), rows)


def learn(connection: Connection, contact: str, attributes: Mapping[str, Value]) -> None:
    """Keeps *attributes*; those of the same name are replaced."""
    row = connection.execute(select(table.c.attributes).where(table.c.contact == contact)).scalar_one()
    merged = {**orjson.loads(row), **attributes}
    connection.execute(
        update(table).where(table.c.contact == contact).values(attributes=orjson.dumps(merged).decode())
    )


_HEARD_BY = Bulk(update(table).where(table.c.contact == bindparam("key")), ("endpoint",))


def heard_by(connection: Connection, endpoints: Mapping[str, str]) -> None:
    """Remembers the endpoints that contacts wrote to: contact → endpoint."""
    _HEARD_BY.run_rows(connection, [(endpoint, one) for one, endpoint in endpoints.items()])


def record_consent(
    connection: Connection,
    contact: str,
    kind: Literal["refused", "granted"],
    proof: str,
    at: datetime,
    message_id: str = "",
) -> None:
    """Keeps what the contact decided, with the words that prove it; from now on it holds."""
    micros = to_micros(at)
    connection.execute(
        insert(consent).values(contact=contact, kind=kind, proof=proof, message_id=message_id, at=micros)
    )
    connection.execute(
        update(table)
        .where(table.c.contact == contact)
        .values(refused_at=micros if kind == "refused" else None)
    )
