"""Moving around: jumps can be gone back on, fingers scroll and pinch, the edges show that there is more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.canvas.view_history import Look, ViewHistory
from editor.tools.geometry import Point
from tests.support.canvas import Bench
from tests.support.flows import generated, node_id
from widgets.theme import set_reduced_motion


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    set_reduced_motion(True)
    yield
    set_reduced_motion(False)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(generated(60, columns=10))
    made.show_at(1.0, 300, 300)
    yield made
    made.close()


def near(bench: Bench, look: Look) -> bool:
    now = bench.view.outlook.look
    return (
        abs(now.centre.x - look.centre.x) < 2
        and abs(now.centre.y - look.centre.y) < 2
        and now.zoom == pytest.approx(look.zoom)
    )


def test_a_jump_can_be_gone_back_on_and_forward_again(bench: Bench) -> None:
    view = bench.view
    first = view.outlook.look
    view.reveal(node_id("n59"))
    second = view.outlook.look
    view.fit()

    assert view.outlook.go_back()
    assert near(bench, second)
    assert view.outlook.go_back()
    assert near(bench, first)
    assert not view.outlook.go_back()
    assert view.outlook.go_forward()
    assert near(bench, second)


def test_a_new_jump_forgets_what_lay_ahead(bench: Bench) -> None:
    view = bench.view
    view.reveal(node_id("n59"))
    view.outlook.go_back()
    view.reveal(node_id("n9"))

    assert not view.outlook.go_forward()


def test_small_pans_are_part_of_one_look(bench: Bench) -> None:
    view = bench.view
    for _ in range(10):
        view.scroll_view(20, 0)
        view.outlook._stay()

    assert not view.outlook.history.can_go_back


def test_a_long_pan_is_a_look_of_its_own(bench: Bench) -> None:
    view = bench.view
    view.outlook._stay()
    before = view.outlook.look
    view.scroll_view(1500, 0)
    view.outlook._stay()

    view.outlook.go_back()

    assert near(bench, before)


def test_history_keeps_no_more_than_it_should() -> None:
    history = ViewHistory()
    for number in range(200):
        history.leave(Look(Point(number * 1000.0, 0), 1.0), 1000)
    steps = 0
    now = Look(Point(-5000, 0), 1.0)
    while (found := history.back(now, 1000)) is not None:
        now = found
        steps += 1

    assert steps == 60


def test_zoom_to_selection_shows_all_of_it(bench: Bench) -> None:
    bench.selection.set([node_id("n0"), node_id("n33")])

    bench.view.zoom_to_selection()

    seen = bench.view.rect()
    assert seen.contains(bench.view.node_rect(node_id("n0")))
    assert seen.contains(bench.view.node_rect(node_id("n33")))


def test_zoom_to_a_connection_shows_both_ends(bench: Bench) -> None:
    name = next(iter(bench.store.nodes[node_id("n0")].targets))
    bench.selection.set(connections=[(node_id("n0"), name)])

    bench.view.zoom_to_selection()

    assert bench.view.rect().contains(bench.view.node_rect(node_id("n1")))


def test_looking_again_where_it_was_left_goes_there(bench: Bench) -> None:
    look = Look(Point(900, 800), 0.8)

    bench.view.outlook.kept = look
    bench.view.look_first()

    assert near(bench, look)


def test_looking_again_at_a_place_that_is_empty_now_looks_as_at_first(bench: Bench) -> None:
    bench.view.outlook.kept = Look(Point(90_000, 0), 0.8)
    bench.view.look_first()

    assert bench.view.rect().intersects(bench.view.node_rect(node_id("n0")))


def wheel(bench: Bench, pixels: QPoint, turn: QPoint, held: Qt.KeyboardModifier) -> None:
    at = QPointF(400, 300)
    event = QWheelEvent(
        at,
        bench.view.mapToGlobal(at),
        pixels,
        turn,
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(bench.view, event)


def test_two_fingers_scroll_by_their_pixels(bench: Bench) -> None:
    before = bench.view.scene_at(QPoint(0, 0))

    wheel(bench, QPoint(-30, -12), QPoint(-60, -24), Qt.KeyboardModifier.NoModifier)

    after = bench.view.scene_at(QPoint(0, 0))
    assert (after.x - before.x, after.y - before.y) == pytest.approx((30, 12))
    assert bench.view.zoom() == 1.0


def test_control_and_two_fingers_zoom_about_the_pointer(bench: Bench) -> None:
    before = bench.view.scene_at(QPoint(400, 300))

    wheel(bench, QPoint(0, 40), QPoint(0, 80), Qt.KeyboardModifier.ControlModifier)

    after = bench.view.scene_at(QPoint(400, 300))
    assert bench.view.zoom() > 1.0
    assert (after.x, after.y) == pytest.approx((before.x, before.y))


def test_a_pinch_zooms_about_the_fingers(bench: Bench) -> None:
    before = bench.view.scene_at(QPoint(500, 200))
    at = QPointF(500, 200)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        at,
        bench.view.mapToGlobal(at),
        -0.25,
        QPointF(),
    )
    QApplication.sendEvent(bench.view, event)

    after = bench.view.scene_at(QPoint(500, 200))
    assert bench.view.zoom() == pytest.approx(0.75)
    assert (after.x, after.y) == pytest.approx((before.x, before.y))


def test_bars_show_only_while_there_is_more(bench: Bench) -> None:
    bars = bench.view._overlays.bars
    assert bars.across.isVisibleTo(bench.view)
    assert bars.down.isVisibleTo(bench.view)

    bench.view.fit()

    assert not bars.across.isVisibleTo(bench.view)
    assert not bars.down.isVisibleTo(bench.view)


def test_dragging_a_bar_scrolls(bench: Bench) -> None:
    bar = bench.view._overlays.bars.across
    before = bench.view.area_in_view().centre.x
    start = bar.thumb().center().toPoint()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(bar, start + QPoint(60, 0))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))

    assert bench.view.area_in_view().centre.x > before + 60


def test_a_click_beside_a_thumb_scrolls_a_page(bench: Bench) -> None:
    bar = bench.view._overlays.bars.down
    before = bench.view.area_in_view()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(5, bar.height() - 3))

    assert bench.view.area_in_view().y == pytest.approx(before.y + bar.height() * 0.9)


def test_a_click_on_the_minimap_can_be_gone_back_on(bench: Bench) -> None:
    before = bench.view.outlook.look
    minimap = bench.view._overlays.minimap
    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    assert not near(bench, before)

    bench.view.outlook.go_back()

    assert near(bench, before)
