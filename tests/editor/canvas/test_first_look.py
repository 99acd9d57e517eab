"""Where the view looks when a scenario is opened, and what follows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from editor.canvas.first_look import OPENING_ZOOM, first_look, fitting_zoom
from editor.canvas.measures import BAND_TITLE, ROOM_PX
from editor.tools.geometry import Rect
from tests.support.canvas import Bench
from tests.support.flows import generated, node_id, spring_sale
from widgets.theme import set_reduced_motion

START = Rect(0, 300, 164, 90)


def test_what_fits_at_a_readable_size_is_shown_as_a_whole() -> None:
    bounds = Rect(0, 0, 900, 500)

    centre, zoom = first_look(bounds, START, QSize(1000, 700))

    assert centre == bounds.centre
    assert BAND_TITLE <= zoom <= 1.0


@pytest.mark.parametrize("size", [QSize(1000, 870), QSize(612, 668), QSize(480, 400)])
@pytest.mark.parametrize("left", [0.0, -2500.0], ids=["start first", "start in the middle"])
def test_a_large_scenario_opens_readable_with_its_start_in_the_left_third(size: QSize, left: float) -> None:
    bounds = Rect(left, -400, 6000, 2400)

    centre, zoom = first_look(bounds, START, size)

    x_px = (START.x - centre.x) * zoom + size.width() / 2
    y_px = (START.centre.y - centre.y) * zoom + size.height() / 2
    assert zoom == OPENING_ZOOM
    assert 0 <= x_px <= size.width() / 3
    assert ROOM_PX <= y_px <= size.height() - ROOM_PX


def test_a_scenario_without_start_opens_at_its_left_edge() -> None:
    centre, zoom = first_look(Rect(100, 0, 6000, 3000), None, QSize(1000, 700))

    assert zoom == OPENING_ZOOM
    assert 0 <= (100 - centre.x) * zoom + 500 <= 100


def test_fitting_leaves_room_for_banner_and_tools() -> None:
    bounds, size = Rect(0, 0, 500, 3000), QSize(1000, 700)

    assert bounds.height * fitting_zoom(bounds, size) <= size.height() - 2 * ROOM_PX


def test_the_first_look_is_kept_while_the_window_finds_its_size_and_ends_with_the_first_movement(
    qtbot: QtBot,
) -> None:
    bench = Bench(spring_sale())
    bench.view.look_first()
    bench.view.resize(1000, 700)
    first = bench.view.node_rect(node_id("start")).left()
    bench.view.resize(700, 600)
    second = bench.view.node_rect(node_id("start")).left()
    bench.view.scroll_view(50, 0)
    moved = bench.view.area_in_view()
    bench.view.resize(900, 650)

    assert abs(first - second) < 240
    assert (bench.view.area_in_view().x, bench.view.area_in_view().y) == (moved.x, moved.y)
    bench.close()


def test_following_a_node_out_of_view_brings_it_in_and_leaves_zoom_and_selection() -> None:
    set_reduced_motion(True)
    bench = Bench(generated(60))
    bench.show_at(0.8, 0, 0)
    last = list(bench.store.nodes)[-1]

    bench.view.follow(last)

    assert bench.view.rect().contains(bench.view.node_rect(last).center())
    assert bench.view.zoom() == 0.8
    assert not bench.selection.nodes
    bench.close()
    set_reduced_motion(False)
