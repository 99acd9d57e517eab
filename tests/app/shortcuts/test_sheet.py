"""Changing keys on the sheet, with real keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.main_window.window import Window
from app.shortcuts.editor import KeyRow
from app.shortcuts.sheet import ShortcutSheet
from tests.app.conftest import person, settings, window
from tests.support.keys import type_text
from tests.support.person import Person
from widgets.common import Label

__all__ = ["person", "settings", "window"]

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def sheet(window: Window) -> ShortcutSheet:
    window.shortcuts.change_keys()
    return window.shortcuts.sheet()


def row_of(sheet: ShortcutSheet, action_id: str) -> KeyRow:
    assert sheet.editor is not None
    return next(row for row in sheet.editor.rows if row.spec.id == action_id)


def test_pressed_keys_are_in_force_at_once(window: Window, sheet: ShortcutSheet) -> None:
    button = row_of(sheet, "new").button
    button.click()
    QTest.keyClick(button, Qt.Key.Key_J, CTRL | ALT)

    assert window.menus["new"].shortcut().toString() == "Ctrl+Alt+J"
    assert not button.is_listening


def test_keys_of_another_action_are_taken_over_only_when_asked(window: Window, sheet: ShortcutSheet) -> None:
    row = row_of(sheet, "new")
    row.button.click()
    QTest.keyClick(row.button, Qt.Key.Key_S, CTRL)

    assert row.note == "Ctrl+S 现在是「保存」"
    assert window.menus["save"].shortcut().toString() == "Ctrl+S"
    QTest.keyClick(row.take_over, Qt.Key.Key_Return)
    assert window.menus["new"].shortcut().toString() == "Ctrl+S"
    assert window.menus["save"].shortcut().isEmpty()
    assert row.reset.isVisible()
    row.reset.click()
    assert window.menus["new"].shortcut().toString() == "Ctrl+N"


def test_keys_for_moving_about_stay_what_they_are(window: Window, sheet: ShortcutSheet) -> None:
    row = row_of(sheet, "new")
    row.button.click()
    QTest.keyClick(row.button, Qt.Key.Key_C)

    assert row.note == "C 用来在画布和大纲里拉连接，不能改"
    assert window.menus["new"].shortcut().toString() == "Ctrl+N"


def test_escape_leaves_the_keys_and_backspace_takes_them_away(window: Window, sheet: ShortcutSheet) -> None:
    button = row_of(sheet, "new").button
    button.click()
    QTest.keyClick(button, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert window.menus["new"].shortcut().toString() == "Ctrl+N"

    button.click()
    QTest.keyClick(button, Qt.Key.Key_Backspace)

    assert window.menus["new"].shortcut().isEmpty()


def test_the_list_is_filtered_by_words_and_keys(sheet: ShortcutSheet) -> None:
    assert sheet.editor is not None
    type_text(sheet.editor.filter, "ctrl+s")

    assert "save" in {row.spec.id for row in sheet.editor.rows if not row.isHidden()}
    assert any(row.isHidden() for row in sheet.editor.rows)


def test_tab_stays_on_the_sheet(sheet: ShortcutSheet, person: Person) -> None:
    for _ in range(6):
        person.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert sheet.isAncestorOf(focused)
    person.press(Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_a_file_that_is_no_keymap_is_said_in_a_bar(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[]")

    window.shortcuts.import_from(path)

    bar = window.notices.bar("keys")
    assert bar is not None
    assert bar.notice.sentence.zh.startswith("没有导入快捷键：这不是信流的快捷键文件")


def test_keys_go_out_as_a_file_and_come_back(window: Window, tmp_path: Path) -> None:
    window.shortcuts.keymap.choose("new", "Ctrl+Alt+J")
    window.shortcuts.export_to(tmp_path / "keys.json")
    window.shortcuts.keymap.reset_all()

    window.shortcuts.import_from(tmp_path / "keys.json")

    assert window.menus["new"].shortcut().toString() == "Ctrl+Alt+J"
    window.shortcuts.keymap.reset_all()


def test_a_click_on_its_words_leaves_the_sheet_open_and_one_beside_it_closes_it(
    window: Window, sheet: ShortcutSheet
) -> None:
    sheet.open_sheet()
    sheet.open_sheet("look")
    words = sheet.page.findChildren(Label)[0]

    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(2, window.height() - 2))
    assert not sheet.isVisible()
