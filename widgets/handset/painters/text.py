"""Paints the chatbot's text bubble."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from widgets.handset.layout.text import TextBox
from widgets.handset.metrics import BUBBLE_CORNER, BUBBLE_PADDING_X, BUBBLE_PADDING_Y, BUBBLE_RADIUS
from widgets.handset.painters.look import Look
from widgets.handset.painters.shape import paint_surface, rounded


def paint_text(painter: QPainter, box: TextBox, look: Look) -> None:
    """Paint a bubble whose corner points at the chatbot."""
    palette = look.palette
    paint_in_bubble(painter, box.width, box.height, look, box.is_system)
    box.paragraph.paint(painter, QPointF(BUBBLE_PADDING_X, BUBBLE_PADDING_Y), palette.text, box.links)


def paint_in_bubble(
    painter: QPainter, width: float, height: float, look: Look, is_system: bool = False
) -> None:
    """Paint the ground of anything the other side says."""
    rect = QRectF(0.5, 0.5, width - 1, height - 1) if not is_system else QRectF(0, 0, width, height)
    path = rounded(rect, BUBBLE_CORNER, BUBBLE_RADIUS, BUBBLE_RADIUS, BUBBLE_RADIUS)
    if is_system:
        paint_surface(painter, path, look.palette.system_bubble, None)
    else:
        paint_surface(painter, path, look.palette.bubble, look.palette.line)
