"""Paints a place: a drawn map, a pin, name and coordinates."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen

from widgets.handset.layout.location import LocationBox
from widgets.handset.metrics import CARD_RADIUS
from widgets.handset.painters.look import Look
from widgets.handset.painters.shape import paint_surface, rounded
from widgets.handset.palette import Palette


def paint_location(painter: QPainter, box: LocationBox, look: Look) -> None:
    """Paint the card of a place."""
    palette = look.palette
    outline = rounded(QRectF(0.5, 0.5, box.width - 1, box.height - 1), *([CARD_RADIUS] * 4))
    paint_surface(painter, outline, palette.bubble, None)
    inner = CARD_RADIUS - 0.5
    still = rounded(box.map_rect.adjusted(0.5, 0.5, -0.5, 0), inner, inner, 0, 0)
    paint_map(painter, still, box.map_rect, box.seed, palette)
    box.name.paint(painter, box.name_at, palette.text)
    box.detail.paint(painter, box.detail_at, palette.second)
    painter.setPen(QPen(palette.line, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)


def paint_map(painter: QPainter, still: QPainterPath, rect: QRectF, seed: int, palette: Palette) -> None:
    """Fill *still*, which lies in *rect*, with a map that *seed* makes, and pin its middle."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.land)
    painter.drawPath(still)
    for path, colour in _streets(rect, seed, palette):
        painter.setBrush(colour)
        painter.drawPath(path.intersected(still))
    _paint_pin(painter, rect.center() + QPointF(0, 16), palette)
    painter.restore()


def _streets(rect: QRectF, seed: int, palette: Palette) -> list[tuple[QPainterPath, QColor]]:
    """Blocks, a park, a river and three roads, moved a little and mirrored by the place's seed."""
    shift = (seed % 7 - 3) * 4.0
    width = rect.width()
    is_mirrored = bool(seed // 7 % 2)

    def at(x: float, y: float) -> QPointF:
        moved = x + shift
        return QPointF(rect.left() + (width - moved if is_mirrored else moved), rect.top() + y)

    def area(x: float, y: float, w: float, h: float) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(QRectF(at(x, y), at(x + w, y + h)).normalized(), 3, 3)
        return path

    river = QPainterPath(at(-20, 66))
    river.cubicTo(at(70, 52), at(95, 82), at(135, 80))
    river.cubicTo(at(185, 76), at(215, 34), at(275, 10))
    roads = [
        _stroke(at(-20, 6), at(275, 58), 9.0),
        _stroke(at(54, -6), at(94, 106), 8.0),
        _stroke(at(172, -6), at(188, 106), 7.0),
    ]
    return [
        (area(14, 26, 28, 26), palette.houses),
        (area(196, 66, 40, 20), palette.houses),
        (area(108, -4, 48, 26), palette.park),
        *((road, palette.road) for road in roads),
        (_outline_of(river, 13.0), palette.water),
    ]


def _stroke(start: QPointF, end: QPointF, width: float) -> QPainterPath:
    path = QPainterPath(start)
    path.lineTo(end)
    return _outline_of(path, width)


def _outline_of(path: QPainterPath, width: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    return stroker.createStroke(path)


def _paint_pin(painter: QPainter, tip: QPointF, palette: Palette) -> None:
    radius, height = 17.0, 46.0
    centre = tip - QPointF(0, height - radius)
    path = QPainterPath(tip)
    path.cubicTo(tip + QPointF(-6, -9), centre + QPointF(-radius, 12), centre + QPointF(-radius, 0))
    path.arcTo(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius), 180, -180)
    path.cubicTo(centre + QPointF(radius, 12), tip + QPointF(6, -9), tip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.pin)
    painter.drawPath(path)
    painter.setBrush(palette.on_pin)
    painter.drawEllipse(centre, 6.0, 6.0)
