"""Where another version can carry on who waits, and where people would be misunderstood."""

from datetime import timedelta

import pytest

from runtime.engine.advance import advance
from runtime.engine.plan import Plan, compile_flow
from runtime.engine.repinning import repinned, why_not_here
from runtime.engine.session import new_session
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.wait import Wait
from runtime.flow.resume import Reply, Start, TimerDue
from runtime.flow.values import ValueType
from runtime.flow.variable import Variable
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from tests.runtime.delivery.flows import end, flow_of, greeting, pausing, say, start
from tests.support.conversations import NOON
from tests.support.flows import wired

OFFER = NodeId("offer")
QUESTION = NodeId("q")


def plan_with(node: Node, version: int = 2) -> Plan:
    """The greeting with another offer."""
    return compile_flow(greeting().with_changes(nodes={**greeting().nodes, OFFER: node}), version)


def offer(*chips: str, text: str = "要优惠券吗？", **fields: object) -> Node:
    """An offer with these chips, wired as the greeting's is."""
    node = say("offer", text, *chips, **{"no_reply_after_s": 3600, **fields})
    return wired(node, reply_s1="coupon", reply_s2="bye", other="bye", no_reply="remind")


def asking(answer_type: str, **fields: object) -> Flow:
    """Asks for something."""
    node = Ask.model_validate(
        {
            "id": "q",
            "question": Message(content=Text(text="？")),
            "answer_type": answer_type,
            "variable": "given",
            **fields,
        }
    )
    return flow_of(
        "asking",
        wired(start(), next="q"),
        wired(node, answered="over", invalid="over", no_reply="over"),
        end("over"),
        variables=(
            Variable(name="given", type=ValueType.NUMBER if answer_type == "number" else ValueType.TEXT),
        ),
    )


@pytest.mark.parametrize(
    "node",
    [
        offer("要", "不要"),
        offer("要", "不要", text="现在要优惠券吗？"),
        offer("要", "不要", "再想想"),
        offer("要", "不要", no_reply_after_s=7200),
    ],
    ids=["the same", "another text", "one more answer", "a longer wait"],
)
def test_who_waits_can_move_where_every_answer_still_counts(node: Node) -> None:
    assert why_not_here(compile_flow(greeting(), 1), plan_with(node), OFFER) is None


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (offer("好的", "不要"), "「要」"),
        (offer("不要", "要"), "「要」"),
        (offer("要"), "出口「不要」"),
        (offer("要", "不要", no_reply_after_s=0), "无回复"),
        (say("offer", "要优惠券吗？", "要", "不要", no_reply_after_s=3600), "不再等"),
        (wired(Wait(id=OFFER), next="bye"), "「等待」"),
    ],
    ids=["renamed", "swapped", "fewer", "no end of the wait", "does not wait", "another type"],
)
def test_who_waits_cannot_move_where_an_answer_would_go_astray(node: Node, words: str) -> None:
    why = why_not_here(compile_flow(greeting(), 1), plan_with(node), OFFER)

    assert why is not None
    assert words in why.zh


def test_a_question_of_another_kind_takes_nobody_over() -> None:
    old = compile_flow(asking("number", maximum=10), 1)
    others = [asking("text"), asking("number", maximum=5), asking("number", maximum=10)]

    reasons = [why_not_here(old, compile_flow(flow, 2), QUESTION) for flow in others]

    assert [reason is None for reason in reasons] == [False, False, True]


def test_a_wait_for_time_moves_with_its_end() -> None:
    old, new = compile_flow(pausing(), 1), compile_flow(pausing().with_changes(name="x"), 2)
    session = advance(old, new_session("s", "c", old), Start(), NOON).session
    assert session.wait is not None

    moved, gone, come = repinned(session, new, session.wait.node, NOON + timedelta(hours=1))
    over = advance(new, moved, TimerDue(session.wait.number), NOON + timedelta(days=1)).session

    assert (moved.wait, moved.version, session.version) == (session.wait, 2, 1)
    assert (gone.detail, come.detail) == ({"to": 2}, {"from": 1})
    assert over.is_over


def test_a_translated_answer_counts_too() -> None:
    def translated(words: str) -> Plan:
        node = offer("要", "不要").with_changes(
            translations={"en": {"要": {"text": words}, "不要": {"text": "No"}}}
        )
        flow = greeting().with_changes(languages=("en",), nodes={**greeting().nodes, OFFER: node})
        return compile_flow(flow, 1)

    old = translated("Yes")
    assert old.translated["en"][OFFER] != old.flow.nodes[OFFER]

    assert why_not_here(old, translated("Yes"), OFFER) is None
    assert why_not_here(old, translated("Sure"), OFFER) is not None


def test_a_moved_session_takes_a_tap_on_the_old_message() -> None:
    old, new = compile_flow(greeting(), 1), plan_with(offer("要", "不要", "再想想"))
    session = advance(old, new_session("s", "c", old), Start(), NOON).session

    moved, _, _ = repinned(session, new, OFFER, NOON)
    sprint = advance(new, moved, Reply(postback="greeting/offer/s2"), NOON)

    assert [event.node for event in sprint.events if event.kind == "entered"] == ["bye", "lost"]
