"""Reads the live list and the transcripts: every query by an index, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    and_,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from runtime.store import reading, takeovers
from runtime.store.campaign_tables import campaign_recipient, campaign_run
from runtime.store.conversation_tables import conversation as table
from runtime.store.conversation_tables import spam_report
from runtime.store.moments import from_micros, to_micros
from runtime.store.tables import flow_version, message_in, outbox

Stage: TypeAlias = Literal["people", "running", "over"]
Cursor: TypeAlias = tuple[int, str]
"""Where a page ends: the moment it is sorted by (microseconds) and the contact."""

SEARCHED = 20_000
"""Latest conversations whose names and last words are looked through for a text."""
COUNTED = 10_000
"""Beyond so many a count says only that there are more."""
# Written out, so that SQLite sees that the index of just these rows will do.
_FAILED = literal_column("'failed'", String)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which conversations are wanted; what is empty does not matter."""

    stage: Stage | None = None
    flow_id: str = ""
    node: str = ""
    endpoint: str = ""
    campaign_id: str = ""
    is_unread: bool = False
    has_failed: bool = False
    contact: str = ""
    tail: str = ""
    words: str = ""


def page(
    connection: Connection, filters: Filters, after: Cursor | None = None, limit: int = 100
) -> list[dict[str, Any]]:
    """A page of the list: who waits for a person longest first, everything else latest first."""
    by_wait = filters.stage == "people"
    query = _searching(filters) if filters.words else select(table).where(*_conditions(filters))
    if by_wait:
        # The same for all rows of this stage, and said so that the index of just these rows serves.
        query = query.where(table.c.needs_since.is_not(None)).order_by(table.c.needs_since, table.c.contact)
        if after is not None:
            query = query.where(tuple_(table.c.needs_since, table.c.contact) > tuple_(*after))
    else:
        query = query.order_by(table.c.last_at.desc(), table.c.contact.desc())
        if after is not None:
            query = query.where(tuple_(table.c.last_at, table.c.contact) < tuple_(*after))
    return shown(connection, connection.execute(query.limit(limit)).all())


def end_of(row: Mapping[str, Any], filters: Filters) -> Cursor:
    """Where a page ends that *row* is the last of."""
    if filters.stage == "people":
        return int(row["cursor"][0]), str(row["contact"])
    return to_micros(datetime.fromisoformat(row["last_at"])), str(row["contact"])


def of_contact(connection: Connection, contact: str) -> dict[str, Any] | None:
    """One row of the list; None for a contact with whom nothing was said yet."""
    row = connection.execute(select(table).where(table.c.contact == contact)).first()
    return None if row is None else shown(connection, [row])[0]


def changed(connection: Connection, after: int, limit: int) -> list[dict[str, Any]]:
    """Rows that changed behind a revision, in the order they changed."""
    query = select(table).where(table.c.revision > after).order_by(table.c.revision).limit(limit)
    return shown(connection, connection.execute(query).all())


def newest_revision(connection: Connection) -> int:
    """The revision of the latest change; 0 for an empty list."""
    return connection.execute(select(func.max(table.c.revision))).scalar() or 0


def counts(connection: Connection) -> dict[str, int]:
    """Stage → number of conversations, counted to 10,001 at most; `unread` those with something unread."""
    found: dict[str, int] = {}
    conditions: Mapping[str, ColumnElement[bool]] = {
        "people": table.c.needs_since.is_not(None),
        "running": table.c.stage == "running",
        "over": table.c.stage == "over",
        "unread": table.c.unread > 0,
    }
    for name, condition in conditions.items():
        some = select(table.c.contact).where(condition).limit(COUNTED + 1).subquery()
        found[name] = connection.execute(select(func.count()).select_from(some)).scalar_one()
    return found


