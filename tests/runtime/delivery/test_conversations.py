"""Whole conversations through inbox, engine, outbox and a carrier."""

import orjson
import pytest
from sqlalchemy import select

from runtime.carriers.port import DeliveryStatus, SharedData
from runtime.engine.prepared import postback_of
from runtime.flow.ids import FlowId, NodeId
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.store import inbox, reading
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros
from runtime.store.tables import consent, message_in
from runtime.testing import said, tapped
from tests.runtime.delivery.conftest import ANN, BOB, Stage, until
from tests.runtime.delivery.flows import (
    asking,
    flow_of,
    greeting,
    handing_over,
    pausing,
    refusing,
    two_messages,
    watching,
)


def _postback(flow_id: str, node: str, suggestion: str) -> str:
    return postback_of(FlowId(flow_id), NodeId(node), Suggestion(id=SuggestionId(suggestion), text=""))


async def test_a_tap_leads_to_its_exit(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await stage.hear(tapped(ANN, _postback("greeting", "offer", "s1"), 1))

    assert stage.carrier.texts(ANN) == ["要优惠券吗？", "给您优惠券。"]
    assert stage.outcomes() == {"s1": "goal"}
    assert stage.carrier.got[1].in_reply_to == "c-1"


async def test_a_number_answers_as_in_an_sms(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await stage.hear(said(ANN, "2", 1))

    assert stage.carrier.texts(ANN)[-1] == "好的，不打扰。"


async def test_silence_ends_the_wait_at_its_time(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await stage.pass_time(3599)
    before = len(stage.carrier.got)
    await stage.pass_time(1)

    assert (before, stage.carrier.texts(ANN)[-1]) == (1, "优惠券还在。")


async def test_days_pass_by_the_clock_alone(stage: Stage) -> None:
    await stage.begin(pausing(), ANN, BOB)
    assert stage.runtime.next_due is not None
    await stage.pass_time(86400)

    assert stage.carrier.texts(BOB) == ["您好", "又见面了"]
    assert set(stage.outcomes().values()) == {"goal"}


async def test_the_same_message_twice_has_one_effect(stage: Stage) -> None:
    await stage.begin(asking(), ANN)
    tap = said(ANN, "小明", 1)
    await stage.hear(tap, tap)
    await stage.hear(tap)

    assert stage.carrier.texts(ANN) == ["您怎么称呼？", "谢谢，小明"]


async def test_an_answer_before_the_wait_ended_wins_even_when_it_arrives_late(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    answer = said(ANN, "要", 1, at=stage.clock.now())
    from datetime import timedelta

    # The clock has passed the end of the wait, but the answer's own time is before it.
    pending = stage.runtime.receive("telecom", [answer])
    await pending
    stage.clock.jump_to(stage.clock.now() + timedelta(hours=2))
    await stage.quiet()

    assert stage.carrier.texts(ANN)[-1] == "给您优惠券。"


async def test_messages_of_one_contact_go_out_in_order(stage: Stage) -> None:
    await stage.begin(two_messages(), *(f"+86138000{number:05d}" for number in range(60)))

    for number in range(60):
        assert stage.carrier.texts(f"+86138000{number:05d}") == ["第一条", "第二条"]
    assert stage.carrier.most_at_once <= stage.runtime.rules.window


async def test_a_keyword_begins_a_conversation(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    await stage.hear(said(ANN, "优惠！", 1))

    assert stage.carrier.texts(ANN) == ["要优惠券吗？"]
    assert stage.carrier.got[0].conversation_id == f"conversation-{ANN}"


async def test_beginning_again_ends_the_session_that_waits(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await stage.begin(greeting(), ANN)

    assert stage.outcomes() == {"s1": "abandoned", "s2": "waiting"}


async def test_sessions_stay_on_the_version_they_began_with(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    changed = greeting()
    coupon = changed.nodes[NodeId("coupon")]
    newer = greeting("greeting").with_changes(
        nodes={**changed.nodes, coupon.id: coupon.model_copy(update={"title": "新"})}
    )
    await stage.begin(newer, BOB)
    await stage.hear(said(ANN, "要", 1), said(BOB, "要", 2))

    rows = stage.store.read_now(reading.sessions)
    found = {row["contact"]: row["version"] for row in rows}
    assert found == {stage.contact(ANN): 1, stage.contact(BOB): 2}
    assert set(stage.outcomes().values()) == {"goal"}


@pytest.mark.parametrize("word", ["退订", "TD", "ｔｄ", " T ", "n", "R。", "QX"])
async def test_a_word_of_refusal_ends_everything_with_one_confirmation(stage: Stage, word: str) -> None:
    await stage.begin(greeting(), ANN)
    await stage.hear(said(ANN, word, 1))
    await stage.hear(said(ANN, word, 2), said(ANN, "优惠", 3))
    begun = await stage.begin(greeting(), ANN)
    await stage.pass_time(7200)

    assert stage.carrier.texts(ANN) == ["要优惠券吗？", "您已退订，将不再收到我们的消息。"]
    assert (begun, stage.outcomes()) == ({}, {"s1": "refused"})
    rows = stage.store.read_now(lambda c: c.execute(select(consent.c.kind, consent.c.proof)).all())
    assert [tuple(row) for row in rows] == [("refused", word)]


async def test_a_refusal_between_queue_and_send_stops_the_message(stage: Stage) -> None:
    import asyncio

    stage.carrier.hold = asyncio.Event()
    await stage.runtime.publish(two_messages())

    await stage.start_with("two", ANN)
    await until(lambda: bool(stage.carrier.most_at_once))
    await stage.runtime.receive("telecom", [said(ANN, "退订", 1)])
    await until(lambda: "failed" in stage.states().values())
    stage.carrier.hold.set()
    await stage.quiet()

    assert stage.carrier.texts(ANN) == ["第一条", "您已退订，将不再收到我们的消息。"]
    assert list(stage.states().values())[:2] == ["accepted", "failed"]


async def test_a_refusal_can_be_taken_back(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await stage.hear(said(ANN, "退订", 1))
    await stage.hear(said(ANN, "恢复订阅", 2))
    await stage.hear(said(ANN, "优惠", 3))

    assert stage.carrier.texts(ANN)[2:] == ["您已恢复订阅。", "要优惠券吗？"]


async def test_a_flow_that_ends_refused_says_goodbye_and_nothing_more(stage: Stage) -> None:
    await stage.begin(refusing(), ANN)
    await stage.hear(said(ANN, "不再接收", 1))
    begun = await stage.begin(greeting(), ANN)

    assert stage.carrier.texts(ANN) == ["继续接收吗？", "好的，再见。"]
    assert begun == {}


async def test_delivery_reports_carry_a_session_on(stage: Stage) -> None:
    sessions = await stage.begin(watching(), ANN, BOB, "+8613800000003")
    await stage.report(f"{sessions[ANN]}-1", ANN, DeliveryStatus.DISPLAYED, DeliveryStatus.SENT)
    await stage.report(f"{sessions[BOB]}-1", BOB, DeliveryStatus.FELL_BACK)
    await stage.report(f"{sessions['+8613800000003']}-1", "+8613800000003", DeliveryStatus.FAILED)

    assert list(stage.states().values()) == ["displayed", "fell_back", "failed"]
    assert list(stage.outcomes().values()) == ["goal", "abandoned", "abandoned"]


async def test_a_report_for_a_stranger_is_set_aside(stage: Stage) -> None:
    from runtime.store import journal

    await stage.report("who-1", ANN, DeliveryStatus.SENT)

    assert stage.store.read_now(journal.set_aside_count) == 1


async def test_what_a_handset_tells_is_kept_with_the_contact(stage: Stage) -> None:
    from runtime.store import contacts

    await stage.hear(said(ANN, SharedData((("deviceModel", "P70"),)), 1))

    ann = stage.contact(ANN)
    known = stage.store.read_now(lambda c: contacts.known(c, [ann]))[ann]
    assert (known.attributes, known.endpoint) == ({"deviceModel": "P70"}, "telecom")


async def test_a_message_that_nobody_waits_for_is_kept(stage: Stage) -> None:
    await stage.hear(said(ANN, "有人吗", 1))

    rows = stage.store.read_now(lambda c: c.execute(select(message_in.c.session_id)).scalars().all())
    assert (list(rows), stage.carrier.got) == ([None], [])


async def test_a_flow_that_cannot_run_is_not_published(stage: Stage) -> None:
    from runtime.engine.errors import CompileRefused

    with pytest.raises(CompileRefused):
        await stage.runtime.publish(flow_of("empty"))


async def test_a_conversation_with_a_person_belongs_to_that_person(stage: Stage) -> None:
    """Keywords do not interrupt it; only a refusal does."""
    await stage.runtime.publish(greeting())
    session_id = (await stage.begin(handing_over(), ANN))[ANN]
    await stage.hear(said(ANN, "优惠", 1))

    assert stage.outcomes() == {session_id: "waiting"}
    assert stage.carrier.texts(ANN) == ["请稍候。"]

    body = orjson.dumps({"session_id": session_id, "outcome": "resolved"})
    entry = InboxEntry(stage.contact(ANN), "person", "", body, to_micros(stage.clock.now()))
    await stage.store.write(lambda connection: inbox.put(connection, [entry]))
    await stage.hear(said(BOB, "你好", 1))

    assert stage.outcomes() == {session_id: "goal"}
