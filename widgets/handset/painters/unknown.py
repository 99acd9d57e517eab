"""Paints the place of something that handsets do not show."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.handset.layout.unknown import UnknownBox
from widgets.handset.metrics import BUBBLE_PADDING_X, BUBBLE_RADIUS, ICON, ICON_GAP
from widgets.handset.painters.look import Look
from widgets.handset.painters.shape import paint_icon


def paint_unknown(painter: QPainter, box: UnknownBox, look: Look) -> None:
    """Paint a dashed outline, so that it never looks like a message."""
    painter.setPen(QPen(look.palette.second, 1.0, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(0.5, 0.5, box.width - 1, box.height - 1), BUBBLE_RADIUS, BUBBLE_RADIUS)
    paint_icon(painter, "warning", QRectF(BUBBLE_PADDING_X, 11, ICON, ICON), look.palette.second)
    box.words.paint(painter, QPointF(BUBBLE_PADDING_X + ICON + ICON_GAP, 10), look.palette.second)
