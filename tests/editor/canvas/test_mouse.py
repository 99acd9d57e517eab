"""Real mouse events on the canvas, one gesture each."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.canvas.drops import palette_data
from editor.canvas.note_editor import NoteEditor
from editor.canvas.type_menu import TypeMenu
from runtime.flow.ids import NEXT, ExitName
from tests.support.canvas import Bench
from tests.support.flows import node_id

START, HELLO, YES, NO = (node_id(name) for name in ("start", "hello", "yes", "no"))
OTHER, FIRST = ExitName("other"), ExitName("reply:s1")
LEFT = Qt.MouseButton.LeftButton


def header(bench: Bench, name: str) -> QPoint:
    return bench.view.node_rect(node_id(name)).topLeft() + QPoint(60, 20)


def test_a_click_selects_and_a_click_beside_clears(bench: Bench) -> None:
    QTest.mouseClick(bench.view, LEFT, pos=header(bench, "hello"))
    selected = bench.selection.nodes
    QTest.mouseClick(bench.view, LEFT, pos=QPoint(20, 20))

    assert [selected, bench.selection.nodes] == [(HELLO,), ()]


def test_dragging_a_card_moves_it_once(bench: Bench) -> None:
    start = header(bench, "yes")

    bench.drag(start, start + QPoint(80, 250))

    place = bench.store.position(YES)
    assert (abs(place.x - 720) <= 8, abs(place.y - 250) <= 8) == (True, True)
    assert [name.zh for name in bench.history.names()] == ["移动"]


def test_the_rubber_band_selects(bench: Bench) -> None:
    corner = bench.view.node_rect(YES).topLeft() - QPoint(20, 20)

    bench.drag(corner, bench.view.node_rect(NO).bottomRight() + QPoint(20, 20))

    assert set(bench.selection.nodes) == {YES, NO}


def test_dragging_from_an_exit_connects(bench: Bench) -> None:
    bench.drag(bench.view.exit_position(HELLO, OTHER), header(bench, "yes"))

    assert bench.store.node(HELLO).targets[OTHER] == YES


def test_the_start_node_refuses_a_connection_with_words(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.view.refused) as said:
        bench.drag(bench.view.exit_position(HELLO, OTHER), header(bench, "start"))

    assert said.args == ["开始节点没有入口，不能接到这里"]


def test_escape_during_a_drag_leaves_the_document_alone(bench: Bench) -> None:
    before = bench.store.document
    start = header(bench, "yes")
    bench.drag(start, start + QPoint(80, 250), lets_go=False)

    QTest.keyClick(bench.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(bench.view, LEFT, pos=start + QPoint(80, 250))

    assert bench.store.document is before


def test_a_connection_is_led_elsewhere_by_its_line(bench: Bench) -> None:
    start, end = bench.view.exit_position(HELLO, FIRST), bench.view.node_rect(YES).topLeft() + QPoint(2, 20)

    bench.drag((start + end) / 2, header(bench, "no"))

    assert bench.store.node(HELLO).targets[FIRST] == NO


def test_a_connection_let_go_over_nothing_is_cut(bench: Bench) -> None:
    start, end = bench.view.exit_position(HELLO, FIRST), bench.view.node_rect(YES).topLeft() + QPoint(2, 20)

    bench.drag((start + end) / 2, QPoint(500, 650))

    assert FIRST not in bench.store.node(HELLO).targets


def test_the_wheel_zooms_at_the_pointer(bench: Bench, qtbot: QtBot) -> None:
    place = header(bench, "hello")
    before = bench.view.scene_at(place)
    event = QWheelEvent(
        QPointF(place), bench.view.mapToGlobal(QPointF(place)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip

    with qtbot.waitSignal(bench.view.zoom_changed):
        QApplication.sendEvent(bench.view, event)

    after = bench.view.scene_at(place)
    assert bench.view.zoom() > 1
    assert (round(after.x - before.x, 3), round(after.y - before.y, 3)) == (0, 0)


def test_the_middle_button_pans(bench: Bench) -> None:
    before = bench.view.node_rect(HELLO).topLeft()

    bench.drag(QPoint(300, 500), QPoint(360, 520), button=Qt.MouseButton.MiddleButton)

    assert bench.view.node_rect(HELLO).topLeft() - before == QPoint(60, 20)


def test_a_double_click_opens_the_node(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.view.node_activated) as opened:
        QTest.mouseDClick(bench.view, LEFT, pos=header(bench, "hello"))

    assert opened.args == ["hello"]


def test_the_void_offers_types_and_connects_the_chosen_one(bench: Bench, qtbot: QtBot) -> None:
    bench.drag(bench.view.exit_position(HELLO, OTHER), QPoint(620, 640))
    menu = bench.view.findChild(TypeMenu)
    assert menu is not None

    menu.chosen.emit("wait")
    menu.close()

    made = bench.store.node(HELLO).targets[OTHER]
    assert bench.store.node(made).type == "wait"
    assert len(bench.history.names()) == 1


def drop(bench: Bench, kind: str, place: QPoint) -> None:
    data, copy, none = palette_data(kind), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(bench.view, QDragEnterEvent(place, copy, data, LEFT, none))
    QApplication.sendEvent(bench.view, QDropEvent(QPointF(place), copy, data, LEFT, none))


def test_a_drop_on_a_connection_goes_into_it(bench: Bench) -> None:
    start, end = bench.view.exit_position(HELLO, FIRST), bench.view.node_rect(YES).topLeft() + QPoint(2, 20)

    drop(bench, "wait", (start + end) / 2)

    (made,) = bench.selection.nodes
    assert bench.store.node(HELLO).targets[FIRST] == made
    assert dict(bench.store.node(made).targets) == {NEXT: YES}


def test_a_drop_from_the_palette_adds_a_node(bench: Bench) -> None:
    drop(bench, "rich_card", QPoint(200, 500))

    (made,) = bench.selection.nodes
    here = bench.view.scene_at(QPoint(200, 500))
    assert bench.store.node(made).preview().icon == "rich_card"
    assert bench.store.position(made).x == round(here.x)


def test_foreign_data_are_not_accepted(bench: Bench) -> None:
    data = palette_data("wait")
    data.setData("application/x-xinliu-palette+json", b'{"node": "rocket"}')
    event = QDragEnterEvent(
        QPoint(200, 500), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()

    QApplication.sendEvent(bench.view, event)

    assert not event.isAccepted()


def test_a_note_is_placed_and_written(bench: Bench) -> None:
    bench.view.start_note()
    QTest.mouseMove(bench.view, QPoint(300, 560))
    QTest.mousePress(bench.view, LEFT, pos=QPoint(300, 560))
    QTest.mouseRelease(bench.view, LEFT, pos=QPoint(300, 560))
    field = bench.view.findChild(NoteEditor)
    assert field is not None

    QTest.keyClicks(field, "hello")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert [note.text for note in bench.store.notes.values()] == ["hello"]


def test_dragging_at_the_border_scrolls(bench: Bench, qtbot: QtBot) -> None:
    start = header(bench, "yes")
    before = bench.view.area_in_view().x
    bench.drag(start, QPoint(bench.view.width() - 4, 200), lets_go=False)

    qtbot.waitUntil(lambda: bench.view.area_in_view().x > before + 30, timeout=3000)

    QTest.mouseRelease(bench.view, LEFT, pos=QPoint(bench.view.width() - 4, 200))
    assert bench.store.position(YES).x > 640


def test_an_undo_in_the_middle_of_a_drag_ends_the_drag(bench: Bench) -> None:
    made = bench.view.add_node("text", QPointF(300, 300))
    assert made is not None
    start = bench.view.node_rect(made).center()
    bench.drag(start, start + QPoint(90, 40), lets_go=False)

    bench.history.undo()
    QTest.mouseRelease(bench.view, LEFT, pos=start + QPoint(90, 40))

    assert made not in bench.store.nodes
    assert not bench.history.can_undo()
