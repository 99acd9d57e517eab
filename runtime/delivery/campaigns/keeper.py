"""The loop that carries campaigns out: what is due begins, lists and sessions go on slice by slice."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from runtime.delivery.audience.errors import UnknownSegment
from runtime.delivery.campaigns import people, slices
from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.campaigns.errors import UnknownCampaign
from runtime.delivery.campaigns.opening import open_due
from runtime.delivery.campaigns.pacing import LOOK_AGAIN_S, Pacing
from runtime.delivery.campaigns.room import room_at
from runtime.delivery.campaigns.settings import settings_of
from runtime.delivery.ground import Ground
from runtime.delivery.routing import choose
from runtime.delivery.waiting import Rest
from runtime.store import campaign_people
from runtime.store import campaigns as store
from runtime.store.campaigns import StoredCampaign, StoredRun

log = logging.getLogger(__name__)

RECHECK = timedelta(seconds=30)
"""Longest rest while anything is scheduled: the wall clock is read anew."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What one campaign's turn came to."""

    begun: int = 0
    has_more: bool = False
    again: timedelta | None = None


class Keeper:
    """Carries campaigns out, the most important first; it is one of the runtime's loops.

    *kinds* is endpoint → carrier as the runtime keeps it, *wake* lets the runtime work off what was begun.
    """

    def __init__(
        self, ground: Ground, kinds: Mapping[str, str], new_id: Callable[[], str], wake: Callable[[], None]
    ) -> None:
        self.rest = Rest(ground.clock)
        self._ground = ground
        self._kinds = kinds
        self._new_id = new_id
        self._wake = wake
        self._pacing = Pacing()

    async def run(self) -> None:
        """Goes on until it is cancelled."""
        while True:
            due = await self._turn()
            await self.rest.until(due)

    async def _turn(self) -> datetime | None:
        """Gives every campaign a slice; returns when to look again without news."""
        clock = self._ground.clock
        if not await self._ground.store.read(_has_active):
            return None
        zones_due = await self._ground.patience.write(lambda one: open_due(one, clock.now()))
        waits = [zones_due] if zones_due is not None else []
        steps = [await self._step(one) for one in await self._ground.store.read(_running)]
        if any(step.begun for step in steps):
            self._wake()
        now = clock.now()
        if any(step.has_more for step in steps):
            # Others write too: everybody gets a turn between two slices.
            await asyncio.sleep(0)
            return now
        waits += [now + step.again for step in steps if step.again is not None]
        waits = [max(one, now) for one in waits]
        return min(*waits, now + RECHECK) if waits else None

    async def _step(self, campaign: StoredCampaign) -> _Step:
        run = await self._ground.store.read(lambda one: store.current_run(one, campaign.id))
        if run is None:
            return _Step()
        if campaign.state == "cancelling":
            return await self._ground.patience.write(partial(_finish_cancelling, campaign, run, self._now()))
        if run.state == "gathering":
            return await self._gather(campaign, run)
        return await self._begin(campaign, run)

    async def _gather(self, campaign: StoredCampaign, run: StoredRun) -> _Step:
        definition = Definition.model_validate(campaign.definition)
        try:
            found = await self._ground.store.read(
                lambda one: people.page(one, definition, run.began_at, run.cursor, slices.GATHERED)
            )
        except (UnknownSegment, UnknownCampaign):
            await self._ground.patience.write(partial(_fail, campaign, run, "segment", self._now()))
            return _Step()
        listed = [(contact, self._endpoint(carrier, learnt)) for contact, learnt, carrier in found]
        now = self._now()

        def batch(connection: Connection) -> None:
            done = slices.gathered(connection, run, listed, now)
            if done and not listed:
                _check_growth(connection, campaign, now)

        self._ground.point("gathering")
        await self._ground.patience.write(batch)
        self._ground.point("gathered")
        return _Step(has_more=True)

    def _endpoint(self, carrier: str, learnt: str) -> str:
        return choose(carrier, learnt, self._kinds) if self._kinds else ""

    async def _begin(self, campaign: StoredCampaign, run: StoredRun) -> _Step:
        now = self._now()
        step, spent = await self._ground.patience.write(
            lambda connection: self._slice(connection, campaign, run, now)
        )
        self._pacing.spend(run.run, _rates(campaign), spent)
        if spent:
            self._ground.point("campaign begun")
        return step

    def _slice(
        self, connection: Connection, campaign: StoredCampaign, run: StoredRun, now: datetime
    ) -> tuple[_Step, Mapping[str, int]]:
        present = store.one(connection, campaign.id)
        if present is None or present.state != "running":
            return _Step(), {}
        waiting = campaign_people.waiting_by_endpoint(connection, run.run, slices.BEGUN)
        if not waiting and not campaign_people.is_all_gone(connection, run.run):
            return _Step(again=timedelta(seconds=LOOK_AGAIN_S)), {}
        if not waiting:
            self._pacing.forget(run.run)
            _finish(connection, campaign, run, now)
            return _Step(has_more=True), {}
        if not self._kinds:
            return _Step(again=timedelta(seconds=LOOK_AGAIN_S * 4)), {}
        if gone := [one for one in waiting if one not in self._kinds]:
            self._route_anew(connection, run, gone)
            return _Step(has_more=True), {}
        room = room_at(connection, waiting, now)
        allowed, again = self._pacing.allowed(run.run, _rates(campaign), waiting, room, now, slices.BEGUN)
        if not allowed:
            return _Step(again=again), {}
        definition = Definition.model_validate(campaign.definition)
        begun = slices.begin_slice(connection, campaign.id, definition, run, allowed, self._new_id, now)
        self._ground.point("campaign beginning")
        return _Step(begun.count, has_more=again is None, again=again), begun.by_endpoint

    def _route_anew(self, connection: Connection, run: StoredRun, endpoints: list[str]) -> None:
        for endpoint in endpoints:
            contacts = campaign_people.planned(connection, run.run, endpoint, slices.GATHERED)
            carriers = campaign_people.carriers_of(connection, contacts)
            chosen = [(one, self._endpoint(carriers.get(one, ""), "")) for one in contacts]
            campaign_people.write_to(connection, run.run, chosen)

    def _now(self) -> datetime:
        return self._ground.clock.now()


