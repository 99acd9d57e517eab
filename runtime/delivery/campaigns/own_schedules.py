"""The campaigns that a scenario brings along: one for each of its schedules, as long as it is online."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from runtime.delivery.audience.segments import Audience
from runtime.delivery.campaigns.definition import Definition, Timing
from runtime.delivery.campaigns.opening import first_due_of
from runtime.delivery.campaigns.stopping import stop_campaign
from runtime.delivery.plan_book import PlanBook
from runtime.flow.flow import Flow
from runtime.flow.nodes.start import Start
from runtime.store import campaigns as store
from runtime.store import journal
from runtime.store.campaigns import StoredCampaign

log = logging.getLogger(__name__)

ORIGIN = "schedule"
_GOES_ON = ("scheduled", "running", "paused")


def definitions_of(flow: Flow) -> list[Definition]:
    """A campaign for each schedule of the flow, for whoever has its tag when the time comes."""
    found: list[Definition] = []
    for node in flow.start_nodes():
        for trigger in node.triggers if isinstance(node, Start) else ():
            tag = trigger.tag.strip()
            if trigger.kind == "schedule" and tag:
                wanted = Definition(
                    name=(flow.name.strip() or flow.id)[:80],
                    flow_id=flow.id,
                    audience=Audience(kind="tags", tags=(tag,)),
                    timing=Timing(kind="cron", schedule=trigger.schedule),
                )
                if wanted not in found:
                    found.append(wanted)
    return found


def follow(connection: Connection, book: PlanBook, flow: Flow, now: datetime) -> None:
    """Makes the campaigns of a flow that was just published what its schedules say.

    Those whose schedule is gone end. One that ended when the flow went offline, or that somebody cancelled,
    goes on from now; one that is paused stays so.
    """
    wanted = definitions_of(flow)
    kept = store.of_origin(connection, flow.id)
    for campaign in sorted(kept, key=lambda one: one.state not in _GOES_ON):
        same = next((one for one in wanted if _is_same(campaign, one)), None)
        if same is None:
            _end(connection, book, campaign, "unscheduled", now)
        elif campaign.state != "cancelling":
            wanted.remove(same)
            _go_on(connection, campaign, same, now)
    for definition in wanted:
        key = secrets.token_hex(8)
        data = definition.model_dump(mode="json")
        store.add(connection, key, data, definition.priority, now, origin=ORIGIN)
        _schedule(connection, key, definition, now)


def end_all(connection: Connection, book: PlanBook, flow_id: str, now: datetime) -> None:
    """Ends the campaigns of a flow that was taken offline."""
    for campaign in store.of_origin(connection, flow_id):
        _end(connection, book, campaign, "offline", now)


def _is_same(campaign: StoredCampaign, wanted: Definition) -> bool:
    before = Definition.model_validate(campaign.definition)
    return (before.timing, before.audience) == (wanted.timing, wanted.audience)


def _end(connection: Connection, book: PlanBook, campaign: StoredCampaign, why: str, now: datetime) -> None:
    if campaign.state in _GOES_ON:
        stop_campaign(connection, book, campaign, now, why)
        _note(connection, "campaign_cancelled", campaign.id, now, why=why)


def _go_on(connection: Connection, campaign: StoredCampaign, wanted: Definition, now: datetime) -> None:
    if campaign.name != wanted.name:
        store.change(connection, campaign.id, now, definition=wanted.model_dump(mode="json"))
    if campaign.state not in _GOES_ON:
        _schedule(connection, campaign.id, wanted, now)


def _schedule(connection: Connection, campaign_id: str, definition: Definition, now: datetime) -> None:
    moments: dict[str, Any] = {"started_at": now, "considered_at": now}
    first = first_due_of(connection, definition, now)
    store.change(connection, campaign_id, now, state="scheduled", why="", next_at=first, **moments)
    _note(connection, "campaign_started", campaign_id, now, flow=definition.flow_id, by_schedule=True)


def _note(connection: Connection, action: str, campaign_id: str, now: datetime, **detail: object) -> None:
    journal.note(connection, action, {"campaign": campaign_id, **detail}, now)
