"""Campaigns: writing them down, what they would do, starting and stopping them, what became of everybody."""

from __future__ import annotations

import time
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Connection

from runtime.delivery.campaigns import report
from runtime.delivery.campaigns.campaigns import Approval, existing
from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.campaigns.outlook import outlook
from runtime.delivery.campaigns.report import PeopleWish
from runtime.delivery.campaigns.settings import CampaignSettings
from runtime.delivery.campaigns.trial import MOST_PEOPLE
from runtime.records import Record
from runtime.service.api.people import met
from runtime.service.api.telling_campaigns import told_campaign, told_figures, told_outlook, told_run
from runtime.service.service import Service
from runtime.service.shown import with_numbers
from runtime.store import campaigns as store

MOST_SHOWN = 1000
_OLDEST_S = 30.0
_SPARED = 10
"""A report that took a while is told again for so many times as long."""


class CampaignWish(Record):
    """A campaign to keep; people named one by one may be numbers or ids."""

    definition: Definition


class OutlookWish(Record):
    """What a campaign would do; *campaign* is its id once it has one."""

    definition: Definition
    campaign: Annotated[str, Field(max_length=64)] = ""


class ApprovalWish(Record):
    """Who starts it, and how many people they typed."""

    by: Annotated[str, Field(max_length=80)] = ""
    count: Annotated[int, Field(ge=0)] | None = None

    def approval(self) -> Approval:
        """The same for the runtime."""
        return Approval(self.by, self.count)


class TestWish(Record):
    """People to try a campaign on, as numbers or ids."""

    contacts: Annotated[tuple[str, ...], Field(min_length=1, max_length=MOST_PEOPLE)]


class PeopleAsked(Record):
    """Which people of a run to show; run 0 is the newest."""

    run: int = 0
    state: Annotated[str, Field(max_length=20)] = ""
    outcome: Annotated[str, Field(max_length=20)] = ""
    reason: Annotated[str, Field(max_length=100)] = ""
    endpoint: Annotated[str, Field(max_length=64)] = ""
    replied: bool = False
    after: Annotated[str, Field(max_length=64)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST_SHOWN)] = 100


def routes(service: Service) -> APIRouter:
    """The calls about campaigns."""
    router = APIRouter()
    _add_settings(router, service)
    _add_writing(router, service)
    _add_deeds(router, service)
    _add_reading(router, service)
    return router


def _add_settings(router: APIRouter, service: Service) -> None:
    campaigns = service.runtime.campaigns

    @router.get("/campaigns/settings")
    async def settings() -> dict[str, Any]:
        return (await campaigns.settings()).model_dump(mode="json")

    @router.put("/campaigns/settings")
    async def set_settings(wish: CampaignSettings) -> dict[str, Any]:
        await campaigns.set_settings(wish)
        return wish.model_dump(mode="json")

    @router.post("/campaigns/outlook")
    async def foresee(wish: OutlookWish) -> dict[str, Any]:
        definition = await _with_ids(service, wish.definition)
        now = service.clock.now()
        found = await service.store.read(
            lambda one: outlook(one, definition, campaigns.kinds, now, wish.campaign)
        )
        return told_outlook(found)


def _add_writing(router: APIRouter, service: Service) -> None:
    campaigns = service.runtime.campaigns

    @router.get("/campaigns")
    async def listed(limit: Annotated[int, Query(ge=1, le=500)] = 100, before: str = "") -> dict[str, Any]:
        def query(connection: Connection) -> list[dict[str, Any]]:
            found = store.listed(connection, limit, before)
            totals = store.totals(connection, [one.id for one in found])
            return [told_campaign(connection, one, totals.get(one.id, (0, 0, 0))) for one in found]

        return {"campaigns": await service.store.read(query)}

    @router.post("/campaigns")
    async def create(wish: CampaignWish) -> dict[str, Any]:
        key = await campaigns.create(await _with_ids(service, wish.definition))
        return await _one(service, key)

    @router.get("/campaigns/{campaign_id}")
    async def one(campaign_id: str) -> dict[str, Any]:
        return await _one(service, campaign_id)

    @router.put("/campaigns/{campaign_id}")
    async def change(campaign_id: str, wish: CampaignWish) -> dict[str, Any]:
        await campaigns.change(campaign_id, await _with_ids(service, wish.definition))
        return await _one(service, campaign_id)

    @router.delete("/campaigns/{campaign_id}")
    async def remove(campaign_id: str) -> dict[str, Any]:
        await campaigns.remove(campaign_id)
        return {"id": campaign_id}


