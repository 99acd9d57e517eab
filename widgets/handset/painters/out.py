"""Paints the person's own bubble."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from widgets.handset.layout.out import OutBox
from widgets.handset.metrics import BUBBLE_CORNER, BUBBLE_RADIUS
from widgets.handset.painters.look import Look
from widgets.handset.painters.picture import paint_picture
from widgets.handset.painters.shape import paint_icon, paint_surface, rounded


def paint_out(painter: QPainter, box: OutBox, look: Look) -> None:
    """Paint a bubble in the chatbot's colour, or green for SMS, whose corner points at the person."""
    palette = look.palette
    ground, colour = (
        (palette.sms_out, palette.on_sms_out) if box.is_sms else (palette.theme, palette.on_theme)
    )
    rect = QRectF(0, 0, box.width, box.height)
    bubble = rounded(rect, BUBBLE_RADIUS, BUBBLE_CORNER, BUBBLE_RADIUS, BUBBLE_RADIUS)
    if box.picture:
        paint_picture(painter, bubble, rect, (box.picture,), look)
        return
    paint_surface(painter, bubble, ground, None)
    if box.icon:
        paint_icon(painter, box.icon, box.icon_rect, colour)
    box.words.paint(painter, box.words_at, colour)
