"""Segment conditions as SQL over the contact table; every value is a bound parameter."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    and_,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)

from runtime.delivery.audience.condition import (
    AttributeRow,
    CampaignRow,
    ConsentRow,
    ImportRow,
    JoinedRow,
    MessageRow,
    OutcomeRow,
    SegmentCondition,
    SegmentRow,
    TagRow,
    TapRow,
)
from runtime.delivery.progress import Fact
from runtime.store.audience_tables import contact_import_row, contact_tag
from runtime.store.campaign_tables import campaign_recipient, campaign_run
from runtime.store.moments import to_micros
from runtime.store.tables import consent, contact, message_in, outbox, session

_ORDERED = {
    "eq": "__eq__",
    "gt": "__gt__",
    "ge": "__ge__",
    "lt": "__lt__",
    "le": "__le__",
    "before": "__lt__",
    "since": "__ge__",
}
_FACTS = {
    "sent": ("accepted", "sent", "delivered", "displayed", "fell_back"),
    "failed": ("failed", "expired", "revoked"),
}
_SEEN = {"delivered": Fact.DELIVERED | Fact.DISPLAYED, "displayed": Fact.DISPLAYED}


def where(condition: SegmentCondition, now: datetime) -> ColumnElement[bool]:
    """What a row of the contact table must fulfil; days count back from *now*."""
    if not condition.rows:
        return true()
    parts = [_row(row, now) for row in condition.rows]
    return and_(*parts) if condition.join == "all" else or_(*parts)


def _row(row: SegmentRow, now: datetime) -> ColumnElement[bool]:
    if isinstance(row, AttributeRow):
        return _attribute(row)
    if isinstance(row, TagRow):
        tagged = contact.c.contact.in_(select(contact_tag.c.contact).where(contact_tag.c.tag == row.tag))
        return tagged if row.has else not_(tagged)
    if isinstance(row, ConsentRow):
        return _consent(row)
    if isinstance(row, JoinedRow):
        recent = contact.c.created_at >= _since(row.days, now)
        return recent if row.has else not_(recent)
    if isinstance(row, MessageRow):
        among = _message(row, now)
    elif isinstance(row, TapRow):
        among = _tap(row, now)
    elif isinstance(row, OutcomeRow):
        among = _outcome(row, now)
    elif isinstance(row, ImportRow):
        among = select(contact_import_row.c.contact).where(contact_import_row.c.import_id == row.import_id)
    else:
        among = _campaign(row)
    found = contact.c.contact.in_(among)
    return found if row.has else not_(found)


def _attribute(row: AttributeRow) -> ColumnElement[bool]:
    value = func.json_extract(contact.c.attributes, f'$."{row.name}"')
    if row.operator == "is_set":
        return value.is_not(None)
    if row.operator == "not_set":
        return value.is_(None)
    wanted = row.value
    if row.operator in ("ne", "lacks"):
        positive = AttributeRow(
            name=row.name, operator="eq" if row.operator == "ne" else "contains", value=wanted
        )
        return or_(value.is_(None), not_(_attribute(positive)))
    if row.operator in ("contains", "starts", "ends"):
        return _like(value, row.operator, str(wanted))
    if isinstance(wanted, bool):
        # JSON true and false come out as 1 and 0, as those numbers would.
        return and_(
            value == int(wanted), func.json_type(contact.c.attributes, f'$."{row.name}"').in_(_TRUTHS)
        )
    compared: ColumnElement[bool] = getattr(value, _ORDERED[row.operator])(literal(wanted))
    # SQLite sorts every text above every number, so that "12" > 100 would hold.
    kind = "text" if isinstance(wanted, str) else None
    is_alike = func.typeof(value) == kind if kind else func.typeof(value).in_(("integer", "real"))
    return and_(is_alike, compared)


_TRUTHS = ("true", "false")


def _like(value: ColumnElement[str], operator: str, wanted: str) -> ColumnElement[bool]:
    place = func.instr(func.lower(value), wanted.lower())
    if operator == "contains":
        return and_(value.is_not(None), place > 0)
    if operator == "starts":
        return and_(value.is_not(None), func.lower(func.substr(value, 1, len(wanted))) == wanted.lower())
    if not wanted:
        return value.is_not(None)
    return and_(value.is_not(None), func.lower(func.substr(value, -len(wanted))) == wanted.lower())


def _consent(row: ConsentRow) -> ColumnElement[bool]:
    if row.state == "refused":
        return contact.c.refused_at.is_not(None)
    decided = exists().where(consent.c.contact == contact.c.contact)
    granted = and_(contact.c.refused_at.is_(None), decided)
    return granted if row.state == "granted" else and_(contact.c.refused_at.is_(None), not_(decided))


def _since(days: int, now: datetime) -> int:
    return to_micros(now - timedelta(days=days)) if days else 0


def _belongs(messages: Table) -> ColumnElement[bool]:
    """Whether a message is one of the session's; looked up among its contact's, which have the index."""
    return and_(messages.c.contact == session.c.contact, messages.c.session_id == session.c.id)


def _message(row: MessageRow, now: datetime) -> Select[str]:
    since = _since(row.days, now)
    if row.deed == "answered":
        if not row.flow_id:
            return select(message_in.c.contact).where(message_in.c.at >= since)
        return (
            select(session.c.contact)
            .join(message_in, _belongs(message_in))
            .where(session.c.flow_id == row.flow_id, message_in.c.at >= since)
        )
    seen = _SEEN.get(row.deed)
    came = outbox.c.seen.op("&")(int(seen)) != 0 if seen else outbox.c.state.in_(_FACTS[row.deed])
    if not row.flow_id:
        return select(outbox.c.contact).where(outbox.c.created_at >= since, came)
    return (
        select(session.c.contact)
        .join(outbox, _belongs(outbox))
        .where(session.c.flow_id == row.flow_id, outbox.c.created_at >= since, came)
    )


def _tap(row: TapRow, now: datetime) -> Select[str]:
    content = cast(message_in.c.content, Text)
    kind = func.json_extract(content, "$.type")
    tapped = and_(message_in.c.at >= _since(row.days, now), kind.in_(("reply", "action")))
    if row.words:
        words = func.json_extract(content, "$.text") == row.words
        tapped = and_(tapped, or_(words, func.json_extract(content, "$.postback") == row.words))
    if not row.flow_id:
        return select(message_in.c.contact).where(tapped)
    return (
        select(session.c.contact)
        .join(message_in, _belongs(message_in))
        .where(session.c.flow_id == row.flow_id, tapped)
    )


def _outcome(row: OutcomeRow, now: datetime) -> Select[str]:
    query = select(session.c.contact).where(
        session.c.updated_at >= _since(row.days, now), session.c.status == "ended"
    )
    if row.outcome:
        query = query.where(session.c.outcome == row.outcome)
    return query.where(session.c.flow_id == row.flow_id) if row.flow_id else query


def _campaign(row: CampaignRow) -> Select[str]:
    query = select(campaign_recipient.c.contact)
    if row.campaign:
        query = query.join(campaign_run, campaign_run.c.run == campaign_recipient.c.run)
        query = query.where(campaign_run.c.campaign_id == row.campaign)
    return query.where(campaign_recipient.c.state == row.outcome) if row.outcome else query
