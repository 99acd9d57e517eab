"""Campaigns and the times they are carried out, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, func, insert, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.store.campaign_tables import campaign, campaign_run, campaign_setting
from runtime.store.moments import from_micros, micros_or_none, moment_or_none, to_micros

ACTIVE = ("scheduled", "running", "cancelling")
"""States in which the runtime looks after a campaign by itself."""


@dataclass(frozen=True, slots=True)
class StoredCampaign:
    """A campaign as it is kept; *definition* is JSON data, *why* says what paused or failed it."""

    id: str
    definition: dict[str, Any]
    name: str
    flow_id: str
    state: str
    why: str
    approved_by: str
    approved_at: datetime | None
    approved_count: int | None
    started_at: datetime | None
    considered_at: datetime | None
    next_at: datetime | None
    created_at: datetime
    updated_at: datetime
    origin: str = ""
    """schedule for one that a scenario brings along, empty for one that people wrote."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One time that a campaign is carried out."""

    run: int
    campaign_id: str
    occurrence: str
    is_test: bool
    version: int
    state: str
    cursor: str
    planned: int
    begun: int
    skipped: int
    due_at: datetime
    began_at: datetime
    ended_at: datetime | None


_MOMENTS = ("approved_at", "started_at", "considered_at", "next_at", "updated_at")


def add(
    connection: Connection,
    campaign_id: str,
    definition: dict[str, Any],
    priority: int,
    now: datetime,
    *,
    origin: str = "",
) -> None:
    """Keeps a new draft."""
    at = to_micros(now)
    connection.execute(
        insert(campaign).values(
            id=campaign_id,
            definition=orjson.dumps(definition).decode(),
            name=definition["name"],
            flow_id=definition["flow_id"],
            state="draft",
            priority=priority,
            origin=origin,
            created_at=at,
            updated_at=at,
        )
    )


def change(connection: Connection, campaign_id: str, now: datetime, **values: Any) -> None:  # noqa: ANN401 - JSON data
    """Writes columns; moments as moments, the definition as data."""
    written: dict[str, Any] = {**values, "updated_at": now}
    for name in _MOMENTS:
        if name in written:
            written[name] = micros_or_none(written[name])
    if "definition" in written:
        definition = written["definition"]
        written |= {
            "definition": orjson.dumps(definition).decode(),
            "name": definition["name"],
            "flow_id": definition["flow_id"],
            "priority": definition["priority"],
        }
    connection.execute(update(campaign).where(campaign.c.id == campaign_id).values(**written))


def one(connection: Connection, campaign_id: str) -> StoredCampaign | None:
    """The campaign with that id."""
    row = connection.execute(select(campaign).where(campaign.c.id == campaign_id)).first()
    return None if row is None else _campaign(row)


def listed(connection: Connection, limit: int, before: str = "") -> list[StoredCampaign]:
    """Campaigns, newest first; *before* is the id of the last one of the page before."""
    query = select(campaign).order_by(campaign.c.created_at.desc(), campaign.c.id.desc()).limit(limit)
    if before:
        last = select(campaign.c.created_at).where(campaign.c.id == before).scalar_subquery()
        query = query.where(
            (campaign.c.created_at < last) | ((campaign.c.created_at == last) & (campaign.c.id < before))
        )
    return [_campaign(row) for row in connection.execute(query)]


def in_states(connection: Connection, states: Iterable[str]) -> list[StoredCampaign]:
    """The campaigns in those states, the most important first."""
    query = (
        select(campaign)
        .where(campaign.c.state.in_(tuple(states)))
        .order_by(campaign.c.priority, campaign.c.created_at, campaign.c.id)
    )
    return [_campaign(row) for row in connection.execute(query)]


def of_origin(connection: Connection, flow_id: str) -> list[StoredCampaign]:
    """The campaigns that a scenario brings along, newest first."""
    query = select(campaign).where(campaign.c.flow_id == flow_id, campaign.c.origin != literal_column("''"))
    return [_campaign(row) for row in connection.execute(query.order_by(campaign.c.created_at.desc()))]


def remove(connection: Connection, campaign_id: str) -> None:
    """Deletes a draft, which has no runs."""
    connection.execute(campaign.delete().where(campaign.c.id == campaign_id))


