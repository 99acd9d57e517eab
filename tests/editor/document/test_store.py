"""The store commits one change an edit and keeps its own rules."""

import pytest

from editor.document.change import Change
from editor.document.errors import ConnectionRefused, EditUnderway, IdTaken, NodeMissing
from editor.document.store import Store
from runtime.flow.ids import NEXT, ExitName, NodeId
from runtime.flow.node import UnknownNode
from runtime.flow.nodes.end import End
from runtime.flow.nodes.send_message import SendMessage
from runtime.wording import Wording
from tests.support.flows import document, generated, greeting, node_id

EDIT = Wording("修改", "Edit")
HELLO, YES, START = node_id("hello"), node_id("yes"), node_id("start")
FIRST = ExitName("reply:s1")


def test_an_edit_is_one_change_with_everything_before_and_after() -> None:
    store, heard = Store(greeting()), list[Change]()
    store.subscribe(heard.append)

    with store.edit(EDIT) as draft:
        draft.move(YES, 10, 20)
        draft.connect(HELLO, ExitName("other"), YES)

    assert len(heard) == 1
    assert heard[0].node_ids() == {HELLO}
    assert heard[0].moved_ids() == {YES}
    assert store.node(HELLO).targets[ExitName("other")] == YES
    assert store.position(YES).x == 10


def test_an_exception_inside_an_edit_changes_nothing_and_frees_the_store() -> None:
    store, before = Store(greeting()), greeting()

    def fail_half_way() -> None:
        with store.edit(EDIT) as draft:
            draft.remove_node(HELLO)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()

    assert store.document == before
    with store.edit(EDIT) as draft:
        draft.move(YES, 1, 1)


def test_an_edit_that_changes_nothing_is_not_announced() -> None:
    store, heard = Store(greeting()), list[Change]()
    store.subscribe(heard.append)

    with store.edit(EDIT) as draft:
        draft.put_node(store.node(HELLO).with_changes(title="打招呼"))

    assert heard == []


def test_edits_do_not_nest() -> None:
    store = Store(greeting())

    with store.edit(EDIT), pytest.raises(EditUnderway), store.edit(EDIT):
        pass


def test_removing_a_node_clears_its_place_and_what_leads_to_it() -> None:
    store = Store(greeting())

    with store.edit(EDIT) as draft:
        draft.remove_node(YES)

    assert FIRST not in store.node(HELLO).targets
    assert YES not in store.layout.positions


def test_removed_nodes_return_in_their_old_order() -> None:
    store, heard = Store(greeting()), list[Change]()
    store.subscribe(heard.append)
    with store.edit(EDIT) as draft:
        draft.remove_node(HELLO)

    store.apply(heard[0].reversed())

    assert list(store.flow.nodes) == list(greeting().flow.nodes)
    assert store.document == greeting()


def test_a_removed_suggestion_takes_its_connection_along() -> None:
    store = Store(greeting())
    node = store.node(HELLO)
    assert isinstance(node, SendMessage)

    with store.edit(EDIT) as draft:
        message = node.message.with_changes(chips=node.message.chips[1:])
        draft.put_node(node.with_changes(message=message))

    assert dict(store.node(HELLO).targets) == {ExitName("reply:s2"): NodeId("no")}


def test_the_start_node_cannot_be_led_to() -> None:
    store = Store(greeting())

    with pytest.raises(ConnectionRefused, match="start node has no entry"), store.edit(EDIT) as draft:
        draft.connect(HELLO, FIRST, START)


def test_an_exit_that_is_not_there_cannot_be_connected() -> None:
    store = Store(greeting())

    with pytest.raises(ConnectionRefused), store.edit(EDIT) as draft:
        draft.connect(HELLO, NEXT, YES)


def test_adding_under_a_taken_id_is_refused() -> None:
    store = Store(greeting())

    with pytest.raises(IdTaken), store.edit(EDIT) as draft:
        draft.add_node(End(id=YES), 0, 0)


def test_asking_for_a_missing_node_names_it() -> None:
    with pytest.raises(NodeMissing, match="nobody"):
        Store(greeting()).node(node_id("nobody"))


def test_untouched_records_and_snapshots_stay_the_same_objects() -> None:
    store = Store(greeting())
    flow, yes = store.flow, store.node(YES)

    with store.edit(EDIT) as draft:
        draft.move(YES, 5, 5)

    assert store.flow is flow
    assert store.node(YES) is yes


def test_every_node_gets_a_place() -> None:
    bare = generated(30)
    store = Store(bare.model_copy(update={"layout": bare.layout.model_copy(update={"positions": {}})}))

    places = {(store.position(name).x, store.position(name).y) for name in store.nodes}

    assert len(places) == 30


def test_a_connection_of_a_node_from_a_newer_version_can_be_cut_and_made_again() -> None:
    poll = UnknownNode(
        type="poll",
        id=node_id("poll"),
        targets={NEXT: YES},
        data={"type": "poll", "targets": {"next": "yes"}},
    )
    store = Store(document((poll, End(id=YES))))
    with store.edit(EDIT) as draft:
        draft.remove_node(YES)
    with store.edit(EDIT) as draft:
        draft.put_node(End(id=node_id("other")))
        draft.connect(poll.id, NEXT, node_id("other"))

    assert store.node(poll.id).targets == {NEXT: "other"}
