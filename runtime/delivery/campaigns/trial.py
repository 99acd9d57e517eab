"""Sends a campaign's message to a few named people first; they are in no statistics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from runtime.delivery.campaigns import slices
from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.campaigns.errors import UnknownCampaign
from runtime.delivery.errors import FlowOffline, NoEndpoint
from runtime.delivery.ground import Ground
from runtime.delivery.publishing import Publication, Publishing
from runtime.delivery.routing import choose
from runtime.store import campaign_people, contacts, flows, journal
from runtime.store import campaigns as store
from runtime.store.campaigns import StoredCampaign

MOST_PEOPLE = 20


class Trial:
    """Tries campaigns out. The scenario goes as a trial version: no count of its released versions moves."""

    def __init__(
        self, ground: Ground, publishing: Publishing, kinds: Mapping[str, str], new_id: Callable[[], str]
    ) -> None:
        self._ground = ground
        self._publishing = publishing
        self._kinds = kinds
        self._new_id = new_id

    async def send(self, campaign_id: str, people: Sequence[str]) -> int:
        """Begins with *people*, ids of contacts that were met; returns the run that shows what came of it.

        Raises `UnknownCampaign`, `FlowOffline`, `NoEndpoint`.
        """
        if not self._kinds:
            raise NoEndpoint
        campaign, version = await self._ground.store.read(partial(_ready, campaign_id))
        publication = Publication(is_trial=True)
        trial = await self._publishing.put_back(campaign.flow_id, version, publication)
        now = self._ground.clock.now()
        batch = partial(self._begin, campaign, trial.version, tuple(people), now)
        return await self._ground.store.write(batch)

    def _begin(
        self,
        campaign: StoredCampaign,
        version: int,
        people: tuple[str, ...],
        now: datetime,
        connection: Connection,
    ) -> int:
        definition = Definition.model_validate(campaign.definition)
        number = len(store.runs_of(connection, campaign.id, tests=True)) + 1
        key = f"test-{number}"
        run = store.open_run(connection, campaign.id, key, version, now, now, state="running", is_test=True)
        assert run is not None, "tests are numbered in the transaction that makes them"
        known = contacts.known(connection, people)
        routed = [
            (one, choose(known[one].carrier, known[one].endpoint, self._kinds))
            for one in people
            if one in known
        ]
        store.count_run(connection, run, planned=campaign_people.plan(connection, run, routed, now))
        by_endpoint = {endpoint: MOST_PEOPLE for _, endpoint in routed}
        stored = next(one for one in store.runs_of(connection, campaign.id, tests=True) if one.run == run)
        started = slices.begin_slice(
            connection, campaign.id, definition, stored, by_endpoint, self._new_id, now
        )
        store.change_run(connection, run, state="finished", ended_at=now)
        detail = {"campaign": campaign.id, "people": started.count, "left_out": started.skipped}
        journal.note(connection, "campaign_tested", detail, now)
        return run


def _ready(campaign_id: str, connection: Connection) -> tuple[StoredCampaign, int]:
    campaign = store.one(connection, campaign_id)
    if campaign is None:
        raise UnknownCampaign(campaign_id)
    present = flows.online(connection, campaign.flow_id)
    if present is None:
        raise FlowOffline(campaign.flow_id)
    return campaign, present.version
