"""Two edited copies of one scenario become one."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document.merging import Conflict, Merge, merge
from editor.document.merging.deciding import adopt, decide
from editor.document.store import Store
from runtime.flow.document import Document, digest
from runtime.flow.file_format import from_text, to_text
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import Layout, Note, NoteId, Position
from runtime.flow.node import Node
from runtime.flow.nodes.end import End
from runtime.flow.variable import Variable
from runtime.messages.card import Card
from runtime.messages.elements.text import Text
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.records import FieldPath, replaced_at, value_at
from tests.editor.document.test_difference import changed, with_node, without_node
from tests.support.flows import greeting, node_id, spring_sale
from tests.support.random_flows import flows

TITLE: FieldPath = ("message", "content", "cards", 1, "title")


def value(document: Document, name: str, path: FieldPath) -> Any:  # noqa: ANN401 - whatever a field holds
    """A value of a node."""
    return value_at(document.flow.nodes[node_id(name)], path)


def target(document: Document, name: str, exit_name: str) -> str | None:
    """Where an exit leads."""
    return document.flow.nodes[node_id(name)].targets.get(ExitName(exit_name))


def only(merged: Merge) -> Conflict:
    """The one conflict of a merge."""
    (conflict,) = merged.conflicts
    return conflict


def rewired(document: Document, name: str, **targets: str) -> Document:
    """*document* with more targets at a node; `reply_s1` is the exit `reply:s1`."""
    node = document.flow.nodes[node_id(name)]
    more = {key.replace("_s", ":s"): target for key, target in targets.items()}
    return with_node(document, node.model_copy(update={"targets": {**node.targets, **more}}))


def test_different_fields_of_one_card_are_both_kept() -> None:
    base = spring_sale()
    ours = changed(base, "carousel", TITLE, "跑鞋上新")
    theirs = changed(base, "carousel", (*TITLE[:-1], "description"), "只有 190 克")

    merged = merge(base, ours, theirs)

    assert merged.conflicts == ()
    card = value(merged.document, "carousel", TITLE[:-1])
    assert (card.title, card.description) == ("跑鞋上新", "只有 190 克")


def test_one_text_changed_twice_is_a_conflict_in_words() -> None:
    base = spring_sale()
    ours, theirs = changed(base, "carousel", TITLE, "甲"), changed(base, "carousel", TITLE, "乙")

    merged = merge(base, ours, theirs)

    assert value(merged.document, "carousel", TITLE) == "甲"
    conflict = only(merged)
    assert conflict.sentence.zh == "两边都改了「新品轮播」卡片 2 的标题，改得不一样"
    assert (conflict.base, conflict.ours, conflict.theirs) == ("轻便跑鞋", "甲", "乙")


def test_cards_added_in_both_copies_both_stay_around_a_changed_one() -> None:
    base = spring_sale()
    path = TITLE[:3]
    cards = value(base, "carousel", path)
    ours = changed(base, "carousel", path, (Card(title="我们的"), *cards))
    theirs = changed(base, "carousel", path, (cards[0], Card(title="他们的"), *cards[1:]))
    theirs = changed(theirs, "carousel", (*path, 3, "title"), "大通勤包")

    merged = merge(base, ours, theirs)

    assert merged.conflicts == ()
    assert [card.title for card in value(merged.document, "carousel", path)] == [
        "我们的",
        "春日风衣",
        "他们的",
        "轻便跑鞋",
        "大通勤包",
    ]


def test_a_suggestion_removed_here_and_reworded_there_stays_as_a_conflict() -> None:
    base = greeting()
    chips: tuple[Suggestion, ...] = value(base, "hello", ("message", "chips"))
    ours = changed(base, "hello", ("message", "chips"), chips[:1])
    theirs = changed(base, "hello", ("message", "chips", 1, "text"), "下次吧")

    conflict = only(merge(base, ours, theirs))

    assert conflict.sentence.zh == "「打招呼」的消息下方的悬浮建议里的「下次吧」：这一份删除了，另一份改了"
    assert (conflict.gone, conflict.kept) == ("ours", "theirs")


def test_a_suggestion_removed_here_and_led_elsewhere_there_is_a_conflict() -> None:
    base = greeting()
    hello = base.flow.nodes[node_id("hello")]
    fewer = replaced_at(hello, ("message", "chips"), value(base, "hello", ("message", "chips"))[:1])
    ours = with_node(base, fewer.model_copy(update={"targets": {"reply:s1": "yes"}}))

    merged = merge(base, ours, rewired(base, "hello", reply_s2="yes"))

    assert only(merged).gone == "ours"
    assert target(merged.document, "hello", "reply:s2") == "yes"


def test_a_node_removed_here_and_changed_there_stays() -> None:
    base = spring_sale()
    ours, theirs = without_node(base, "remind"), changed(base, "remind", ("title",), "再提醒")

    merged = merge(base, ours, theirs)

    assert merged.document.flow.nodes[node_id("remind")].title == "再提醒"
    assert only(merged).sentence.zh == "「再提醒」：这一份删除了，另一份改了"


def test_a_node_removed_here_and_wired_anew_there_stays() -> None:
    base = greeting()
    ours = without_node(base, "yes")
    theirs = rewired(base, "hello", other="yes")

    merged = merge(base, ours, theirs)

    assert node_id("yes") in merged.document.flow.nodes
    assert only(merged).sentence.zh == "「参加」：这一份删除了，另一份新接到了这里"


def test_a_chain_of_removed_nodes_is_no_conflict() -> None:
    base = spring_sale()
    ours = without_node(without_node(base, "tomorrow"), "remind")
    theirs = changed(base, "city", ("retries",), 5)

    merged = merge(base, ours, theirs)

    assert merged.conflicts == ()
    assert node_id("tomorrow") not in merged.document.flow.nodes


def test_exits_are_joined_one_by_one() -> None:
    base = greeting()

    merged = merge(base, rewired(base, "hello", other="yes"), rewired(base, "hello", no_reply="no"))
    clash = merge(base, rewired(base, "hello", reply_s1="no"), rewired(base, "hello", reply_s1="start"))

    assert merged.conflicts == ()
    assert dict(merged.document.flow.nodes[node_id("hello")].targets) == {
        "reply:s1": "yes",
        "reply:s2": "no",
        "other": "yes",
        "no_reply": "no",
    }
    assert only(clash).sentence.zh == "两边把「打招呼」的「好的」接到了不同的地方"
    assert only(clash).theirs_words.zh == "「开始」"


def test_new_nodes_of_one_id_get_ids_of_their_own() -> None:
    base = greeting()
    ours = with_node(base, End(id=node_id("n"), title="甲"))
    theirs = rewired(with_node(base, End(id=node_id("n"), title="乙")), "hello", other="n")
    theirs = theirs.model_copy(update={"layout": Layout(positions={node_id("n"): Position(x=5)})})

    merged = merge(base, ours, theirs)

    nodes = merged.document.flow.nodes
    assert (nodes[node_id("n")].title, nodes[node_id("n-2")].title) == ("甲", "乙")
    assert target(merged.document, "hello", "other") == "n-2"
    assert merged.document.layout.positions[node_id("n-2")].x == 5


def test_new_suggestions_of_one_id_get_ids_of_their_own() -> None:
    base = greeting()
    chips = value(base, "hello", ("message", "chips"))
    ours, theirs = (
        rewired(
            changed(
                base, "hello", ("message", "chips"), (*chips, Suggestion(id=SuggestionId("s9"), text=text))
            ),
            "hello",
            reply_s9=target,
        )
        for text, target in (("甲", "yes"), ("乙", "no"))
    )

    joined = merge(base, ours, theirs).document

    chips = value(joined, "hello", ("message", "chips"))
    assert [chip.id for chip in chips] == ["s1", "s2", "s9", "s9-2"]
    assert (target(joined, "hello", "reply:s9"), target(joined, "hello", "reply:s9-2")) == ("yes", "no")


def test_variables_and_settings_of_both_copies_come_together() -> None:
    base = spring_sale()
    ours = base.model_copy(
        update={"flow": base.flow.with_changes(variables=(*base.flow.variables, Variable(name="券码")))}
    )
    theirs = base.model_copy(
        update={
            "flow": base.flow.with_changes(
                variables=(*base.flow.variables, Variable(name="城市")), name="夏季促销"
            )
        }
    )

    merged = merge(base, ours, theirs)

    assert [variable.name for variable in merged.document.flow.variables] == ["姓名", "券码", "城市"]
    assert merged.document.flow.name == "夏季促销"
    assert merged.conflicts == ()


def test_places_never_clash_and_words_of_notes_do() -> None:
    base = spring_sale()

    def edited(x: float, text: str) -> Document:
        positions = {**base.layout.positions, node_id("got"): Position(x=x)}
        note = Note(id=NoteId("note"), x=x, text=text)
        return base.model_copy(
            update={
                "layout": base.layout.model_copy(update={"positions": positions, "notes": {note.id: note}})
            }
        )

    merged = merge(base, edited(1, "甲"), edited(2, "乙"))

    assert merged.document.layout.positions[node_id("got")].x == 1
    assert only(merged).kind == "note"


def test_another_element_against_another_text_is_decided_as_a_whole() -> None:
    base = spring_sale()
    ours = changed(base, "single", ("message", "content"), Text(text="春天"))
    theirs = changed(base, "single", ("message", "content", "card", "title"), "夏天")

    merged = merge(base, ours, theirs)

    assert only(merged).place == ("message", "content")
    assert value(merged.document, "single", ("message", "content")).plain_text() == "春天"


def test_deciding_is_an_edit_that_can_be_taken_back() -> None:
    base = spring_sale()
    ours = changed(without_node(base, "remind"), "carousel", TITLE, "甲")
    theirs = changed(changed(base, "carousel", TITLE, "乙"), "remind", ("title",), "再提醒")
    store = Store(ours)
    seen: list[Any] = []
    store.subscribe(seen.append)

    adopt(store, merge(base, ours, theirs))
    title, removed = sorted(store.conflicts.values(), key=lambda conflict: conflict.name)
    decide(store, title, "theirs")
    decide(store, removed, "ours")

    assert not store.conflicts
    assert value(store.document, "carousel", TITLE) == "乙"
    assert node_id("remind") not in store.nodes
    store.apply(seen[2].reversed())
    assert list(store.conflicts) == [removed.id]
    assert node_id("remind") in store.nodes
    for change in reversed(seen[:2]):
        store.apply(change.reversed())
    assert digest(store.flow) == digest(ours.flow)
    assert not store.conflicts


def test_deciding_finds_an_item_that_moved_since() -> None:
    base = greeting()
    ours = changed(base, "hello", ("message", "chips", 1, "text"), "甲")
    theirs = changed(base, "hello", ("message", "chips", 1, "text"), "乙")
    store = Store(ours)
    adopt(store, merge(base, ours, theirs))
    chips = value(store.document, "hello", ("message", "chips"))
    with store.edit(only(merge(base, ours, theirs)).sentence) as draft:
        draft.put_node(replaced_at(store.node(node_id("hello")), ("message", "chips"), chips[::-1]))

    decide(store, next(iter(store.conflicts.values())), "theirs")

    assert [chip.text for chip in value(store.document, "hello", ("message", "chips"))] == ["乙", "好的"]


def same(one: Document, other: Document) -> bool:
    """Whether two documents are written alike."""
    return to_text(one) == to_text(other)


def of(flow: Flow) -> Document:
    """A document with a place for each node."""
    places = {name: Position(x=float(index)) for index, name in enumerate(sorted(flow.nodes))}
    return Document(flow=flow, layout=Layout(positions=places))


@settings(max_examples=60)
@given(flows(), flows())
def test_what_one_copy_left_alone_is_the_other(b: Flow, x: Flow) -> None:
    base, other = of(b), of(x)

    assert same(merge(base, base, other).document, other)
    assert same(merge(base, other, base).document, other)
    assert same(merge(base, other, other).document, other)
    assert merge(base, base, other).conflicts == ()
    assert merge(base, other, other).conflicts == ()


@settings(max_examples=100)
@given(flows(), flows(), flows())
def test_a_merge_of_anything_can_be_opened_and_is_the_same_again(b: Flow, x: Flow, y: Flow) -> None:
    merged = merge(of(b), of(x), of(y))

    assert same(from_text(to_text(merged.document)), merged.document)
    assert same(merge(of(b), of(x), of(y)).document, merged.document)
    assert len({conflict.id for conflict in merged.conflicts}) == len(merged.conflicts)
    assert all(conflict.sentence.zh and conflict.sentence.en for conflict in merged.conflicts)


@settings(max_examples=60)
@given(flows(largest=6), st.data())
def test_edits_of_different_nodes_join_alike_from_either_side(b: Flow, data: st.DataObject) -> None:
    ids = sorted(b.nodes)
    mine = set(data.draw(st.lists(st.sampled_from(ids), unique=True)))
    yours = set(ids) - mine

    def edited(names: set[NodeId], title: str) -> Document:
        nodes: dict[NodeId, Node] = {
            name: node.model_copy(update={"title": title if name in names else node.title})
            for name, node in b.nodes.items()
        }
        return of(b.model_copy(update={"nodes": nodes}))

    one = merge(of(b), edited(mine, "甲"), edited(yours, "乙"))
    other = merge(of(b), edited(yours, "乙"), edited(mine, "甲"))

    assert one.conflicts == ()
    assert digest(one.document.flow) == digest(other.document.flow)


@settings(max_examples=60)
@given(flows(), flows(), flows(), st.data())
def test_every_conflict_can_be_decided_either_way(b: Flow, x: Flow, y: Flow, data: st.DataObject) -> None:
    store = Store(of(x))
    adopt(store, merge(of(b), of(x), of(y)))
    while store.conflicts:
        before = len(store.conflicts)
        conflict = data.draw(st.sampled_from(list(store.conflicts.values())))

        decide(store, conflict, data.draw(st.sampled_from(["ours", "theirs"])))

        assert len(store.conflicts) < before
    from_text(to_text(store.document))
