"""The one badge at the right of a card's header: error, warning, the play-through, or people waiting."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from editor.canvas import measures as m
from editor.canvas.card import Card
from editor.canvas.card_plan import Fits
from editor.canvas.glyph_painter import paint_glyph
from editor.canvas.paints import Paints
from runtime.wording import Wording
from widgets.language import tr

HERE = Wording("在此", "here")

_HEIGHT: Final = 16.0
_ICON: Final = 12
_INSET: Final = 6.0
_GAP: Final = 3.0
_RIGHT: Final = 8.0
_DOT_PX: Final = 4.0
_FOUND_RADIUS: Final = 9.0


def paint_badge(painter: QPainter, card: Card, paints: Paints) -> float:
    """Paint the badge of highest rank; gives how far the title may reach."""
    theme = paints.theme
    if card.errors:
        return _paint(
            painter, card, paints, "error", str(card.errors), theme.error, paints.severity_tint["error"]
        )
    if card.warnings:
        tint = paints.severity_tint["warning"]
        return _paint(painter, card, paints, "warning", str(card.warnings), theme.warn, tint)
    if card.is_active:
        return _paint(painter, card, paints, "play", tr(HERE), theme.walk, paints.here_tint)
    if card.waiting:
        return _paint(painter, card, paints, "clock", card.waiting, theme.text_second, paints.picture_ground)
    return card.plan.width - _RIGHT


def waiting_badge(card: Card, fits: Fits) -> QRectF | None:
    """Where the badge of the people who wait stands on a card; None where none or another is shown."""
    if not card.waiting or card.errors or card.warnings or card.is_active:
        return None
    width = _width(card.waiting, fits)
    return QRectF(card.plan.width - _RIGHT - width, (m.HEADER - _HEIGHT) / 2, width, _HEIGHT)


def paint_dot(painter: QPainter, card: Card, paints: Paints, zoom: float) -> float:
    """Paint the badge of a far card: a dot of fixed size on screen; gives how far the title may reach."""
    kind = "error" if card.errors else "warning" if card.warnings else ""
    if kind:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paints.dots[kind])
        painter.drawEllipse(QPointF(card.plan.width - _RIGHT / 2, _RIGHT), _DOT_PX / zoom, _DOT_PX / zoom)
    return card.plan.width - _RIGHT - (2 * _DOT_PX / zoom if kind else 0)


def paint_found(painter: QPainter, paints: Paints, zoom: float) -> None:
    """Paint a magnifier in a disc on the top left corner: the search found something in the card."""
    radius = min(_FOUND_RADIUS * max(1.0, m.BAND_TITLE / zoom), m.CARD_MARGIN)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paints.found)
    painter.drawEllipse(QPointF(0, 0), radius, radius)
    icon = round(radius * 1.2)
    paint_glyph(painter, QPointF(-icon / 2, -icon / 2), "search", icon, paints.theme.on_accent, paints)


def _paint(
    painter: QPainter, card: Card, paints: Paints, glyph: str, words: str, colour: QColor, ground: QBrush
) -> float:
    fit = paints.fits.badge
    width = _width(words, paints.fits)
    x, y = card.plan.width - _RIGHT - width, (m.HEADER - _HEIGHT) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(x, y, width, _HEIGHT), _HEIGHT / 2, _HEIGHT / 2)
    paint_glyph(painter, QPointF(x + _INSET, y + (_HEIGHT - _ICON) / 2), glyph, _ICON, colour, paints)
    painter.setFont(fit.font)
    painter.setPen(QPen(colour))
    painter.drawText(QPointF(x + _INSET + _ICON + _GAP, fit.baseline(y, _HEIGHT)), words)
    return x


def _width(words: str, fits: Fits) -> float:
    return _INSET + _ICON + _GAP + fits.badge.width(words) + _INSET
