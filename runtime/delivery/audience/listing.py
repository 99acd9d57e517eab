"""Contacts as people look through them: newest first, page by page, found by number, tag or value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal

import orjson
from pydantic import Field
from sqlalchemy import ColumnElement, Connection, and_, exists, func, not_, or_, select, tuple_

from runtime.delivery.audience.compiling import where
from runtime.delivery.audience.condition import ConsentRow, SegmentCondition
from runtime.delivery.audience.segments import Audience, among, is_blacklisted, may_be_written_to
from runtime.records import Record
from runtime.store import attributes
from runtime.store.audience_tables import blacklist, contact_tag
from runtime.store.moments import from_micros
from runtime.store.numbers import Numbers
from runtime.store.tables import consent, contact

MAX_PAGE: Final = 500
_SCAN: Final = 5_000
_OPENED_AT_ONCE: Final = 100_000
"""Numbers opened for one page, some third of a second of work."""
_TAIL: Final = re.compile(r"\d{4}", re.ASCII)
_MAYBE_NUMBER: Final = re.compile(r"[+0-9０-９][\s\-0-9０-９]{6,}")


class ListWish(Record):
    """Which contacts are looked at."""

    audience: Audience = Audience()
    state: Literal["all", "reachable", "granted", "refused", "blacklisted"] = "all"
    search: Annotated[str, Field(max_length=100)] = ""
    """A whole number, its last four digits, or part of a value or of a tag."""
    after: Annotated[str, Field(max_length=80)] = ""
    """`next` of the page before."""
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = 100


@dataclass(frozen=True, slots=True)
class ListedContact:
    """One row of the list; *number* is masked, empty when it was deleted."""

    contact: str
    number: str
    attributes: dict[str, Any]
    tags: list[str]
    consent: str
    """granted, refused or none."""
    blacklisted: bool
    carrier: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ListPage:
    """Part of the list; *next* is empty on the last one alone, however short a page is."""

    rows: list[ListedContact]
    next: str


def page(connection: Connection, vault: Numbers, wish: ListWish, now: datetime) -> ListPage:
    """The next contacts of *wish*; raises `UnknownSegment`."""
    conditions = [among(connection, wish.audience, now), *_state(wish, now)]
    search = wish.search.strip()
    if _TAIL.fullmatch(search):
        return _by_tail(connection, vault, wish, conditions, search)
    if search:
        conditions.append(_found_by(search, vault))
    found = _rows(connection, conditions, wish.after, wish.limit)
    return ListPage(shown(connection, vault, found), _cursor(found) if len(found) == wish.limit else "")


def total(connection: Connection, vault: Numbers, wish: ListWish, now: datetime) -> int | None:
    """How many contacts the list has in all; None when counting would mean opening every number."""
    search = wish.search.strip()
    if _TAIL.fullmatch(search):
        return None
    conditions = [among(connection, wish.audience, now), *_state(wish, now)]
    if search:
        conditions.append(_found_by(search, vault))
    return connection.execute(select(func.count()).select_from(contact).where(*conditions)).scalar_one()


def one(connection: Connection, vault: Numbers, contact_id: str) -> ListedContact | None:
    """One contact, None when there is none of that id."""
    rows = _rows(connection, [contact.c.contact == contact_id], "", 1)
    return shown(connection, vault, rows)[0] if rows else None


def shown(connection: Connection, vault: Numbers, rows: Sequence[Any]) -> list[ListedContact]:
    """Rows of the contact table as they are listed."""
    ids = [row.contact for row in rows]
    tags = attributes.tags_of(connection, ids)
    granted = _among_ids(connection, consent.c.contact, ids)
    listed = _among_ids(connection, blacklist.c.contact, ids)
    return [
        ListedContact(
            row.contact,
            vault.masked_of(row.contact, row.number),
            {} if row.attributes == "{}" else orjson.loads(row.attributes),
            tags.get(row.contact, []),
            "refused" if row.refused_at is not None else "granted" if row.contact in granted else "none",
            row.contact in listed,
            row.carrier,
            from_micros(row.created_at),
        )
        for row in rows
    ]


def _state(wish: ListWish, now: datetime) -> list[ColumnElement[bool]]:
    if wish.state == "reachable":
        return [may_be_written_to()]
    if wish.state == "granted":
        return [where(SegmentCondition(rows=(ConsentRow(state="granted"),)), now)]
    if wish.state == "refused":
        return [contact.c.refused_at.is_not(None)]
    return [is_blacklisted()] if wish.state == "blacklisted" else []


def _found_by(search: str, vault: Numbers) -> ColumnElement[bool]:
    if _MAYBE_NUMBER.fullmatch(search):
        try:
            return contact.c.contact == vault.contact_of(search)
        except ValueError:
            pass
    small = search.lower()
    values = func.json_each(contact.c.attributes).table_valued("atom")
    has_value = exists(select(1).select_from(values).where(func.instr(func.lower(values.c.atom), small) > 0))
    # The whole JSON first: most contacts are out by that alone.
    by_value = and_(func.instr(func.lower(contact.c.attributes), small) > 0, has_value)
    tagged = select(contact_tag.c.contact).where(func.instr(func.lower(contact_tag.c.tag), small) > 0)
    return or_(by_value, contact.c.contact.in_(tagged))


def _by_tail(
    connection: Connection, vault: Numbers, wish: ListWish, conditions: list[ColumnElement[bool]], tail: str
) -> ListPage:
    """Opens numbers until a page is full: the last digits of a sealed number are in no index.

    A page may be short, or empty, and others follow: nobody waits for a million numbers at once.
    """
    found: list[Any] = []
    after, opened = wish.after, 0
    while part := _rows(connection, conditions, after, _SCAN):
        for row in part:
            if vault.masked_of(row.contact, row.number).endswith(tail) or _has_value(row, tail):
                found.append(row)
                if len(found) == wish.limit:
                    return ListPage(shown(connection, vault, found), _cursor(found))
        after, opened = _cursor(part), opened + len(part)
        if opened >= _OPENED_AT_ONCE:
            return ListPage(shown(connection, vault, found), after)
    return ListPage(shown(connection, vault, found), "")


def _has_value(row: Any, tail: str) -> bool:  # noqa: ANN401 (a row of the contact table)
    return tail in row.attributes and any(
        tail in str(value) for value in orjson.loads(row.attributes).values()
    )


def _rows(
    connection: Connection, conditions: Iterable[ColumnElement[bool]], after: str, limit: int
) -> Sequence[Any]:
    query = select(contact).where(*conditions)
    if after:
        created_at, _, contact_id = after.partition(":")
        here = tuple_(contact.c.created_at, contact.c.contact)
        query = query.where(here < (int(created_at) if created_at.isdigit() else 0, contact_id))
    query = query.order_by(contact.c.created_at.desc(), contact.c.contact.desc()).limit(limit)
    return connection.execute(query).all()


def _cursor(rows: Sequence[Any]) -> str:
    return f"{rows[-1].created_at}:{rows[-1].contact}"


def _among_ids(connection: Connection, column: ColumnElement[str], ids: Sequence[str]) -> set[str]:
    return set(connection.execute(select(column).where(column.in_(ids)).distinct()).scalars())


def consent_counts(connection: Connection) -> dict[str, int]:
    """How many contacts there are: all, reachable, granted, refused, blacklisted."""
    decided = exists().where(consent.c.contact == contact.c.contact)
    listed = is_blacklisted()
    refused = contact.c.refused_at.is_not(None)
    row = connection.execute(
        select(
            func.count(),
            func.count().filter(and_(not_(refused), not_(listed))),
            func.count().filter(and_(not_(refused), decided)),
            func.count().filter(refused),
            func.count().filter(listed),
        ).select_from(contact)
    ).one()
    return dict(zip(("all", "reachable", "granted", "refused", "blacklisted"), row, strict=True))
