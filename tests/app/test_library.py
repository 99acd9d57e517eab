"""The library on screen: what the start page and the tab 历史 do with the workspace."""

from __future__ import annotations

from collections.abc import Callable
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
from runtime.flow.file_format import read_document
from tests.support.workspace import SCENARIOS, put, retitle


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
