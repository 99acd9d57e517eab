from __future__ import annotations

from editor.document.replacing import change_to
from editor.document.store import Store
from runtime.flow.ids import FlowId
from runtime.wording import Wording
from tests.support.flows import greeting, spring_sale

NAME = Wording("恢复", "Restore")


def test_a_document_becomes_another_one_and_goes_back_again() -> None:
    store = Store(spring_sale())
    before = store.document
    change = change_to(store, greeting(), NAME)

    store.apply(change)
    same_id = greeting().flow.model_copy(update={"id": before.flow.id})
    assert store.document == greeting().model_copy(update={"flow": same_id})
    assert list(store.nodes) == list(greeting().flow.nodes)

    store.apply(change.reversed())
    assert store.document == before
    assert list(store.nodes) == list(before.flow.nodes)


def test_only_what_differs_is_touched() -> None:
    store = Store(greeting())
    other = greeting()
    other = other.model_copy(
        update={"flow": other.flow.model_copy(update={"name": "别的", "id": FlowId("x")})}
    )

    assert list(change_to(store, other, NAME).records) == [("flow", "")]
    assert change_to(store, greeting(), NAME).is_empty()
