"""Paints what the editor adds to the picture: the outline of a field and the focus ring."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from widgets.handset.hit_area import HitArea
from widgets.handset.palette import Palette

_RING_GAP = 2.0


def paint_outline(painter: QPainter, area: HitArea, palette: Palette, width: float) -> None:
    """Outline a field: 1 px while the pointer is over it, 2 px while it is edited."""
    painter.setPen(QPen(palette.focus, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.rect.adjusted(0.5, 0.5, -0.5, -0.5), area.radius, area.radius)


def paint_focus(painter: QPainter, area: HitArea, palette: Palette) -> None:
    """Draw the focus ring around an area."""
    painter.setPen(QPen(palette.focus, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    rect = area.rect.adjusted(-_RING_GAP, -_RING_GAP, _RING_GAP, _RING_GAP)
    painter.drawRoundedRect(rect, area.radius + _RING_GAP, area.radius + _RING_GAP)
