"""Connections go round the cards they would cross, and come back when the way is free."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from editor.canvas.avoiding import Faces, crosses, way_round
from editor.tools.geometry import Point, Rect
from resources.files import resource_path
from runtime.flow.file_format import read_document
from runtime.flow.ids import NEXT
from runtime.flow.nodes.wait import Wait
from runtime.wording import Wording
from tests.support.canvas import Bench
from tests.support.flows import document, node_id, wired

SAMPLES = sorted(resource_path("scenarios").rglob("*.xinliu.json"))
A, B, C = (node_id(name) for name in "abc")


def faces(*rects: Rect) -> Faces:
    return lambda area: [rect for rect in rects if rect.meets(area)]


def test_a_way_runs_on_the_level_and_upright_and_clear_of_every_face() -> None:
    wall = Rect(300, -400, 100, 700)
    way = way_round(Point(0, 0), Point(800, 20), faces(wall), 0)

    assert way is not None
    assert (way[0], way[-1]) == (Point(0, 0), Point(800, 20))
    assert all(a.x == b.x or a.y == b.y for a, b in pairwise(way))
    assert not crosses(way, faces(wall.grown(4)))


def test_the_shorter_side_is_taken() -> None:
    way = way_round(Point(0, 0), Point(800, 0), faces(Rect(300, -300, 100, 320)), 0)

    assert way is not None
    assert max(point.y for point in way) > 20
    assert min(point.y for point in way) >= 0


def test_neighbouring_exits_take_lanes_of_their_own() -> None:
    wall = faces(Rect(300, -400, 100, 700))
    first, second = (way_round(Point(0, 0), Point(800, 0), wall, lane) for lane in (0, 1))

    assert first is not None
    assert second is not None
    assert not {point.y for point in first[2:4]} & {point.y for point in second[2:4]}


def test_a_closed_ring_has_no_way_out() -> None:
    ring = (Rect(-300, -300, 700, 50), Rect(-300, 250, 700, 50), Rect(350, -300, 50, 600),
            Rect(-300, -300, 50, 600))  # fmt: skip

    assert way_round(Point(0, 0), Point(900, 0), faces(*ring), 0) is None


def blocked() -> Bench:
    nodes = (wired(Wait(id=A), next="c"), Wait(id=B), Wait(id=C))
    return Bench(document(nodes, {"a": (0, 0), "b": (400, 0), "c": (800, 0)}))


def crossing(bench: Bench) -> bool:
    scene = bench.view._scene
    scene.connections.settle(Rect(-500, -500, 2_000, 1_000))
    return crosses(scene.connections.routes[A, NEXT].points(), scene.faces_in)


def test_a_card_in_the_way_is_gone_round_and_moving_it_away_straightens(qtbot: QtBot) -> None:
    bench = blocked()
    crossed = crossing(bench)
    bent = bench.view._scene.connections.routes[A, NEXT].path
    with bench.store.edit(Wording("移动", "Move")) as draft:
        draft.move(B, 400, 500)
    straight_crosses = crossing(bench)

    assert (crossed, straight_crosses) == (False, False)
    assert bench.view._scene.connections.routes[A, NEXT].path != bent
    bench.close()


def test_a_card_that_is_dragged_away_straightens_what_went_round_it(qtbot: QtBot) -> None:
    bench = blocked()
    bench.show_at(1.0, 500, 150)
    crossing(bench)
    bent = bench.view._scene.connections.routes[A, NEXT].path
    start = bench.view.node_rect(B).topLeft() + QPoint(60, 20)
    bench.drag(start, start + QPoint(0, 300))
    crosses_now = crossing(bench)
    straight = bench.view._scene.connections.routes[A, NEXT].path
    bench.drag(start + QPoint(0, 300), start)

    assert (crosses_now, crossing(bench)) == (False, False)
    assert straight.elementCount() < bent.elementCount()
    bench.close()


def test_a_card_that_is_put_in_the_way_bends_the_connection(qtbot: QtBot) -> None:
    bench = blocked()
    with bench.store.edit(Wording("移动", "Move")) as draft:
        draft.move(B, 400, 500)
    crossing(bench)
    with bench.store.edit(Wording("移动", "Move")) as draft:
        draft.move(B, 400, 0)

    assert not crossing(bench)
    bench.close()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_no_connection_of_a_scenario_that_ships_crosses_a_face(qtbot: QtBot, path: Path) -> None:
    bench = Bench(read_document(path))
    scene = bench.view._scene
    bounds = scene.bounds()
    assert bounds is not None
    scene.connections.settle(bounds)
    routes = scene.connections.routes

    assert [key for key, route in routes.items() if crosses(route.points(), scene.faces_in)] == []
    bench.close()
