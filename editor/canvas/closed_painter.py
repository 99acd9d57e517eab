"""Paints a closed frame: a titled card that stands for what it hides, with the mark that opens it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from editor.canvas import measures as m
from editor.canvas.card import Card
from editor.canvas.glyph_painter import paint_glyph
from editor.canvas.paints import Paints
from editor.tools.geometry import Rect
from runtime.flow.layout import Frame
from runtime.wording import Wording
from widgets.language import tr
from widgets.theme.measures import RADIUS_FRAME

UNTITLED = Wording("未命名分组", "Untitled frame")
_NODES = Wording("{count} 个节点", "{count} nodes")
_ONE_NODE = Wording("1 个节点", "1 node")
_TITLE_X = 30.0
_SECOND_TOP = 36.0
_STACK = 4.0
_DOT_PX = 5.0


def paint_closed(
    painter: QPainter,
    frame: Frame,
    rect: Rect,
    inside: Iterable[Card],
    paints: Paints,
    zoom: float,
    is_selected: bool,
) -> None:
    """Paint a closed frame; *inside* are the cards it hides."""
    cards = list(inside)
    area = QRectF(rect.x, rect.y, rect.width, rect.height)
    painter.setPen(paints.hair)
    painter.setBrush(paints.raised)
    painter.drawRoundedRect(area.translated(_STACK, _STACK), m.RADIUS, m.RADIUS)
    painter.setPen(paints.ring if is_selected else paints.border)
    painter.drawRoundedRect(area, m.RADIUS, m.RADIUS)
    if any(card.is_active for card in cards):
        painter.setPen(paints.glow)
        painter.drawRoundedRect(area.adjusted(-2, -2, 2, 2), m.RADIUS + 2, m.RADIUS + 2)
    paint_chevron(painter, rect, paints, is_closed=True)
    _paint_words(painter, frame, rect, len(cards), paints, zoom)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paints.socket)
    for x in (rect.x, rect.right):
        painter.drawEllipse(QPointF(x, rect.centre.y), m.SOCKET - 2, m.SOCKET - 2)
    kind = "error" if any(card.errors for card in cards) else ""
    kind = kind or ("warning" if any(card.warnings for card in cards) else "")
    if kind:
        radius = max(_DOT_PX, _DOT_PX / zoom)
        painter.setBrush(paints.dots[kind])
        painter.drawEllipse(QPointF(rect.right - RADIUS_FRAME, rect.y + RADIUS_FRAME), radius, radius)


def paint_chevron(painter: QPainter, rect: Rect, paints: Paints, is_closed: bool) -> None:
    """Paint the mark that opens or closes a frame."""
    corner = QPointF(rect.x + m.CHEVRON_X, rect.y + m.CHEVRON_Y)
    glyph = "chevron_right" if is_closed else "chevron_down"
    paint_glyph(painter, corner, glyph, int(m.CHEVRON), paints.theme.text_second, paints)


def _paint_words(
    painter: QPainter, frame: Frame, rect: Rect, count: int, paints: Paints, zoom: float
) -> None:
    fit = paints.fits.title
    size = max(14, round(m.TITLE_PX / zoom))
    painter.setFont(paints.title_font(size))
    painter.setPen(paints.text)
    room = rect.width - _TITLE_X - 2 * RADIUS_FRAME
    title = fit.elided(frame.title or tr(UNTITLED), room * 14 / size)
    painter.drawText(QPointF(rect.x + _TITLE_X, rect.y + 6 + size * 1.1), title)
    if zoom >= m.BAND_TITLE:
        second = paints.fits.second
        painter.setFont(second.font)
        painter.setPen(paints.text_second)
        words = tr(_ONE_NODE if count == 1 else _NODES.format(count=count))
        painter.drawText(QPointF(rect.x + _TITLE_X, second.baseline(rect.y + _SECOND_TOP, m.LINE)), words)
