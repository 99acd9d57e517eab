"""A person at the main window: real mouse and key events, and eyes that find things by their words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.editing_area import EditingArea
from app.main_window.window import Window
from editor.canvas.drops import palette_data
from runtime.flow.ids import ExitName, NodeId
from tests.support.keys import type_text
from widgets.handset.hit_area import HitArea
from widgets.handset.phone_view import PhoneView

WAIT_MS = 30_000
"""Longest wait for other processes, far above what any of them needs."""


class Person:
    """Does with the window what people do with it."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    @property
    def area(self) -> EditingArea:
        """The editing area of the open scenario."""
        assert self.window.area is not None
        return self.window.area

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, held)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Look until something holds."""
        self._qtbot.waitUntil(holds, timeout=WAIT_MS)

    def double_click_entry(self, words: str) -> NodeId:
        """Add an entry of the palette with a double-click; gives the new node."""
        entries = self.area.palette_panel.list
        place = entries.visualRect(self._entry(words)).center()
        before = set(self.area.document.store.nodes)
        QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return self._new_node(before)

    def search_entry(self, words: str) -> NodeId:
        """Add an entry by typing its name into the palette's search and pressing Enter."""
        before = set(self.area.document.store.nodes)
        search = self.area.palette_panel.search
        QTest.mouseClick(search, Qt.MouseButton.LeftButton)
        type_text(search, words)
        QTest.keyClick(search, Qt.Key.Key_Return)
        search.clear()
        return self._new_node(before)

    def drop_entry(self, kind: str, place: QPoint) -> NodeId:
        """Drag an entry of the palette onto the canvas and let go."""
        before = set(self.area.document.store.nodes)
        canvas, data = self.area.canvas, palette_data(kind)
        held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas, QDragEnterEvent(place, Qt.DropAction.CopyAction, data, *held))
        QApplication.sendEvent(canvas, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, *held))
        return self._new_node(before)

    def connect(self, source: NodeId, exit_name: str, target: NodeId) -> None:
        """Drag from an exit onto a node."""
        canvas = self.area.canvas
        self.drag(canvas.exit_position(source, ExitName(exit_name)), canvas.node_rect(target).center())

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press on the canvas, move and let go."""
        canvas = self.area.canvas
        QTest.mouseMove(canvas, start)
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(canvas, start + (end - start) * part)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)

    def click_node(self, node_id: NodeId) -> None:
        """Click on a node's header."""
        rect = self.area.canvas.node_rect(node_id)
        QTest.mouseClick(self.area.canvas, Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(60, 14))

    def write(self, node_id: NodeId, path: tuple[str | int, ...], words: str) -> None:
        """Select a node, go into one of its fields and replace its words."""
        self.click_node(node_id)
        assert self.area.inspector.focus_path(path)
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        type_text(field, words)

    def tap(self, words: str, phone: PhoneView | None = None) -> None:
        """Tap what bears these words on the phone."""
        phone = phone or self.area.handset_pane.phones.handset
        area = self.find(words, phone)
        QTest.mouseClick(phone, Qt.MouseButton.LeftButton, pos=phone.widget_rect(area).center())

    def find(self, words: str, phone: PhoneView | None = None) -> HitArea:
        """What bears these words on the phone; fails when nothing does."""
        found = [
            area for area in (phone or self.area.handset_pane.phones.handset).areas() if area.name == words
        ]
        assert found, f"nothing on the phone is called {words}"
        return found[-1]

    def can_find(self, words: str) -> bool:
        """Whether the phone can be seen and something on it bears these words."""
        phone = self.area.handset_pane.phones.handset
        return phone.isVisible() and any(area.name == words for area in phone.areas())

    def click(self, widget: QWidget) -> None:
        """Click in the middle of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def _entry(self, words: str) -> QModelIndex:
        entries = self.area.palette_panel.list
        model = entries.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if index.data() == words:
                entries.scrollTo(index)
                return index
        raise AssertionError(f"the palette has no {words}")

    def _new_node(self, before: set[NodeId]) -> NodeId:
        made = [node for node in self.area.document.store.nodes if node not in before]
        assert len(made) == 1
        return made[0]
