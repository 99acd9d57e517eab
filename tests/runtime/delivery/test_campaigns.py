"""Campaigns: what is due begins once, at its pace; whoever stops one stops it, and every number adds up."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from runtime.carriers.port import DeliveryStatus, SendReply
from runtime.delivery.campaigns.campaigns import Approval
from runtime.delivery.campaigns.errors import (
    ApprovalNeeded,
    CountDiffers,
    NobodyThere,
    TimePassed,
    WrongState,
)
from runtime.delivery.campaigns.outlook import outlook, sms_parts
from runtime.delivery.campaigns.report import PeopleWish, rate, recipients
from runtime.delivery.campaigns.settings import CampaignSettings, CarrierPrices
from runtime.delivery.errors import FlowOffline
from runtime.store import campaigns as store
from runtime.testing import said
from runtime.wording import same
from tests.runtime.delivery.campaigning import (
    NOBODY,
    at,
    campaign_of,
    definition,
    figures_of,
    meet,
    numbers,
    runs_of,
    started,
)
from tests.runtime.delivery.conftest import Stage
from tests.runtime.delivery.flows import greeting, two_messages


async def test_everybody_gets_the_version_that_is_online_once(stage: Stage) -> None:
    await meet(stage, 30)
    await stage.runtime.publish(two_messages())

    key = await started(stage, definition("two"))
    await stage.pass_time(1)

    found = figures_of(stage, key)
    assert (found.planned, found.begun, found.skipped) == (30, 30, 0)
    assert Counter(stage.carrier.texts()) == {"第一条": 30, "第二条": 30}
    assert {2} == set(Counter(one.contact for one in stage.carrier.got).values())
    assert campaign_of(stage, key).state == "finished"
    assert runs_of(stage, key)[0].version == 1


async def test_whoever_refused_between_list_and_turn_is_left_out_with_the_reason(stage: Stage) -> None:
    people = await meet(stage, 6)
    await stage.runtime.publish(greeting())
    key = await started(stage, definition("greeting", per_minute=60))
    assert figures_of(stage, key).begun == 1

    await stage.runtime.decide(people[-1], "refused", "电话")
    for _ in range(8):
        await stage.pass_time(1)

    found = figures_of(stage, key)
    assert (found.planned, found.begun, found.skips) == (6, 5, {"refused": 1})
    assert people[-1] not in {one.contact for one in stage.carrier.got}


async def test_a_rate_holds_whatever_the_clock_does(stage: Stage) -> None:
    await meet(stage, 40)
    await stage.runtime.publish(greeting())
    key = await started(stage, definition("greeting", per_minute=120))
    counts = [figures_of(stage, key).begun]
    for passed_s in (0.5, 0.5, 1, 3600, -3600, 1):
        await stage.pass_time(passed_s)
        counts.append(figures_of(stage, key).begun)

    steps = [later - earlier for earlier, later in zip([0, *counts], counts, strict=False)]
    assert max(steps) <= 2
    assert steps[0] == 2


async def test_one_endpoint_can_be_throttled_by_itself(stage: Stage) -> None:
    await meet(stage, 10)
    await stage.runtime.publish(greeting())

    key = await started(stage, definition("greeting", throttles={"telecom": 180}))

    assert figures_of(stage, key).begun == 3


async def test_a_full_queue_holds_a_campaign_and_cancelling_is_done_at_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtime.delivery.campaigns.room.DEEPEST", 100)
    stage.carrier.hold = asyncio.Event()
    await meet(stage, 300)
    await stage.runtime.publish(greeting())
    key = await stage.runtime.campaigns.create(definition("greeting"))
    await stage.runtime.campaigns.start(key, NOBODY)
    while not stage.carrier.most_at_once:  # noqa: ASYNC110 (there is no event to wait for)
        await asyncio.sleep(0.002)
    begun = figures_of(stage, key).begun
    assert 100 <= begun < 300

    await stage.runtime.campaigns.cancel(key)
    assert campaign_of(stage, key).state == "cancelling"
    stage.carrier.hold.set()
    await stage.pass_time(1)

    found = figures_of(stage, key)
    assert campaign_of(stage, key).state == "cancelled"
    assert len(stage.carrier.got) == found.begun == stage.carrier.most_at_once
    assert found.begun + found.skips.get("cancelled", 0) + found.waiting == 300

    rest = await stage.runtime.campaigns.continue_with_rest(key)
    await stage.runtime.campaigns.start(rest, NOBODY)
    await stage.pass_time(1)
    for _ in range(8):
        await stage.pass_time(1)
    assert 300 - found.begun == figures_of(stage, rest).begun
    assert {1} == set(Counter(one.contact for one in stage.carrier.got).values())
    assert len(stage.carrier.got) == 300


async def test_a_paused_campaign_takes_back_what_has_not_left_and_goes_on_without_doubling(
    stage: Stage,
) -> None:
    stage.carrier.hold = asyncio.Event()
    await meet(stage, 90)
    await stage.runtime.publish(greeting())
    key = await stage.runtime.campaigns.create(definition("greeting"))
    await stage.runtime.campaigns.start(key, NOBODY)
    while stage.carrier.most_at_once < 64:  # noqa: ASYNC110 (there is no event to wait for)
        await asyncio.sleep(0.002)

    await stage.runtime.campaigns.pause(key)
    stage.carrier.hold.set()
    await stage.quiet()
    await stage.pass_time(60)
    found = figures_of(stage, key)
    assert (found.begun, found.waiting) == (64, 26)
    assert len(stage.carrier.got) == 64

    await stage.runtime.campaigns.resume(key, NOBODY)
    await stage.pass_time(1)
    await stage.pass_time(1)
    assert 90 == len({one.contact for one in stage.carrier.got}) == len(stage.carrier.got)
    assert campaign_of(stage, key).state == "finished"


async def test_nothing_of_a_session_that_is_taken_back_goes_out(stage: Stage) -> None:
    """Its first message waits for a carrier that is gone, and the reminder of the silence waits behind it."""
    stage.carrier.usual = SendReply.not_sent("gone", same("gone"))
    await meet(stage, 1)
    await stage.runtime.publish(greeting())
    key = await started(stage, definition("greeting"))
    await stage.pass_time(3700)
    waiting = list(stage.states().values())
    await stage.runtime.campaigns.pause(key)
    stage.carrier.usual = SendReply.accepted()
    stage.carrier.got.clear()
    await stage.pass_time(3600)

    assert (waiting, stage.carrier.got) == (["queued", "queued"], [])
    assert set(stage.states().values()) == {"revoked"}


async def test_conversations_go_on_after_a_campaign_is_cancelled(stage: Stage) -> None:
    people = await meet(stage, 3)
    await stage.runtime.publish(greeting())
    key = await started(stage, definition("greeting", per_minute=60))
    begun = stage.carrier.got[0].contact
    await stage.runtime.campaigns.cancel(key)

    await stage.hear(said(begun, "要", 1, at=stage.clock.now()))

    assert "给您优惠券。" in stage.carrier.texts(begun)
    found = figures_of(stage, key)
    assert (found.replied, found.goals, found.waiting) == (1, 1, 2)
    assert len(people) == found.planned


async def test_large_audiences_need_the_typed_count(stage: Stage) -> None:
    people = await meet(stage, 5)
    await stage.runtime.publish(greeting())
    campaigns = stage.runtime.campaigns
    await campaigns.set_settings(CampaignSettings(approval_above=4))
    key = await campaigns.create(definition("greeting", people, timing=at("2026-03-08T18:00")))
    with pytest.raises(ApprovalNeeded):
        await campaigns.start(key, NOBODY)
    with pytest.raises(CountDiffers):
        await campaigns.start(key, Approval("林", 4))

    await campaigns.start(key, Approval("林", 5))

    kept = campaign_of(stage, key)
    assert (kept.state, kept.approved_count, kept.approved_by) == ("scheduled", 5, "林")
    assert datetime(2026, 3, 8, 10, tzinfo=UTC) == kept.next_at


async def test_an_audience_that_grew_beyond_its_approval_waits_for_a_new_one(stage: Stage) -> None:
    await meet(stage, 5)
    await stage.runtime.publish(greeting())
    campaigns = stage.runtime.campaigns
    await campaigns.set_settings(CampaignSettings(approval_above=4))
    key = await campaigns.create(definition("greeting", timing=at("2026-03-08T18:00")))
    await campaigns.start(key, Approval("林", 5))
    await meet(stage, 12)

    await stage.pass_time(6 * 3600)
    assert (campaign_of(stage, key).state, campaign_of(stage, key).why) == ("paused", "grown")
    assert not stage.carrier.got
    with pytest.raises(ApprovalNeeded):
        await campaigns.resume(key, NOBODY)

    await campaigns.resume(key, Approval("林", 12))
    await stage.quiet()
    assert len(stage.carrier.got) == 12


async def test_what_cannot_start_says_why(stage: Stage) -> None:
    people = await meet(stage, 1)
    await stage.runtime.publish(greeting())
    campaigns = stage.runtime.campaigns
    late = await campaigns.create(definition("greeting", people, timing=at("2026-03-08T11:00")))
    empty = await campaigns.create(definition("greeting", ["c" + "a" * 26]))
    offline = await campaigns.create(definition("greeting", people))
    with pytest.raises(TimePassed):
        await campaigns.start(late, NOBODY)
    with pytest.raises(NobodyThere):
        await campaigns.start(empty, NOBODY)
    await stage.runtime.publishing.take_offline("greeting")
    with pytest.raises(FlowOffline):
        await campaigns.start(offline, NOBODY)
    with pytest.raises(WrongState):
        await campaigns.cancel(offline)

    await campaigns.remove(late)
    assert {empty, offline} == {one.id for one in stage.store.read_now(lambda one: store.listed(one, 9))}


async def test_a_recurring_campaign_keeps_its_wall_clock_and_never_fires_twice(stage: Stage) -> None:
    people = await meet(stage, 2)
    await stage.runtime.publish(two_messages())
    timing = {"kind": "cron", "cron": "0 18 * * *", "until": "2026-03-12T00:00"}
    key = await started(stage, definition("two", people, timing=timing))
    for _ in range(3):
        await stage.pass_time(6 * 3600)
        await stage.pass_time(-3600)
        await stage.pass_time(3600 + 18 * 3600)

    keys = [(one.occurrence, one.state, one.begun) for one in reversed(runs_of(stage, key))]
    assert [(f"2026-03-{day:02d}T18:00", "finished", 2) for day in (8, 9, 10)] == keys
    await stage.pass_time(86400)
    assert campaign_of(stage, key).state == "finished"


async def test_three_days_asleep_miss_what_was_due_and_say_so(stage: Stage) -> None:
    people = await meet(stage, 2)
    await stage.runtime.publish(two_messages())
    key = await started(stage, definition("two", people, timing={"kind": "cron", "cron": "0 18 * * *"}))
    once = await stage.runtime.campaigns.create(definition("two", people, timing=at("2026-03-09T09:00")))
    await stage.runtime.campaigns.start(once, NOBODY)

    await stage.pass_time(3 * 86400)

    assert {"missed"} == {one.state for one in runs_of(stage, key)}
    assert (campaign_of(stage, once).state, campaign_of(stage, once).why) == ("failed", "late")
    assert not stage.carrier.got
    assert campaign_of(stage, key).state == "scheduled"
    await stage.pass_time(6 * 3600)
    assert len({one.contact for one in stage.carrier.got}) == 2


async def test_a_test_goes_to_named_people_and_counts_nowhere(stage: Stage) -> None:
    await meet(stage, 5)
    await stage.runtime.publish(greeting())
    key = await stage.runtime.campaigns.create(definition("greeting"))
    tester = next(iter((await stage.runtime.meet(["13800000001"])).values()))

    await stage.runtime.campaigns.test(key, [tester])
    await stage.quiet()

    assert [tester] == [stage.store.numbers.contact_of(one.contact) for one in stage.carrier.got]
    assert figures_of(stage, key).planned == 0
    (run,) = runs_of(stage, key, tests=True)
    assert (run.version, run.begun) == (-1, 1)
    assert campaign_of(stage, key).state == "draft"


async def test_the_outlook_adds_up_and_names_overlaps(stage: Stage) -> None:
    people = await meet(stage, 10)
    await stage.runtime.publish(greeting())
    campaigns = stage.runtime.campaigns
    prices = {"telecom": CarrierPrices.model_validate({"message": "0.08", "sms_part": "0.05"})}
    await campaigns.set_settings(CampaignSettings(prices=prices))
    await stage.runtime.decide(people[0], "refused", "电话")
    other = await campaigns.create(
        definition("greeting", people[:4], name="周末", timing=at("2026-03-09T18:00"))
    )
    await campaigns.start(other, NOBODY)
    wanted = definition("greeting", per_minute=3)

    found = stage.store.read_now(lambda one: outlook(one, wanted, campaigns.kinds, stage.clock.now()))

    assert (found.all, found.people, found.refused, found.blacklisted) == (10, 9, 1, 0)
    assert sum(share.people for share in found.shares) == 9
    assert (found.lasts_s, f"{found.most_cost:.5f}", found.sms_parts) == (180.0, "0.72000", 1)
    assert [(one.name, one.people) for one in found.overlaps] == [("周末", 3)]
    assert sms_parts(greeting()) == 1


async def test_every_recipient_has_an_outcome_with_its_reason(stage: Stage) -> None:
    await meet(stage, 3)
    await stage.runtime.publish(greeting())
    key = await started(stage, definition("greeting"))
    first, second, _ = stage.carrier.got
    await stage.report(first.message_id, first.contact, DeliveryStatus.DELIVERED)
    await stage.report(second.message_id, second.contact, DeliveryStatus.FAILED)

    run = runs_of(stage, key)[0].run
    rows = stage.store.read_now(lambda one: recipients(one, run, PeopleWish()))
    failed = stage.store.read_now(lambda one: recipients(one, run, PeopleWish(outcome="failed")))
    line = stage.store.read_now(lambda one: rate(one, [run]))

    assert Counter(one["outcome"] for one in rows) == {"accepted": 1, "delivered": 1, "failed": 1}
    assert len(failed) == 1
    assert figures_of(stage, key).outcomes == Counter(one["outcome"] for one in rows)
    assert (sum(line.counts), line.bucket_s) == (3, 1)
    assert numbers(3)[0].startswith("+86")
    assert timedelta(0) == stage.clock.now() - (line.begins or stage.clock.now())
