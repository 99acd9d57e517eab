"""Letting a node go on a connection puts it in."""

from editor.document.making import new_node
from editor.tools.desk import Desk
from editor.tools.splicing import may_splice, way_on
from runtime.flow.ids import NEXT, ExitName, NodeId
from runtime.wording import Wording
from tests.support.flows import node_id
from tests.support.stage import PlainStage, pointer

START, HELLO, YES = (node_id(name) for name in ("start", "hello", "yes"))
FIRST = ExitName("reply:s1")
WAIT = NodeId("wait-1")


def with_wait(stage: PlainStage) -> None:
    with stage.store.edit(Wording("添加", "Add")) as draft:
        draft.add_node(new_node("wait", WAIT), 300, 600)


def middle(stage: PlainStage) -> tuple[float, float]:
    start, end = stage.exit_of(HELLO, FIRST), stage.entry_of(YES)
    return (start.x + end.x) / 2, (start.y + end.y) / 2


def test_a_loose_node_goes_into_the_connection_in_one_edit(stage: PlainStage, desk: Desk) -> None:
    with_wait(stage)
    names: list[str] = []
    stage.store.subscribe(lambda change: names.append(change.name.zh))
    desk.press(pointer(310, 610))
    desk.move(pointer(*middle(stage)))
    label, opened = stage.shown.label, stage.shown.opened
    desk.release(pointer(*middle(stage)))

    assert label is not None
    assert (label.words.zh, opened) == ("松开：插到「打招呼」和「参加」之间", (HELLO, FIRST))
    assert stage.store.node(HELLO).targets[FIRST] == WAIT
    assert dict(stage.store.node(WAIT).targets) == {NEXT: YES}
    assert len(names) == 1


def test_a_node_whose_way_out_is_taken_is_only_moved(stage: PlainStage, desk: Desk) -> None:
    desk.press(pointer(10, 10))
    desk.move(pointer(*middle(stage)))
    opened = stage.shown.opened
    desk.release(pointer(*middle(stage)))

    assert opened is None
    assert stage.store.node(HELLO).targets[FIRST] == YES


def test_neighbours_of_a_connection_do_not_go_into_it(stage: PlainStage) -> None:
    nodes = stage.store.nodes

    assert not may_splice(stage.store, nodes[HELLO], (START, NEXT))
    assert not may_splice(stage.store, nodes[YES], (HELLO, FIRST))
    assert not may_splice(stage.store, nodes[START], (HELLO, FIRST))


def test_the_likeliest_free_exit_leads_on(stage: PlainStage) -> None:
    way = way_on(stage.store.node(HELLO))

    assert way is not None
    assert way.name == "other"
    assert way_on(stage.store.node(YES)) is None
