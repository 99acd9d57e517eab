from __future__ import annotations

from editor.document.naming import insertions_of, names_in, renamed_in_text
from editor.document.store import Store
from editor.document.uses import Subject, subjects, uses
from runtime.flow.chatbot import Chatbot, MenuEntry
from runtime.flow.condition import Condition, ConditionRow
from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.branch import Branch, Case
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.set_variables import Assignment, SetVariables
from runtime.flow.nodes.start import Start, Trigger
from runtime.flow.translations import with_translation
from runtime.flow.variable import Variable
from runtime.messages.card import Card
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.wording import same
from tests.support.flows import greeting
from tests.support.messages import reply


def scenario() -> Store:
    document = greeting()
    start = document.flow.start_nodes()[0].with_changes(triggers=(Trigger(words=("好的",)),))
    assert isinstance(start, Start)
    ask = Ask(id=NodeId("ask"), variable="城市")
    rows = (ConditionRow(variable="城市", value="城市"),)
    formula = Condition(expression='城市 == "x" && info.城市 == 1.0')
    branch = Branch(
        id=NodeId("branch"),
        cases=(Case(id="a", condition=Condition(rows=rows)), Case(id="b", condition=formula)),
    )
    card = Card(title="到{{城市}}来", media=CardMedia(source="media:a.png", content_type="image/png"))
    said = SendMessage(
        id=NodeId("said"), message=Message(content=RichCard(card=card), chips=(reply("好的"),))
    )
    put = SetVariables(
        id=NodeId("put"), assignments=(Assignment(variable="城市", kind="expression", value="城市 + 姓名"),)
    )
    chatbot = Chatbot(menu=(MenuEntry(text="好的"),))
    nodes = {node.id: node for node in (*document.flow.nodes.values(), ask, branch, said, put)}
    nodes[start.id] = start
    flow = document.flow.with_changes(
        nodes=nodes, variables=(Variable(name="城市"), Variable(name="姓名")), chatbot=chatbot
    )
    return Store(Document(flow=flow))


def found(store: Store, subject: Subject) -> list[tuple[str, str, tuple[str | int, ...]]]:
    return [(use.node or "", use.access, use.path) for use in uses(store, subject)]


def test_reads_and_writes_of_a_variable_are_told_apart() -> None:
    assert found(scenario(), Subject("variable", "城市")) == [
        ("ask", "writes", ("variable",)),
        ("branch", "reads", ("cases", 0, "condition", "rows", 0, "variable")),
        ("branch", "reads", ("cases", 1, "condition", "expression")),
        ("said", "reads", ("message", "content", "card", "title")),
        ("put", "writes", ("assignments", 0, "variable")),
        ("put", "reads", ("assignments", 0, "value")),
    ]


def test_a_name_after_a_dot_a_call_and_a_quoted_text_are_no_variables() -> None:
    assert names_in('info.城市 + size(名) + "城市" + 城市.contains("x")') == {"info", "名", "城市"}
    assert renamed_in_text("{{info.城市 + 城市}} 城市", "城市", "市") == "{{info.城市 + 市}} 城市"
    assert list(insertions_of("你{{城市}}好{{姓名}}", "姓名")) == [(8, 14)]


def test_a_keyword_is_listened_for_and_said() -> None:
    uses_of_it = found(scenario(), Subject("keyword", "好的"))

    assert ("start", "writes", ("triggers", 0, "words", 0)) in uses_of_it
    assert ("said", "reads", ("message", "chips", 0, "text")) in uses_of_it
    assert ("", "reads", ("chatbot", "menu", 0, "text")) in uses_of_it


def test_a_picture_is_found_where_it_is_shown() -> None:
    assert found(scenario(), Subject("media", "media:a.png")) == [
        ("said", "reads", ("message", "content", "card", "media", "source"))
    ]


def test_a_translation_uses_the_variable_it_names() -> None:
    store = scenario()
    with store.edit(same("x")) as draft:
        draft.put_node(with_translation(draft.node(NodeId("said")), "en", "到{{城市}}来", "Come to {{城市}}"))

    paths = [path for _, _, path in found(store, Subject("variable", "城市"))]
    assert ("translations", "en", "到{{城市}}来") in paths


def test_everything_that_can_be_asked_for_is_listed_with_its_uses() -> None:
    listed = dict(subjects(scenario()))

    assert listed[Subject("variable", "城市")] == 6
    assert listed[Subject("variable", "姓名")] == 1
    assert Subject("keyword", "好的") in listed
    assert listed[Subject("media", "media:a.png")] == 1


def test_a_use_tells_its_place() -> None:
    store = scenario()
    use = uses(store, Subject("variable", "姓名"))[0]

    assert use.place(store).zh == "设置变量 › 赋值 1 › 值"
