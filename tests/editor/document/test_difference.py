"""What differs between two versions, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.difference import difference
from editor.document.differing.entries import Entry
from runtime.flow.document import Document, digest
from runtime.flow.ids import ExitName
from runtime.flow.layout import Layout, Note, NoteId, Position
from runtime.flow.node import Node
from runtime.flow.nodes.end import End
from runtime.flow.variable import Variable
from runtime.messages.card import Card
from runtime.messages.elements.text import Text
from runtime.messages.media import CardMedia
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.records import FieldPath, replaced_at, value_at
from tests.support.flows import greeting, node_id, spring_sale, wired
from tests.support.random_flows import flows


def with_node(document: Document, node: Node) -> Document:
    """*document* with a node put in or replaced."""
    nodes = {**document.flow.nodes, node.id: node}
    return document.model_copy(update={"flow": document.flow.model_copy(update={"nodes": nodes})})


def without_node(document: Document, name: str) -> Document:
    """*document* without a node and without what led there."""
    nodes = {
        key: node.model_copy(update={"targets": {e: to for e, to in node.targets.items() if to != name}})
        for key, node in document.flow.nodes.items()
        if key != name
    }
    return document.model_copy(update={"flow": document.flow.model_copy(update={"nodes": nodes})})


def changed(document: Document, name: str, path: FieldPath, value: object) -> Document:
    """*document* with one value of a node replaced."""
    return with_node(document, replaced_at(document.flow.nodes[node_id(name)], path, value))


def at(document: Document, name: str, path: FieldPath) -> Any:  # noqa: ANN401 - whatever a field holds
    """A value of a node."""
    return value_at(document.flow.nodes[node_id(name)], path)


def sentences(before: Document, after: Document) -> list[str]:
    """The Chinese sentences of a comparison."""
    return [entry.sentence.zh for entry in difference(before, after).entries]


def only(before: Document, after: Document) -> Entry:
    """The one entry of a comparison."""
    (entry,) = difference(before, after).entries
    return entry


def test_one_version_does_not_differ_from_itself() -> None:
    assert not difference(spring_sale(), spring_sale())


def test_a_card_put_in_between_is_one_entry() -> None:
    before = spring_sale()
    cards = at(before, "carousel", ("message", "content", "cards"))
    new = Card(title="通勤背包", description="能装下 14 寸电脑")
    after = changed(before, "carousel", ("message", "content", "cards"), (cards[0], new, *cards[1:]))

    entry = only(before, after)

    assert entry.sentence.zh == "「新品轮播」多一张卡片"
    assert entry.sentence.en == '"新品轮播" has one more card'
    assert entry.detail is not None
    assert entry.detail.zh == "通勤背包 ・ 能装下 14 寸电脑"
    assert entry.changes[0].path == ("message", "content", "cards", 1)


def test_a_title_of_a_card_names_card_and_field() -> None:
    before = spring_sale()
    after = changed(before, "carousel", ("message", "content", "cards", 1, "title"), "轻便跑鞋上新")

    entry = only(before, after)

    assert entry.sentence.zh == "改了「新品轮播」卡片 2 的标题"
    assert entry.sentence.en == 'Changed title of card 2 of "新品轮播"'
    assert entry.was is not None
    assert entry.now is not None
    assert (entry.was.zh, entry.now.zh) == ("轻便跑鞋", "轻便跑鞋上新")


def test_long_texts_are_quoted_where_they_differ() -> None:
    text = "尊敬的顾客，春季上新全场满 300 减 60，活动到 3 月 {day} 日为止，欢迎到店。"
    path: FieldPath = ("message", "content", "text")
    before, after = (changed(spring_sale(), "remind", path, text.format(day=day)) for day in (15, 20))

    entry = only(before, after)

    assert entry.detail is not None
    assert "15 日" in entry.detail.zh
    assert "20 日" in entry.detail.zh


def test_a_timeout_says_what_it_was() -> None:
    before = changed(spring_sale(), "carousel", ("no_reply_after_s",), 43200)
    after = changed(spring_sale(), "carousel", ("no_reply_after_s",), 86400)

    assert sentences(before, after) == ["「24 小时无回复」原为 12 小时"]


def test_a_removed_node_takes_its_connections_with_it() -> None:
    before = spring_sale()
    after = without_node(before, "tomorrow")

    compared = difference(before, after)

    assert [entry.sentence.zh for entry in compared.entries] == ["删除「等到次日 10:00」"]
    assert compared.signs[node_id("tomorrow")] == "removed"
    assert (node_id("carousel"), ExitName("no_reply")) in {(gone.node, gone.exit) for gone in compared.lost}


def test_a_reply_that_leads_elsewhere_names_both_ends() -> None:
    before = greeting()
    hello = before.flow.nodes[node_id("hello")]
    after = with_node(before, hello.model_copy(update={"targets": {**hello.targets, "reply:s1": "no"}}))

    entry = only(before, after)

    assert entry.sentence.zh == "「好的」改接到「不参加」"
    assert entry.detail is not None
    assert entry.detail.zh == "原来接到「参加」"


def test_moves_are_apart_from_the_flow() -> None:
    before = greeting()
    layout = Layout(positions={**before.layout.positions, node_id("yes"): Position(x=9, y=9)})
    after = before.model_copy(update={"layout": layout})

    compared = difference(before, after)

    assert compared.flow_entries == ()
    assert [entry.sentence.zh for entry in compared.layout_entries] == ["移动了「参加」"]
    assert compared.signs == {node_id("yes"): "moved"}


def test_entries_follow_the_flow_and_what_is_gone_stands_where_it_was() -> None:
    before = greeting()
    removed = without_node(before, "hello")
    new = wired(End(id=node_id("new"), title="新结束"))
    start = removed.flow.nodes[node_id("start")].model_copy(update={"targets": {"next": "new"}})
    after = with_node(with_node(removed, new), start)

    assert sentences(before, after) == [
        "「开始」的「下一步」改接到「新结束」",
        "删除「打招呼」",
        "新增「新结束」",
    ]


def test_a_renamed_node_and_another_element_have_their_own_sentences() -> None:
    before = changed(spring_sale(), "single", ("title",), "大图")
    after = changed(spring_sale(), "single", ("message", "content"), Text(text="把春天穿在身上"))

    assert sentences(before, after) == ["「大图」改名为「单卡大图」", "「单卡大图」从富卡片改成文本"]


def test_another_picture_is_one_entry() -> None:
    before = spring_sale()
    new = CardMedia(source="media:other.jpg", content_type="image/jpeg", size_bytes=5)
    after = changed(before, "carousel", ("message", "content", "cards", 0, "media"), new)

    assert sentences(before, after) == ["换了「新品轮播」卡片 1 的图片"]


def test_a_removed_suggestion_is_one_entry_with_its_connection() -> None:
    before = greeting()
    hello = before.flow.nodes[node_id("hello")]
    chips = at(before, "hello", ("message", "chips"))[:1]
    fewer = replaced_at(hello, ("message", "chips"), chips).model_copy(
        update={"targets": {"reply:s1": "yes"}}
    )

    entry = only(before, with_node(before, fewer))

    assert entry.sentence.zh == "「打招呼」少一条悬浮建议"
    assert entry.was is not None
    assert entry.was.zh == "不了"


def test_suggestions_are_told_apart_by_id_not_by_place() -> None:
    before = greeting()
    chips = at(before, "hello", ("message", "chips"))
    new = Suggestion(id=SuggestionId("s9"), text="再看看")
    after = changed(before, "hello", ("message", "chips"), (new, chips[1], chips[0]))

    assert sentences(before, after) == ["「打招呼」多一条悬浮建议", "「打招呼」的消息下方的悬浮建议换了顺序"]


def test_variables_are_told_by_name_and_a_near_one_was_renamed() -> None:
    flow = spring_sale().flow
    old = (Variable(name="姓名", sample="王女士"), Variable(name="券码"))
    new = (Variable(name="城市"), Variable(name="顾客姓名", sample="王女士"))
    before = Document(flow=flow.model_copy(update={"variables": old}))
    after = Document(flow=flow.model_copy(update={"variables": new}))

    assert sentences(before, after) == [
        "新增变量「城市」",
        "变量「姓名」改名为「顾客姓名」",
        "删除变量「券码」",
    ]


def test_settings_and_notes_have_entries_of_their_own() -> None:
    before = spring_sale()
    note = Note(id=NoteId("note"), text="改过")
    after = Document(
        flow=before.flow.with_changes(name="夏季促销", purpose="service"),
        layout=before.layout.model_copy(update={"notes": {note.id: note}}),
    )

    assert sentences(before, after) == ["场景改名为「夏季促销」", "改了用途", "改了便签"]


def test_one_and_true_are_two_values() -> None:
    flow = spring_sale().flow
    before = Document(flow=flow.model_copy(update={"variables": (Variable(name="a", default=1.0),)}))
    after = Document(flow=flow.model_copy(update={"variables": (Variable(name="a", default=True),)}))

    assert sentences(before, after) == ["改了变量「a」的默认值"]


@given(st.data())
def test_nothing_is_found_only_where_the_digests_are_equal(data: st.DataObject) -> None:
    before, after = data.draw(flows()), data.draw(flows())

    found = difference(Document(flow=before), Document(flow=after))

    assert bool(found) == (digest(before) != digest(after))
    assert all(entry.sentence.zh and entry.sentence.en for entry in found.entries)


@pytest.mark.parametrize("swap", [False, True])
def test_every_node_that_differs_has_a_sign_and_an_entry(swap: bool) -> None:
    versions = [spring_sale(), without_node(changed(spring_sale(), "city", ("retries",), 4), "store")]
    before, after = reversed(versions) if swap else versions

    compared = difference(before, after)

    assert set(compared.signs) == {entry.node for entry in compared.entries}
