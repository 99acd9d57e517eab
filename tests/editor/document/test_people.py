"""What changes for people is told by their ways, not by fields."""

from __future__ import annotations

from hypothesis import given

from editor.document.differing.people import SENTENCES_MAX, changes_for_people
from runtime.flow.document import Document
from runtime.flow.flow import Flow
from runtime.flow.nodes.end import End
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.set_variables import SetVariables
from runtime.flow.nodes.start import Trigger
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.records import value_at
from tests.editor.document.test_difference import changed, with_node, without_node
from tests.support.flows import greeting, node_id, spring_sale, wired
from tests.support.large_flows import large_flow
from tests.support.random_flows import flows


def told(before: Document, after: Document) -> list[str]:
    """The Chinese sentences about people."""
    return [change.sentence.zh for change in changes_for_people(before.flow, after.flow)]


def turned(document: Document, name: str, **targets: str) -> Document:
    """*document* with other targets at a node."""
    node = document.flow.nodes[node_id(name)]
    more = {key.replace("_s", ":s"): target for key, target in targets.items()}
    return with_node(document, node.model_copy(update={"targets": {**node.targets, **more}}))


def test_a_picture_moved_or_a_name_changed_is_nothing_to_people() -> None:
    before = spring_sale()

    assert told(before, changed(before, "got", ("title",), "完成")) == ["人们收到的消息和走的路都没有变化。"]


def test_an_answer_that_leads_elsewhere_says_where_from_and_to() -> None:
    before = spring_sale()

    assert told(before, turned(before, "arrived", reply_s1="person")) == [
        "点了「查看附近门店」的人现在走到「金额够了吗」，原来收到「最近门店」。"
    ]


def test_of_a_carousel_the_line_that_is_new_is_quoted() -> None:
    before = spring_sale()
    after = changed(before, "carousel", ("message", "content", "cards", 1, "title"), "跑鞋上新")

    assert told(before, after) == ["「新品轮播」换了内容：跑鞋上新"]


def test_a_silent_step_in_between_is_nothing_to_people() -> None:
    before = greeting()
    step = wired(SetVariables(id=node_id("set"), title="记一笔"), next="yes")

    assert told(before, turned(with_node(before, step), "hello", reply_s1="set")) == [
        "人们收到的消息和走的路都没有变化。"
    ]


def test_words_waits_outcomes_and_refusals_are_told() -> None:
    before = spring_sale()
    after = changed(before, "remind", ("message", "content", "text"), "明晚截止。")
    after = changed(after, "arrived", ("no_reply_after_s",), 3600)
    after = changed(after, "tomorrow", ("days_ahead",), 3)
    after = changed(after, "refused", ("outcome",), "abandoned")

    found = told(before, after)

    assert "「提醒一次」换了内容：明晚截止。" in found
    assert "「优惠券到账」之后没有回复的人，原来等 24 小时，现在等 1 小时。" in found
    assert "「等到次日 10:00」原来等到次日 10:00，现在等到 3 天后 10:00。" in found
    assert "走到「谢绝」的人，现在算「未达成」，原来算「拒绝接收」。" in found
    assert "没有路能走到拒绝接收了。" in found


def test_what_touches_everyone_comes_first() -> None:
    before = spring_sale()
    after = changed(before, "store", ("message", "content", "label_text"), "门店")
    after = changed(after, "start", ("triggers",), (Trigger(kind="campaign"),))

    found = changes_for_people(before.flow, after.flow)

    assert found[0].sentence.zh == "关键词「春季」不再开始。"
    assert [change.ways for change in found] == sorted((change.ways for change in found), reverse=True)


def test_new_and_lost_choices_and_dead_ends_are_told() -> None:
    before = greeting()
    chips = value_at(before.flow.nodes[node_id("hello")], ("message", "chips", 0))
    fewer = changed(before, "hello", ("message", "chips"), (chips,))

    assert "在「打招呼」不能再选「不了」。" in told(before, fewer)
    assert "在「打招呼」可以多选「不了」，选了就没有下文。" in told(
        without_node(fewer, "no"), without_node(before, "no")
    )
    assert "点了「好的」的人现在没有下文，原来在「参加」结束。" in told(before, without_node(before, "yes"))


def test_a_new_message_names_its_people_and_its_words() -> None:
    before = greeting()
    new = SendMessage(id=node_id("new"), title="道谢", message=Message(content=Text(text="谢谢您")))
    after = turned(with_node(before, wired(new, next="yes")), "hello", reply_s1="new")

    assert told(before, after) == [
        "点了「好的」的人会收到新消息「道谢」：谢谢您",
        "点了「好的」的人现在收到「道谢」，原来在「参加」结束。",
    ]


def test_a_summary_of_a_large_change_stays_short() -> None:
    flow = large_flow(300)
    nodes = {
        name: node.model_copy(update={"no_reply_after_s": 60})
        for name, node in flow.nodes.items()
        if node.type == "send_message"
    }
    after = flow.model_copy(update={"nodes": {**flow.nodes, **nodes}})

    found = changes_for_people(flow, after)

    assert len(found) == SENTENCES_MAX
    assert "处影响更小的变化" in found[-1].sentence.zh


def test_a_new_end_alone_is_nothing_to_people() -> None:
    before = greeting()

    assert told(before, with_node(before, End(id=node_id("e")))) == ["人们收到的消息和走的路都没有变化。"]


@given(flows(), flows())
def test_any_two_flows_can_be_told_apart_in_words(before: Flow, after: Flow) -> None:
    found = changes_for_people(before, after)

    assert 1 <= len(found) <= SENTENCES_MAX
    assert all(change.sentence.zh and change.sentence.en for change in found)
