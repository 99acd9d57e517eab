"""Paints what a gesture shows: band, guides, the connection being drawn, the stroke that cuts, ghosts."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

from editor.canvas.paints import Paints, faded, pen
from editor.canvas.routing import route
from editor.tools.feedback import Feedback, Wire
from editor.tools.geometry import Point, Rect, spanned, united
from widgets.language import tr
from widgets.theme.measures import RADIUS_CARD, RADIUS_CONTROL

_LABEL_HEIGHT: Final = 28.0
_LABEL_PADDING: Final = 12.0
_LABEL_AWAY: Final = 16.0
_LABEL_ROOM: Final = 560.0
_LABEL_ROOM_HIGH: Final = 48.0
_REACH: Final = 40.0


def feedback_area(feedback: Feedback, zoom: float) -> Rect | None:
    """The part of the scene that a feedback covers, or None."""
    parts: list[Rect] = [spanned(*a, *b) for a, b in feedback.guides]
    if feedback.band is not None:
        parts.append(feedback.band)
    if feedback.ghost is not None:
        parts.append(feedback.ghost)
    parts += feedback.ghosts
    if feedback.label is not None:
        at = feedback.label.at
        parts.append(_label_room(at, zoom))
    if feedback.knife is not None:
        parts.append(spanned(*feedback.knife[0], *feedback.knife[1]))
    if feedback.wire is not None:
        box = _path(feedback.wire).controlPointRect()
        end = feedback.wire.end
        parts.append(Rect(box.x(), box.y(), box.width(), box.height()))
        parts.append(_label_room(end, zoom))
    whole = united(parts)
    return None if whole is None else whole.grown(_REACH / min(zoom, 1.0))


def _label_room(at: Point, zoom: float) -> Rect:
    """Where a label may lie: it turns to the side that is in view."""
    wide, high = _LABEL_ROOM / zoom, _LABEL_ROOM_HIGH / zoom
    return Rect(at.x - wide, at.y - high, 2 * wide, 2 * high)


def paint_feedback(painter: QPainter, feedback: Feedback, paints: Paints, zoom: float) -> None:
    """Paint a feedback; *painter* is in scene units."""
    theme = paints.theme
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if feedback.guides:
        painter.setPen(pen(theme.accent, 1, is_cosmetic=True))
        for a, b in feedback.guides:
            painter.drawLine(QPointF(*a), QPointF(*b))
    if feedback.band is not None:
        painter.setPen(pen(theme.accent, 1, is_cosmetic=True))
        painter.setBrush(faded(theme.accent_tint, 0.4))
        painter.drawRect(_qrect(feedback.band))
    ghosts = (*feedback.ghosts, *([feedback.ghost] if feedback.ghost is not None else []))
    if ghosts:
        painter.setPen(pen(theme.accent, 1.5, Qt.PenStyle.DashLine, is_cosmetic=True))
        painter.setBrush(faded(theme.accent_tint, 0.4))
        for ghost in ghosts:
            painter.drawRoundedRect(_qrect(ghost), RADIUS_CARD, RADIUS_CARD)
    if feedback.knife is not None:
        painter.setPen(pen(theme.error, 2, is_cosmetic=True))
        painter.drawLine(QPointF(*feedback.knife[0]), QPointF(*feedback.knife[1]))
    if feedback.wire is not None:
        _paint_wire(painter, feedback.wire, paints, zoom)
    if feedback.label is not None:
        label = feedback.label
        _paint_label(painter, label.at, tr(label.words), label.is_refusal, paints, zoom)


def _path(wire: Wire) -> QPainterPath:
    return route(wire.start, wire.end) if wire.verdict == "allowed" else _loose(wire.start, wire.end)


def _loose(start: Point, end: Point) -> QPainterPath:
    """A curve that never goes round: its end is the pointer."""
    path = QPainterPath(QPointF(*start))
    offset = min(max(abs(end.x - start.x) / 2, 36.0), 110.0)
    path.cubicTo(start.x + offset, start.y, end.x - offset, end.y, end.x, end.y)
    return path


def _paint_wire(painter: QPainter, wire: Wire, paints: Paints, zoom: float) -> None:
    is_refused = wire.verdict == "refused"
    colour = paints.theme.error if is_refused else paints.theme.accent
    dashed = pen(colour, 2)
    dashed.setDashPattern([3, 2.5])
    painter.setPen(dashed)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(wire))
    end = QPointF(*wire.end)
    painter.setPen(pen(colour, 2))
    painter.setBrush(paints.raised)
    if is_refused:
        painter.drawEllipse(end, 9, 9)
        painter.drawLine(end + QPointF(-3, -3), end + QPointF(3, 3))
        painter.drawLine(end + QPointF(-3, 3), end + QPointF(3, -3))
    elif wire.verdict == "allowed":
        painter.setBrush(paints.candidate)
        painter.drawEllipse(end, 10, 10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(*wire.start), 6, 6)
    if not is_refused:
        painter.drawEllipse(end, 4, 4)
    if wire.words is not None:
        _paint_label(painter, wire.end, tr(wire.words), is_refused, paints, zoom)


def _paint_label(
    painter: QPainter, at: Point, words: str, is_refusal: bool, paints: Paints, zoom: float
) -> None:
    """The label keeps its size on screen and stays in view; it is light on dark in light themes."""
    fit = paints.fits.body
    place, device = painter.worldTransform().map(QPointF(*at)), painter.device()
    ratio = device.devicePixelRatio() if isinstance(device, QPixmap | QImage) else 1.0
    painter.save()
    painter.translate(at.x, at.y)
    painter.scale(1 / zoom, 1 / zoom)
    width = fit.width(words) + 2 * _LABEL_PADDING
    is_right = place.x() + _LABEL_AWAY + width <= device.width() / ratio or place.x() < width
    is_below = place.y() + _LABEL_AWAY + _LABEL_HEIGHT <= device.height() / ratio
    frame = QRectF(
        _LABEL_AWAY if is_right else -_LABEL_AWAY - width,
        _LABEL_AWAY if is_below else -_LABEL_AWAY - _LABEL_HEIGHT,
        width,
        _LABEL_HEIGHT,
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paints.theme.error if is_refusal else paints.theme.text)
    painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
    painter.setFont(fit.font)
    painter.setPen(paints.theme.panel)
    painter.drawText(QPointF(frame.x() + _LABEL_PADDING, fit.baseline(frame.y(), _LABEL_HEIGHT)), words)
    painter.restore()


def _qrect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)
