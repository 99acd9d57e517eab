"""Why messages did not go out when it was their turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from runtime.store.bulk import Bulk
from runtime.store.moments import from_micros, micros_or_none, moment_or_none, to_micros
from runtime.store.sending_queue import Claimed
from runtime.store.sending_tables import skip as table
from runtime.store.tables import outbox


@dataclass(frozen=True, slots=True)
class Skip:
    """One message that was left out; *until* is when it may go, None for good."""

    message: Claimed
    code: str
    detail: Mapping[str, Any] = field(default_factory=dict)
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SkipCount:
    """How many messages were left out for one reason: for good, and for later."""

    code: str
    dropped: int
    deferred: int


_FORGET = Bulk(delete(table).where(table.c.message_id == bindparam("key")), ())
_ADD = Bulk(
    insert(table),
    ("message_id", "contact", "flow_id", "version", "campaign_id", "code", "detail", "until", "at"),
)


def add(connection: Connection, skips: Sequence[Skip], now: datetime) -> None:
    """Keeps why messages were left out, each in place of an earlier reason."""
    _FORGET.run_rows(connection, [(one.message.message_id,) for one in skips])
    rows = [
        (
            one.message.message_id,
            one.message.contact,
            one.message.flow_id,
            one.message.version,
            one.message.campaign_id,
            one.code,
            orjson.dumps(dict(one.detail)).decode(),
            micros_or_none(one.until),
            to_micros(now),
        )
        for one in skips
    ]
    _ADD.run_rows(connection, rows)


def add_for(connection: Connection, message_ids: Iterable[str], code: str, now: datetime) -> None:
    """Keeps one reason for messages that nobody has claimed."""
    wanted = sorted(message_ids)
    if not wanted:
        return
    names = ("message_id", "contact", "flow_id", "version", "campaign_id")
    found = connection.execute(
        select(*(outbox.c[name] for name in names)).where(outbox.c.message_id.in_(wanted))
    ).all()
    _FORGET.run_rows(connection, [(row.message_id,) for row in found])
    _ADD.run_rows(connection, [(*row, code, "{}", None, to_micros(now)) for row in found])


def counts(
    connection: Connection,
    *,
    flow_id: str | None = None,
    version: int | None = None,
    campaign_id: str | None = None,
) -> list[SkipCount]:
    """How many messages of a flow or a campaign were left out, by reason; read from an index."""
    query = (
        select(table.c.code, func.count(), func.count(table.c.until))
        .group_by(table.c.code)
        .order_by(table.c.code)
    )
    if flow_id is not None:
        query = query.where(table.c.flow_id == flow_id)
    if version is not None:
        query = query.where(table.c.version == version)
    if campaign_id is not None:
        query = query.where(table.c.campaign_id == campaign_id)
    return [SkipCount(code, all_of - later, later) for code, all_of, later in connection.execute(query)]


def listed(
    connection: Connection,
    *,
    flow_id: str | None = None,
    campaign_id: str | None = None,
    contact: str | None = None,
    limit: int = 100,
) -> list[dict[str, Any]]:
    """Messages that were left out, the latest first."""
    query = select(table).order_by(table.c.at.desc(), table.c.message_id).limit(limit)
    for column, value in ((table.c.flow_id, flow_id), (table.c.campaign_id, campaign_id)):
        if value is not None:
            query = query.where(column == value)
    if contact is not None:
        query = query.where(table.c.contact == contact)
    return [_row(row._asdict()) for row in connection.execute(query)]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    until = moment_or_none(row["until"])
    return {
        **row,
        "detail": orjson.loads(row["detail"]),
        "until": until.isoformat() if until else None,
        "at": from_micros(row["at"]).isoformat(),
    }
