"""Gestures and acts with real events, one each."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from editor.canvas.drops import palette_data
from editor.canvas.type_menu import TypeMenu
from editor.document.making import new_node
from editor.tools.feedback import NOTHING
from editor.tools.geometry import Point
from runtime.flow.ids import NEXT, ExitName, NodeId
from runtime.flow.issue import Step
from runtime.flow.nodes.branch import Branch, Case
from runtime.wording import Wording, same
from tests.support.canvas import Bench
from tests.support.flows import document, node_id
from widgets.theme import set_reduced_motion

START, HELLO, YES, NO = (node_id(name) for name in ("start", "hello", "yes", "no"))
OTHER, FIRST = ExitName("other"), ExitName("reply:s1")
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def header(bench: Bench, name: str) -> QPoint:
    return bench.view.node_rect(node_id(name)).topLeft() + QPoint(60, 20)


def middle(bench: Bench, node: NodeId, exit_name: ExitName) -> QPoint:
    place = bench.view._scene.connections.routes[node, exit_name].path.pointAtPercent(0.5)
    return bench.view._camera.to_view(Point(place.x(), place.y())).toPoint()


def test_a_node_let_go_on_a_connection_goes_into_it(bench: Bench) -> None:
    made = NodeId("wait-1")
    with bench.store.edit(Wording("添加", "Add")) as draft:
        draft.add_node(new_node("wait", made), 100, 300)
    start = bench.view.node_rect(made).topLeft() + QPoint(60, 20)
    bench.drag(start, middle(bench, HELLO, FIRST))

    assert bench.store.node(HELLO).targets[FIRST] == made
    assert dict(bench.store.node(made).targets) == {NEXT: YES}
    assert len(bench.history.names()) == 2


def test_a_drag_with_control_duplicates(bench: Bench) -> None:
    bench.drag(header(bench, "yes"), header(bench, "yes") + QPoint(60, 320), held=CONTROL)

    assert len(bench.store.nodes) == 5
    assert bench.store.position(YES).x == 640


def test_a_drag_with_alt_takes_a_node_out(bench: Bench) -> None:
    bench.drag(header(bench, "hello"), header(bench, "hello") + QPoint(0, 320), held=ALT)

    assert bench.store.node(START).targets[NEXT] == YES


def test_a_stroke_of_the_right_button_with_control_cuts(bench: Bench) -> None:
    start = middle(bench, HELLO, FIRST)
    bench.drag(start + QPoint(0, -200), start + QPoint(0, 400), held=CONTROL, button=RIGHT)

    assert not bench.store.node(HELLO).targets


def test_k_arms_the_knife_for_one_stroke(bench: Bench) -> None:
    start = middle(bench, HELLO, FIRST)
    QTest.keyClick(bench.view, Qt.Key.Key_K)
    bench.drag(start + QPoint(0, -200), start + QPoint(0, 400))
    cut = dict(bench.store.node(HELLO).targets)
    bench.history.undo()
    bench.drag(start + QPoint(0, -200), start + QPoint(0, 400))

    assert cut == {}
    assert len(bench.store.node(HELLO).targets) == 2


def test_control_and_delete_keep_the_way_through(bench: Bench) -> None:
    bench.selection.set([HELLO])
    QTest.keyClick(bench.view, Qt.Key.Key_Delete, CONTROL)

    assert bench.store.node(START).targets[NEXT] == YES


def test_taking_a_deletion_back_selects_again_what_was(bench: Bench) -> None:
    bench.selection.set([HELLO, YES])
    QTest.keyClick(bench.view, Qt.Key.Key_Delete)
    gone = bench.selection.nodes
    bench.history.undo()

    assert (gone, bench.selection.nodes) == ((), (HELLO, YES))


def test_folded_exits_unfold_while_a_connection_is_drawn_from_them(qtbot: QtBot) -> None:
    cases = tuple(Case(id=f"c{number}", name=f"第 {number} 种") for number in range(12))
    nodes = (Branch(id=node_id("many"), cases=cases), new_node("end", node_id("yes")))
    bench = Bench(document(nodes, {"many": (0, 0), "yes": (500, 0)}))
    bench.show_at(1.0, 300, 200)
    ninth = ExitName("case:c9")
    fold = bench.view.exit_position(node_id("many"), ninth)
    bench.drag(fold, fold + QPoint(40, 10), lets_go=False)
    unfolded = bench.view.exit_position(node_id("many"), ninth)
    QTest.mouseMove(bench.view, unfolded)
    QTest.mouseMove(bench.view, header(bench, "yes"))
    QTest.mouseRelease(bench.view, LEFT, pos=header(bench, "yes"))

    assert unfolded.y() > fold.y()
    assert dict(bench.store.node(node_id("many")).targets) == {ninth: node_id("yes")}
    assert bench.view.exit_position(node_id("many"), ninth) == fold
    bench.close()


GESTURES = {
    "move": ("yes", NONE, LEFT), "duplicate": ("yes", CONTROL, LEFT), "detach": ("hello", ALT, LEFT),
    "band": ("", NONE, LEFT), "cut": ("", CONTROL, RIGHT), "pan": ("", NONE, Qt.MouseButton.MiddleButton),
    "connect": ("exit", NONE, LEFT), "reroute": ("line", NONE, LEFT),
}  # fmt: skip


def begin(bench: Bench, name: str) -> QPoint:
    at, held, button = GESTURES[name]
    starts = {
        "": lambda: QPoint(500, 560),
        "exit": lambda: bench.view.exit_position(HELLO, OTHER),
        "line": lambda: middle(bench, HELLO, FIRST),
    }
    start = starts[at]() if at in starts else header(bench, at)
    bench.drag(start, start + QPoint(60, -90), held=held, button=button, lets_go=False)
    return start + QPoint(60, -90)


@pytest.mark.parametrize("name", GESTURES)
@pytest.mark.parametrize("how", ["escape", "focus"])
def test_escape_and_lost_focus_end_any_drag_without_a_trace(bench: Bench, name: str, how: str) -> None:
    before = bench.store.document
    end = begin(bench, name)
    has_begun = bench.view._input.desk.gesture is not None

    if how == "escape":
        QTest.keyClick(bench.view, Qt.Key.Key_Escape)
    else:
        QApplication.sendEvent(
            bench.view, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
        )
    QTest.mouseRelease(bench.view, GESTURES[name][2], pos=end)

    assert bench.store.document is before
    assert bench.view._feedback == NOTHING
    assert (has_begun, bench.view._input.desk.gesture) == (True, None)
    assert not any(card.is_muted or card.is_candidate for card in bench.view._scene.cards.values())


def test_a_drag_from_the_palette_says_what_will_happen_and_leaves_nothing_behind(bench: Bench) -> None:
    place, data = middle(bench, HELLO, FIRST), palette_data("wait")
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(bench.view, QDragEnterEvent(place, copy, data, LEFT, NONE))
    over_line = bench.view._feedback
    QApplication.sendEvent(bench.view, QDragMoveEvent(QPoint(300, 600), copy, data, LEFT, NONE))
    over_void = bench.view._feedback
    QApplication.sendEvent(bench.view, QDragLeaveEvent())

    assert over_line.opened == (HELLO, FIRST)
    assert over_void.label is not None
    assert over_void.label.words.zh == "松开：添加「等待」"
    assert bench.view._feedback == NOTHING


def test_a_second_start_is_refused_while_it_is_still_dragged(bench: Bench) -> None:
    data = palette_data("start")
    event = QDragEnterEvent(QPoint(300, 600), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(bench.view, event)

    assert bench.view._feedback.label is not None
    assert bench.view._feedback.label.is_refusal


@pytest.mark.parametrize(
    ("at", "subject"),
    [("hello", "node"), ("line", "connection"), ("void", "canvas")],
)
def test_the_menu_is_about_what_is_under_the_pointer(
    bench: Bench, qtbot: QtBot, at: str, subject: str
) -> None:
    places = {"line": middle(bench, HELLO, FIRST), "void": QPoint(500, 600)}
    place = places.get(at) or header(bench, at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, bench.view.mapToGlobal(place))
    with qtbot.waitSignal(bench.view.menu_asked) as asked:
        QApplication.sendEvent(bench.view, event)

    assert asked.args is not None
    assert asked.args[0] == subject


def test_the_menu_key_asks_about_the_selection(bench: Bench, qtbot: QtBot) -> None:
    bench.selection.set([YES, NO])
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    with qtbot.waitSignal(bench.view.menu_asked) as asked:
        QApplication.sendEvent(bench.view, event)

    assert asked.args is not None
    assert asked.args[0] == "several"
    assert bench.view.rect().contains(bench.view.mapFromGlobal(asked.args[1]))


def test_the_strip_for_several_shows_when_it_can_do_something(bench: Bench) -> None:
    strip = bench.view._overlays.align_strip
    bench.selection.set([YES])
    with_one = strip.isVisible()
    bench.selection.set([YES, NO])
    QTest.mouseClick(strip._buttons["top"], LEFT)

    assert (with_one, strip.isVisible(), strip._buttons["across"].isEnabled()) == (False, True, False)
    assert bench.store.position(NO).y == 0


def test_a_padlock_marks_the_exits_people_depend_on(bench: Bench) -> None:
    bench.view.set_locked_exits({(HELLO, FIRST): same("14,993 人在等")})
    locked = bench.view._scene.cards[HELLO].locked_exits
    bench.view.set_locked_exits({})

    assert [set(locked), set(bench.view._scene.cards[HELLO].locked_exits)] == [{FIRST}, set()]


def test_the_walk_marker_glides_unless_motion_is_reduced(bench: Bench, qtbot: QtBot) -> None:
    walk = (Step(START, NEXT), Step(HELLO, FIRST))
    bench.view.set_walk(walk[:1], HELLO)
    bench.view.set_walk(walk, YES)
    with_less_motion = bench.view._glide.state()
    set_reduced_motion(False)
    bench.view.set_walk(walk[:1], HELLO)
    bench.view.set_walk(walk, YES)

    assert with_less_motion is bench.view._glide.State.Stopped
    assert bench.view._glide.state() is bench.view._glide.State.Running
    qtbot.waitUntil(lambda: bench.view._glide.state() is bench.view._glide.State.Stopped)


def test_the_quick_menu_is_searched_and_walked_by_keys_and_placing_is_one_step(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.drag(bench.view.exit_position(HELLO, OTHER), QPoint(620, 640))
    menu = bench.view.findChild(TypeMenu)
    assert menu is not None
    field = menu.findChild(QLineEdit)
    assert field is not None
    first = next(entry.text() for entry in menu.actions() if entry.text())
    QTest.keyClicks(field, "fz")
    found = [entry.text() for entry in menu.actions() if entry.isVisible() and entry.text()]
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    made = bench.store.node(HELLO).targets[OTHER]

    assert first == "文本"
    assert "条件分支" in found
    assert bench.store.node(made).named().zh == found[0]
    assert len(bench.history.names()) == 1
