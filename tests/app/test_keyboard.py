"""The whole window with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.actions import ACTIONS
from app.main_window.window import Window
from app.shortcuts.gestures import Keys
from app.shortcuts.keymap import usual_keys
from app.shortcuts.listing import groups
from app.shortcuts.sheet import ShortcutSheet
from tests.support.person import Person
from widgets.language import Language, set_language, words_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def holder_of_focus(panes: tuple[QWidget, ...]) -> QWidget | None:
    focused = QApplication.focusWidget()
    return next((pane for pane in panes if focused and (pane is focused or pane.isAncestorOf(focused))), None)


def test_every_pane_is_reached_and_the_walk_comes_back_both_ways(window: Window, person: Person) -> None:
    window.files.open_sample("spring-sale")
    panes = (window.rail, *person.area.panes(), window.status)
    reached = []
    for _ in panes:
        person.press(Qt.Key.Key_F6, CTRL)
        reached.append(holder_of_focus(panes))
    back = []
    for _ in panes:
        person.press(Qt.Key.Key_F6, CTRL | SHIFT)
        back.append(holder_of_focus(panes))

    assert set(person.area.panes()) <= set(reached)
    assert set(reached) == set(back)
    assert window.rail in reached


def test_the_canvas_is_left_with_the_keyboard(window: Window, person: Person) -> None:
    window.files.open_sample("spring-sale")
    person.area.canvas.setFocus()

    person.press(Qt.Key.Key_F6, CTRL)

    assert not person.area.canvas.hasFocus()


def test_f1_shows_the_keys_and_escape_gives_the_keyboard_back(window: Window, person: Person) -> None:
    window.files.open_sample("spring-sale")
    person.area.canvas.setFocus()
    person.press(Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    was_visible = sheet.isVisible()

    person.press(Qt.Key.Key_Escape)

    assert was_visible
    assert not sheet.isVisible()
    assert person.area.canvas.hasFocus()


def test_a_question_mark_shows_the_keys_but_can_be_typed_into_a_field(window: Window, person: Person) -> None:
    window.files.open_sample("spring-sale")
    search = person.area.palette_panel.search
    search.setFocus()
    QTest.keyClicks(search, "?")

    assert search.text() == "?"
    assert window.findChild(ShortcutSheet) is None


@pytest.mark.parametrize("language", list(Language))
def test_the_sheet_lists_every_shortcut(window: Window, language: Language) -> None:
    set_language(language)
    found = groups(window.shortcuts.keymap.keys)
    listed = {
        (words_of(row.done), row.keys) for group in found for row in group.rows if isinstance(row, Keys)
    }

    for spec in ACTIONS:
        if spec.shortcut:
            keys = (
                QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText)
                for each in usual_keys(spec)
            )
            assert (words_of(spec.words), " ".join(keys)) in listed
