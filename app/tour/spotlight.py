"""A ring around the place where something is to be done; the mouse goes through it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.theme import current_theme

_GAP = 4
_WIDTH = 2


class Spotlight(QWidget):
    """Draws a 2 px ring; it takes neither mouse nor keyboard."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, place: QRect) -> None:
        """Go around a place of the window; an empty one hides the ring."""
        if place.isEmpty():
            self.hide()
            return
        ring = place.adjusted(-_GAP, -_GAP, _GAP, _GAP).intersected(self._window.rect())
        if ring != self.geometry():
            self.setGeometry(ring)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current_theme().accent, _WIDTH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
