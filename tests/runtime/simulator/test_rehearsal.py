"""A whole fleet in conducted time: the same seed gives the same rehearsal."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from runtime.clock import Pace, ScaledClock
from runtime.simulator.conductor import ClockState, Conductor, StuckError
from runtime.simulator.fleet import Fleet, FleetPlan
from runtime.simulator.simulator import Simulator
from tests.support.carrier_lab import EPOCH, CarrierLab, LocalMember, chips, request_to


async def rehearse(seed: int, backwards: bool) -> list[dict[str, Any]]:
    """Sends every handset a question and an SMS twin; returns all that the handsets hold in the end."""
    async with CarrierLab(seed=seed) as lab:
        numbers = [handset.number for handset in lab.simulator.create_fleet(FleetPlan(count=60, tick_s=10))]
        sms = "要参加吗？回复1参加，2不参加。"
        requests = [
            request_to(
                number,
                parts=(chips("参加", "不参加", "退订"),),
                sms_text=sms,
                message_id=f"m-{number}",
                contribution_id=f"c-{number}",
            )
            for number in numbers
        ]
        await asyncio.gather(*(lab.carrier.send(r) for r in (reversed(requests) if backwards else requests)))
        await lab.run(100)
        deeds = sum(len(handset.deeds) for handset in lab.simulator.fleet)
        assert len(lab.inbox.messages) == deeds
        return [handset.to_json() for handset in lab.simulator.fleet]


async def test_same_seed_gives_the_same_rehearsal_in_whatever_order_messages_come() -> None:
    first, second = await rehearse(7, backwards=False), await rehearse(7, backwards=True)

    assert first == second
    assert {one["behaviour"] for one in first} >= {"taps", "ignores", "slow"}
    assert sum(len(one["deeds"]) for one in first) > 20


async def test_another_seed_gives_another_rehearsal() -> None:
    assert await rehearse(7, backwards=False) != await rehearse(8, backwards=False)


def test_more_handsets_leave_the_first_ones_as_they_were() -> None:
    def numbers(*counts: int) -> list[dict[str, Any]]:
        fleet = Fleet(seed=3)
        for count in counts:
            fleet.create(FleetPlan(count=count))
        return [handset.summary() for handset in fleet]

    assert numbers(50) == numbers(20, 30)


async def test_conductor_stops_at_the_time_it_was_given() -> None:
    async with CarrierLab() as lab:
        moments: list[datetime] = []
        for delay_s in (10, 20, 4000):
            lab.simulator.agenda.after(delay_s, lambda: moments.append(lab.clock.now()))

        stopped_at = await lab.run(1)

        assert [(moment - EPOCH).total_seconds() for moment in moments] == [10, 20]
        assert (stopped_at - EPOCH).total_seconds() == 20


async def test_stored_message_that_was_delivered_leaves_nothing_due() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset(is_online=False)
        await lab.carrier.send(request_to())
        await lab.run()
        lab.simulator.centre.switch(handset, is_online=True)

        stopped_at = await lab.run(1000)

        assert (stopped_at - EPOCH).total_seconds() < 60
        assert lab.simulator.agenda.next_due is None


async def test_conductor_lets_every_member_have_the_time_before_anything_happens() -> None:
    told: list[str] = []

    class Watching(LocalMember):
        async def state(self) -> ClockState:
            return ClockState(clock.now(), None, 0, 0)

        async def follow(self, pace: Pace) -> None:
            told.append("member")

    clock = ScaledClock.starting(EPOCH, 0.0)
    async with Simulator(clock=clock) as simulator:
        simulator.agenda.after(5, lambda: told.append("action"))

        conductor = Conductor(LocalMember(simulator), Watching(simulator))
        await conductor.run_until(datetime.max.replace(tzinfo=UTC))
        await asyncio.sleep(0.01)

    assert told == ["member", "action"]


async def test_conductor_gives_up_on_work_that_never_ends() -> None:
    class Busy(LocalMember):
        async def state(self) -> ClockState:
            return ClockState(EPOCH, None, 1, 0)

    async with CarrierLab() as lab:
        conductor = Conductor(Busy(lab.simulator), patience_s=0.05)

        with pytest.raises(StuckError):
            await conductor.run_until(EPOCH)


async def test_real_time_runs_the_agenda_by_itself() -> None:
    async with Simulator(clock=ScaledClock.starting(EPOCH, 1000.0)) as simulator:
        happened = asyncio.Event()
        simulator.agenda.after(10, happened.set)

        await asyncio.wait_for(happened.wait(), 20)

        assert simulator.clock.now() > EPOCH
