"""Copy and paste keep wiring inside the selection and refuse what is not theirs."""

import json

import pytest

from editor.document import clipboard
from editor.document.clip import MAX_BYTES
from editor.document.errors import PasteRefused
from editor.document.selection import Selection
from editor.document.store import Store
from runtime.flow.ids import ExitName
from tests.support.flows import greeting, node_id, spring_sale


def test_pasted_nodes_have_fresh_ids_and_their_own_wiring() -> None:
    store = Store(greeting())
    selection = Selection(store)
    selection.set([node_id("hello"), node_id("yes")])

    pasted = clipboard.paste(store, clipboard.copy(store, selection), (1000, 500))

    hello, yes = pasted.nodes
    assert dict(store.node(hello).targets) == {ExitName("reply:s1"): yes}
    assert (store.position(hello).x, store.position(hello).y) == (1000, 500)
    assert store.node(node_id("hello")).targets[ExitName("reply:s2")] == "no"


def test_variables_come_along_into_another_scenario() -> None:
    here, there = Store(spring_sale()), Store(greeting())
    selection = Selection(here)
    selection.set([node_id("remind")])

    clipboard.paste(there, clipboard.copy(here, selection))

    assert [variable.name for variable in there.flow.variables] == ["姓名"]


def test_a_second_start_node_is_left_out() -> None:
    store = Store(greeting())
    selection = Selection(store)
    selection.set([node_id("start"), node_id("hello")])

    pasted = clipboard.duplicate(store, selection)

    assert len(pasted.nodes) == 1
    assert len(store.flow.start_nodes()) == 1


def test_the_start_node_alone_is_refused_with_the_reason() -> None:
    store = Store(greeting())
    selection = Selection(store)
    selection.set([node_id("start")])

    with pytest.raises(PasteRefused) as refusal:
        clipboard.duplicate(store, selection)

    assert "开始节点" in refusal.value.sentence.zh


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"nodes": []}',
        b'{"xinliu": 2}',
        b'{"xinliu": 1, "nodes": [{"type": "end"}]}',
        b'{"xinliu": 1, "nodes": ' + b"[" * 100_000,
        json.dumps({"xinliu": 1, "nodes": [{"type": "end", "id": "x"}] * 5_001}).encode(),
        b" " * (MAX_BYTES + 1),
    ],
)
def test_anything_else_is_refused_and_changes_nothing(data: bytes) -> None:
    store = Store(greeting())

    with pytest.raises(PasteRefused):
        clipboard.paste(store, data)

    assert store.document == greeting()


def test_unknown_nodes_are_copied_with_their_data() -> None:
    store = Store(greeting())
    data = {"xinliu": 1, "nodes": [{"type": "hologram", "id": "h", "depth": [1, 2]}]}

    pasted = clipboard.paste(store, json.dumps(data).encode())

    assert store.node(pasted.nodes[0]).model_dump(mode="json")["depth"] == [1, 2]
