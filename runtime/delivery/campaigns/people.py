"""Whom a campaign is for, as conditions over contacts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, or_, select

from runtime.delivery.audience.segments import among, may_be_written_to
from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.campaigns.errors import UnknownCampaign
from runtime.store import campaigns as store
from runtime.store.campaign_tables import campaign_recipient
from runtime.store.tables import contact


def named(connection: Connection, definition: Definition, now: datetime) -> ColumnElement[bool]:
    """What rows of the contact table fulfil that the campaign names; raises `UnknownSegment`."""
    if not definition.rest_of:
        return among(connection, definition.audience, now)
    first = store.one(connection, definition.rest_of)
    if first is None:
        raise UnknownCampaign(definition.rest_of)
    return _left_over(connection, Definition.model_validate(first.definition), first.id, now)


def _left_over(
    connection: Connection, definition: Definition, campaign_id: str, now: datetime
) -> ColumnElement[bool]:
    """Whom a cancelled campaign did not get to; those it had not even listed belong to it too."""
    runs = store.runs_of(connection, campaign_id)
    if not runs:
        return named(connection, definition, now)
    people = campaign_recipient
    left = or_(people.c.state == "planned", and_(people.c.state == "skipped", people.c.reason == "cancelled"))
    listed = select(people.c.contact).where(people.c.run == runs[0].run, left)
    rest = contact.c.contact.in_(listed)
    if runs[0].state != "cut":
        return rest
    return or_(rest, and_(contact.c.contact > runs[0].cursor, named(connection, definition, now)))


def count(connection: Connection, definition: Definition, now: datetime) -> int:
    """How many people it would begin with; whoever refused or is blacklisted is not among them."""
    wanted = named(connection, definition, now)
    query = select(func.count()).select_from(contact).where(wanted, may_be_written_to())
    return connection.execute(query).scalar_one()


def page(
    connection: Connection, definition: Definition, now: datetime, after: str, limit: int
) -> list[tuple[str, str, str]]:
    """People behind the contact *after*, ascending: contact, the endpoint it last wrote to, its carrier."""
    query = (
        select(contact.c.contact, contact.c.endpoint, contact.c.carrier)
        .where(contact.c.contact > after, named(connection, definition, now), may_be_written_to())
        .order_by(contact.c.contact)
        .limit(limit)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def unwilling(connection: Connection, contacts: Sequence[str]) -> dict[str, str]:
    """Contact → why it may not be written to now, for those who may not."""
    reason = func.iif(contact.c.refused_at.is_not(None), "refused", literal_column("'blacklisted'"))
    query = select(contact.c.contact, reason).where(
        contact.c.contact.in_(list(contacts)), ~may_be_written_to()
    )
    found = {row[0]: row[1] for row in connection.execute(query)}
    known = select(contact.c.contact).where(contact.c.contact.in_(list(contacts)))
    here = set(connection.execute(known).scalars())
    return {**found, **{one: "deleted" for one in contacts if one not in here}}
