"""What holds at the moment of sending: consent, blacklist, versions, hours, caps, lanes and pace."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from runtime.carriers.port import DeliveryStatus, ErrorClass, SendReply
from runtime.delivery.bucket import Limits
from runtime.delivery.rules import Rules
from runtime.delivery.runtime import Beginning
from runtime.delivery.sending_rules import SendingRules
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from runtime.store import contacts, outbox, sending_policy, sending_queue, sent_counts, skips
from runtime.store.audience_tables import blacklist
from runtime.store.outbox import Outgoing, Purpose, lane_of
from runtime.store.tables import contact as contact_table
from runtime.store.tables import outbox as outbox_table
from runtime.testing import CHATBOT, NOON, FakeCarrier, reported, said
from runtime.wording import same
from tests.runtime.delivery.conftest import ANN, BOB, Stage, until
from tests.runtime.delivery.flows import greeting, pausing, two_messages, watching

_NIGHT = datetime(2026, 3, 8, 14, 0, tzinfo=UTC)
"""22:00 in China."""


def _marketing(flow: Flow) -> Flow:
    return flow.with_changes(purpose="marketing")


def _skips(stage: Stage) -> dict[str, tuple[str, bool]]:
    """Message id → why it was left out, and whether for later."""
    rows = stage.store.read_now(lambda c: skips.listed(c, limit=1000))
    return {row["message_id"]: (row["code"], row["until"] is not None) for row in rows}


def _row(stage: Stage, message_id: str) -> Any:  # noqa: ANN401 - a row
    query = select(outbox_table).where(outbox_table.c.message_id == message_id)
    return stage.store.read_now(lambda c: c.execute(query).one())


async def _set(stage: Stage, rules: SendingRules) -> None:
    def batch(connection: Connection) -> None:
        sending_policy.set_rules(connection, rules.model_dump(mode="json"), stage.clock.now())
        stage.runtime.policy.load(connection)

    await stage.store.write(batch)


async def test_marketing_waits_for_its_hours_and_answers_overtake_it(stage: Stage) -> None:
    stage.clock.jump_to(_NIGHT)
    await stage.begin(_marketing(greeting()), ANN)
    at_night = (stage.states(), _skips(stage), _row(stage, "s1-1").reason)
    await stage.hear(said(ANN, "什么？", 1, at=stage.clock.now()))
    answered = list(stage.carrier.ids)
    await stage.pass_time(10 * 3600)

    assert at_night[:2] == ({"s1-1": "queued"}, {"s1-1": ("quiet_hours", True)})
    assert "2026-03-09 08:00" in at_night[2]
    assert answered == ["s1-2"]
    assert stage.carrier.ids == ["s1-2", "s1-1"]


async def test_hours_are_those_of_the_contact(stage: Stage) -> None:
    await stage.hear(said(ANN, "嗯", 1))
    await stage.store.write(
        lambda c: contacts.learn(c, stage.contact(ANN), {"time_zone": "America/New_York"})
    )
    await stage.begin(_marketing(two_messages()), ANN, BOB)
    at_noon = stage.states()
    await stage.pass_time(12 * 3600)

    assert at_noon == {"s1-1": "queued", "s1-2": "queued", "s2-1": "accepted", "s2-2": "accepted"}
    assert stage.states()["s1-2"] == "accepted"


async def test_marketing_whose_time_ends_before_its_hours_expires(stage: Stage) -> None:
    stage.clock.jump_to(_NIGHT)
    await stage.begin(_marketing(watching()), ANN)
    await stage.pass_time(601)

    assert (stage.carrier.got, stage.states()) == ([], {"s1-1": "expired"})
    assert _skips(stage) == {"s1-1": ("expired", False)}
    assert "有效期" in _row(stage, "s1-1").reason


@pytest.mark.parametrize(
    ("first", "until", "minute", "opens"),
    [
        (8, 21, 8 * 60, None),
        (8, 21, 21 * 60, (24 + 8) * 60),
        (8, 21, 7 * 60 + 59, 8 * 60),
        (20, 2, 60, None),
        (20, 2, 3 * 60, 20 * 60),
        (9, 9, 3 * 60, None),
    ],
)
def test_hours_may_cross_midnight(first: int, until: int, minute: int, opens: int | None) -> None:
    rules = SendingRules(marketing_from=time(first), marketing_until=time(until), time_zone="Asia/Shanghai")
    midnight = datetime(2026, 3, 8, tzinfo=rules.zone)
    found = rules.next_hours(midnight + timedelta(minutes=minute), rules.zone)

    assert found == (None if opens is None else midnight + timedelta(minutes=opens))


async def test_caps_count_all_campaigns_together_and_say_so(stage: Stage) -> None:
    await _set(stage, SendingRules(per_day=2, per_week=3))
    await stage.begin(_marketing(two_messages()), ANN)
    await stage.begin(_marketing(watching()), ANN)
    capped = (stage.states(), stage.outcomes()["s2"], _row(stage, "s2-1").reason)
    await stage.pass_time(24 * 3600)
    await stage.begin(_marketing(watching("third")), ANN)
    await stage.begin(_marketing(watching("fourth")), ANN)

    assert capped[:2] == ({"s1-1": "accepted", "s1-2": "accepted", "s2-1": "failed"}, "abandoned")
    assert "已收到 2 条营销消息，上限 2 条" in capped[2]
    assert _skips(stage) == {"s2-1": ("capped_day", False), "s4-1": ("capped_week", False)}
    assert stage.carrier.ids == ["s1-1", "s1-2", "s3-1"]


async def test_a_report_before_the_answer_leaves_no_gap_in_the_cap(stage: Stage) -> None:
    await _set(stage, SendingRules(per_day=1, per_week=3))
    stage.carrier.hold = asyncio.Event()
    await stage.runtime.publish(_marketing(watching("first")))
    await stage.runtime.publish(_marketing(watching("second")))
    for flow_id in ("first", "second"):
        await stage.start_with(flow_id, ANN)
    await until(lambda: bool(stage.runtime.endpoints["telecom"].under_way))
    await stage.runtime.receive("telecom", reported("s1-1", ANN, DeliveryStatus.DELIVERED))
    await until(lambda: stage.states()["s1-1"] == "delivered")
    stage.runtime.wake_senders()
    await until(lambda: stage.states().get("s2-1") == "failed")
    stage.carrier.hold.set()
    await stage.quiet()

    assert (stage.carrier.ids, _skips(stage)) == (["s1-1"], {"s2-1": ("capped_day", False)})


async def test_what_surely_did_not_go_out_is_not_counted(stage: Stage) -> None:
    await _set(stage, SendingRules(per_day=1, per_week=3))
    busy = SendReply.refused("-1", same("busy"), ErrorClass.TEMPORARY)
    stage.carrier.answers = [busy, SendReply.not_sent("gone", same("gone"))]
    await stage.begin(_marketing(watching()), ANN)
    for _ in range(3):
        await stage.pass_time(10)

    assert (stage.carrier.ids, stage.states()) == (["s1-1"] * 3, {"s1-1": "accepted"})


async def test_what_is_too_much_may_wait_for_the_next_day(stage: Stage) -> None:
    await _set(stage, SendingRules(per_day=1, when_capped="next_day"))
    await stage.begin(_marketing(two_messages()), ANN)
    first = stage.states()
    await stage.pass_time(20 * 3600)

    assert (first["s1-2"], _skips(stage)) == ("queued", {"s1-2": ("capped_day", True)})
    assert stage.states() == {"s1-1": "accepted", "s1-2": "accepted"}


def test_counts_are_forgotten_once_no_cap_looks_at_them(stage: Stage) -> None:
    def batch(connection: Connection) -> list[int]:
        for day in (1, 9, 10):
            sent_counts.add(connection, ["c1", "c2"], day)
        sent_counts.add(connection, ["c1"], 10)
        gone = [sent_counts.forget_before(connection, 9, 1) for _ in range(3)]
        week = sent_counts.sums(connection, ["c1", "c2", "c3"], 10)
        return [*gone, *(number for one in week.values() for number in (one.day, one.week))]

    assert stage.store.write_now(batch) == [1, 1, 0, 2, 3, 1, 2]


async def test_the_first_campaigns_have_a_share_of_the_cap(stage: Stage) -> None:
    await _set(stage, SendingRules(per_day=2, kept_for_first=1))
    await stage.runtime.publish(_marketing(two_messages()))
    people = tuple((await stage.runtime.meet([ANN, BOB])).values())
    for priority, person in ((1, people[0]), (3, people[1])):
        beginning = Beginning(
            FlowId("two"), (person,), {}, {}, trigger="campaign", campaign_id="c", priority=priority
        )
        await stage.runtime.begin(beginning)
    await stage.quiet()

    assert stage.states() == {"s1-1": "accepted", "s1-2": "accepted", "s2-1": "accepted", "s2-2": "failed"}
    counts = stage.store.read_now(lambda c: skips.counts(c, campaign_id="c"))
    assert [(one.code, one.dropped, one.deferred) for one in counts] == [("capped_day", 1, 0)]


async def test_nothing_goes_to_who_may_not_be_written_to_by_then(stage: Stage) -> None:
    """A refusal, the blacklist and a withdrawn version count although the message was queued before."""
    stage.carrier.usual = SendReply.refused("-1", same("busy"), ErrorClass.TEMPORARY)
    await stage.begin(watching(), ANN, BOB)
    await stage.begin(pausing(), "+8613900000003")
    stage.carrier.usual = SendReply.accepted()
    stage.carrier.got.clear()

    def batch(connection: Connection) -> None:
        connection.execute(
            update(contact_table).where(contact_table.c.contact == stage.contact(ANN)).values(refused_at=7)
        )
        connection.execute(insert(blacklist).values(contact=stage.contact(BOB), at=0))
        sending_policy.withdraw(connection, "pausing", 1, "wrong price", NOON)
        stage.runtime.policy.load(connection)

    await stage.store.write(batch)
    await stage.pass_time(30)

    assert stage.carrier.got == []
    assert set(stage.states().values()) == {"failed"}
    assert {key: code for key, (code, _) in _skips(stage).items()} == {
        "s1-1": "refused",
        "s2-1": "blacklisted",
        "s3-1": "withdrawn",
    }


async def test_a_help_answer_that_waits_does_not_go_to_who_refuses_meanwhile(stage: Stage) -> None:
    stage.carrier.usual = SendReply.not_sent("gone", same("gone"))
    await stage.hear(said(ANN, "帮助", 1))
    await stage.pass_time(1)
    await stage.hear(said(ANN, "退订", 2, at=stage.clock.now()))
    stage.store.write_now(
        lambda c: c.execute(update(outbox_table).where(outbox_table.c.seq == 1).values(state="queued"))
    )
    stage.carrier.usual = SendReply.accepted()
    for _ in range(5):
        await stage.pass_time(60)

    assert stage.carrier.texts()[-1] == stage.runtime.rules.refusal_answer
    assert list(_skips(stage).values()) == [("refused", False)]


async def test_a_message_that_waits_for_one_at_another_carrier_goes_once_that_has_gone(
    stage: Stage,
) -> None:
    other = FakeCarrier("unicom")
    await stage.runtime.use(other, CHATBOT, "unicom")
    stage.carrier.hold = asyncio.Event()
    for flow, endpoint in ((pausing(), "telecom"), (greeting(), "unicom")):
        await stage.runtime.publish(flow)
        people = tuple((await stage.runtime.meet([ANN])).values())
        await stage.runtime.begin(Beginning(flow.id, people, {}, {}, endpoint=endpoint))
        await until(lambda: stage.runtime.endpoints["telecom"].under_way == 1)
    await until(lambda: "s2-1" in stage.states())
    before = list(other.ids)
    stage.carrier.hold.set()
    await stage.quiet()

    assert (before, stage.carrier.ids, other.ids) == ([], ["s1-1"], ["s2-1"])


async def test_trials_and_simulated_carriers_keep_no_hours(stage: Stage) -> None:
    stage.clock.jump_to(_NIGHT)
    await stage.runtime.use(stage.carrier, CHATBOT, "telecom", Limits(is_lab=True))
    await stage.begin(_marketing(two_messages()), ANN)

    assert set(stage.states().values()) == {"accepted"}


async def test_a_retry_is_not_forgotten_behind_what_waits_for_it(stage: Stage) -> None:
    stage.carrier.answers = [SendReply.refused("-1", same("busy"), ErrorClass.TEMPORARY)]
    await stage.begin(two_messages(), ANN)
    due = stage.runtime.next_due
    await stage.pass_time(3)

    assert due is not None
    assert NOON < due <= NOON + timedelta(seconds=3)
    assert stage.carrier.texts() == ["第一条", "第一条", "第二条"]


async def test_throttled_messages_keep_their_place_and_full_queues_go_to_the_back(stage: Stage) -> None:
    stage.carrier.answers = [
        SendReply.refused("429", same("slow"), ErrorClass.THROTTLED, 5.0),
        SendReply.refused("full", same("full"), ErrorClass.QUEUE_FULL),
    ]
    await stage.begin(pausing(), ANN, BOB)
    tried = list(stage.carrier.ids)
    await stage.begin(pausing("later"), "+8613900000003")
    for _ in range(60):
        await stage.pass_time(2)

    assert tried == ["s1-1", "s2-1"]
    assert stage.carrier.ids[2:4] == ["s1-1", "s3-1"]
    assert stage.carrier.ids.index("s2-1", 2) > stage.carrier.ids.index("s3-1")
    assert set(stage.states().values()) == {"accepted"}


async def test_a_clock_set_back_does_not_hold_up_what_was_due(stage: Stage) -> None:
    stage.carrier.answers = [SendReply.refused("-1", same("busy"), ErrorClass.TEMPORARY)]
    await stage.begin(pausing(), ANN)
    await stage.pass_time(-3600)
    stage.runtime.wake_senders()
    await stage.quiet()
    await stage.pass_time(3)

    assert stage.carrier.ids == ["s1-1", "s1-1"]


async def test_after_days_of_sleep_old_messages_expire_and_the_rest_keeps_the_pace(tmp_path: Path) -> None:
    stage = Stage(tmp_path, Rules())
    await stage.start()
    people = [f"+86138000{number:05d}" for number in range(170)]
    await stage.begin(pausing(), *people[:150])
    stage.carrier.usual = SendReply.not_sent("ConnectError", same("gone"))
    await stage.begin(watching(), *people[150:])
    stage.carrier.usual = SendReply.accepted()
    stage.carrier.got.clear()
    await stage.runtime.use(stage.carrier, CHATBOT, "telecom", Limits(messages_per_s=100))
    await stage.pass_time(3 * 86400)
    went = [0]
    while len(stage.carrier.got) < 150:
        await stage.pass_time(0.05)
        went.append(len(stage.carrier.got))

    assert Counter(stage.carrier.texts()) == {"又见面了": 150}
    assert max(after - before for before, after in zip(went, went[20:], strict=False)) <= 100
    assert len(went) >= 30
    assert Counter(stage.states().values()) == {"accepted": 300, "expired": 20}
    await stage.close()


def _queue(connection: Connection, *wanted: tuple[str, str, Purpose, datetime]) -> None:
    """Message id, contact, purpose and when it is due, each of a session of its own."""
    outbox.add(
        connection,
        [
            Outgoing(
                message_id=key,
                contact=contact,
                endpoint="e",
                conversation_id="",
                message=b"{}",
                sms_text=None,
                created_at=NOON,
                next_at=due,
                session_id=key,
                purpose=purpose,
                priority=lane_of(purpose),
            )
            for key, contact, purpose, due in wanted
        ],
    )


def test_lanes_go_in_order_and_marketing_is_overtaken(stage: Stage) -> None:
    tomorrow = NOON + timedelta(days=1)

    def batch(connection: Connection) -> tuple[list[str], bool, datetime | None]:
        _queue(
            connection,
            ("ad-1", "c1", "marketing", NOON - timedelta(hours=1)),
            ("ad-2", "c1", "marketing", NOON),
            ("ad-3", "c2", "marketing", tomorrow),
            ("notice", "c2", "service", NOON),
            ("answer", "c1", "answer", NOON),
            ("more", "c1", "answer", NOON),
        )
        found, has_more = sending_queue.due(connection, "e", NOON, 10)
        return [one.message_id for one in found], has_more, sending_queue.next_due(connection, "e", NOON)

    assert stage.store.write_now(batch) == (["answer", "notice", "ad-1"], False, tomorrow)
