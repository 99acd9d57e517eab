"""Paints the small print: days, sources, times and marks, typing dots."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.handset.layout.line import MetaBox, NoteBox, TypingBox
from widgets.handset.painters.look import Look
from widgets.handset.painters.shape import paint_surface, paint_ticks, rounded
from widgets.handset.painters.text import paint_in_bubble


def paint_note(painter: QPainter, box: NoteBox, look: Look) -> None:
    """Paint a centred line, with a strip behind it when it names a source."""
    inset_x, inset_y = (12.0, 4.0) if box.is_source else (0.0, 0.0)
    if box.is_source:
        radius = min(box.height / 2, 12.0)
        path = rounded(QRectF(0.5, 0.5, box.width - 1, box.height - 1), radius, radius, radius, radius)
        paint_surface(painter, path, look.palette.bubble, look.palette.line)
    box.words.paint(painter, QPointF(inset_x, inset_y), look.palette.second)


def paint_meta(painter: QPainter, box: MetaBox, look: Look) -> None:
    """Paint time and mark, a failure in red."""
    colour = look.palette.error if box.is_failed else look.palette.second
    box.words.paint(painter, QPointF(0, 0), colour)
    if box.ticks:
        paint_ticks(painter, QPointF(box.words.width + 4.5, box.height / 2 + 0.5), box.ticks, colour)


def paint_typing(painter: QPainter, box: TypingBox, look: Look) -> None:
    """Paint three dots in a bubble; they do not move."""
    paint_in_bubble(painter, box.width, box.height, look)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.palette.second)
    for index in range(3):
        painter.drawEllipse(QPointF(box.width / 2 + (index - 1) * 10, box.height / 2), 3, 3)