def open_run(
    connection: Connection,
    campaign_id: str,
    occurrence: str,
    version: int,
    due_at: datetime,
    now: datetime,
    *,
    state: str = "gathering",
    is_test: bool = False,
) -> int | None:
    """Begins an occurrence; None when it was begun, or missed, before."""
    ended_at = to_micros(now) if state == "missed" else None
    statement = upsert(campaign_run).values(
        campaign_id=campaign_id,
        occurrence=occurrence,
        is_test=int(is_test),
        version=version,
        state=state,
        due_at=to_micros(due_at),
        began_at=to_micros(now),
        ended_at=ended_at,
    )
    return connection.execute(statement.on_conflict_do_nothing().returning(campaign_run.c.run)).scalar()


_IS_OPEN = campaign_run.c.ended_at.is_(None)


def current_run(connection: Connection, campaign_id: str) -> StoredRun | None:
    """The occurrence that is being carried out."""
    query = select(campaign_run).where(campaign_run.c.campaign_id == campaign_id, _IS_OPEN)
    row = connection.execute(query.where(campaign_run.c.is_test == 0).limit(1)).first()
    return None if row is None else _run(row)


def runs_of(connection: Connection, campaign_id: str, *, tests: bool = False) -> list[StoredRun]:
    """A campaign's occurrences, newest first: the real ones, or the tests."""
    query = (
        select(campaign_run)
        .where(campaign_run.c.campaign_id == campaign_id, campaign_run.c.is_test == int(tests))
        .order_by(campaign_run.c.run.desc())
    )
    return [_run(row) for row in connection.execute(query)]


def change_run(connection: Connection, run: int, **values: Any) -> None:  # noqa: ANN401 - JSON data
    """Writes columns of a run; `ended_at` as a moment."""
    if "ended_at" in values:
        values["ended_at"] = micros_or_none(values["ended_at"])
    connection.execute(update(campaign_run).where(campaign_run.c.run == run).values(**values))


def count_run(
    connection: Connection, run: int, *, planned: int = 0, begun: int = 0, skipped: int = 0
) -> None:
    """Adds to a run's counts, in the transaction that changes its recipients."""
    connection.execute(
        update(campaign_run)
        .where(campaign_run.c.run == run)
        .values(
            planned=campaign_run.c.planned + planned,
            begun=campaign_run.c.begun + begun,
            skipped=campaign_run.c.skipped + skipped,
        )
    )


def totals(connection: Connection, campaign_ids: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    """Campaign id → planned, begun and skipped over all its occurrences."""
    wanted = sorted(set(campaign_ids))
    query = (
        select(
            campaign_run.c.campaign_id,
            func.sum(campaign_run.c.planned),
            func.sum(campaign_run.c.begun),
            func.sum(campaign_run.c.skipped),
        )
        .where(campaign_run.c.campaign_id.in_(wanted), campaign_run.c.is_test == literal_column("0"))
        .group_by(campaign_run.c.campaign_id)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in connection.execute(query)}


def setting(connection: Connection, name: str) -> Any:  # noqa: ANN401 - JSON data
    """A setting, None when it was never made."""
    value = connection.execute(
        select(campaign_setting.c.value).where(campaign_setting.c.name == name)
    ).scalar()
    return None if value is None else orjson.loads(value)


def set_setting(connection: Connection, name: str, value: Any) -> None:  # noqa: ANN401 - JSON data
    """Makes a setting."""
    written = orjson.dumps(value).decode()
    statement = upsert(campaign_setting).values(name=name, value=written)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": written}))


def _campaign(row: Row[Any]) -> StoredCampaign:
    return StoredCampaign(
        row.id,
        orjson.loads(row.definition),
        row.name,
        row.flow_id,
        row.state,
        row.why,
        row.approved_by,
        moment_or_none(row.approved_at),
        row.approved_count,
        moment_or_none(row.started_at),
        moment_or_none(row.considered_at),
        moment_or_none(row.next_at),
        from_micros(row.created_at),
        from_micros(row.updated_at),
        row.origin,
    )


def _run(row: Row[Any]) -> StoredRun:
    return StoredRun(
        row.run,
        row.campaign_id,
        row.occurrence,
        bool(row.is_test),
        row.version,
        row.state,
        row.cursor,
        row.planned,
        row.begun,
        row.skipped,
        from_micros(row.due_at),
        from_micros(row.began_at),
        moment_or_none(row.ended_at),
    )
