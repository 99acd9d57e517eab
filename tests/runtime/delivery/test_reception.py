"""People take conversations over, speak by hand, and hand them back."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import Connection, select

from runtime.carriers.port import DeliveryStatus, SpamReport
from runtime.delivery import reception
from runtime.delivery.errors import DeliveryRefusal
from runtime.delivery.reception import ContactRefuses, NotSendable, NotTaken, TakenByOther, Words
from runtime.delivery.runtime import Beginning
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.store import conversations, overview, takeovers
from runtime.store.conversations import Filters
from runtime.store.tables import message_in
from runtime.testing import said
from tests.runtime.delivery.conftest import ANN, Stage, until
from tests.runtime.delivery.flows import greeting, handing_over, two_messages

T = TypeVar("T")


async def _do(stage: Stage, batch: Callable[[Connection], T]) -> T:
    result = await stage.store.write(batch)
    stage.runtime.wake()
    for sender in stage.runtime.endpoints.values():
        sender.rest.wake()
    await asyncio.sleep(0)
    await stage.quiet()
    return result


async def _take(stage: Stage, by: str = "林") -> None:
    ann, now = stage.contact(ANN), stage.clock.now()
    await _do(stage, lambda c: reception.take_over(c, stage.runtime.book, ann, by, now))


async def _hand_back(stage: Stage) -> None:
    ann, now, runtime = stage.contact(ANN), stage.clock.now(), stage.runtime
    await _do(stage, lambda c: reception.hand_back(c, runtime.book, runtime.key, ann, "林", now))


async def _say(stage: Stage, text: str, message_id: str = "by-hand-1", by: str = "林") -> str:
    words = Words(stage.contact(ANN), message_id, Message(content=Text(text=text)), by, "telecom")
    now = stage.clock.now()
    return await _do(stage, lambda c: reception.say(c, words, now))


async def test_what_is_said_while_a_person_has_the_conversation_is_for_the_person(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await _take(stage)
    await stage.hear(said(ANN, "1", 1))
    await stage.hear(said(ANN, "优惠", 2))

    assert stage.carrier.texts(ANN) == ["要优惠券吗？"]
    kept = stage.store.read_now(lambda c: c.execute(select(message_in.c.session_id)).scalars().all())
    assert kept == ["s1", "s1"]


async def test_a_wait_rests_with_its_remaining_time_until_it_is_handed_back(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await stage.pass_time(3000)
    await _take(stage)
    await stage.pass_time(90_000)
    assert stage.carrier.texts(ANN) == ["要优惠券吗？"]

    await _hand_back(stage)
    await stage.pass_time(599)
    assert stage.carrier.texts(ANN) == ["要优惠券吗？"]
    await stage.pass_time(1)

    assert stage.carrier.texts(ANN)[-1] == "优惠券还在。"


async def test_a_scenario_goes_on_where_it_was_after_it_is_handed_back(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await _take(stage)
    await _hand_back(stage)
    await stage.hear(said(ANN, "1", 1))

    assert stage.carrier.texts(ANN)[-1] == "给您优惠券。"
    assert stage.outcomes() == {"s1": "goal"}


async def test_a_conversation_that_was_handed_over_leaves_as_resolved(stage: Stage) -> None:
    await stage.begin(handing_over(), ANN)
    await _take(stage)
    await stage.pass_time(90_000)
    await _say(stage, "您好，我是林。")
    await _hand_back(stage)

    assert stage.carrier.texts(ANN) == ["请稍候。", "您好，我是林。"]
    assert stage.outcomes() == {"s1": "goal"}
    ann = stage.contact(ANN)
    kinds = [one["kind"] for one in stage.store.read_now(lambda c: takeovers.remarks(c, ann, 9))]
    assert kinds == ["handover_note", "taken", "handed_back"]


async def test_a_beginning_waits_until_the_person_is_done(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await _take(stage)
    flow = two_messages()
    await stage.runtime.publish(flow)
    await stage.runtime.begin(Beginning(flow.id, (stage.contact(ANN),), {}, {}))
    await stage.quiet()
    assert stage.carrier.texts(ANN) == ["要优惠券吗？"]

    await _hand_back(stage)

    assert stage.carrier.texts(ANN) == ["要优惠券吗？", "第一条", "第二条"]


async def test_messages_that_wait_to_go_out_are_kept_back_and_go_out_afterwards(stage: Stage) -> None:
    flow = two_messages()
    stage.carrier.hold = asyncio.Event()
    await stage.runtime.publish(flow)
    await stage.start_with(flow.id, ANN)
    await until(lambda: stage.states() == {"s1-1": "sending", "s1-2": "queued"})
    ann, now = stage.contact(ANN), stage.clock.now()
    await stage.store.write(lambda c: reception.take_over(c, stage.runtime.book, ann, "林", now))
    stage.carrier.hold.set()
    await stage.quiet()
    assert stage.carrier.texts(ANN) == ["第一条"]
    assert stage.states()["s1-2"] == "held"

    await _hand_back(stage)

    assert stage.carrier.texts(ANN) == ["第一条", "第二条"]


async def test_a_refusal_counts_whoever_has_the_conversation(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await _take(stage)
    await stage.hear(said(ANN, "TD", 1))

    with pytest.raises(ContactRefuses):
        await _say(stage, "等一下！")
    await _hand_back(stage)

    assert stage.outcomes() == {"s1": "refused"}


async def test_saying_the_same_twice_sends_it_once(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await _take(stage)
    states = [await _say(stage, "您好"), await _say(stage, "您好")]
    await stage.report("by-hand-1", ANN, DeliveryStatus.DISPLAYED)

    assert stage.carrier.texts(ANN) == ["要优惠券吗？", "您好"]
    assert states == ["queued", "accepted"]
    assert stage.states()["by-hand-1"] == "displayed"


@pytest.mark.parametrize(
    ("text", "by", "wanted"),
    [("您好", "王", TakenByOther), ("", "林", NotSendable), ("长" * 5000, "林", NotSendable)],
)
async def test_what_may_not_be_said_is_refused_with_a_sentence(
    stage: Stage, text: str, by: str, wanted: type[DeliveryRefusal]
) -> None:
    await stage.begin(greeting(), ANN)
    await _take(stage)

    with pytest.raises(wanted) as raised:
        await _say(stage, text, by=by)
    assert raised.value.sentence.zh
    assert raised.value.sentence.en


async def test_nobody_speaks_in_a_conversation_that_nobody_has(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)

    with pytest.raises(NotTaken):
        await _say(stage, "您好")


async def test_a_message_and_a_takeover_at_once_have_one_winner(stage: Stage) -> None:
    """Whoever is first in the writer's order: the scenario answers before, or the person has it after."""
    await stage.begin(greeting(), ANN)
    ann, now = stage.contact(ANN), stage.clock.now()
    await asyncio.gather(
        stage.runtime.receive("telecom", (said(ANN, "1", 1),)),
        stage.store.write(lambda c: reception.take_over(c, stage.runtime.book, ann, "林", now)),
    )
    await stage.quiet()
    answered = "给您优惠券。" in stage.carrier.texts(ANN) or stage.states().get("s1-2") == "held"
    still_waits = stage.outcomes() == {"s1": "waiting"}

    assert answered != still_waits


