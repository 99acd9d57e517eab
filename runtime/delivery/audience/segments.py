"""Who an audience is: everyone, a segment, tags, an import or single contacts, without those who may not be.

Who refused messages or stands on the blacklist is never a member; `tally` says how many that leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final, Literal, Self

import orjson
from pydantic import Field, ValidationError, model_validator
from sqlalchemy import ColumnElement, Connection, and_, exists, func, not_, select, true
from sqlalchemy.sql import Select

from runtime.delivery.audience.compiling import where
from runtime.delivery.audience.condition import SegmentCondition
from runtime.delivery.audience.errors import UnknownSegment
from runtime.records import Record
from runtime.store import segments as store
from runtime.store.audience_tables import blacklist, contact_import_row, contact_tag
from runtime.store.tables import contact

MAX_EXPLICIT: Final = 100_000


class Audience(Record):
    """A choice of contacts; which members count depends on *kind*."""

    kind: Literal["everyone", "segment", "condition", "tags", "import", "contacts"] = "everyone"
    segment: Annotated[str, Field(max_length=100)] = ""
    condition: SegmentCondition | None = None
    """An unsaved segment, for counting while it is built."""
    tags: Annotated[tuple[str, ...], Field(max_length=50)] = ()
    """Whoever has at least one of them."""
    import_id: Annotated[int, Field(ge=0)] = 0
    contacts: Annotated[tuple[str, ...], Field(max_length=MAX_EXPLICIT)] = ()
    """Contact ids, never numbers."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        given = {
            "segment": self.segment,
            "condition": self.condition,
            "tags": self.tags,
            "import": self.import_id,
            "contacts": self.contacts,
        }
        if self.kind != "everyone" and not given[self.kind]:
            raise ValueError(f"an audience of kind {self.kind} says which")
        return self


@dataclass(frozen=True, slots=True)
class Tally:
    """How many an audience has: all = members + refused + blacklisted. Whoever is both counts as refused."""

    members: int
    refused: int
    blacklisted: int

    @property
    def all(self) -> int:
        """Everyone the audience names, whether they may be written to or not."""
        return self.members + self.refused + self.blacklisted


def count(connection: Connection, audience: Audience, now: datetime | None = None) -> int:
    """How many members the audience has; raises `UnknownSegment`."""
    query = (
        select(func.count()).select_from(contact).where(among(connection, audience, now), may_be_written_to())
    )
    return connection.execute(query).scalar_one()


def tally(connection: Connection, audience: Audience, now: datetime | None = None) -> Tally:
    """The same with the counts of those left out, by reason."""
    refused = func.count(contact.c.refused_at)
    listed = func.count().filter(and_(contact.c.refused_at.is_(None), is_blacklisted()))
    query = select(func.count(), refused, listed).select_from(contact).where(among(connection, audience, now))
    everyone, refusing, blacklisted = connection.execute(query).one()
    return Tally(everyone - refusing - blacklisted, refusing, blacklisted)


def members(
    connection: Connection,
    audience: Audience,
    after: str = "",
    limit: int = 1_000,
    now: datetime | None = None,
) -> list[str]:
    """The ids of the members behind *after*, ascending, at most *limit*; raises `UnknownSegment`."""
    query = _page(among(connection, audience, now), after, limit)
    return list(connection.execute(query).scalars())


def _page(condition: ColumnElement[bool], after: str, limit: int) -> Select[str]:
    return (
        select(contact.c.contact)
        .where(contact.c.contact > after, condition, may_be_written_to())
        .order_by(contact.c.contact)
        .limit(limit)
    )


def among(connection: Connection, audience: Audience, now: datetime | None = None) -> ColumnElement[bool]:
    """What a row of the contact table fulfils that the audience names, member or not."""
    if audience.kind == "everyone":
        return true()
    if audience.kind == "segment":
        return where(saved_condition(connection, audience.segment), now or datetime.now(UTC))
    if audience.kind == "condition":
        assert audience.condition is not None
        return where(audience.condition, now or datetime.now(UTC))
    if audience.kind == "tags":
        tagged = select(contact_tag.c.contact).where(contact_tag.c.tag.in_(audience.tags))
        return contact.c.contact.in_(tagged)
    if audience.kind == "import":
        brought = select(contact_import_row.c.contact).where(
            contact_import_row.c.import_id == audience.import_id
        )
        return contact.c.contact.in_(brought)
    listed = func.json_each(orjson.dumps(audience.contacts).decode()).table_valued("value")
    return contact.c.contact.in_(select(listed.c.value))


def is_blacklisted() -> ColumnElement[bool]:
    """Whether the contact of a row stands on the blacklist."""
    return exists().where(blacklist.c.contact == contact.c.contact)


def may_be_written_to() -> ColumnElement[bool]:
    """Whether the contact of a row neither refused nor stands on the blacklist."""
    return and_(contact.c.refused_at.is_(None), not_(is_blacklisted()))


def saved_condition(connection: Connection, segment_id: str) -> SegmentCondition:
    """The condition of a segment; raises `UnknownSegment` when it is gone or of a newer version."""
    saved = store.one(connection, segment_id)
    if saved is None:
        raise UnknownSegment(segment_id)
    try:
        return SegmentCondition.model_validate_json(saved.condition)
    except ValidationError as error:
        raise UnknownSegment(segment_id) from error
