"""Taking nodes out keeps the way through."""

import pytest

from editor.document.store import Store
from editor.tools.commands import delete_selection
from editor.tools.desk import Desk
from editor.tools.detaching import detach_selection
from runtime.flow.ids import NEXT, ExitName
from runtime.flow.nodes.wait import Wait
from tests.support.flows import document, greeting, node_id, wired
from tests.support.stage import PlainStage, pointer

START, HELLO, YES, NO = (node_id(name) for name in ("start", "hello", "yes", "no"))
A, B, C, D = (node_id(name) for name in "abcd")


def chain() -> PlainStage:
    return PlainStage(
        document(
            (
                wired(Wait(id=A), next="b"),
                wired(Wait(id=B), next="c"),
                wired(Wait(id=C), next="d"),
                Wait(id=D),
            )
        )
    )


def test_what_came_in_goes_to_where_it_mainly_led(stage: PlainStage) -> None:
    stage.selection.set([HELLO])

    assert detach_selection(stage)
    assert stage.store.node(START).targets[NEXT] == YES
    assert not stage.store.node(HELLO).targets
    assert stage.selection.nodes == (HELLO,)


def test_several_go_out_together_and_stay_wired_among_themselves() -> None:
    stage = chain()
    stage.selection.set([B, C])
    detach_selection(stage)

    targets = {node: dict(stage.store.node(node).targets) for node in (A, B, C)}
    assert targets == {A: {NEXT: D}, B: {NEXT: C}, C: {}}


def test_a_circle_leads_nowhere() -> None:
    stage = PlainStage(
        document((wired(Wait(id=A), next="b"), wired(Wait(id=B), next="c"), wired(Wait(id=C), next="b")))
    )
    stage.selection.set([B, C])
    detach_selection(stage)

    assert not stage.store.node(A).targets


def test_a_loose_node_has_nothing_to_take_out() -> None:
    stage = PlainStage(document((Wait(id=A),)))
    stage.selection.set([A])

    assert not detach_selection(stage)


@pytest.mark.parametrize(("keeps_way", "target"), [(True, YES), (False, None)])
def test_deleting_can_keep_the_way(keeps_way: bool, target: str | None) -> None:
    stage = PlainStage(greeting())
    stage.selection.set([HELLO])
    store: Store = stage.store

    delete_selection(store, stage.selection, keeps_way)

    assert (HELLO in store.nodes, store.node(START).targets.get(NEXT)) == (False, target)


def test_a_drag_with_alt_takes_one_node_out_and_says_so(stage: PlainStage, desk: Desk) -> None:
    desk.press(pointer(310, 10, alt=True))
    desk.move(pointer(360, 300, alt=True))
    label, cut = stage.shown.label, stage.shown.cut
    desk.release(pointer(360, 300, alt=True))

    assert label is not None
    assert label.words.zh == "松开：取出「打招呼」，前后接上"
    assert (START, NEXT) in cut
    assert (HELLO, ExitName("reply:s1")) in cut
    assert stage.store.node(START).targets[NEXT] == YES
    assert (stage.store.position(HELLO).x, stage.store.position(HELLO).y) == (350, 290)
