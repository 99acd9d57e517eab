"""Two thousand random keys and clicks, and documents opened and closed: nothing breaks, nothing stays."""

from __future__ import annotations

import gc
import random
import weakref
from typing import Final

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.editing_area import EditingArea
from app.main_window.window import Window
from runtime.flow.document import Document
from runtime.flow.file_format import from_text, to_text
from tests.support.person import Person

EVENTS: Final = 2_000
_NONE = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier

_KEYS: Final = (
    *((getattr(Qt.Key, f"Key_{letter}"), _NONE) for letter in "ABEKNTXZ19"),
    *((key, held) for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
      for held in (_NONE, _SHIFT, _CONTROL, _ALT)),
    *((key, _NONE) for key in (
        Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab,
        Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F5, Qt.Key.Key_F8, Qt.Key.Key_Insert,
        Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Slash, Qt.Key.Key_BraceLeft,
    )),
    *((getattr(Qt.Key, f"Key_{letter}"), _CONTROL) for letter in "ACDFGHIKLSVXYZ0"),
    (Qt.Key.Key_Z, _CONTROL | _SHIFT),
    (Qt.Key.Key_L, _CONTROL | _SHIFT),
    (Qt.Key.Key_Tab, _SHIFT),
)  # fmt: skip
"""Keys people press; not those that end the program, open dialogs of the system, or start processes."""

_BUTTONS: Final = (Qt.MouseButton.LeftButton,) * 8 + (Qt.MouseButton.RightButton,)


class Monkey:
    """Presses and clicks at random where a person could."""

    def __init__(self, window: Window, seed: int) -> None:
        self._window = window
        self._random = random.Random(seed)
        self._last: Document | None = None
        self.edits = 0
        """Events after which the document was another."""

    def act(self) -> None:
        """One event, with what it leads to."""
        popup = QApplication.activePopupWidget()
        if popup is not None and self._random.random() < 0.7:
            QTest.keyClick(popup, Qt.Key.Key_Escape)
            return
        deed = self._random.choices((self._key, self._click, self._drag, self._wheel), (5, 4, 3, 1))[0]
        deed()
        document = self._window.files.document
        if document is not None and document.store.document is not self._last:
            self._last = document.store.document
            self.edits += 1
        for dialog in self._window.findChildren(QFileDialog):
            dialog.reject()

    def _key(self) -> None:
        key, held = self._random.choice(_KEYS)
        QTest.keyClick(QApplication.focusWidget() or self._window, key, held)

    def _click(self) -> None:
        target, place = self._somewhere()
        button = self._random.choice(_BUTTONS)
        if self._random.random() < 0.15:
            QTest.mouseDClick(target, button, pos=place)
        else:
            QTest.mouseClick(target, button, self._random.choice((_NONE, _NONE, _SHIFT, _CONTROL)), place)

    def _drag(self) -> None:
        canvas = self._window.area.canvas if self._window.area is not None else None
        if canvas is None or not canvas.isVisible():
            return
        start, end = (self._point_in(canvas) for _ in range(2))
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, self._random.choice((_NONE, _ALT, _SHIFT)), start)
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(canvas, start + (end - start) * part)
        if self._random.random() < 0.2:
            QTest.keyClick(canvas, Qt.Key.Key_Escape)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)

    def _wheel(self) -> None:
        spin = QPoint(0, self._random.choice((-120, 120)))
        QTest.wheelEvent(self._window.windowHandle(), QPointF(self._point_in(self._window)), spin)

    def _somewhere(self) -> tuple[QWidget, QPoint]:
        window = self._window
        at = self._point_in(window)
        if at.y() < window.menuBar().height():
            at.setY(window.menuBar().height() + 4)
        target = window.childAt(at) or window
        return target, target.mapFrom(window, at) if target is not window else at

    def _point_in(self, widget: QWidget) -> QPoint:
        return QPoint(self._random.randrange(widget.width()), self._random.randrange(widget.height()))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_random_events_break_nothing_and_the_scenario_can_be_opened(
    window: Window, person: Person, qtbot: QtBot, seed: int
) -> None:
    window.files.open_sample("spring-sale")
    person.wait_until(lambda: window.area is not None)
    monkey = Monkey(window, seed)

    for number in range(EVENTS // 2):
        monkey.act()
        if window.current_area != "editing" or window.area is None:
            if window.area is None:
                window.files.open_sample("spring-sale")
            window.show_editing()
        if number % 50 == 0:
            qtbot.wait(1)
    if window.play is not None:
        window.play.stop()

    assert window.area is not None
    assert monkey.edits > EVENTS // 100
    document = window.area.document.document
    assert from_text(to_text(document)) == document
    while window.area.document.history.can_undo():
        window.area.document.history.undo()
    assert window.area.document.history.can_redo() or not window.area.document.is_dirty


def _parts_of(area: EditingArea) -> tuple[object, ...]:
    """What has to go with a document, from the window down to what paints and listens."""
    canvas = area.canvas
    return (
        *(area, area.document, area.document.store, area.document.history, area.inspector, area.problems),
        *(canvas, canvas._scene, canvas._marks, canvas._painting, canvas._thumbnails),
    )


@pytest.mark.slow
def test_closed_documents_are_gone(window: Window, person: Person, qtbot: QtBot) -> None:
    kept: list[weakref.ref[object]] = []

    for number in range(20):
        window.files.open_sample(("spring-sale", "bill-reminder", "appointment")[number % 3])
        person.wait_until(lambda: window.area is not None)
        area = person.area
        area.document.selection.set(list(area.document.store.nodes)[:1])
        qtbot.wait(5)
        kept += [weakref.ref(each) for each in _parts_of(area)]
        del area
    window.files.close()
    person.wait_until(lambda: window.area is None)
    qtbot.wait(50)
    gc.collect()

    assert [ref() for ref in kept if ref() is not None] == []
