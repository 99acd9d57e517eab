"""Another copy comes into the open scenario, and what clashes is decided on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.comparing.bases import Base, common_base, is_sure
from app.comparing.conflict_pane import ConflictPane
from app.editing_area import EditingArea
from app.main_window.notices import Notice, NoticeAction
from app.main_window.window import Window
from editor.document.replacing import change_to
from runtime.flow.document import Document, digest
from runtime.flow.file_format import write_document
from runtime.records import value_at
from runtime.wording import Wording
from tests.editor.document.test_difference import changed, without_node
from tests.support.flows import node_id, spring_sale

TITLE = ("message", "content", "cards", 1, "title")


def mine() -> Document:
    """Our copy: another title, no question for the city."""
    return without_node(changed(spring_sale(), "carousel", TITLE, "甲"), "city")


def hers() -> Document:
    """The other copy: another title, another question for the city, another text."""
    edited = changed(changed(spring_sale(), "carousel", TITLE, "乙"), "city", ("retries",), 5)
    return changed(edited, "remind", ("message", "content", "text"), "明晚截止")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    made = {"base": spring_sale(), "mine": mine(), "hers": hers()}
    for name, document in made.items():
        write_document(document, tmp_path / f"{name}.xinliu.json")
    return {name: str(tmp_path / f"{name}.xinliu.json") for name in made}


@pytest.fixture
def area(window: Window, files: dict[str, str]) -> EditingArea:
    assert window.files.open_file(Path(files["mine"]))
    assert window.area is not None
    return window.area


@pytest.fixture
def pane(window: Window, area: EditingArea, files: dict[str, str], qtbot: QtBot) -> ConflictPane:
    window.merging.merge_file(files["hers"], files["base"])
    qtbot.waitUntil(lambda: bool(area.document.store.conflicts), timeout=10_000)
    pane = area.canvas_holder.findChild(ConflictPane)
    assert isinstance(pane, ConflictPane)
    return pane


def title(area: EditingArea) -> object:
    """The title in dispute."""
    return value_at(area.document.flow.nodes[node_id("carousel")], TITLE)


def test_a_merge_is_one_step_and_its_conflicts_are_problems(
    area: EditingArea, pane: ConflictPane, qtbot: QtBot
) -> None:
    area.checking.run()
    problems = [issue for issue in area.checking.issues if issue.code == "conflict"]

    area.document.history.undo()

    assert [issue.node for issue in problems] == [row.conflict.name for row in pane.rows] or len(
        problems
    ) == 2
    assert {issue.severity for issue in problems} == {"error"}
    assert digest(area.document.flow) == digest(mine().flow)
    assert not area.document.store.conflicts
    assert not pane.isVisible()


def test_keys_decide_and_undo_asks_again(area: EditingArea, pane: ConflictPane) -> None:
    row = next(row for row in pane.rows if row.conflict.name == "carousel")
    row.setFocus()

    QTest.keyClick(row, Qt.Key.Key_2)

    assert title(area) == "乙"
    assert [left.conflict.name for left in pane.rows] == ["city"]
    area.document.history.undo()
    assert title(area) == "甲"
    assert len(pane.rows) == 2


def test_buttons_decide_and_the_last_decision_ends_it(
    area: EditingArea, pane: ConflictPane, qtbot: QtBot
) -> None:
    while pane.rows:
        QTest.mouseClick(pane.rows[0].ours, Qt.MouseButton.LeftButton)

    assert title(area) == "甲"
    assert node_id("city") not in area.document.flow.nodes
    assert not pane.isVisible()
    area.checking.run()
    assert not [issue for issue in area.checking.issues if issue.code == "conflict"]


def test_another_state_of_the_whole_settles_what_was_open(area: EditingArea, pane: ConflictPane) -> None:
    document = area.document

    document.store.apply(change_to(document.store, spring_sale(), document.name))

    assert not pane.rows
    document.history.undo()
    assert len(pane.rows) == 2


def test_all_at_once_is_one_step(area: EditingArea, pane: ConflictPane) -> None:
    pane.all_theirs.click()

    assert title(area) == "乙"
    assert node_id("city") in area.document.flow.nodes
    area.document.history.undo()
    assert len(area.document.store.conflicts) == 2


def test_what_only_the_other_copy_changed_comes_without_a_question(
    area: EditingArea, pane: ConflictPane
) -> None:
    remind = area.document.flow.nodes[node_id("remind")]

    assert value_at(remind, ("message", "content", "text")) == "明晚截止"


def test_the_common_version_is_found_in_the_library(
    window: Window, files: dict[str, str], qtbot: QtBot
) -> None:
    assert window.files.open_file(Path(files["base"]))
    qtbot.waitUntil(lambda: bool(window.versions.revisions), timeout=10_000)
    assert window.area is not None
    document = window.area.document
    with document.store.edit(document.name) as draft:
        draft.put_node(mine().flow.nodes[node_id("carousel")])

    window.merging.merge_file(files["hers"])

    qtbot.waitUntil(lambda: bool(document.store.conflicts), timeout=10_000)
    (conflict,) = document.store.conflicts.values()
    assert (conflict.base, conflict.ours, conflict.theirs) == ("轻便跑鞋", "甲", "乙")


def test_without_a_common_version_one_is_asked_for(
    window: Window, files: dict[str, str], qtbot: QtBot
) -> None:
    window.files.open_sample("appointment")

    window.merging.merge_file(files["hers"])

    qtbot.waitUntil(lambda: window.notices.bar("merge") is not None, timeout=10_000)


def test_a_copy_met_for_the_first_time_is_not_taken_over_unasked(
    window: Window, area: EditingArea, files: dict[str, str], qtbot: QtBot
) -> None:
    window.merging.merge_file(files["hers"])
    qtbot.waitUntil(lambda: window.notices.bar("merge") is not None, timeout=10_000)
    before = digest(area.document.flow)
    bar = window.notices.bar("merge")
    assert bar is not None

    bar.buttons[1].setFocus()
    QTest.keyClick(bar.buttons[1], Qt.Key.Key_Space)

    assert area.canvas.hasFocus()
    assert before == digest(mine().flow)
    qtbot.waitUntil(lambda: title(area) == "乙", timeout=10_000)


def test_a_bar_that_goes_does_not_send_the_keyboard_into_the_search(
    window: Window, area: EditingArea
) -> None:
    window.notices.show_notice(
        Notice("test", Wording("试", "Test"), actions=(NoticeAction(Wording("好", "Do"), list[int]().clear),))
    )
    bar = window.notices.bar("test")
    assert bar is not None
    bar.buttons[0].setFocus()

    window.notices.dismiss("test")

    assert not window.toolbar.search.hasFocus()
    assert QApplication.focusWidget() is None


def test_an_older_version_is_the_base_rather_than_the_newest() -> None:
    names = [Wording(str(number), str(number)) for number in range(3)]
    versions = [mine(), changed(spring_sale(), "carousel", TITLE, "甲"), spring_sale()]
    kept = [Base(name, document) for name, document in zip(names, versions, strict=True)]

    found, alone = common_base(mine(), hers(), kept), common_base(mine(), hers(), kept[:1])

    assert found is not None
    assert found.name == kept[2].name
    assert is_sure(found, mine(), hers())
    assert alone is not None
    assert not is_sure(alone, mine(), hers())
    assert is_sure(kept[0], mine(), hers())
    assert common_base(mine(), hers(), []) is None
