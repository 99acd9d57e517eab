"""Everything that ever happened with a contact, in one line of time, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Select, Table, select

from runtime.store import gist
from runtime.store.audience_tables import blacklist, contact_import, contact_import_row, contact_tag
from runtime.store.campaign_tables import campaign, campaign_run
from runtime.store.campaign_tables import campaign_recipient as people
from runtime.store.moments import from_micros
from runtime.store.tables import consent, contact, flow_version, message_in, outbox, session

MAX_PAGE: Final = 200


def timeline(
    connection: Connection, contact_id: str, before: int | None = None, limit: int = 50
) -> tuple[list[dict[str, Any]], int | None]:
    """Up to about *limit* happenings before a moment (microseconds), and the `before` of the next page.

    Each has kind, at, micros, and what its kind needs. Those of one moment are never torn apart.
    """
    bound = before if before is not None else 1 << 62
    found: list[dict[str, Any]] = []
    for source in (_said, _heard, _sessions, _consents, _tags, _listings, _imports, _campaigns, _first):
        found += source(connection, contact_id, bound, limit + 1)
    found.sort(key=lambda one: (-int(one["micros"]), one["kind"]))
    if len(found) <= limit:
        return found, None
    last = int(found[limit - 1]["micros"])
    kept = [one for one in found if int(one["micros"]) >= last]
    return kept, last


def _entry(kind: str, micros: int, **more: object) -> dict[str, Any]:
    return {"kind": kind, "micros": micros, "at": from_micros(micros).isoformat(), **more}


def _said(connection: Connection, contact_id: str, before: int, limit: int) -> Iterator[dict[str, Any]]:
    query = (
        select(outbox.c.message, outbox.c.state, outbox.c.flow_id, outbox.c.sms_text, outbox.c.created_at)
        .where(outbox.c.contact == contact_id, outbox.c.created_at < before)
        .order_by(outbox.c.created_at.desc())
        .limit(limit)
    )
    for row in connection.execute(query):
        scenario = _name_of(connection, row.flow_id)
        words = gist.said(bytes(row.message)) if row.message else row.sms_text or ""
        yield _entry("said", row.created_at, text=words, state=row.state, scenario=scenario)


def _heard(connection: Connection, contact_id: str, before: int, limit: int) -> Iterator[dict[str, Any]]:
    query = _before(message_in, contact_id, before, limit)
    for row in connection.execute(query):
        content = orjson.loads(row.content)
        yield _entry("heard", row.at, text=gist.heard(bytes(row.content)), type=content.get("type", ""))


def _sessions(connection: Connection, contact_id: str, before: int, limit: int) -> Iterator[dict[str, Any]]:
    query = (
        select(session.c.id, session.c.flow_id, session.c.version, session.c.status, session.c.outcome,
               session.c.created_at, session.c.updated_at)
        .where(session.c.contact == contact_id, session.c.created_at < before)
        .order_by(session.c.created_at.desc())
        .limit(limit)
    )  # fmt: skip
    for row in connection.execute(query):
        scenario = _name_of(connection, row.flow_id)
        yield _entry(
            "session",
            row.created_at,
            scenario=scenario,
            flow_id=row.flow_id,
            version=row.version,
            status=row.status,
            outcome=row.outcome,
        )


def _consents(connection: Connection, contact_id: str, before: int, limit: int) -> Iterator[dict[str, Any]]:
    for row in connection.execute(_before(consent, contact_id, before, limit)):
        yield _entry(row.kind, row.at, proof=row.proof)


def _tags(connection: Connection, contact_id: str, before: int, limit: int) -> Iterator[dict[str, Any]]:
    for row in connection.execute(_before(contact_tag, contact_id, before, limit)):
        yield _entry("tagged", row.at, tag=row.tag)


def _listings(connection: Connection, contact_id: str, before: int, limit: int) -> Iterator[dict[str, Any]]:
    for row in connection.execute(_before(blacklist, contact_id, before, limit)):
        yield _entry("blacklisted", row.at, reason=row.reason)


def _imports(connection: Connection, contact_id: str, before: int, limit: int) -> Iterator[dict[str, Any]]:
    query = (
        select(contact_import.c.id, contact_import.c.name, contact_import.c.at, contact_import_row.c.before)
        .join(contact_import_row, contact_import_row.c.import_id == contact_import.c.id)
        .where(contact_import_row.c.contact == contact_id, contact_import.c.at < before)
        .order_by(contact_import.c.at.desc())
        .limit(limit)
    )
    for row in connection.execute(query):
        yield _entry("imported", row.at, name=row.name, import_id=row.id, is_new=row.before is None)


def _campaigns(connection: Connection, contact_id: str, before: int, limit: int) -> Iterator[dict[str, Any]]:
    query = (
        select(campaign.c.name, people.c.state, people.c.reason, people.c.at)
        .join(campaign_run, people.c.run == campaign_run.c.run)
        .join(campaign, campaign_run.c.campaign_id == campaign.c.id)
        .where(people.c.contact == contact_id, people.c.at < before)
        .order_by(people.c.at.desc())
        .limit(limit)
    )
    for row in connection.execute(query):
        yield _entry("campaign", row.at, name=row.name, state=row.state, reason=row.reason)


def _first(connection: Connection, contact_id: str, before: int, _limit: int) -> Iterator[dict[str, Any]]:
    query = select(contact.c.created_at).where(contact.c.contact == contact_id, contact.c.created_at < before)
    for row in connection.execute(query):
        yield _entry("joined", row.created_at)


def _before(table: Table, contact_id: str, before: int, limit: int) -> Select[Any]:
    query = select(table).where(table.c.contact == contact_id, table.c.at < before)
    return query.order_by(table.c.at.desc()).limit(limit)


def _name_of(connection: Connection, flow_id: str) -> str:
    query = (
        select(flow_version.c.name)
        .where(flow_version.c.flow_id == flow_id)
        .order_by(flow_version.c.published_at.desc())
        .limit(1)
    )
    return connection.execute(query).scalar() or ""
