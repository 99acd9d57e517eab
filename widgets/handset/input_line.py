"""The real line of input over the painted pill, so that every input method works as everywhere."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets.handset.palette import Palette
from widgets.handset.typeface import phone_font

_TEXT_MAX = 2_000
"""Longest text a person can send (CT/CU interface V1.0.4 §9.4.1)."""


class InputLine(QLineEdit):
    """A line without a frame in the picture's own colours; Enter sends and empties it."""

    sent = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("handset_input")
        self.setFrame(False)
        self.setMaxLength(_TEXT_MAX)
        self.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, False)
        self.returnPressed.connect(self.send)
        self._dress = ""

    def send(self) -> None:
        """Send what is written unless it is blank."""
        text = self.text().strip()
        if text:
            self.clear()
            self.sent.emit(text)

    def place(self, rect: QRect, scale: float) -> None:
        """Lie over *rect* with the type scaled as the picture is."""
        self.setGeometry(rect)
        font = QFont(phone_font("input"))
        font.setPixelSize(max(round(font.pixelSize() * scale), 6))
        self.setFont(font)

    def dress(self, colours: Palette, hint: str) -> None:
        """Wear the picture's colours: the program's own sheet dresses every other line of input."""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        sheet = (
            f"QLineEdit#handset_input {{ background: {colours.ground.name()}; color: {colours.text.name()};"
            f" placeholder-text-color: {colours.second.name()}; border: none; padding: 0; min-height: 0; }}"
        )
        if sheet != self._dress:
            self._dress = sheet
            self.setStyleSheet(sheet)
