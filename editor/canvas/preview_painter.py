"""The body of a card: pictures or a map, then lines of text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from editor.canvas import measures as m
from editor.canvas.card_plan import CardPlan
from editor.canvas.glyph_painter import paint_glyph
from editor.canvas.paints import Paints, faded, pen
from editor.canvas.thumbnails import Thumbnails
from widgets.theme.measures import ICON_LARGE

_PIN: Final = ICON_LARGE + 4
_ROADS: Final = (((0.0, 0.3), (1.0, 0.18)), ((0.0, 0.8), (1.0, 0.62)), ((0.22, 0.0), (0.34, 1.0)),
                 ((0.62, 0.0), (0.55, 1.0)), ((0.86, 0.0), (0.9, 1.0)))  # fmt: skip
"""Streets of the sign for a map, as parts of its frame."""


def paint_pictures(painter: QPainter, plan: CardPlan, paints: Paints, thumbnails: Thumbnails) -> None:
    """Paint the pictures or the map of a card."""
    if plan.map_frame is not None:
        _paint_map(painter, plan.map_frame, paints)
    for frame, source in plan.thumbs:
        picture = thumbnails.get(source, frame.width(), frame.height(), paints.ratio) if source else None
        if picture is not None:
            painter.drawPixmap(frame.topLeft(), picture)
        else:
            _paint_missing(painter, frame, paints)
    if plan.more_pictures:
        _paint_more(painter, plan.thumbs[-1][0], plan.more_pictures, paints)


def paint_lines(painter: QPainter, plan: CardPlan, paints: Paints) -> None:
    """Paint the lines of text of a card."""
    for line in plan.lines:
        is_body = line.style == "body"
        painter.setFont((paints.fits.body if is_body else paints.fits.second).font)
        painter.setPen(paints.text if is_body else paints.text_second)
        painter.drawText(line.at, line.text)


def _paint_missing(painter: QPainter, frame: QRectF, paints: Paints) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paints.picture_ground)
    painter.drawRoundedRect(frame, m.THUMB_RADIUS, m.THUMB_RADIUS)
    _paint_glyph(painter, frame, "image", paints)


def _paint_glyph(painter: QPainter, frame: QRectF, name: str, paints: Paints) -> None:
    corner = frame.center() - QPointF(ICON_LARGE / 2, ICON_LARGE / 2)
    paint_glyph(painter, corner, name, ICON_LARGE, paints.theme.text_second, paints)


def _paint_more(painter: QPainter, frame: QRectF, more: int, paints: Paints) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(paints.theme.raised, 0.8))
    painter.drawRoundedRect(frame, m.THUMB_RADIUS, m.THUMB_RADIUS)
    painter.setFont(paints.fits.title.font)
    painter.setPen(paints.text)
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, f"+{more}")


def _paint_map(painter: QPainter, frame: QRectF, paints: Paints) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paints.picture_ground)
    painter.drawRoundedRect(frame, m.THUMB_RADIUS, m.THUMB_RADIUS)
    painter.setPen(pen(paints.theme.raised, 4))
    for (x0, y0), (x1, y1) in _ROADS:
        painter.drawLine(
            QPointF(frame.x() + 2 + x0 * (frame.width() - 4), frame.y() + 2 + y0 * (frame.height() - 4)),
            QPointF(frame.x() + 2 + x1 * (frame.width() - 4), frame.y() + 2 + y1 * (frame.height() - 4)),
        )
    corner = frame.center() - QPointF(_PIN / 2, _PIN / 2)
    paint_glyph(painter, corner, "location", _PIN, paints.theme.error, paints)
