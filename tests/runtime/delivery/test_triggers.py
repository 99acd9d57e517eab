"""To whom an inbound message goes: words of our own, the session that waits, older messages, triggers."""

from __future__ import annotations

import pytest

from runtime.engine.prepared import postback_of
from runtime.flow.flow import OLDER_TAP_ANSWER, Flow
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.nodes.start import Trigger
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.testing import said, tapped
from tests.runtime.delivery.conftest import ANN, Stage
from tests.runtime.delivery.flows import asking, end, flow_of, greeting, say, start
from tests.support.flows import wired

REQUIRED = "您怎么称呼？"


def saying(flow_id: str, *triggers: Trigger) -> Flow:
    """Says its own name."""
    return flow_of(
        flow_id, wired(start(*triggers), next="m"), wired(say("m", flow_id), next="over"), end("over")
    )


def keyword(*words: str, match: str = "exact", interrupts: bool = False) -> Trigger:
    return Trigger.model_validate(
        {"kind": "keyword", "words": words, "match": match, "interrupts": interrupts}
    )


def tap_on(node: str, suggestion: str, flow_id: str = "greeting") -> str:
    return postback_of(FlowId(flow_id), NodeId(node), Suggestion(id=SuggestionId(suggestion), text=""))


def older(policy: str) -> Flow:
    return Flow.model_validate({**greeting().model_dump(), "older_taps": policy})


async def test_the_waiting_session_goes_before_keywords(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    await stage.begin(asking(), ANN)
    await stage.hear(said(ANN, "优惠", 1))

    assert stage.carrier.texts(ANN) == [REQUIRED, "谢谢，优惠"]


async def test_a_keyword_that_holds_at_any_time_goes_before_the_waiting_session(stage: Stage) -> None:
    await stage.runtime.publish(saying("menu", keyword("菜单", interrupts=True)))
    await stage.begin(asking(), ANN)
    await stage.hear(said(ANN, "菜单", 1), said(ANN, "小明", 2))

    assert stage.carrier.texts(ANN) == [REQUIRED, "menu", "谢谢，小明"]


async def test_words_that_the_waiting_node_has_no_way_for_may_begin_another(stage: Stage) -> None:
    choosing = flow_of(
        "choosing",
        wired(start(), next="offer"),
        wired(say("offer", "选一个", "甲", "乙"), reply_s1="over", reply_s2="over"),
        end("over"),
    )
    await stage.runtime.publish(saying("hours", keyword("营业时间")))
    await stage.begin(choosing, ANN)
    await stage.hear(said(ANN, "营业时间", 1), said(ANN, "甲", 2))

    assert stage.carrier.texts(ANN) == ["选一个", "hours"]
    assert stage.outcomes()["s1"] == "goal"


async def test_the_trigger_that_fits_most_exactly_begins(stage: Stage) -> None:
    await stage.runtime.publish(saying("anything", Trigger(kind="anything")))
    await stage.runtime.publish(saying("short", keyword("退", match="contains")))
    await stage.runtime.publish(saying("long", keyword("退货", match="contains")))
    await stage.runtime.publish(saying("pattern", keyword("^我要退.*", match="pattern")))
    await stage.runtime.publish(saying("exact", keyword("我要退货")))
    for number, text in enumerate(["我要退货！", "我要退款", "想退货", "退一下", "天气"], 1):
        await stage.hear(said(ANN, text, number))

    assert stage.carrier.texts(ANN) == ["exact", "pattern", "long", "short", "anything"]


async def test_a_call_for_help_is_answered_unless_a_scenario_answers_it(stage: Stage) -> None:
    await stage.begin(asking(), ANN)
    await stage.hear(said(ANN, "帮助", 1))
    await stage.runtime.publish(saying("service", keyword("帮助", interrupts=True)))
    await stage.hear(said(ANN, "帮助", 2))

    assert stage.carrier.texts(ANN) == [REQUIRED, stage.runtime.rules.help_answer, "service"]


@pytest.mark.parametrize(
    ("policy", "last"),
    [("continue", "好的，不打扰。"), ("answer", OLDER_TAP_ANSWER), ("ignore", "给您优惠券。")],
)
async def test_a_tap_on_an_older_message_goes_by_the_scenario(stage: Stage, policy: str, last: str) -> None:
    await stage.begin(older(policy), ANN)
    await stage.hear(tapped(ANN, tap_on("offer", "s1"), 1))
    await stage.hear(tapped(ANN, tap_on("offer", "s2"), 2))

    assert stage.carrier.texts(ANN)[-1] == last


async def test_going_on_from_an_older_message_keeps_what_is_known_and_leaves_where_people_were(
    stage: Stage,
) -> None:
    two = flow_of(
        "two_steps",
        wired(start(), next="first"),
        wired(say("first", "一", "甲", "乙"), reply_s1="second", reply_s2="third"),
        wired(say("second", "二", "丙"), reply_s1="over"),
        wired(say("third", "三"), next="over"),
        end("over"),
    )
    await stage.begin(two.model_copy(update={"older_taps": "continue"}), ANN)
    await stage.hear(tapped(ANN, tap_on("first", "s1", "two_steps"), 1))
    await stage.hear(tapped(ANN, tap_on("first", "s2", "two_steps"), 2))

    assert stage.carrier.texts(ANN) == ["一", "二", "三"]
    assert sorted(stage.outcomes().values()) == ["abandoned", "goal"]


async def test_the_same_tap_twice_at_once_is_one_tap(stage: Stage) -> None:
    await stage.begin(older("answer"), ANN)
    await stage.hear(tapped(ANN, tap_on("offer", "s1"), 1), tapped(ANN, tap_on("offer", "s1"), 2))

    assert stage.carrier.texts(ANN) == ["要优惠券吗？", "给您优惠券。"]


async def test_two_taps_that_race_are_taken_in_order_and_the_second_goes_by_the_policy(stage: Stage) -> None:
    await stage.begin(older("answer"), ANN)
    await stage.hear(tapped(ANN, tap_on("offer", "s2"), 1), tapped(ANN, tap_on("offer", "s1"), 2))

    assert stage.carrier.texts(ANN) == ["要优惠券吗？", "好的，不打扰。", OLDER_TAP_ANSWER]


async def test_five_messages_at_once_are_taken_in_order(stage: Stage) -> None:
    await stage.runtime.publish(asking())
    words = ["预约", "小明", "预约", "小红", "预约"]
    await stage.hear(*(said(ANN, word, number) for number, word in enumerate(words, 1)))

    assert stage.carrier.texts(ANN) == [REQUIRED, "谢谢，小明", REQUIRED, "谢谢，小红", REQUIRED]


async def test_a_tap_of_a_scenario_that_is_offline_is_answered(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await stage.hear(said(ANN, "不要", 1))
    await stage.runtime.publishing.take_offline("greeting")
    await stage.hear(tapped(ANN, tap_on("offer", "s1"), 2))

    assert stage.carrier.texts(ANN)[-1] == OLDER_TAP_ANSWER
