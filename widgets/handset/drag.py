"""A press that moves: along a carousel or along the conversation, or a tap when it hardly moves."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from widgets.handset.phone import Phone

_THRESHOLD = 6.0


class Drag:
    """Follows one press; the first clear direction decides what moves."""

    def __init__(self, start: QPointF, row: tuple[int, int] | None) -> None:
        self.start = start
        self._row = row
        self._last = start
        self._axis = ""

    @property
    def is_tap(self) -> bool:
        """Whether the pointer has stayed where it was pressed."""
        return not self._axis

    def move(self, phone: Phone, point: QPointF) -> bool:
        """Follow the pointer; True when something moved."""
        way = point - self.start
        if not self._axis:
            if max(abs(way.x()), abs(way.y())) < _THRESHOLD:
                return False
            self._axis = "x" if self._row is not None and abs(way.x()) > abs(way.y()) else "y"
        step = self._last - point
        self._last = point
        if self._axis == "x" and self._row is not None:
            return phone.swipe(*self._row, step.x())
        return phone.scroll_by(step.y())

    def finish(self, phone: Phone) -> None:
        """Let go: a carousel settles at a card."""
        if self._axis == "x" and self._row is not None:
            phone.settle(*self._row)
