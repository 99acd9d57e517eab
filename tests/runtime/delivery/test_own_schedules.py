"""Scenarios that begin on a schedule: published, they bring a campaign along that keeps their times."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from runtime.delivery.audience import changing
from runtime.delivery.campaigns.errors import OfAScenario
from runtime.delivery.publishing import Publication
from runtime.delivery.rules import Rules
from runtime.flow.flow import Flow
from runtime.flow.nodes.start import Trigger
from runtime.flow.schedule import Schedule
from runtime.store import campaigns as store
from runtime.store.campaigns import StoredCampaign
from tests.runtime.delivery.campaigning import NOBODY, definition, runs_of
from tests.runtime.delivery.conftest import ANN, BOB, Stage
from tests.runtime.delivery.flows import end, flow_of, say, start
from tests.support.flows import wired

TEN = Schedule(clock=time(10, 0))


def daily(
    schedule: Schedule = TEN, tag: str = "会员", zone: str = "Asia/Shanghai", name: str = "早安"
) -> Flow:
    """Says good morning to members."""
    trigger = Trigger(kind="schedule", tag=tag, schedule=schedule)
    flow = flow_of(
        "daily",
        wired(start(trigger), next="m"),
        wired(say("m", "早上好"), next="over"),
        end("over"),
        name=name,
    )
    return flow.with_changes(time_zone=zone)


async def tagged(stage: Stage, *numbers: str, tag: str = "会员") -> None:
    """People with a tag."""
    met = list((await stage.runtime.meet(numbers)).values())
    now = stage.clock.now()
    await stage.store.write(lambda one: changing.change_tags(one, met, [tag], [], now))


async def until_local(stage: Stage, *moment: int, zone: str = "Asia/Shanghai") -> None:
    """Moves the clock to a local moment, as if the machine had slept till then."""
    local = datetime(*moment, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type, misc]  # six numbers at most
    await stage.pass_time((local - stage.clock.now()).total_seconds())
    await stage.pass_time(1)


def own(stage: Stage) -> list[StoredCampaign]:
    """The campaigns that the scenario brought along."""
    return stage.store.read_now(lambda connection: store.of_origin(connection, "daily"))


async def test_it_begins_every_day_for_whoever_has_the_tag_then(stage: Stage) -> None:
    await tagged(stage, ANN)
    await stage.runtime.publish(daily())
    await until_local(stage, 2027, 3, 1, 9, 59)
    assert stage.carrier.texts() == []
    await until_local(stage, 2027, 3, 1, 10, 0)
    await tagged(stage, BOB)
    await until_local(stage, 2027, 3, 2, 10, 0)

    assert (len(stage.carrier.texts(ANN)), len(stage.carrier.texts(BOB))) == (2, 1)
    (campaign,) = own(stage)
    assert (campaign.name, campaign.state, campaign.origin) == ("早安", "scheduled", "schedule")
    assert runs_of(stage, campaign.id)[0].occurrence == "2027-03-02T10:00"


async def test_a_time_that_was_slept_through_is_missed_and_a_clock_set_back_repeats_none(
    stage: Stage,
) -> None:
    await tagged(stage, ANN)
    await stage.runtime.publish(daily())
    await until_local(stage, 2027, 3, 1, 10, 5)
    await until_local(stage, 2027, 3, 1, 9, 58)
    await until_local(stage, 2027, 3, 1, 10, 2)
    await until_local(stage, 2027, 3, 2, 11, 30)

    assert len(stage.carrier.texts(ANN)) == 1
    states = {one.occurrence: one.state for one in runs_of(stage, own(stage)[0].id)}
    assert states["2027-03-01T10:00"] == "finished"
    assert states["2027-03-02T10:00"] == "missed"


@pytest.mark.parametrize(
    ("clock", "day", "expected"),
    [(time(2, 30), 14, ["2027-03-14T03:30"]), (time(1, 30), 7, ["2027-11-07T01:30"])],
)
async def test_a_change_of_the_clock_neither_loses_nor_doubles_a_time(
    stage: Stage, clock: time, day: int, expected: list[str]
) -> None:
    month = 3 if day == 14 else 11
    zone = "America/New_York"
    await tagged(stage, ANN)
    await until_local(stage, 2027, month, day, 0, 0, zone=zone)
    await stage.runtime.publish(daily(Schedule(clock=clock), zone=zone))
    for _ in range(24):
        await stage.pass_time(1200)

    assert [one.occurrence for one in runs_of(stage, own(stage)[0].id)] == expected
    assert len(stage.carrier.texts(ANN)) == 1


async def test_a_month_without_the_day_has_it_on_its_last_one(stage: Stage) -> None:
    await tagged(stage, ANN)
    await until_local(stage, 2027, 2, 27, 12, 0)
    await stage.runtime.publish(daily(Schedule(every="month", day=30, clock=time(10, 0))))
    await until_local(stage, 2027, 2, 28, 10, 0)
    await until_local(stage, 2027, 3, 30, 10, 0)

    runs = runs_of(stage, own(stage)[0].id)
    assert [one.occurrence for one in runs if one.state == "finished"] == [
        "2027-03-30T10:00",
        "2027-02-28T10:00",
    ]


async def test_publishing_anew_keeps_the_campaign_and_another_time_replaces_it(stage: Stage) -> None:
    await stage.runtime.publish(daily())
    (first,) = own(stage)
    await stage.runtime.publish(daily(name="早"))
    await stage.runtime.publish(daily(tag="试"), publication=Publication(is_trial=True))
    assert [(one.id, one.name, one.state) for one in own(stage)] == [(first.id, "早", "scheduled")]

    await stage.runtime.publish(daily(Schedule(clock=time(20, 0))))

    assert {one.id == first.id: (one.state, one.why) for one in own(stage)} == {
        True: ("cancelled", "unscheduled"),
        False: ("scheduled", ""),
    }


async def test_offline_ends_it_and_online_again_goes_on_without_what_passed(stage: Stage) -> None:
    await tagged(stage, ANN)
    await stage.runtime.publish(daily())
    await stage.runtime.publishing.take_offline("daily")
    assert [(one.state, one.why) for one in own(stage)] == [("cancelled", "offline")]
    await until_local(stage, 2027, 3, 1, 10, 30)
    await stage.runtime.publish(daily())
    await until_local(stage, 2027, 3, 1, 10, 40)

    assert stage.carrier.texts() == []
    assert [one.state for one in own(stage)] == ["scheduled"]
    await until_local(stage, 2027, 3, 2, 10, 0)
    assert len(stage.carrier.texts(ANN)) == 1


async def test_one_that_is_paused_stays_so_and_none_is_changed_by_hand(stage: Stage) -> None:
    await tagged(stage, ANN)
    await stage.runtime.publish(daily())
    key = own(stage)[0].id
    await stage.runtime.campaigns.pause(key)
    await stage.runtime.publish(daily(name="早"))
    await until_local(stage, 2027, 3, 1, 10, 0)

    assert stage.carrier.texts() == []
    await stage.runtime.campaigns.resume(key, NOBODY)
    with pytest.raises(OfAScenario):
        await stage.runtime.campaigns.change(key, definition("daily"))
    await until_local(stage, 2027, 3, 2, 10, 0)
    assert len(stage.carrier.texts(ANN)) == 1


@pytest.mark.parametrize("point", ["gathered", "campaign begun"])
async def test_a_restart_in_the_middle_begins_nobody_twice(tmp_path: Path, point: str) -> None:
    def reached(name: str) -> None:
        if name == point:
            raise asyncio.CancelledError

    first = Stage(tmp_path, Rules(own_time=True), reached)
    await first.start()
    await tagged(first, ANN)
    await first.runtime.publish(daily())
    ten = datetime(2027, 3, 1, 2, 0, 1, tzinfo=UTC)
    first.clock.jump_to(ten)
    await asyncio.sleep(0.1)
    await first.close()
    second = Stage(tmp_path, Rules(own_time=True))
    second.clock.jump_to(ten + timedelta(seconds=5))
    await second.start()
    await second.quiet()
    await second.pass_time(1)

    assert len(first.carrier.texts(ANN) + second.carrier.texts(ANN)) == 1
    assert len(own(second)) == 1
    await second.close()