def _add_deeds(router: APIRouter, service: Service) -> None:
    campaigns = service.runtime.campaigns

    @router.post("/campaigns/{campaign_id}/start")
    async def start(campaign_id: str, wish: ApprovalWish) -> dict[str, Any]:
        await campaigns.start(campaign_id, wish.approval())
        return await _one(service, campaign_id)

    @router.post("/campaigns/{campaign_id}/pause")
    async def pause(campaign_id: str) -> dict[str, Any]:
        await campaigns.pause(campaign_id)
        return await _one(service, campaign_id)

    @router.post("/campaigns/{campaign_id}/resume")
    async def resume(campaign_id: str, wish: ApprovalWish) -> dict[str, Any]:
        await campaigns.resume(campaign_id, wish.approval())
        return await _one(service, campaign_id)

    @router.post("/campaigns/{campaign_id}/cancel")
    async def cancel(campaign_id: str) -> dict[str, Any]:
        await campaigns.cancel(campaign_id)
        return await _one(service, campaign_id)

    @router.post("/campaigns/{campaign_id}/continue")
    async def go_on(campaign_id: str) -> dict[str, Any]:
        return await _one(service, await campaigns.continue_with_rest(campaign_id))

    @router.post("/campaigns/{campaign_id}/test")
    async def test(campaign_id: str, wish: TestWish) -> dict[str, Any]:
        people = await met(service, wish.contacts)
        run = await campaigns.test(campaign_id, tuple(dict.fromkeys(people)))
        return {"run": run}


def _add_reading(router: APIRouter, service: Service) -> None:
    reports = _Reports(service)

    @router.get("/campaigns/{campaign_id}/report")
    async def told(campaign_id: str, run: int = 0) -> dict[str, Any]:
        return await reports.of(campaign_id, run)

    @router.get("/campaigns/{campaign_id}/recipients")
    async def people(campaign_id: str, asked: Annotated[PeopleAsked, Query()]) -> dict[str, Any]:
        wish = PeopleWish(**asked.model_dump(exclude={"run"}))

        def query(connection: Connection) -> list[dict[str, Any]]:
            chosen = _runs(connection, campaign_id, asked.run)[:1]
            found = report.recipients(connection, chosen[0], wish) if chosen else []
            return with_numbers(connection, service.store.numbers, found)

        found = await service.store.read(query)
        return {"recipients": found, "next": found[-1]["contact"] if len(found) == asked.limit else None}


class _Reports:
    """Reports, each counted anew only when it is worth it: a million people take some seconds."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._kept: dict[tuple[str, int], tuple[float, float, dict[str, Any]]] = {}

    async def of(self, campaign_id: str, run: int) -> dict[str, Any]:
        """The report of one run, or of all of a campaign's."""
        now = time.monotonic()
        at, cost_s, known = self._kept.get((campaign_id, run), (0.0, 0.0, {}))
        if known and now - at < min(cost_s * _SPARED, _OLDEST_S):
            return known
        found = await self._service.store.read(partial(self._told, campaign_id, run))
        if len(self._kept) > 100:
            self._kept.clear()
        self._kept[campaign_id, run] = (time.monotonic(), time.monotonic() - now, found)
        return found

    def _told(self, campaign_id: str, run: int, connection: Connection) -> dict[str, Any]:
        runs = _runs(connection, campaign_id, run)
        figures = report.figures(connection, runs)
        rate = report.rate(connection, runs)
        kinds = dict(self._service.runtime.campaigns.kinds)
        told = told_figures(figures, rate, kinds)
        return {**told, "id": campaign_id, "run": run, "at": self._service.clock.now().isoformat()}


def _runs(connection: Connection, campaign_id: str, run: int) -> list[int]:
    """The run asked for, which may be a test, or all that are none."""
    existing(connection, campaign_id)
    if run:
        all_ = [*store.runs_of(connection, campaign_id), *store.runs_of(connection, campaign_id, tests=True)]
        return [one.run for one in all_ if one.run == run]
    return [one.run for one in store.runs_of(connection, campaign_id)]


async def _with_ids(service: Service, definition: Definition) -> Definition:
    """The definition with ids in the place of numbers; those people are known from now on."""
    audience = definition.audience
    if audience.kind != "contacts":
        return definition
    people = tuple(dict.fromkeys(await met(service, audience.contacts)))
    return definition.model_copy(update={"audience": audience.model_copy(update={"contacts": people})})


async def _one(service: Service, campaign_id: str) -> dict[str, Any]:
    def query(connection: Connection) -> dict[str, Any]:
        campaign = existing(connection, campaign_id)
        totals = store.totals(connection, [campaign_id]).get(campaign_id, (0, 0, 0))
        told = told_campaign(connection, campaign, totals)
        runs = [told_run(one) for one in store.runs_of(connection, campaign_id)]
        tests = [told_run(one) for one in store.runs_of(connection, campaign_id, tests=True)]
        return {**told, "definition": campaign.definition, "runs": runs, "tests": tests}

    return await service.store.read(query)
