"""A one-line editor for short plain values."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets.common import follow_look
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT


class LineEdit(QLineEdit):
    """Edits one line; undo belongs to the document around, Up and Down tell steps."""

    finished = Signal()
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        follow_look(self)

    def restyle(self) -> None:
        """Take font and height anew."""
        theme = current_theme()
        self.setFont(theme.font("body"))
        self.setFixedHeight(theme.px(CONTROL_HEIGHT))

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the document around."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell steps; type everything else."""
        if is_undo(event):
            event.ignore()
            return
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the stretch of typing is over."""
        super().focusOutEvent(event)
        self.finished.emit()


def is_undo(event: QKeyEvent) -> bool:
    """Whether a key asks for undo or redo, which the document around serves."""
    keys = QKeySequence.StandardKey
    return event.matches(keys.Undo) or event.matches(keys.Redo)
