"""Looks that are kept, the way back through them, and which way a flow runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.kept_looks import KeptLooks
from app.main_window.window import Window
from editor.canvas.view_history import Look
from editor.tools.geometry import Point
from runtime.flow.file_format import write_document
from tests.support.flows import generated, node_id, spring_sale
from tests.support.person import Person


def test_a_scenario_is_shown_where_it_was_left(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "one.xinliu.json"
    write_document(generated(40), path)
    window.files.open_path(str(path))
    assert window.area is not None
    window.area.canvas.reveal(node_id("n39"))
    window.area.canvas.set_zoom(1.3)
    left = window.area.canvas.outlook.look
    window.area.document.history.set_clean()
    window.files.close()

    window.files.open_path(str(path))
    qtbot.wait(20)

    assert window.area is not None
    look = window.area.canvas.outlook.look
    assert look.zoom == pytest.approx(left.zoom)
    assert look.centre.x == pytest.approx(left.centre.x, abs=3)
    assert look.centre.y == pytest.approx(left.centre.y, abs=3)


def test_looking_changes_no_file(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "one.xinliu.json"
    write_document(generated(40), path)
    before = path.read_bytes()
    window.files.open_path(str(path))
    assert window.area is not None
    window.area.canvas.reveal(node_id("n39"))

    window.files.close()

    assert path.read_bytes() == before


def test_the_way_back_is_a_command(person: Person) -> None:
    person.window.files.open_sample("spring-sale")
    assert person.window.area is not None
    canvas = person.window.area.canvas
    before = canvas.outlook.look
    canvas.set_zoom(2.0)
    canvas.fit()
    canvas.fit()

    person.window.menus["look_back"].trigger()

    assert canvas.outlook.look.zoom == pytest.approx(2.0)
    assert before.zoom != canvas.outlook.look.zoom


def test_a_flow_can_run_down_and_that_is_remembered(window: Window) -> None:
    window.files.open_sample("spring-sale")
    assert window.area is not None

    window.menus["run_down"].trigger()

    store = window.area.document.store
    start = store.flow.start_nodes()[0]
    below = next(iter(start.targets.values()))
    assert store.position(below).y > store.position(start.id).y
    assert window.settings.direction == "down"
    assert window.menus["run_down"].isChecked()
    assert window.area.document.history.can_undo()


def test_the_minimap_can_be_pinned(window: Window) -> None:
    window.files.open_sample("spring-sale")
    assert window.area is not None
    minimap = window.area.canvas._overlays.minimap
    shown = minimap.isVisible()
    assert shown == (len(window.area.document.store.nodes) >= 20)

    window.menus["pin_minimap"].trigger()

    assert minimap.isVisible()
    assert window.settings.minimap_pinned


def test_kept_looks_survive_rubbish_in_their_file(tmp_path: Path) -> None:
    file = tmp_path / "looks.json"
    file.write_text('{"/a": [1, 2], "/b": "x", "/c": [1, 2, 0.5], "/d": [1, 2, 1e999]}', encoding="utf-8")
    looks = KeptLooks(file)

    assert looks.get(Path("/a")) is None
    assert looks.get(Path("/c")) == Look(Point(1, 2), 0.5)
    assert looks.get(Path("/d")) is None


def test_only_the_newest_looks_are_kept(tmp_path: Path) -> None:
    looks = KeptLooks(tmp_path / "state" / "looks.json")
    for number in range(203):
        looks.put(Path(f"/scenarios/{number}"), Look(Point(number, 0), 1.0))

    assert looks.get(Path("/scenarios/0")) is None
    assert looks.get(Path("/scenarios/202")) == Look(Point(202, 0), 1.0)


def test_arranging_the_selection_is_a_command(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "sale.xinliu.json"
    write_document(spring_sale(), path)
    window.files.open_path(str(path))
    assert window.area is not None
    document = window.area.document
    others = document.store.position(node_id("stop"))
    document.selection.set([node_id("coupon"), node_id("arrived"), node_id("store")])

    window.menus["arrange_selection"].trigger()

    assert document.history.can_undo()
    assert document.store.position(node_id("stop")) == others
