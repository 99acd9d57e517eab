"""What people do with campaigns: write one down, confirm it, start, pause, go on, cancel, try it out."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection

from runtime.delivery.campaigns import people
from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.campaigns.errors import (
    ApprovalNeeded,
    CountDiffers,
    NobodyThere,
    OfAScenario,
    TimePassed,
    UnknownCampaign,
    WrongState,
)
from runtime.delivery.campaigns.keeper import Keeper
from runtime.delivery.campaigns.opening import first_due_of
from runtime.delivery.campaigns.settings import CampaignSettings, keep, settings_of
from runtime.delivery.campaigns.stopping import stop_campaign, take_back
from runtime.delivery.campaigns.trial import Trial
from runtime.delivery.errors import FlowOffline, NoEndpoint, UnknownFlow
from runtime.delivery.ground import Ground
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.publishing import Publishing
from runtime.store import campaigns as store
from runtime.store import flows, journal
from runtime.store.campaigns import StoredCampaign
from runtime.wording import Wording

_CHANGED = Wording("修改", "changed")
_STARTED = Wording("开始", "started")
_PAUSED = Wording("暂停", "paused")
_RESUMED = Wording("继续", "resumed")
_CANCELLED = Wording("取消", "cancelled")
_DELETED = Wording("删除", "deleted")
_CONTINUED = Wording("发给剩下的人", "continued with the rest")


@dataclass(frozen=True, slots=True)
class Approval:
    """That somebody typed how many people a campaign is for."""

    by: str = ""
    count: int | None = None
    """None when nothing was typed."""


class Campaigns:
    """Campaigns as people handle them; its `keeper` carries them out. Every deed is noted in the audit log.

    *kinds* is endpoint → carrier as the runtime keeps it, *wake* lets the runtime work off what was begun.
    """

    def __init__(
        self,
        ground: Ground,
        publishing: Publishing,
        book: PlanBook,
        kinds: Mapping[str, str],
        new_id: Callable[[], str],
        wake: Callable[[], None],
    ) -> None:
        self._store = ground.store
        self._clock = ground.clock
        self._book = book
        self.kinds = kinds
        """Endpoint → carrier."""
        self._wake = wake
        self._trial = Trial(ground, publishing, kinds, new_id)
        self.keeper = Keeper(ground, kinds, new_id, wake)

    async def create(self, definition: Definition) -> str:
        """Keeps a new draft and returns its id; raises `UnknownFlow` for a scenario never published."""
        key = secrets.token_hex(8)
        now = self._clock.now()

        def batch(connection: Connection) -> None:
            _check_flow(connection, definition.flow_id)
            store.add(connection, key, definition.model_dump(mode="json"), definition.priority, now)
            _note(connection, "campaign_created", key, now, name=definition.name)

        await self._store.write(batch)
        return key

    async def change(self, campaign_id: str, definition: Definition) -> None:
        """Writes a draft anew; one that is scheduled becomes a draft again, and nobody has approved it."""
        now = self._clock.now()

        def batch(connection: Connection) -> None:
            campaign = _in(connection, campaign_id, ("draft", "scheduled"), _CHANGED)
            if campaign.origin:
                raise OfAScenario(definition.name)
            _check_flow(connection, definition.flow_id)
            data = definition.model_dump(mode="json")
            nothing: dict[str, Any] = {"approved_by": "", "approved_at": None, "approved_count": None}
            idle: dict[str, Any] = {"state": "draft", "next_at": None}
            store.change(connection, campaign.id, now, definition=data, **nothing, **idle)
            _note(connection, "campaign_changed", campaign.id, now)

        await self._store.write(batch)

    async def remove(self, campaign_id: str) -> None:
        """Deletes a draft that never ran, not even as a test."""
        now = self._clock.now()

        def batch(connection: Connection) -> None:
            campaign = _in(connection, campaign_id, ("draft",), _DELETED)
            if store.runs_of(connection, campaign.id) or store.runs_of(connection, campaign.id, tests=True):
                store.change(connection, campaign.id, now, state="cancelled", why="asked")
            else:
                store.remove(connection, campaign.id)
            _note(connection, "campaign_removed", campaign.id, now)

        await self._store.write(batch)

    async def start(self, campaign_id: str, approval: Approval) -> StoredCampaign:
        """Lets it happen at its time. Raises what says why it cannot; see `errors`."""
        now = self._clock.now()
        await self._store.write(partial(self._start, campaign_id, approval, now))
        self.keeper.rest.wake()
        return await self.one(campaign_id)

    def _start(self, campaign_id: str, approval: Approval, now: datetime, connection: Connection) -> None:
        campaign = _in(connection, campaign_id, ("draft",), _STARTED)
        definition = Definition.model_validate(campaign.definition)
        _check_flow(connection, definition.flow_id, must_be_online=True)
        if not self.kinds:
            raise NoEndpoint
        first = first_due_of(connection, definition, now)
        if first is None or first < now - timedelta(minutes=1):
            raise TimePassed(definition.timing.at or definition.timing.until)
        count = people.count(connection, definition, now)
        if not count:
            raise NobodyThere
        values = _approved(connection, campaign, approval, count, now)
        moments: dict[str, Any] = {"started_at": now, "considered_at": now, "next_at": first}
        store.change(connection, campaign.id, now, state="scheduled", why="", **moments, **values)
        _note(connection, "campaign_started", campaign.id, now, people=count, by=approval.by)

    async def pause(self, campaign_id: str) -> StoredCampaign:
        """Begins with nobody any more; whose first message has not left waits again."""
        now = self._clock.now()

        def batch(connection: Connection) -> None:
            campaign = _in(connection, campaign_id, ("scheduled", "running"), _PAUSED)
            store.change(connection, campaign.id, now, state="paused", why="asked")
            run = store.current_run(connection, campaign.id)
            taken = take_back(connection, self._book, run, now, "wait") if run is not None else 0
            _note(connection, "campaign_paused", campaign.id, now, taken_back=taken)

        await self._store.write(batch)
        return await self.one(campaign_id)

    async def resume(self, campaign_id: str, approval: Approval) -> StoredCampaign:
        """Goes on; a list that grew beyond what was approved is approved anew first."""
        now = self._clock.now()

        def batch(connection: Connection) -> None:
            campaign = _in(connection, campaign_id, ("paused",), _RESUMED)
            run = store.current_run(connection, campaign.id)
            values: dict[str, Any] = {}
            if run is not None and run.state == "running" and campaign.why == "grown":
                values = _approved(connection, campaign, approval, run.planned, now)
            if run is None:
                # What came and went meanwhile was wanted by nobody.
                values |= {"considered_at": now, "started_at": now}
            state = "scheduled" if run is None else "running"
            store.change(connection, campaign.id, now, state=state, why="", **values)
            _note(connection, "campaign_resumed", campaign.id, now, by=approval.by)

        await self._store.write(batch)
        self.keeper.rest.wake()
        return await self.one(campaign_id)

    async def cancel(self, campaign_id: str) -> StoredCampaign:
        """Ends it for good; whose first message has not left is left out, conversations go on."""
        now = self._clock.now()

        def batch(connection: Connection) -> None:
            campaign = _in(connection, campaign_id, ("scheduled", "running", "paused"), _CANCELLED)
            taken = stop_campaign(connection, self._book, campaign, now)
            _note(connection, "campaign_cancelled", campaign.id, now, taken_back=taken)

        await self._store.write(batch)
        self.keeper.rest.wake()
        return await self.one(campaign_id)

    async def continue_with_rest(self, campaign_id: str) -> str:
        """A new draft for whom a cancelled campaign did not get to; returns its id."""
        key = secrets.token_hex(8)
        now = self._clock.now()

        def batch(connection: Connection) -> None:
            campaign = _in(connection, campaign_id, ("cancelled",), _CONTINUED)
            old = campaign.definition
            name = f"{old['name'][:70]} · 2"
            data = {**old, "name": name, "rest_of": campaign.id, "timing": {"kind": "now"}}
            definition = Definition.model_validate(data)
            store.add(connection, key, definition.model_dump(mode="json"), definition.priority, now)
            _note(connection, "campaign_continued", key, now, rest_of=campaign.id)

        await self._store.write(batch)
        return key

    async def test(self, campaign_id: str, contacts: Sequence[str]) -> int:
        """Sends it to a few people who were met, outside all statistics; returns the run. See `Trial`."""
        run = await self._trial.send(campaign_id, contacts)
        self._wake()
        return run

    async def one(self, campaign_id: str) -> StoredCampaign:
        """The campaign; raises `UnknownCampaign`."""
        return await self._store.read(lambda connection: existing(connection, campaign_id))

    async def settings(self) -> CampaignSettings:
        """What holds for all of them."""
        return await self._store.read(settings_of)

    async def set_settings(self, settings: CampaignSettings) -> None:
        """Makes settings."""
        now = self._clock.now()

        def batch(connection: Connection) -> None:
            keep(connection, settings)
            detail = {"approval_above": settings.approval_above}
            journal.note(connection, "campaign_settings", detail, now)

        await self._store.write(batch)


def existing(connection: Connection, campaign_id: str) -> StoredCampaign:
    """The campaign; raises `UnknownCampaign`."""
    campaign = store.one(connection, campaign_id)
    if campaign is None:
        raise UnknownCampaign(campaign_id)
    return campaign


def pause_all(connection: Connection, why: str, now: datetime) -> int:
    """Pauses everything that would go on by itself, as after a restored backup; returns how many."""
    found = store.in_states(connection, ("scheduled", "running"))
    for campaign in found:
        store.change(connection, campaign.id, now, state="paused", why=why)
    return len(found)


def _in(connection: Connection, campaign_id: str, states: Sequence[str], action: Wording) -> StoredCampaign:
    campaign = existing(connection, campaign_id)
    if campaign.state not in states:
        raise WrongState(campaign.state, action)
    return campaign


def _check_flow(connection: Connection, flow_id: str, *, must_be_online: bool = False) -> None:
    if flows.newest(connection, flow_id) is None:
        raise UnknownFlow(flow_id)
    if must_be_online and flows.online(connection, flow_id) is None:
        raise FlowOffline(flow_id)


def _approved(
    connection: Connection, campaign: StoredCampaign, approval: Approval, count: int, now: datetime
) -> dict[str, Any]:
    """What is written down about the approval; raises what asks for one."""
    above = settings_of(connection).approval_above
    if approval.count is None:
        if count > above:
            raise ApprovalNeeded(count, above)
        return {}
    if approval.count != count:
        raise CountDiffers(approval.count, count)
    _note(connection, "campaign_approved", campaign.id, now, people=count, by=approval.by)
    return {"approved_by": approval.by, "approved_at": now, "approved_count": count}


def _note(connection: Connection, action: str, campaign_id: str, now: datetime, **detail: object) -> None:
    journal.note(connection, action, {"campaign": campaign_id, **detail}, now)
