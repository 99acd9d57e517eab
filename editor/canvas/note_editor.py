"""Writing on a note or the title of a frame, in place."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from widgets.theme import current_theme

TEXT_MAX = 2_000
TITLE_MAX = 80


class NoteEditor(QPlainTextEdit):
    """A text field over the canvas; Escape gives up, leaving it or Ctrl + Enter keeps."""

    finished = Signal(str)

    def __init__(self, text: str, area: QRect, is_title: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = text
        self._is_title = is_title
        self._is_done = False
        self.setPlainText(text)
        self.setFont(current_theme().font("node_body"))
        self.setGeometry(area)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self._finish(self._before)
        elif is_enter and (self._is_title or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self._finish(self.toPlainText())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._finish(self.toPlainText())

    def _finish(self, text: str) -> None:
        if not self._is_done:
            self._is_done = True
            limit = TITLE_MAX if self._is_title else TEXT_MAX
            self.finished.emit((" ".join(text.split()) if self._is_title else text)[:limit])
            self.hide()
            self.deleteLater()