async def test_the_list_tells_where_everybody_is(stage: Stage) -> None:
    await stage.begin(handing_over(), ANN)
    await stage.pass_time(60)
    await stage.hear(said(ANN, "有人吗", 1, stage.clock.now()))
    numbers = stage.store.numbers
    await stage.store.write(lambda c: overview.follow(c, numbers))
    await stage.store.write(lambda c: overview.follow(c, numbers))
    (row,) = stage.store.read_now(lambda c: conversations.page(c, Filters("people")))
    counted = stage.store.read_now(conversations.counts)

    assert (row["stage"], row["unread"], row["preview"], row["tail"]) == ("people", 1, "有人吗", "0001")
    assert counted == {"people": 1, "running": 0, "over": 0, "unread": 1}


@pytest.mark.parametrize("wanted", ["over", None])
async def test_pages_of_the_list_have_everybody_once(
    stage: Stage, wanted: conversations.Stage | None
) -> None:
    """Without a stage too, where some wait for a person."""
    people = tuple(f"+86138{number:08d}" for number in range(30))
    await stage.begin(two_messages(), *people)
    if wanted is None:
        await stage.pass_time(5)
        await stage.begin(handing_over(), *people[:9])
    numbers = stage.store.numbers
    first = await stage.store.write(lambda c: overview.follow(c, numbers, page=7))
    while (await stage.store.write(lambda c: overview.follow(c, numbers, page=7))).has_more:
        pass
    pages: list[str] = []
    after: tuple[int, str] | None = None
    while True:
        query = partial(conversations.page, filters=Filters(wanted), after=after, limit=7)
        page = stage.store.read_now(query)
        if not page:
            break
        pages += [row["contact"] for row in page]
        after = conversations.end_of(page[-1], Filters(wanted))

    assert first.has_more
    assert sorted(pages) == sorted(stage.contact(one) for one in people)


async def test_a_message_of_the_scenario_is_said_by_hand(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await _take(stage)
    ann, now, book = stage.contact(ANN), stage.clock.now(), stage.runtime.book

    def batch(connection: Connection) -> str:
        message, flow_id, version = reception.of_scenario(connection, book, ann, "s1", "coupon", now)
        return reception.say(connection, Words(ann, "by-hand-2", message, "林", "", flow_id, version), now)

    await _do(stage, batch)

    assert stage.carrier.texts(ANN) == ["要优惠券吗？", "给您优惠券。"]
    assert stage.outcomes() == {"s1": "waiting"}


async def test_a_spam_report_is_kept_with_who_made_it(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await stage.hear(SpamReport("sip:bot", ("s1-1",), "垃圾消息", "广告"))
    ann = stage.contact(ANN)
    (kept,) = stage.store.read_now(lambda c: conversations.spam_reports(c, ann))

    assert (kept["kind"], kept["text"]) == ("垃圾消息", "广告")
