from __future__ import annotations

from editor.document.folding import folded, spans
from editor.document.searching import Match, SearchIndex, replace
from editor.document.spots import place_in
from editor.document.store import Store
from editor.undo import History
from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame, FrameId, Layout, Note, NoteId
from runtime.flow.nodes.start import Start, Trigger
from runtime.flow.variable import Variable
from runtime.wording import same
from tests.support.flows import greeting


def scenario() -> Store:
    document = greeting()
    start = document.flow.start_nodes()[0]
    assert isinstance(start, Start)
    start = start.with_changes(triggers=(Trigger(words=("优惠", "春季优惠")),))
    flow = document.flow.with_changes(
        nodes={**document.flow.nodes, start.id: start}, variables=(Variable(name="优惠额"),), name="春季优惠"
    )
    layout = Layout(
        notes={NoteId("n1"): Note(id=NoteId("n1"), text="优惠到三月")},
        frames={FrameId("f1"): Frame(id=FrameId("f1"), title="优惠组")},
    )
    return Store(Document(flow=flow, layout=layout))


def found(store: Store, words: str) -> list[tuple[str, str]]:
    return [(match.spot.owner, match.spot.text) for match in SearchIndex(store).find(words)]


def put_text(store: Store, text: str) -> None:
    with store.edit(same("x")) as draft:
        draft.put_node(draft.node(NodeId("yes")).with_changes(title=text))


def test_width_case_and_form_of_characters_do_not_matter() -> None:
    assert folded("ＡＢＣ①Ａ") == "abc1a"
    assert spans("全场ＡＢ券", folded("ab")) == [(2, 4)]


def test_only_whole_characters_are_found() -> None:
    assert spans("5㎏装", folded("kg")) == [(1, 2)]
    assert spans("5㎏装", folded("k")) == []
    assert spans("㎏kg㎏", folded("kg")) == [(0, 1), (1, 3), (3, 4)]


def test_texts_keywords_variables_notes_and_frames_are_found() -> None:
    assert found(scenario(), "优惠") == [
        ("node", "优惠"),
        ("node", "春季优惠"),
        ("note", "优惠到三月"),
        ("frame", "优惠组"),
        ("flow", "春季优惠"),
        ("flow", "优惠额"),
    ]


def test_a_type_is_found_by_its_name_in_either_language_once() -> None:
    store = scenario()

    assert {match.node for match in SearchIndex(store).find("发送消息")} == {NodeId("hello")}
    assert {match.node for match in SearchIndex(store).find("SEND MESSAGE")} == {NodeId("hello")}
    assert len(SearchIndex(store).find("send")) == 1


def test_nothing_is_found_for_no_words_and_for_strange_ones() -> None:
    index = SearchIndex(scenario())

    assert index.find("  ") == ()
    assert index.find("优惠码") == ()


def test_every_place_in_a_text_counts_in_its_order() -> None:
    store = scenario()
    put_text(store, "好好好好")

    matches = SearchIndex(store).find("好好")

    assert [(match.begin, match.end) for match in matches] == [(0, 2), (2, 4)]


def test_an_edit_is_seen_and_what_is_gone_is_not_found() -> None:
    store = scenario()
    index = SearchIndex(store)
    index.find("x")
    put_text(store, "新名字")
    assert len(index.find("新名字")) == 1
    with store.edit(same("x")) as draft:
        draft.remove_node(NodeId("yes"))

    assert index.find("新名字") == ()


def test_a_place_reads_as_people_say_it() -> None:
    store = scenario()
    match = SearchIndex(store).find("春季优惠")[0]

    assert place_in(store.node(NodeId("start")), match.spot).zh == "开始 › 怎样开始 1 › 关键词 2"


def test_replacing_all_is_one_step_of_the_history() -> None:
    store = scenario()
    history = History(store)
    before = store.document

    done = replace(store, SearchIndex(store).find("优惠"), "折扣", "优惠")

    assert done.count == 5
    assert found(store, "折扣") == [
        ("node", "折扣"),
        ("node", "春季折扣"),
        ("note", "折扣到三月"),
        ("frame", "折扣组"),
        ("flow", "春季折扣"),
    ]
    assert found(store, "优惠") == [("flow", "优惠额")]
    history.undo()
    assert store.document == before
    history.close()


def test_several_places_of_one_text_are_replaced_together() -> None:
    store = scenario()
    put_text(store, "好的，好吧，好")

    replace(
        store,
        [match for match in SearchIndex(store).find("好") if match.spot.path == ("title",)],
        "行啊",
        "好",
    )

    assert store.node(NodeId("yes")).title == "行啊的，行啊吧，行啊"


def test_a_variable_inside_a_text_is_found_but_not_replaced() -> None:
    store = scenario()
    put_text(store, "姓名：{{姓名}}")
    matches = SearchIndex(store).find("姓名")

    assert [match.may_be_replaced for match in matches] == [True, False]
    replace(store, matches, "名字", "姓名")
    assert store.node(NodeId("yes")).title == "名字：{{姓名}}"


def test_what_no_file_could_hold_is_left_and_counted() -> None:
    store = scenario()
    put_text(store, "短")
    matches: tuple[Match, ...] = SearchIndex(store).find("短")

    done = replace(store, matches, "长" * 61, "短")

    assert (done.count, done.refused) == (0, 1)
    assert store.node(NodeId("yes")).title == "短"


def test_texts_that_grew_over_a_limit_are_counted() -> None:
    store = scenario()
    matches = [match for match in SearchIndex(store).find("好的") if match.spot.path[-1] == "text"]

    assert replace(store, matches, "好得不能再好了真的是太好了啊", "好的").too_long == 1
