"""A hand that presses, types, clicks, drags and chooses at random on the window, wherever a person could."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QDrag
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QFileDialog, QWidget

from app.actions import ACTIONS
from app.main_window.window import Window
from app.network.child import Child
from runtime.flow.document import Document
from tests.support.keys import type_text

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
    *((getattr(Qt.Key, f"Key_{letter}"), _CONTROL) for letter in "ACDDFGHIKLSVVXYZ0"),
    (Qt.Key.Key_Z, _CONTROL | _SHIFT),
    (Qt.Key.Key_L, _CONTROL | _SHIFT),
    (Qt.Key.Key_Tab, _SHIFT),
)  # fmt: skip
"""Keys people press; not those that end the program or start processes."""

_BUTTONS: Final = (Qt.MouseButton.LeftButton,) * 8 + (Qt.MouseButton.RightButton,)
_WORDS: Final = ("你好", "{{name}}", "{{", "优惠 8 折", "0", "", "a" * 300, "https://a.example/", "1+")
_SIZES: Final = ((960, 600), (1280, 800), (1600, 1000), (1920, 1080))
_NEVER: Final = frozenset({"quit", "try_network", "restart_services", "full_screen"})
_EDITS: Final = (
    *("add_note", "duplicate", "delete", "select_all", "copy", "cut", "paste", "undo", "redo", "arrange"),
    *("frame_selection", "toggle_frames", "detach", "align_left", "distribute_down", "delete_keeping_way"),
)
_CHOICES: Final = tuple(spec.id for spec in ACTIONS if spec.id not in _NEVER)


def shut_out_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let dialogs of the system be cancelled at once, and let nothing leave the program."""
    for dialog in (QFileDialog, QColorDialog):
        monkeypatch.setattr(dialog, "open", dialog.reject)
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: 0)
    monkeypatch.setattr(QDrag, "exec", lambda *_: Qt.DropAction.IgnoreAction)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    monkeypatch.setattr(Child, "start", lambda _: None)


class Monkey:
    """Acts at random; the same seed acts the same on the same window."""

    def __init__(self, window: Window, seed: int) -> None:
        self._window = window
        self._random = random.Random(seed)
        self._last: Document | None = None
        self.edits = 0
        """Events after which the document was another."""
        self.visited: set[str] = set()
        """Areas and surfaces that were on screen."""
        self._deeds: dict[Callable[[], None], int] = {
            self._key: 12, self._click: 8, self._drag: 8, self._edit: 4, self._choose: 4,
            self._type: 2, self._wheel: 2, self._resize: 1,
        }  # fmt: skip

    def act(self) -> None:
        """One event, with what it leads to."""
        popup = QApplication.activePopupWidget()
        if popup is not None and self._random.random() < 0.7:
            QTest.keyClick(popup, Qt.Key.Key_Escape)
        else:
            self._random.choices(tuple(self._deeds), tuple(self._deeds.values()))[0]()
        # People's events come from the loop, one by one; what was put off happens between them.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self._random.random() < 0.5:
            QCoreApplication.processEvents()
        self._look()

    def visit(self, action_id: str) -> None:
        """Bring up what an action brings up, if it may be chosen now."""
        if (action := self._window.menus[action_id]).isEnabled():
            action.trigger()
            self._look()

    def _look(self) -> None:
        window = self._window
        self.visited.add(window.current_area)
        self.visited |= {
            name
            for name, is_there in (
                ("comparison", window.comparing.is_open),
                ("sheet", window.publishing.desk is not None),
                ("tour", window.tour.bubble is not None),
                ("palette", window.finding.palette.list.isVisible()),
            )
            if is_there
        }
        document = window.files.document
        if document is not None and document.store.document is not self._last:
            self._last = document.store.document
            self.edits += 1

    def _key(self) -> None:
        key, held = self._random.choice(_KEYS)
        QTest.keyClick(self._focus(), key, held)

    def _type(self) -> None:
        for letter in self._random.choice(_WORDS):
            type_text(self._focus(), letter)

    def _choose(self) -> None:
        self.visit(self._random.choice(_CHOICES))

    def _edit(self) -> None:
        self.visit(self._random.choice(_EDITS))

    def _resize(self) -> None:
        self._window.resize(*self._random.choice(_SIZES))

    def _click(self) -> None:
        target, place = self._somewhere()
        button = self._random.choice(_BUTTONS)
        if self._random.random() < 0.15:
            QTest.mouseDClick(target, button, pos=place)
        else:
            QTest.mouseClick(target, button, self._random.choice((_NONE, _NONE, _SHIFT, _CONTROL)), place)

    def _drag(self) -> None:
        if self._random.random() < 0.7 and self._window.area is not None:
            target: QWidget = self._window.area.canvas
            if not target.isVisible():
                return
            start, end = (self._point_in(target) for _ in range(2))
        else:
            target, start = self._somewhere()
            end = start + QPoint(self._random.randint(-200, 200), self._random.randint(-200, 200))
        QTest.mousePress(target, Qt.MouseButton.LeftButton, self._random.choice((_NONE, _ALT, _SHIFT)), start)
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(target, start + (end - start) * part)
        if self._random.random() < 0.2:
            QTest.keyClick(target, Qt.Key.Key_Escape)
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=end)

    def _wheel(self) -> None:
        spin = QPoint(0, self._random.choice((-120, 120)))
        QTest.wheelEvent(self._window.windowHandle(), QPointF(self._point_in(self._window)), spin)

    def _focus(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self._window

    def _somewhere(self) -> tuple[QWidget, QPoint]:
        window: QWidget = QApplication.activePopupWidget() or self._window
        at = self._point_in(window)
        bar = self._window.menuBar().height()
        if window is self._window and at.y() < bar:
            at.setY(bar + 4)
        target = window.childAt(at) or window
        return target, target.mapFrom(window, at) if target is not window else at

    def _point_in(self, widget: QWidget) -> QPoint:
        return QPoint(self._random.randrange(widget.width()), self._random.randrange(widget.height()))
