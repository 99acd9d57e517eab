"""The library on screen: what the start page and the tab 历史 do with the workspace."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.main_window.window import Window
from app.places import workspace_folder
from app.start_page.library_card import LibraryCard
from runtime.flow.document import Document
from runtime.flow.file_format import read_document, write_document
from runtime.flow.ids import FlowId, NodeId
from runtime.wording import Wording
from tests.support.flows import greeting

HELLO = NodeId("hello")
SCENARIOS = "scenarios"


def put(name: str, folder: Path | None = None) -> Path:
    """A scenario file, in the workspace if nothing else is said."""
    folder = folder or workspace_folder() / SCENARIOS
    folder.mkdir(parents=True, exist_ok=True)
    document = greeting()
    flow = document.flow.model_copy(update={"name": name, "id": FlowId(name)})
    path = folder / f"{name}.xinliu.json"
    write_document(document.model_copy(update={"flow": flow}), path)
    return path.resolve()


def retitle(window: Window, title: str) -> None:
    document = window.files.document
    assert document is not None
    with document.store.edit(Wording("改名", "Rename")) as draft:
        draft.put_node(draft.node(HELLO).with_changes(title=title))


def idle(window: Window, qtbot: QtBot) -> None:
    """Wait until everything asked of the library was answered, and what followed from that."""
    answers: list[object] = []
    for number in range(3):
        window.library.ask(lambda workspace: None, answers.append)
        qtbot.waitUntil(partial(_are, answers, number + 1), timeout=20_000)


def _are(answers: list[object], count: int) -> bool:
    return len(answers) == count


def names(window: Window) -> list[str]:
    return [card.words for card in window.start_page.shelf.cards]


def card(window: Window, name: str) -> LibraryCard:
    return next(card for card in window.start_page.shelf.cards if card.words == name)


@pytest.fixture
def listed(window: Window, qtbot: QtBot) -> Callable[..., None]:
    """Wait until the start page shows scenarios of exactly these names, in any order."""

    def wait(*wanted: str) -> None:
        qtbot.waitUntil(lambda: sorted(names(window)) == sorted(wanted), timeout=20_000)

    return wait


@pytest.fixture
def two(window: Window, listed: Callable[..., None]) -> Window:
    """The start page with two scenarios."""
    put("甲")
    put("乙")
    window.shelf.begin()
    listed("甲", "乙")
    return window


def test_files_of_the_workspace_are_listed_with_how_they_stand(two: Window, qtbot: QtBot) -> None:
    first = card(two, "甲")

    assert first.note.startswith("今天")
    assert "4 个节点" in first.note
    assert "草稿" in first.accessibleName()
    qtbot.waitUntil(lambda: first.has_picture, timeout=20_000)


def test_an_empty_library_says_how_to_begin(window: Window, qtbot: QtBot) -> None:
    shelf = window.start_page.shelf
    qtbot.waitUntil(lambda: shelf.is_listed, timeout=20_000)

    assert shelf._none.isVisible()
    assert "新建" in shelf._none._line.text()


def test_searching_finds_and_says_when_it_finds_nothing(
    two: Window, listed: Callable[..., None], qtbot: QtBot
) -> None:
    QTest.keyClick(two, Qt.Key.Key_Slash)
    assert two.start_page.search.hasFocus()
    two.start_page.search.setText("乙")
    listed("乙")

    two.start_page.search.setText("优惠码")
    listed()
    assert "优惠码" in two.start_page.shelf._none._line.text()

    two.start_page.shelf._none.action_button.click()
    listed("甲", "乙")
    assert two.start_page.search.text() == ""


def test_tags_are_written_on_the_card_and_filter(
    two: Window, listed: Callable[..., None], qtbot: QtBot
) -> None:
    first = card(two, "甲")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_T)
    assert first.field is not None
    first.field.setText("节日， 门店,节日")
    QTest.keyClick(first.field, Qt.Key.Key_Return)
    shelf = two.start_page.shelf
    qtbot.waitUntil(
        lambda: [chip.key for chip in shelf.chips] == ["", "marketing", "节日", "门店"], timeout=20_000
    )

    shelf.chips[2].click()
    listed("甲")
    assert shelf.chips[2].isChecked()
    assert not shelf.chips[0].isChecked()

    shelf.chips[0].click()
    listed("甲", "乙")


def test_a_card_is_renamed_in_place(two: Window, listed: Callable[..., None]) -> None:
    first = card(two, "甲")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_F2)
    assert first.field is not None
    first.field.setText("丙")
    QTest.keyClick(first.field, Qt.Key.Key_Return)

    listed("丙", "乙")
    assert read_document(workspace_folder() / SCENARIOS / "丙.xinliu.json").flow.name == "丙"


def test_escape_leaves_the_name_and_delete_in_the_field_removes_no_scenario(two: Window) -> None:
    first = card(two, "甲")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_F2)
    assert first.field is not None
    QTest.keyClick(first.field, Qt.Key.Key_Delete)
    QTest.keyClick(first.field, Qt.Key.Key_Delete)
    QTest.keyClick(first.field, Qt.Key.Key_Escape)

    assert not first.findChildren(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)[0].isVisible()
    assert sorted(names(two)) == ["乙", "甲"]
    assert not two.start_page.toast.isVisible()


def test_a_removed_scenario_comes_back_from_its_note(two: Window, listed: Callable[..., None]) -> None:
    first = card(two, "甲")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Delete)
    listed("乙")
    assert two.start_page.toast.words == "已移除「甲」"

    two.start_page.toast.action_button.click()
    listed("甲", "乙")


def test_a_duplicate_stands_beside_its_original(two: Window, listed: Callable[..., None]) -> None:
    first = card(two, "甲")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    listed("甲", "甲 副本", "乙")


def test_arrows_walk_over_the_cards_and_enter_opens(two: Window) -> None:
    cards = two.start_page.shelf.cards
    cards[0].setFocus()
    QTest.keyClick(cards[0], Qt.Key.Key_Right)
    assert cards[1].hasFocus()
    QTest.keyClick(cards[1], Qt.Key.Key_Left)
    QTest.keyClick(cards[0], Qt.Key.Key_Up)
    assert cards[0].hasFocus()

    name = cards[0].words
    QTest.keyClick(cards[0], Qt.Key.Key_Return)

    assert two.windowTitle().startswith(name)


def test_the_menu_of_a_card_offers_every_deed(two: Window, qtbot: QtBot) -> None:
    first = card(two, "甲")
    place = QPoint(20, 20)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, first.mapToGlobal(place))
    QApplication.sendEvent(first, event)

    menu = next(each for each in first.findChildren(QMenu) if each.isVisible())
    assert [entry.text() for entry in menu.actions()] == [
        "打开", "重命名", "标签", "复制一份", "打开所在文件夹", "移除",
    ]  # fmt: skip
    menu.close()


def drop(window: Window, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    page = window.start_page
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 99), Qt.DropAction.CopyAction, data, *held))
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 99), Qt.DropAction.CopyAction, data, *held))


def test_dropped_files_are_taken_in_and_a_bad_one_is_named(
    two: Window, listed: Callable[..., None], tmp_path: Path
) -> None:
    bad = tmp_path / "坏.xinliu.json"
    bad.write_text("{", encoding="utf-8")

    drop(two, put("丙", tmp_path), bad, put("丁", tmp_path))

    listed("甲", "乙", "丙", "丁")
    bar = two.notices.bar(f"import {bad}")
    assert bar is not None
    assert "坏.xinliu.json" in bar.notice.sentence.zh
    assert two.start_page.toast.words == "已导入 2 个场景"


def test_removing_what_is_open_with_changes_says_so_and_removes_nothing(
    two: Window, listed: Callable[..., None], qtbot: QtBot
) -> None:
    path = card(two, "甲").key
    two.files.open_path(path)
    retitle(two, "改过")
    two.show_library()
    listed("甲", "乙")
    first = card(two, "甲")
    first.remove_asked.emit(first.item.entry.id if first.item is not None else 0)
    qtbot.waitUntil(lambda: two.notices.bar("library") is not None, timeout=20_000)
    assert Path(path).is_file()

    bar = two.notices.bar("library")
    assert bar is not None
    bar.buttons[0].click()
    listed("乙")
    assert two.files.document is None


def test_renaming_what_is_open_is_an_edit_that_is_saved(
    two: Window, listed: Callable[..., None], qtbot: QtBot
) -> None:
    path = card(two, "甲").key
    two.files.open_path(path)
    two.show_library()
    first = card(two, "甲")
    first.renamed.emit(first.item.entry.id if first.item is not None else 0, "丙")

    listed("丙", "乙")
    assert read_document(Path(path)).flow.name == "丙"
    assert two.files.document is not None
    assert two.files.document.history.can_undo()


def test_every_saving_keeps_a_version_and_says_what_changed(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    assert window.area is not None
    versions = window.area.problems.versions.versions
    qtbot.waitUntil(lambda: len(versions.revisions) == 1, timeout=20_000)
    retitle(window, "新名字")
    assert window.files.save()
    qtbot.waitUntil(lambda: len(versions.revisions) == 2, timeout=20_000)

    assert versions.revisions[0].kind == "saved"
    assert "新名字" in versions.revisions[0].changes[0].zh
    assert versions.revisions[1].kind == "automatic"


def test_edits_keep_a_version_by_themselves_after_a_while(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    retitle(window, "新名字")
    assert window.versions._automatic.isActive()
    window.versions._automatic.timeout.emit()

    qtbot.waitUntil(lambda: len(window.versions.revisions) == 2, timeout=20_000)
    assert [each.kind for each in window.versions.revisions] == ["automatic", "automatic"]


def test_restoring_is_one_step_that_can_be_undone(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    document = window.files.document
    assert document is not None
    assert window.area is not None
    before = document.document
    qtbot.waitUntil(lambda: len(window.versions.revisions) == 1, timeout=20_000)
    retitle(window, "一")
    retitle(window, "二")
    edited = document.document

    window.area.problems.versions.restore_asked.emit(window.versions.revisions[0].id)
    qtbot.waitUntil(lambda: document.document == before, timeout=20_000)
    qtbot.waitUntil(lambda: len(window.versions.revisions) == 3, timeout=20_000)
    assert [each.kind for each in window.versions.revisions] == ["restored", "automatic", "automatic"]
    assert "恢复到" in window.menus["undo"].text()

    window.menus["undo"].trigger()
    assert document.document == edited


def test_restoring_what_is_here_already_only_says_so(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    qtbot.waitUntil(lambda: len(window.versions.revisions) == 1, timeout=20_000)
    window.versions.restore(window.versions.revisions[0].id)
    assert window.area is not None
    area = window.area
    qtbot.waitUntil(area.toast.isVisible, timeout=20_000)

    assert window.files.document is not None
    assert not window.files.document.history.can_undo()


def test_naming_the_version_as_it_is_now_opens_its_field(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    window.menus["name_version"].trigger()
    assert window.area is not None
    versions = window.area.problems.versions
    qtbot.waitUntil(versions._field.isVisible, timeout=20_000)
    versions._field.setText("送审稿")
    QTest.keyClick(versions._field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: [each.name for each in window.versions.revisions] == ["送审稿"], timeout=20_000)
    assert window.versions.revisions[0].kind == "named"


def test_an_old_version_becomes_a_scenario_of_its_own(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    qtbot.waitUntil(lambda: len(window.versions.revisions) == 1, timeout=20_000)
    assert window.area is not None
    toast = window.area.toast
    window.area.problems.versions.branch_asked.emit(window.versions.revisions[0].id)
    qtbot.waitUntil(toast.isVisible, timeout=20_000)
    assert toast.words == "已复制成「甲 副本」"

    toast.action_button.click()
    assert window.windowTitle().startswith("甲 副本")


def test_comparing_is_asked_for_with_the_version(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    qtbot.waitUntil(lambda: len(window.versions.revisions) == 1, timeout=20_000)
    assert window.area is not None
    with qtbot.waitSignal(window.versions.compare_asked) as asked:
        window.area.problems.versions.compare_asked.emit(window.versions.revisions[0].id)

    assert asked.args == [window.versions.revisions[0].id]


def test_a_library_that_cannot_be_opened_is_told_in_a_bar_and_files_open_all_the_same(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    idle(window, qtbot)
    window.library._workspace = None
    window.library.folder = tmp_path / "file"
    window.library.folder.write_text("", encoding="utf-8")

    window.files.open_path(str(put("甲")))

    qtbot.waitUntil(lambda: window.notices.bar("library") is not None, timeout=20_000)
    assert window.windowTitle().startswith("甲")


def test_the_panel_stays_open_in_a_small_window_when_it_was_opened(window: Window, qtbot: QtBot) -> None:
    window.files.open_path(str(put("甲")))
    window.resize(1280, 800)
    assert window.area is not None
    panel = window.area.problems
    assert panel.height() < 60

    panel.show_tab("history")
    window.refresh()
    qtbot.waitUntil(lambda: panel.height() > 80 and not panel.is_collapsed, timeout=10_000)

    panel.toggle.click()
    window.refresh()
    assert panel.is_collapsed


def test_an_edit_of_many_nodes_keeps_what_was_there_before(window: Window, qtbot: QtBot) -> None:
    window.files.open_sample("spring-sale")
    document = window.files.document
    assert document is not None
    before = document.document
    with document.store.edit(Wording("全部改名", "Rename all")) as draft:
        for node_id in list(document.store.nodes):
            draft.put_node(draft.node(node_id).with_changes(title="改过"))

    qtbot.waitUntil(lambda: len(window.versions.revisions) == 1, timeout=20_000)
    kept: list[Document] = []
    revision_id = window.versions.revisions[0].id
    window.library.ask(lambda workspace: workspace.versions.document(revision_id), kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=20_000)
    assert kept == [before]
