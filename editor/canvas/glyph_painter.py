"""Paints glyphs pixel by pixel: resampled by the zoom, thin strokes would vanish."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from editor.canvas.paints import Paints
from widgets.icons import has_icon, icon


def paint_glyph(painter: QPainter, at: QPointF, name: str, size: int, colour: QColor, paints: Paints) -> None:
    """Paint a glyph of *size* scene units with its top left corner at a place, on whole pixels."""
    transform = painter.worldTransform()
    ratio = paints.device_ratio
    side_px = max(1, round(size * transform.m11() * ratio))
    picture = icon(name if has_icon(name) else "unknown", size, colour, side_px / size)
    corner = transform.map(at)
    x, y = round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio
    painter.resetTransform()
    painter.drawPixmap(
        QRectF(x, y, side_px / ratio, side_px / ratio), picture, QRectF(0, 0, side_px, side_px)
    )
    painter.setWorldTransform(transform)