def _has_active(connection: Connection) -> bool:
    return bool(store.in_states(connection, store.ACTIVE))


def _running(connection: Connection) -> list[StoredCampaign]:
    return store.in_states(connection, ("running", "cancelling"))


def _rates(campaign: StoredCampaign) -> tuple[int, Mapping[str, int]]:
    return campaign.definition["per_minute"], campaign.definition["throttles"]


def _check_growth(connection: Connection, campaign: StoredCampaign, now: datetime) -> None:
    """Pauses a campaign whose list is longer than what was approved, before anybody is begun with."""
    run = store.current_run(connection, campaign.id)
    assert run is not None
    above = settings_of(connection).approval_above
    approved = max(above, campaign.approved_count or 0)
    if run.planned > approved * 1.1 or (run.planned > above and campaign.approved_count is None):
        store.change(connection, campaign.id, now, state="paused", why="grown")


def _finish(connection: Connection, campaign: StoredCampaign, run: StoredRun, now: datetime) -> None:
    store.change_run(connection, run.run, state="finished", ended_at=now)
    recurs = campaign.definition["timing"]["kind"] == "cron"
    if recurs:
        # The loop looks for its next time at once, and ends it when there is none.
        store.change(connection, campaign.id, now, state="scheduled", next_at=now)
    else:
        why = "" if run.planned else "nobody"
        state = "finished" if run.planned else "failed"
        store.change(connection, campaign.id, now, state=state, why=why, next_at=None)
    log.info("campaign run finished campaign=%s run=%d begun=%d", campaign.id, run.run, run.begun)


def _fail(campaign: StoredCampaign, run: StoredRun, why: str, now: datetime, connection: Connection) -> None:
    store.change_run(connection, run.run, state="cancelled", ended_at=now)
    store.change(connection, campaign.id, now, state="failed", why=why, next_at=None)


def _finish_cancelling(
    campaign: StoredCampaign, run: StoredRun, now: datetime, connection: Connection
) -> _Step:
    if campaign_people.leaving(connection, run.run):
        return _Step(again=timedelta(seconds=LOOK_AGAIN_S))
    state = "cut" if run.state == "gathering" else "cancelled"
    store.change_run(connection, run.run, state=state, ended_at=now)
    store.change(connection, campaign.id, now, state="cancelled", next_at=None)
    return _Step(has_more=True)
