"""Types text of any script into a widget, one key event for each character."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


def type_text(widget: QWidget, text: str) -> None:
    """Send *text* to a widget as a keyboard would; QTest knows Latin letters alone."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, int(Qt.Key.Key_unknown), Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(widget, event)
