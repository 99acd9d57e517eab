"""The marker of the play-through gliding along the connection that was taken."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QPointF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from editor.canvas.paints import Paints
from widgets.theme import current_theme
from widgets.theme.measures import VIEW_MS

_RADIUS: Final = 8.0
_TAIL: Final = 0.25


class WalkGlide(QVariantAnimation):
    """Moves a disc from one node to the next; with reduced motion there is none, the marks step."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._path: QPainterPath | None = None
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(host.update)
        self.finished.connect(self._end)

    def go(self, path: QPainterPath | None) -> None:
        """Glide along a path; None, or reduced motion, ends a glide that goes on."""
        self.stop()
        duration = current_theme().duration_ms(VIEW_MS) if self._host.isVisible() else 0
        self._path = path if duration else None
        if self._path is not None:
            self.setDuration(duration)
            self.start()

    def paint(self, painter: QPainter, paints: Paints) -> None:
        """Paint the disc where it is now; *painter* is in scene units."""
        if self._path is None:
            return
        part = float(self.currentValue())
        at = self._path.pointAtPercent(min(max(part, 0.0), 1.0))
        before = self._path.pointAtPercent(min(max(part - _TAIL, 0.0), 1.0))
        painter.setPen(paints.glow)
        painter.drawLine(QPointF(before), QPointF(at))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paints.socket_walked)
        painter.drawEllipse(at, _RADIUS, _RADIUS)

    def _end(self) -> None:
        self._path = None
        self._host.update()
