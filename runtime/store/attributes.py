"""What may be known of a contact: names and types of attributes, and how many contacts have tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.store import tag_starts
from runtime.store.audience_tables import attribute_definition as table
from runtime.store.audience_tables import contact_tag
from runtime.store.moments import to_micros


@dataclass(frozen=True, slots=True)
class AttributeDefinition:
    """One attribute; *choices* are what it may hold when its type is choice, empty for anything."""

    name: str
    type: str
    choices: tuple[str, ...] = ()


def definitions(connection: Connection) -> list[AttributeDefinition]:
    """Every attribute, in the order people gave them."""
    rows = connection.execute(select(table).order_by(table.c.position, table.c.created_at))
    return [AttributeDefinition(row.name, row.type, tuple(orjson.loads(row.choices))) for row in rows]


def define(connection: Connection, definition: AttributeDefinition, now: datetime) -> None:
    """Keeps a definition, in place of the one of that name; values that are there stay as they are."""
    choices = orjson.dumps(definition.choices).decode()
    place = connection.execute(select(func.coalesce(func.max(table.c.position), 0))).scalar_one() + 1
    connection.execute(
        upsert(table)
        .values(
            name=definition.name,
            type=definition.type,
            choices=choices,
            position=place,
            created_at=to_micros(now),
        )
        .on_conflict_do_update(index_elements=["name"], set_={"type": definition.type, "choices": choices})
    )


def forget(connection: Connection, name: str) -> bool:
    """Removes a definition; the values stay with the contacts, unseen. Returns whether it was there."""
    return connection.execute(delete(table).where(table.c.name == name)).rowcount > 0


def tags_of(connection: Connection, contacts: Collection[str]) -> dict[str, list[str]]:
    """Contact → tags, by name, for those who have some."""
    rows = connection.execute(
        select(contact_tag.c.contact, contact_tag.c.tag)
        .where(contact_tag.c.contact.in_(contacts))
        .order_by(contact_tag.c.tag)
    )
    found: dict[str, list[str]] = {}
    for contact, tag in rows:
        found.setdefault(contact, []).append(tag)
    return found


def tag(connection: Connection, contacts: Iterable[str], name: str, now: datetime) -> None:
    """Gives contacts a tag; those who have it keep the moment they got it.

    What the tag begins is noted for those who have it newly.
    """
    at = to_micros(now)
    rows = [{"contact": one, "tag": name, "at": at} for one in contacts]
    if rows:
        new = tag_starts.without(connection, [str(row["contact"]) for row in rows], name)
        connection.execute(upsert(contact_tag).on_conflict_do_nothing(), rows)
        tag_starts.queue(connection, [(one, name) for one in new], at)


def untag(connection: Connection, contacts: Collection[str], name: str) -> None:
    """Takes a tag from contacts."""
    connection.execute(
        delete(contact_tag).where(contact_tag.c.tag == name, contact_tag.c.contact.in_(contacts))
    )


def tag_counts(connection: Connection) -> dict[str, int]:
    """Tag → number of contacts who have it, by name."""
    query = select(contact_tag.c.tag, func.count()).group_by(contact_tag.c.tag).order_by(contact_tag.c.tag)
    return {row[0]: row[1] for row in connection.execute(query)}
