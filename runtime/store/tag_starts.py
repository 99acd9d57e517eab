"""Who is to begin a scenario because of a tag, and has not begun yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.store.audience_tables import contact_import, contact_tag
from runtime.store.tag_tables import tag_start as table
from runtime.store.tag_tables import tag_trigger


@dataclass(frozen=True, slots=True)
class TagStart:
    """One scenario that is to begin with one contact; *has_tag* is whether the contact has the tag still."""

    id: int
    flow_id: str
    contact: str
    tag: str
    has_tag: bool


def watched(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Tag → ids of the scenarios that it begins."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, flow_id in connection.execute(select(tag_trigger).order_by(tag_trigger.c.flow_id)):
        found[tag] = (*found.get(tag, ()), flow_id)
    return found


def watch(connection: Connection, tags: Mapping[str, Collection[str]]) -> None:
    """Says anew which tags begin which scenarios: flow id → tags, for the flows named; none ends it."""
    rows = [{"tag": tag, "flow_id": flow_id} for flow_id, some in tags.items() for tag in some]
    connection.execute(delete(tag_trigger).where(tag_trigger.c.flow_id.in_(list(tags))))
    if rows:
        connection.execute(insert(tag_trigger), rows)


def watch_only(connection: Connection, tags: Mapping[str, Collection[str]]) -> None:
    """The same for all there are."""
    connection.execute(delete(tag_trigger))
    watch(connection, tags)


def without(connection: Connection, contacts: Collection[str], tag: str) -> list[str]:
    """The contacts that do not have the tag; nobody when it begins nothing, for then nobody asks."""
    begins = select(tag_trigger.c.tag).where(tag_trigger.c.tag == tag).limit(1)
    if connection.execute(begins).first() is None:
        return []
    wanted = list(contacts)
    query = select(contact_tag.c.contact).where(contact_tag.c.tag == tag, contact_tag.c.contact.in_(wanted))
    there = set(connection.execute(query).scalars())
    return [one for one in wanted if one not in there]


def queue(
    connection: Connection, pairs: Iterable[tuple[str, str]], at: int, import_id: int | None = None
) -> None:
    """Notes what newly given tags begin: contact and tag each, *at* in microseconds.

    Those of an import begin once it has ended.
    """
    begins = watched(connection)
    rows = [
        {"flow_id": flow_id, "contact": contact, "tag": tag, "import_id": import_id, "at": at}
        for contact, tag in pairs
        for flow_id in begins.get(tag, ())
    ]
    if rows:
        connection.execute(upsert(table).on_conflict_do_nothing(), rows)


_HAS_TAG = exists().where(contact_tag.c.contact == table.c.contact, contact_tag.c.tag == table.c.tag)
_GOES_ON = exists().where(contact_import.c.id == table.c.import_id, contact_import.c.ended_at.is_(None))


def oldest(connection: Connection, limit: int) -> list[TagStart]:
    """The first ones, those of imports that go on left out."""
    query = (
        select(table.c.id, table.c.flow_id, table.c.contact, table.c.tag, _HAS_TAG)
        .where(or_(table.c.import_id.is_(None), ~_GOES_ON))
        .order_by(table.c.id)
        .limit(limit)
    )
    return [TagStart(row[0], row[1], row[2], row[3], bool(row[4])) for row in connection.execute(query)]


def are_waiting(connection: Connection) -> bool:
    """Whether there is anybody at all, those of imports that go on too."""
    return connection.execute(select(table.c.id).limit(1)).first() is not None


def remove(connection: Connection, ids: Collection[int]) -> None:
    """Takes out those that have begun, or never will."""
    if ids:
        connection.execute(delete(table).where(table.c.id.in_(list(ids))))
