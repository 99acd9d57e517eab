"""Triggers that act by themselves as long as a scenario is online: tags that are added, and schedules."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import Connection

from runtime.delivery.campaigns import own_schedules
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.tagging import tags_that_begin
from runtime.engine.errors import CompileRefused
from runtime.flow.flow import Flow
from runtime.store import campaigns, flows, tag_starts

log = logging.getLogger(__name__)


def take_up(connection: Connection, book: PlanBook, flow: Flow, now: datetime) -> None:
    """Lets the triggers of a flow that was just published act."""
    tag_starts.watch(connection, {flow.id: tags_that_begin(flow)})
    own_schedules.follow(connection, book, flow, now)


def lay_down(connection: Connection, book: PlanBook, flow_id: str, now: datetime) -> None:
    """Lets those of a flow that was taken offline act no more."""
    tag_starts.watch(connection, {flow_id: ()})
    own_schedules.end_all(connection, book, flow_id, now)


def recover(connection: Connection, book: PlanBook, now: datetime) -> None:
    """Looks at everything that is online, as when the runtime starts.

    Campaigns of schedules are left as they are, unless an older program published the flow without them.
    """
    found: dict[str, set[str]] = {}
    for flow_id, version in flows.online_versions(connection).items():
        try:
            flow = book.plan(connection, flow_id, version).flow
        except (CompileRefused, LookupError, ValueError) as error:
            log.info("triggers not read flow=%s kind=%s", flow_id, type(error).__name__)
            continue
        found[flow_id] = tags_that_begin(flow)
        if not campaigns.of_origin(connection, flow_id):
            own_schedules.follow(connection, book, flow, now)
    tag_starts.watch_only(connection, found)
