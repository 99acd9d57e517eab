from __future__ import annotations

from typing import Any

import pytest

from editor.document.store import Store
from editor.inspector.fixes import apply_fix, can_fix
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Fix, Issue
from runtime.flow.issues import check_flow
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.split import Arm, Split
from runtime.flow.nodes.start import Start, Trigger
from runtime.records import replaced_at, value_at
from runtime.wording import same
from tests.support.flows import document


def issue(name: str, **data: object) -> Issue:
    return Issue("error", "test", same("坏了"), fix=Fix(name, same("修好"), data))


def found(store: Store, code: str) -> Issue:
    return next(each for each in check_flow(store.flow) if each.code == code and each.fix is not None)


def test_a_loose_exit_is_connected_to_a_node(store: Store) -> None:
    apply_fix(store, issue("connect", node="hello", exit="other", target="no"))

    assert store.node(NodeId("hello")).targets[ExitName("other")] == "no"


def test_a_loose_exit_gets_an_end_of_its_own_beside_it(store: Store) -> None:
    made = apply_fix(store, issue("add_end", node="hello", exit="other"))

    assert made is not None
    assert store.node(made).type == "end"
    assert store.node(NodeId("hello")).targets[ExitName("other")] == made
    assert store.position(made).x > store.position(NodeId("hello")).x


def test_a_field_is_set(store: Store) -> None:
    path = ("message", "content", "cards", 0, "suggestions", 0, "text")

    apply_fix(store, issue("set_field", node="cards", path=path, value="好"))

    assert value_at(store.node(NodeId("cards")), path) == "好"


def test_the_repair_of_a_text_over_its_limit_ends_the_issue(store: Store) -> None:
    node = store.node(NodeId("cards"))
    path = ("message", "content", "cards", 0, "suggestions", 0, "text")
    with store.edit(same("太长")) as draft:
        draft.put_node(replaced_at(node, path, "查看离我最近的门店"))
    wrong = next(
        each for each in check_flow(store.flow) if each.path == path and each.fix and each.node == "cards"
    )

    apply_fix(store, wrong)

    assert all(each.path != path or each.code != wrong.code for each in check_flow(store.flow))


def test_a_missing_variable_is_declared_once(store: Store) -> None:
    apply_fix(store, issue("add_variable", variable="券码"))
    apply_fix(store, issue("add_variable", variable="券码"))

    assert [variable.name for variable in store.flow.variables] == ["姓名", "金额", "券码"]


def test_a_variable_gets_its_sample_as_default(store: Store) -> None:
    apply_fix(store, issue("set_default", variable="姓名"))

    assert store.flow.variables[0].default == "王女士"


def test_shares_are_made_even_and_add_up() -> None:
    arms = tuple(Arm(id=name, weight=10) for name in "abc")
    store = Store(document([Split(id=NodeId("s"), arms=arms)]))

    apply_fix(store, issue("share_evenly", node="s"))

    weights = [arm.weight for arm in store.node(NodeId("s")).arms]  # type: ignore[attr-defined]  # known here
    assert sum(weights) == pytest.approx(100)
    assert max(weights) - min(weights) < 0.1


def test_items_are_deleted_and_moved() -> None:
    triggers = (Trigger(words=("甲", "乙")), Trigger(kind="campaign"))
    store = Store(document([Start(id=NodeId("s"), triggers=triggers)]))

    apply_fix(store, issue("delete_item", node="s", path=("triggers", 0, "words", 0)))
    apply_fix(store, issue("move_item", node="s", path=("triggers", 1), to=0))

    start = store.node(NodeId("s"))
    assert isinstance(start, Start)
    assert [trigger.kind for trigger in start.triggers] == ["campaign", "keyword"]
    assert start.triggers[1].words == ("乙",)


def test_a_start_is_added_and_a_node_deleted(store: Store) -> None:
    made = apply_fix(store, issue("add_start"))
    assert made is not None
    apply_fix(store, issue("delete_node", node=made))

    assert made not in store.nodes


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("connect", {"node": "gone", "exit": "other", "target": "no"}),
        ("connect", {"node": "hello", "exit": "other", "target": "gone"}),
        ("set_field", {"node": "hello", "path": ("nothing",), "value": 1}),
        ("set_field", {"node": "hello", "path": ("no_reply_after_s",), "value": "soon"}),
        ("delete_item", {"node": "hello", "path": ("message", "chips", 9)}),
        ("unheard_of", {}),
    ],
)
def test_a_repair_that_no_longer_fits_changes_nothing(store: Store, name: str, data: dict[str, Any]) -> None:
    before = store.flow

    assert apply_fix(store, issue(name, **data)) is None

    assert store.flow == before


def test_every_repair_the_checks_offer_is_known(store: Store) -> None:
    offered = {each.fix.name for each in check_flow(store.flow) if each.fix is not None}

    assert offered
    assert all(can_fix(each) for each in check_flow(store.flow) if each.fix is not None)


def test_a_repair_is_one_edit_named_by_its_result(store: Store) -> None:
    names: list[str] = []
    store.subscribe(lambda change: names.append(change.name.zh))

    apply_fix(store, issue("add_end", node="hello", exit="other"))

    assert names == ["修好"]
    assert isinstance(store.node(NodeId("hello")), SendMessage)
