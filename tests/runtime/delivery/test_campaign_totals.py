"""Whatever people and carriers do while a campaign goes on, its totals are those of who got what."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from runtime.carriers.port import DeliveryStatus, ErrorClass, SendReply, SendRequest
from runtime.delivery.campaigns import room
from runtime.delivery.campaigns.errors import WrongState
from runtime.store import retention
from runtime.store.retention import Retention
from runtime.store.tables import outbox
from runtime.testing import said
from runtime.wording import Wording
from tests.runtime.delivery.campaigning import NOBODY, campaign_of, definition, figures_of, meet, started
from tests.runtime.delivery.conftest import Stage
from tests.runtime.delivery.flows import greeting

COUNT = 40
_NO = SendReply.refused("4004", Wording("号码不存在", "No such number"), ErrorClass.RECIPIENT)


class Day:
    """Random deeds on a campaign; the carrier's list of what it got is the oracle."""

    def __init__(self, stage: Stage, campaign_id: str, people: list[str], seed: int) -> None:
        self.stage = stage
        self.key = campaign_id
        self.people = people
        self.chance = random.Random(seed)
        self.refused: set[str] = set()

    def answer(self, _request: SendRequest) -> SendReply:
        """Most messages are taken."""
        return _NO if self.chance.random() < 0.1 else SendReply.accepted()

    async def one(self) -> None:
        """Something happens, then all numbers are held against each other."""
        deed = self.chance.choice(
            (self._time, self._time, self._deed, self._refuse, self._report, self._reply)
        )
        await deed()
        await self.stage.quiet()
        figures_of(self.stage, self.key)

    async def _time(self) -> None:
        await self.stage.pass_time(self.chance.choice((0.3, 1, 5, 5, -3)))

    async def _deed(self) -> None:
        campaigns = self.stage.runtime.campaigns
        try:
            if self.chance.random() < 0.5:
                await campaigns.pause(self.key)
            else:
                await campaigns.resume(self.key, NOBODY)
        except WrongState:
            await asyncio.sleep(0)

    async def _refuse(self) -> None:
        who = self.chance.choice(self.people)
        self.refused.add(who)
        await self.stage.runtime.decide(who, "refused", "电话")

    async def _report(self) -> None:
        if got := self.stage.carrier.got:
            one = self.chance.choice(got)
            status = self.chance.choice(list(DeliveryStatus)[:4])
            await self.stage.report(one.message_id, one.contact, status)

    async def _reply(self) -> None:
        if got := self.stage.carrier.got:
            who = self.chance.choice(got).contact
            number = self.chance.randrange(10**9)
            await self.stage.hear(said(who, "要", number, at=self.stage.clock.now()))


@pytest.mark.parametrize("seed", range(4))
async def test_totals_are_those_of_the_oracle(
    stage: Stage, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "DEEPEST", 6)
    people = await meet(stage, COUNT)
    await stage.runtime.publish(greeting())
    key = await started(stage, definition("greeting", per_minute=240))
    day = Day(stage, key, people, seed)
    stage.carrier.answers = [day.answer] * 500
    for _ in range(25):
        await day.one()
    if campaign_of(stage, key).state == "paused":
        await stage.runtime.campaigns.resume(key, NOBODY)
    while campaign_of(stage, key).state != "finished":
        await stage.pass_time(2)

    told = figures_of(stage, key)
    openings = Counter(one.contact for one in stage.carrier.got if one.message_id.endswith("-1"))
    assert {1} == set(openings.values())
    assert (told.planned, told.waiting) == (COUNT, 0)
    # Whoever refused after the turn came may have been begun with and not written to.
    unsent = sum(told.outcomes.get(name, 0) for name in ("silent", "starting"))
    withheld = told.failures.get("refused", 0)
    assert len(openings) >= told.begun - unsent - withheld
    assert len(openings) + told.skipped <= COUNT
    assert told.skipped <= len(day.refused)
    _forget_everything(stage)
    assert figures_of(stage, key) == told


def _forget_everything(stage: Stage) -> None:
    """Deletes every settled message and finished session for its age."""
    later = stage.clock.now() + timedelta(days=9_000)
    for _, sweep in retention.sweeps(Retention(), later):
        after: int | None = 0
        while after is not None:
            after = stage.store.write_now(_slice(sweep, after)).after
    left = stage.store.read_now(
        lambda connection: connection.execute(
            select(func.count()).select_from(outbox).where(outbox.c.state.not_in(("queued", "unknown")))
        ).scalar_one()
    )
    assert left == 0


def _slice(sweep: retention.Sweep, after: int) -> Callable[[Connection], retention.Slice]:
    return lambda connection: sweep(connection, after)
