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
from runtime.messages.phone_numbers import in_e164
from runtime.quick import quick
from runtime.store.bulk import Bulk
from runtime.store.moments import to_micros
from runtime.store.number_owner import carrier_of
from runtime.store.numbers import Numbers
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
    carrier: str = ""
    """Who gave the number out: telecom, unicom, mobile or empty."""


_KNOWN = select(
    table.c.contact, table.c.endpoint, table.c.attributes, table.c.refused_at, table.c.carrier
).where(table.c.contact.in_(bindparam("contacts", expanding=True)))


def known(connection: Connection, contacts: Iterable[str]) -> dict[str, KnownContact]:
    """Contact → what is known, for those that are known."""
    wanted = sorted(set(contacts))
    found: dict[str, KnownContact] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = connection.execute(_KNOWN, {"contacts": wanted[start : start + CHUNK]}).all()
        for contact, endpoint, written, refused_at, carrier in rows:
            attributes = {} if written == "{}" else orjson.loads(written)
            found[contact] = KnownContact(contact, endpoint, attributes, refused_at is not None, carrier)
    return found


_NUMBERS = select(table.c.contact, table.c.number).where(
    table.c.contact.in_(bindparam("contacts", expanding=True))
)
_MEET = upsert(table).values(
    contact=bindparam("contact"),
    shard=bindparam("shard"),
    created_at=bindparam("created_at"),
    number=bindparam("number"),
    carrier=bindparam("carrier"),
)
_MEET_AGAIN = _MEET.on_conflict_do_update(
    index_elements=[table.c.contact],
    set_={"number": _MEET.excluded.number, "carrier": _MEET.excluded.carrier},
)


_MET = select(table.c.contact, table.c.number, table.c.refused_at).where(
    table.c.contact.in_(bindparam("contacts", expanding=True))
)


def meet(connection: Connection, vault: Numbers, numbers: Iterable[str], now: datetime) -> dict[str, str]:
    """Makes rows for the people of *numbers* who have none; returns number, as it was given → id.

    Of somebody who was deleted on request nothing is kept but the id.
    """
    ids = vault.contacts_of(numbers)
    wanted = sorted(set(ids.values()))
    settled: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        rows = connection.execute(_MET, {"contacts": wanted[start : start + CHUNK]})
        settled |= {one for one, number, refused_at in rows if number is not None or refused_at is not None}
    if new := [_row(vault, number, one, now) for number, one in ids.items() if one not in settled]:
        connection.execute(_MEET_AGAIN, new)
    return ids


def hear_from(connection: Connection, vault: Numbers, number: str, now: datetime) -> tuple[str, bool]:
    """The contact who wrote from *number*, and whether nobody knew of it before.

    Who was deleted and writes again is known again: what they ask cannot be answered otherwise.
    """
    contact = vault.contact_of(number)
    found = connection.execute(_MET, {"contacts": [contact]}).first()
    if found is None or found.number is None:
        connection.execute(_MEET_AGAIN, [_row(vault, number, contact, now)])
    return contact, found is None


def _row(vault: Numbers, number: str, contact: str, now: datetime) -> dict[str, object]:
    written = in_e164(number)
    return {
        "contact": contact,
        "shard": shard_of(contact),
        "created_at": to_micros(now),
        "number": vault.sealed(written, contact),
        "carrier": carrier_of(written),
    }


def sealed_numbers(connection: Connection, contacts: Iterable[str]) -> dict[str, bytes]:
    """Contact → sealed number, for those who have one."""
    wanted = sorted(set(contacts))
    found: dict[str, bytes] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = connection.execute(_NUMBERS, {"contacts": wanted[start : start + CHUNK]})
        found.update({contact: number for contact, number in rows if number is not None})
    return found


def masked_numbers(connection: Connection, vault: Numbers, contacts: Iterable[str]) -> dict[str, str]:
    """Contact → number as screens show it; empty for those whose number was deleted."""
    wanted = set(contacts)
    sealed = sealed_numbers(connection, wanted)
    return {one: vault.masked_of(one, sealed.get(one)) for one in wanted}


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
