"""Begins the occurrences of campaigns whose time has come, each with the version that is online then."""

from __future__ import annotations

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.campaigns.schedule import Due, due, first_due
from runtime.store import campaigns as store
from runtime.store import flows
from runtime.store.campaigns import StoredCampaign

log = logging.getLogger(__name__)

CHINA = ZoneInfo("Asia/Shanghai")


def zone_of(connection: Connection, flow_id: str) -> ZoneInfo:
    """The scenario's own time zone, as the version that is online, or else the newest, has it."""
    present = flows.online(connection, flow_id)
    newest = flows.newest(connection, flow_id)
    version = present.version if present is not None else newest.version if newest is not None else 0
    flow = flows.load(connection, flow_id, version)
    return CHINA if flow is None else ZoneInfo(flow.time_zone)


def first_due_of(connection: Connection, definition: Definition, now: datetime) -> datetime | None:
    """When a campaign that starts now is first due."""
    return first_due(definition.timing, zone_of(connection, definition.flow_id), now)


def open_due(connection: Connection, now: datetime) -> datetime | None:
    """Begins what is due; returns when the next one is."""
    waits: list[datetime] = []
    for campaign in store.in_states(connection, ("scheduled",)):
        next_at = _opened(connection, campaign, now)
        if next_at is not None:
            waits.append(next_at)
    return min(waits, default=None)


def _opened(connection: Connection, campaign: StoredCampaign, now: datetime) -> datetime | None:
    definition = Definition.model_validate(campaign.definition)
    started_at = campaign.started_at or campaign.created_at
    zone = zone_of(connection, campaign.flow_id)
    found = due(definition.timing, zone, started_at, campaign.considered_at or started_at, now)
    run = _take(connection, campaign, found, now)
    values: dict[str, object] = {"next_at": found.next_at}
    if found.occurrences:
        values["considered_at"] = found.occurrences[-1].at
    if run is not None:
        values["state"] = "running"
    elif flows.online(connection, campaign.flow_id) is None and any(
        not one.is_missed for one in found.occurrences
    ):
        values |= {"state": "failed", "why": "offline"}
    elif found.next_at is None:
        recurs = definition.timing.kind == "cron"
        values |= {"state": "finished"} if recurs else {"state": "failed", "why": "late"}
    changed = any(getattr(campaign, name) != value for name, value in values.items())
    if changed:
        store.change(connection, campaign.id, now, **values)
    return found.next_at if values.get("state", "scheduled") == "scheduled" else None


def _take(connection: Connection, campaign: StoredCampaign, found: Due, now: datetime) -> int | None:
    """The run that was begun, None for none; what was missed is written down as that."""
    present = flows.online(connection, campaign.flow_id)
    begun = None
    for one in found.occurrences:
        if one.is_missed:
            store.open_run(connection, campaign.id, one.key, 0, one.at, now, state="missed")
            log.info("campaign time missed campaign=%s at=%s", campaign.id, one.key)
        elif present is not None:
            begun = store.open_run(connection, campaign.id, one.key, present.version, one.at, now)
    return begun
