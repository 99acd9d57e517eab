"""The open scenario beside another version of it, in the place of the canvas."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.comparing.view import ComparingView
from app.editing_area import EditingArea
from app.main_window.window import Window
from runtime.flow.document import Document, digest
from runtime.flow.file_format import read_document, write_document
from runtime.flow.ids import NodeId
from runtime.flow.layout import Position
from runtime.wording import Wording
from tests.editor.document.test_difference import changed, without_node
from tests.support.flows import node_id, spring_sale
from widgets.language import Language, set_language
from widgets.theme import set_theme

TITLE = ("message", "content", "cards", 1, "title")
V3 = Wording("v3", "v3")


def later() -> Document:
    """春季促销 with another title, a removed node and a moved one."""
    edited = without_node(changed(spring_sale(), "carousel", TITLE, "轻便跑鞋上新"), "remind")
    positions = {**edited.layout.positions, node_id("got"): Position(x=1600, y=500)}
    return edited.model_copy(update={"layout": edited.layout.model_copy(update={"positions": positions})})


@pytest.fixture
def area(window: Window, tmp_path: Path) -> EditingArea:
    path = tmp_path / "sale.xinliu.json"
    write_document(later(), path)
    assert window.files.open_file(path)
    assert window.area is not None
    return window.area


@pytest.fixture
def view(window: Window, area: EditingArea, qtbot: QtBot) -> ComparingView:
    window.comparing.compare_with(spring_sale(), V3)
    return shown(window, qtbot)


def shown(window: Window, qtbot: QtBot) -> ComparingView:
    """The comparison, once it is worked out."""
    view = window.comparing.view
    assert view is not None
    qtbot.waitUntil(lambda: view.canvas is not None, timeout=10_000)
    return view


def sentences(view: ComparingView) -> list[str]:
    """What the list says."""
    return [row.sentence.zh for row in view.changes.changes.rows]


def test_the_list_says_what_differs_and_moves_only_when_asked(view: ComparingView) -> None:
    without = sentences(view)

    view.strip.moves.click()

    assert without == ["改了「新品轮播」卡片 2 的标题", "删除「提醒一次」"]
    assert sentences(view) == [*without, "移动了「已领券」"]
    assert view.canvas is not None
    assert view.canvas.marks.ghosts[0][0] == node_id("got")


def test_keys_walk_through_the_changes_and_select_the_nodes(
    window: Window, area: EditingArea, view: ComparingView
) -> None:
    window.menus["next_change"].trigger()
    first = area.document.selection.nodes
    QTest.keyClick(window, Qt.Key.Key_F7)
    at_second = view.changes.currentIndex().row()
    QTest.keyClick(window, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)

    assert first == (node_id("carousel"),)
    assert (at_second, view.changes.currentIndex().row()) == (1, 0)


def test_escape_brings_the_canvas_back(
    window: Window, area: EditingArea, view: ComparingView, qtbot: QtBot
) -> None:
    QTest.keyClick(view.changes, Qt.Key.Key_Escape)

    qtbot.waitUntil(area.canvas.isVisible)
    assert window.comparing.view is None
    assert not window.menus["next_change"].isEnabled()


def test_nothing_is_deleted_behind_the_comparison(
    window: Window, area: EditingArea, view: ComparingView
) -> None:
    window.menus["next_change"].trigger()

    QTest.keyClick(window, Qt.Key.Key_Delete)

    assert area.document.selection.nodes
    assert digest(area.document.flow) == digest(later().flow)
    window.comparing.close()
    assert window.menus["delete"].isEnabled()


def test_a_click_on_a_card_goes_to_its_row(view: ComparingView, area: EditingArea) -> None:
    assert view.canvas is not None
    view.canvas.reveal(node_id("remind"))

    QTest.mouseClick(
        view.canvas, Qt.MouseButton.LeftButton, pos=view.canvas.node_rect(node_id("remind")).center()
    )

    assert view.changes.currentIndex().row() == 1
    assert node_id("remind") not in area.document.selection.nodes


def test_an_edit_meanwhile_is_compared_too(area: EditingArea, view: ComparingView, qtbot: QtBot) -> None:
    with area.document.store.edit(V3) as draft:
        draft.remove_node(NodeId("store"))

    qtbot.waitUntil(lambda: "删除「最近门店」" in sentences(view), timeout=10_000)


def test_the_second_tab_says_what_changes_for_people(view: ComparingView) -> None:
    view.tabs.tab("people").click()

    assert view.people.isVisible()
    told = [row.sentence.zh for row in view.people.changes.rows]
    assert "没有人再收到「提醒一次」。" in told


def test_two_versions_that_are_the_same_say_so(window: Window, area: EditingArea, qtbot: QtBot) -> None:
    window.comparing.compare_with(later(), V3)

    view = shown(window, qtbot)

    assert sentences(view) == []
    assert not view.changes.isVisible()


def test_a_file_is_compared_and_an_unreadable_one_refused(
    window: Window, area: EditingArea, tmp_path: Path, qtbot: QtBot
) -> None:
    other, bad = tmp_path / "other.xinliu.json", tmp_path / "bad.xinliu.json"
    write_document(spring_sale(), other)
    bad.write_text("{", "utf-8")

    assert window.comparing.compare_file(str(other))
    assert len(sentences(shown(window, qtbot))) == 2
    assert not window.comparing.compare_file(str(bad))
    assert window.notices.bar("compare") is not None


def test_a_version_of_the_library_is_compared(window: Window, area: EditingArea, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(window.versions.revisions), timeout=10_000)
    with area.document.store.edit(V3) as draft:
        draft.remove_node(NodeId("store"))

    window.comparing.compare_revision(window.versions.revisions[0].id)

    qtbot.waitUntil(lambda: window.comparing.view is not None, timeout=10_000)
    assert sentences(shown(window, qtbot)) == ["删除「最近门店」"]


def test_language_and_theme_change_while_it_is_open(view: ComparingView) -> None:
    set_language(Language.EN)
    set_theme("high_contrast")

    assert view.canvas is not None
    assert not view.canvas.render_image(0.5).isNull()
    assert view.changes.accessibleName() == "Changes"
    assert "Removed" in str(view.changes.changes.data(view.changes.changes.index(1)))


def test_another_scenario_closes_it(window: Window, view: ComparingView, qtbot: QtBot) -> None:
    window.files.open_sample("appointment")

    qtbot.waitUntil(lambda: not window.comparing.is_open)
    assert window.area is not None
    assert window.area.canvas_holder.replacement is None


def test_a_file_that_is_not_there_is_named(window: Window, area: EditingArea, tmp_path: Path) -> None:
    assert not window.comparing.compare_file(str(tmp_path / "nowhere.xinliu.json"))

    bar = window.notices.bar("compare")
    assert bar is not None
    assert "nowhere.xinliu.json" in bar.notice.sentence.zh
    assert read_document(tmp_path / "sale.xinliu.json").flow.name == "春季促销"