def shown(connection: Connection, rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """Rows of the list as plain data, with who has each conversation now."""
    taken = takeovers.of_contacts(connection, [row.contact for row in rows]) if rows else {}
    names = _scenarios(connection, {(row.flow_id, row.version) for row in rows if row.flow_id})
    return [
        {
            "contact": row.contact,
            "endpoint": row.endpoint,
            "name": row.name,
            "tail": row.tail,
            "session_id": row.session_id,
            "flow_id": row.flow_id,
            "version": row.version,
            "scenario": names.get((row.flow_id, row.version), ""),
            "node": row.node,
            "status": row.status,
            "stage": row.stage,
            "needs_since": None if row.needs_since is None else from_micros(row.needs_since).isoformat(),
            "unread": row.unread,
            "last_at": from_micros(row.last_at).isoformat(),
            "last_way": row.last_way,
            "preview": row.preview,
            "taken_by": taken[row.contact].by if row.contact in taken else "",
            "cursor": [row.needs_since if row.needs_since is not None else row.last_at, row.contact]
            if row.stage == "people"
            else [row.last_at, row.contact],
            "revision": row.revision,
        }
        for row in rows
    ]


def transcript(
    connection: Connection, contact: str, before: int | None = None, limit: int = 100
) -> list[dict[str, Any]]:
    """What was said with a contact up to before a moment (microseconds), oldest first.

    A moment is never torn apart: there may be a few more than *limit* of each direction.
    """
    said = select(outbox.c.created_at.label("at")).where(outbox.c.contact == contact)
    heard = select(message_in.c.at.label("at")).where(message_in.c.contact == contact)
    if before is not None:
        said = said.where(outbox.c.created_at < before)
        heard = heard.where(message_in.c.at < before)
    moments = [
        *connection.execute(said.order_by(outbox.c.created_at.desc()).limit(limit)).scalars(),
        *connection.execute(heard.order_by(message_in.c.at.desc()).limit(limit)).scalars(),
    ]
    if not moments:
        return []
    first = sorted(moments)[-limit:][0]
    lines = reading.between(connection, contact, first, before)
    by = takeovers.signatures(
        connection, [line["message_id"] for line in lines if line["direction"] == "out"]
    )
    return [{**line, "by": by.get(line["message_id"], "")} for line in lines]


def spam_reports(connection: Connection, contact: str) -> list[dict[str, Any]]:
    """When a contact called the messages spam, oldest first."""
    query = select(spam_report).where(spam_report.c.contact == contact).order_by(spam_report.c.id).limit(100)
    return [
        {"kind": row.kind, "text": row.text, "at": from_micros(row.at).isoformat()}
        for row in connection.execute(query)
    ]


def _scenarios(connection: Connection, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    if not wanted:
        return {}
    key = tuple_(flow_version.c.flow_id, flow_version.c.version)
    query = select(flow_version.c.flow_id, flow_version.c.version, flow_version.c.name)
    rows = connection.execute(query.where(key.in_(sorted(wanted))))
    return {(row.flow_id, row.version): row.name for row in rows}


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.stage in ("running", "over"):
        found.append(table.c.stage == filters.stage)
    given = ((name, getattr(filters, name)) for name in ("flow_id", "node", "endpoint", "contact", "tail"))
    found += [table.c[name] == value for name, value in given if value]
    if filters.is_unread:
        found.append(table.c.unread > 0)
    if filters.has_failed:
        found.append(table.c.status == _FAILED)
    if filters.campaign_id:
        runs = select(campaign_run.c.run).where(campaign_run.c.campaign_id == filters.campaign_id)
        found.append(
            select(campaign_recipient.c.contact)
            .where(campaign_recipient.c.run.in_(runs), campaign_recipient.c.contact == table.c.contact)
            .exists()
        )
    return found


def _searching(filters: Filters) -> Select[Any]:
    """Looks through the latest rows only: a text index would double what a batch writes."""
    latest = (
        select(table.c.contact)
        .where(*_conditions(filters))
        .order_by(table.c.last_at.desc(), table.c.contact.desc())
        .limit(SEARCHED)
        .subquery()
    )
    words = filters.words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    like = f"%{words}%"
    return select(table).where(
        and_(
            table.c.contact.in_(select(latest.c.contact)),
            or_(table.c.preview.like(like, escape="\\"), table.c.name.like(like, escape="\\")),
        )
    )
