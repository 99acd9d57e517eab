"""Collapsed frames: a small card for what they hold."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.canvas.collapsing import CLOSED_SIZE
from editor.tools.geometry import Point
from runtime.flow.ids import NEXT, ExitName
from runtime.flow.layout import Frame, FrameId
from runtime.wording import Wording
from tests.support.canvas import Bench
from tests.support.flows import greeting, node_id
from widgets.theme import set_reduced_motion

START, HELLO, YES, NO = (node_id(name) for name in ("start", "hello", "yes", "no"))
FIRST = ExitName("reply:s1")
FRAME = FrameId("f")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def framed(qtbot: QtBot) -> Iterator[Bench]:
    """The greeting with a frame round its message, collapsed."""
    set_reduced_motion(True)
    bench = Bench(greeting())
    with bench.store.edit(Wording("添加", "Add")) as draft:
        draft.put_frame(Frame(id=FRAME, x=280, y=-60, width=260, height=400, title="问候"))
    bench.show_at(1.0, 400, 150)
    bench.selection.set(frames=[FRAME])
    bench.view.toggle_frames()
    yield bench
    bench.close()
    set_reduced_motion(False)


def chevron(bench: Bench) -> QPoint:
    return bench.view._camera.to_view(Point(280 + 16, -60 + 16)).toPoint()


def test_what_is_inside_is_neither_painted_nor_hit(framed: Bench) -> None:
    scene = framed.view._scene
    inside = Point(310, 20)

    assert scene.cards[HELLO].is_hidden
    assert HELLO not in scene.grid.meeting(scene.cards[HELLO].rect)
    assert framed.view._stage.hit(inside.x, inside.y + 60, 1.0) is None


def test_connections_lead_to_its_edges(framed: Bench) -> None:
    routes = framed.view._scene.connections.routes
    y = -60 + CLOSED_SIZE[1] / 2

    assert routes[START, NEXT].end == Point(280, y)
    assert routes[HELLO, FIRST].start == Point(280 + CLOSED_SIZE[0], y)


def test_a_click_on_its_mark_opens_it_and_undo_closes_it_again(framed: Bench) -> None:
    QTest.mouseClick(framed.view, LEFT, pos=chevron(framed))
    opened = framed.store.frames[FRAME].collapsed
    framed.history.undo()

    assert (opened, framed.store.frames[FRAME].collapsed) == (False, True)
    assert framed.view._scene.cards[HELLO].is_hidden


def test_connections_within_it_do_not_show(framed: Bench) -> None:
    framed.view.toggle_frames()
    with framed.store.edit(Wording("放大", "Widen")) as draft:
        draft.put_frame(framed.store.frames[FRAME].with_changes(width=700.0, height=500.0))
    framed.view.toggle_frames()

    assert set(framed.view._scene.connections.routes) == {(START, NEXT)}
    framed.view.toggle_frames()
    assert len(framed.view._scene.connections.routes) == 3


def test_going_to_a_node_inside_shows_it_without_an_edit(framed: Bench) -> None:
    before = framed.store.document
    framed.view.reveal(HELLO)
    shown = not framed.view._scene.cards[HELLO].is_hidden
    QTest.mouseClick(framed.view, LEFT, pos=chevron(framed))

    assert (shown, framed.store.document is before) == (True, True)
    assert framed.view._scene.cards[HELLO].is_hidden


def test_dragging_it_moves_what_it_holds(framed: Bench) -> None:
    start = chevron(framed) + QPoint(60, 20)
    framed.drag(start, start + QPoint(40, 300))

    frame, hello = framed.store.frames[FRAME], framed.store.position(HELLO)
    assert (hello.x - 300, hello.y - 0) == (frame.x - 280, frame.y + 60)
    assert len(framed.history.names()) == 3


def test_a_node_put_where_it_was_open_is_not_swallowed(framed: Bench) -> None:
    with framed.store.edit(Wording("移动", "Move")) as draft:
        draft.move(YES, 320, 100)

    assert not framed.view._scene.cards[YES].is_hidden


def test_tab_passes_over_what_is_hidden(framed: Bench) -> None:
    framed.view.setFocus()
    framed.selection.set([START])
    QTest.keyClick(framed.view, Qt.Key.Key_Tab)

    assert framed.selection.nodes in {(YES,), (NO,)}


def test_a_connection_cannot_be_led_into_it_and_says_why(framed: Bench) -> None:
    inside = chevron(framed) + QPoint(60, 20)
    framed.drag(framed.view.exit_position(START, NEXT), inside, lets_go=False)
    wire = framed.view._feedback.wire

    assert wire is not None
    assert wire.words is not None
    assert (wire.verdict, wire.words.zh) == ("refused", "分组收起来了，先展开再接")


def test_following_a_walk_into_it_shows_its_card(framed: Bench) -> None:
    framed.view.scroll_view(5_000, 0)
    framed.view.follow(HELLO)

    assert framed.view._scene.cards[HELLO].is_hidden
    assert framed.view.area_in_view().holds(300, -40)
