"""Paths and glyphs that several painters share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from widgets.icons import has_icon, icon


def rounded(
    rect: QRectF, upper_left: float, upper_right: float, lower_right: float, lower_left: float
) -> QPainterPath:
    """A rectangle with a radius of its own at each corner."""
    path = QPainterPath(QPointF(rect.left() + upper_left, rect.top()))
    path.lineTo(rect.right() - upper_right, rect.top())
    _corner(path, QRectF(rect.right() - 2 * upper_right, rect.top(), 2 * upper_right, 2 * upper_right), 90)
    path.lineTo(rect.right(), rect.bottom() - lower_right)
    side = 2 * lower_right
    _corner(path, QRectF(rect.right() - side, rect.bottom() - side, side, side), 0)
    path.lineTo(rect.left() + lower_left, rect.bottom())
    _corner(path, QRectF(rect.left(), rect.bottom() - 2 * lower_left, 2 * lower_left, 2 * lower_left), 270)
    path.lineTo(rect.left(), rect.top() + upper_left)
    _corner(path, QRectF(rect.left(), rect.top(), 2 * upper_left, 2 * upper_left), 180)
    path.closeSubpath()
    return path


def paint_surface(painter: QPainter, path: QPainterPath, ground: QColor, line: QColor | None) -> None:
    """Fill a path and draw its outline, 1 logical px."""
    painter.setPen(QPen(line, 1.0) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawPath(path)


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon of the program's set at the picture's own resolution; an unknown name draws nothing."""
    if not has_icon(name):
        return
    device = painter.deviceTransform()
    scale = max(device.m11(), 0.1)
    side = max(round(rect.width() * scale), 1)
    # On whole device px, or the strokes blur.
    corner = device.map(rect.topLeft())
    place = QRectF(round(corner.x()), round(corner.y()), side, side)
    pixmap = icon(name, side, colour, 1.0)
    painter.drawPixmap(device.inverted()[0].mapRect(place), pixmap, QRectF(pixmap.rect()))


def paint_play(
    painter: QPainter, disc: QRectF, ground: QColor, colour: QColor, *, is_running: bool = False
) -> None:
    """Draw the disc with the triangle, or with two bars while it runs."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(disc)
    side = disc.width() * 0.3
    if is_running:
        painter.setPen(QPen(colour, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for x in (-side * 0.35, side * 0.35):
            middle = disc.center() + QPointF(x, 0)
            painter.drawLine(middle - QPointF(0, side * 0.5), middle + QPointF(0, side * 0.5))
        return
    centre = disc.center() + QPointF(side * 0.1, 0)
    path = QPainterPath(centre + QPointF(-side * 0.42, -side * 0.55))
    path.lineTo(centre + QPointF(side * 0.58, 0))
    path.lineTo(centre + QPointF(-side * 0.42, side * 0.55))
    path.closeSubpath()
    painter.setPen(
        QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def paint_ticks(painter: QPainter, at: QPointF, count: int, colour: QColor) -> None:
    """Draw one tick or two; *at* is the left end at half height."""
    painter.setPen(
        QPen(colour, 1.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for index in range(count):
        start = at + QPointF(4.0 * index, 0)
        painter.drawPolyline([start, start + QPointF(2.4, 2.6), start + QPointF(7.4, -3.2)])


def _corner(path: QPainterPath, square: QRectF, start_degrees: float) -> None:
    if square.width() > 0:
        path.arcTo(square, start_degrees, -90)
