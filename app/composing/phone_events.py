"""What happens at the phone while a message is edited on it: pointer, keys, files that are dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent

from runtime.records import FieldPath
from widgets.handset.handset_view import HandsetView

_ALT_KEYS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_KEYS: Final = frozenset({Qt.Key.Key_F2, Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class PhoneEvents(QObject):
    """Watches a phone in edit mode; in the other modes everything is left to it."""

    pointed = Signal(object)
    """The FieldPath under the pointer, None for nothing."""
    pressed = Signal(QPoint)
    double_clicked = Signal(object)
    """The FieldPath under the pointer."""
    key_asked = Signal(int, bool)
    """A key for the part with the ring, and whether Alt is held."""
    file_dropped = Signal(object, object)
    """Path of the file, and the FieldPath it was dropped on."""

    def __init__(self, handset: HandsetView, parent: QObject) -> None:
        super().__init__(parent)
        self._handset = handset
        handset.setAcceptDrops(True)
        handset.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell, and take what is ours."""
        if watched is not self._handset or self._handset.phone.state.mode != "edit":
            return super().eventFilter(watched, event)
        kind = event.type()
        if kind is QEvent.Type.Leave:
            self.pointed.emit(None)
        elif isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            return self._drag(event)
        elif kind is QEvent.Type.DragLeave:
            self._mark(None)
        elif isinstance(event, QMouseEvent):
            self._mouse(event)
        elif isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _mouse(self, event: QMouseEvent) -> None:
        if event.type() is QEvent.Type.MouseMove and event.buttons() == Qt.MouseButton.NoButton:
            self.pointed.emit(self._path_at(event.position()))
        elif event.type() is QEvent.Type.MouseButtonPress:
            self.pressed.emit(event.position().toPoint())
        elif event.type() is QEvent.Type.MouseButtonDblClick:
            path = self._path_at(event.position())
            if path:
                self.double_clicked.emit(path)

    def _key(self, event: QKeyEvent) -> bool:
        focused = self._handset.phone.state.focused
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        is_plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        key = Qt.Key(event.key())
        is_ours = (is_plain and key in _KEYS) or (is_alt and key in _ALT_KEYS)
        if focused is None or not focused.path or not is_ours:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress:
            self.key_asked.emit(event.key(), is_alt)
            return True
        return False

    def _drag(self, event: QDragEnterEvent | QDragMoveEvent | QDropEvent) -> bool:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        path = self._path_at(event.position())
        if files and event.type() is QEvent.Type.DragEnter:
            event.acceptProposedAction()  # else the way over the phone would not be told at all
            return True
        if not files or not path:
            self._mark(None)
            event.ignore()
            return event.type() is not QEvent.Type.Drop and bool(files)
        if event.type() is QEvent.Type.Drop:
            self._mark(None)
            event.acceptProposedAction()
            self.file_dropped.emit(files[0], path)
            return True
        self._mark(event.position())
        event.acceptProposedAction()
        return True

    def _path_at(self, position: QPointF) -> FieldPath | None:
        area = self._handset.area_at(position)
        return area.path if area is not None and area.path else None

    def _mark(self, position: QPointF | None) -> None:
        """Outline what the file would go to."""
        state = self._handset.phone.state
        state.hovered = self._handset.area_at(position) if position is not None else None
        self._handset.update()
