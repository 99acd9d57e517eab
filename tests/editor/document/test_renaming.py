from __future__ import annotations

import pytest
from pydantic import ValidationError

from editor.document.renaming import rename_variable, renamed_in, uses_of
from editor.document.store import Store
from runtime.flow.condition import Condition, ConditionRow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.branch import Branch, Case
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.set_variables import Assignment, SetVariables
from runtime.flow.variable import Variable
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.message import Message
from tests.support.flows import document as documented


def node_with_everything() -> SetVariables:
    return SetVariables(
        id=NodeId("v"),
        assignments=(
            Assignment(variable="金额", kind="expression", value='金额 + 1.0 > 2.0 ? "金额" : 姓名'),
            Assignment(variable="问候", value="{{姓名}}，还差 {{金额 * 2.0}} 元，不是金额"),
        ),
    )


def test_uses_are_found_in_fields_expressions_and_insertions() -> None:
    assert uses_of(node_with_everything()) >= {"金额", "姓名", "问候"}


def test_a_new_name_reaches_every_use_and_no_quoted_text() -> None:
    first, second = renamed_in(node_with_everything(), "金额", "钱").assignments  # type: ignore[attr-defined]  # known here

    assert (first.variable, first.value) == ("钱", '钱 + 1.0 > 2.0 ? "金额" : 姓名')
    assert second.value == "{{姓名}}，还差 {{钱 * 2.0}} 元，不是金额"


def test_a_new_name_reaches_the_rows_of_a_condition() -> None:
    rows = (ConditionRow(variable="金额", value="金额"),)
    node = Branch(id=NodeId("b"), cases=(Case(id="c", condition=Condition(rows=rows)),))

    changed = renamed_in(node, "金额", "钱")

    assert isinstance(changed, Branch)
    assert changed.cases[0].condition.rows == (ConditionRow(variable="钱", value="金额"),)


def test_a_node_that_does_not_use_the_name_stays_the_same_object() -> None:
    node = node_with_everything()

    assert renamed_in(node, "没用到", "钱") is node


@pytest.fixture
def store() -> Store:
    cards = (Card(title="一"), Card(title="二", description="{{姓名}}，来"))
    node = SendMessage(id=NodeId("cards"), message=Message(content=Carousel(cards=cards)))
    document = documented((node,))
    flow = document.flow.with_changes(variables=(Variable(name="姓名"), Variable(name="金额")))
    return Store(document.model_copy(update={"flow": flow}))


def test_renaming_is_one_edit_of_declaration_and_uses(store: Store) -> None:
    changes: list[object] = []
    store.subscribe(changes.append)

    rename_variable(store, "姓名", "称呼")

    content = store.node(NodeId("cards")).message.content  # type: ignore[attr-defined]  # known here
    assert isinstance(content, Carousel)
    assert content.cards[1].description == "{{称呼}}，来"
    assert store.flow.variables[0].name == "称呼"
    assert len(changes) == 1


def test_a_name_that_is_none_changes_nothing(store: Store) -> None:
    before = store.flow

    with pytest.raises(ValidationError):
        rename_variable(store, "姓名", "1 a")

    assert store.flow == before
