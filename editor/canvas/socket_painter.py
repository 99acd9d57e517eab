"""The sockets of a card: where connections come in and go out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from editor.canvas import measures as m
from editor.canvas.card import Card
from editor.canvas.card_plan import ExitRow
from editor.canvas.paints import Paints

_RING: Final = 10.0
"""Radius of the ring round an entry that a connection may lead to."""
_DISC: Final = 7.0
_CHEVRON: Final = QPolygonF([QPointF(-1.5, -3), QPointF(1.8, 0), QPointF(-1.5, 3)])


def paint_sockets(painter: QPainter, card: Card, paints: Paints, zoom: float) -> None:
    """Paint all sockets; *painter* stands at the card's corner."""
    if card.plan.has_entry:
        _paint_entry(painter, card, paints)
    fold = card.plan.fold
    for row in card.plan.rows:
        _paint_exit(painter, card, row, paints, zoom)
    if fold is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paints.socket)
        painter.drawEllipse(QPointF(card.plan.width, fold[0]), m.SOCKET, m.SOCKET)


def _paint_entry(painter: QPainter, card: Card, paints: Paints) -> None:
    at = QPointF(0, m.ENTRY_Y)
    if card.is_candidate:
        painter.setPen(paints.socket_line_hot if card.is_target else paints.candidate_line)
        painter.setBrush(paints.candidate)
        painter.drawEllipse(at, _RING, _RING)
    if card.is_entered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paints.socket_walked)
        painter.drawEllipse(at, _DISC, _DISC)
        painter.setPen(paints.arrow)
        painter.drawPolyline(_CHEVRON.translated(at))
        return
    painter.setPen(paints.socket_line_hot if card.is_hovered or card.is_candidate else paints.socket_line)
    painter.setBrush(paints.raised)
    painter.drawEllipse(at, m.SOCKET - 1, m.SOCKET - 1)


def _paint_exit(painter: QPainter, card: Card, row: ExitRow, paints: Paints, zoom: float) -> None:
    at = QPointF(card.plan.width, row.y)
    is_hot = card.is_hovered and zoom >= m.BAND_TITLE
    if row.is_loose and not is_hot:
        painter.setPen(paints.socket_line_loose)
        painter.setBrush(paints.raised)
        painter.drawEllipse(at, m.SOCKET - 1, m.SOCKET - 1)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    if row.name in card.walked_exits:
        painter.setBrush(paints.socket_walked)
    else:
        painter.setBrush(paints.socket_hot if is_hot else paints.socket)
    radius = m.SOCKET_HOVER if is_hot or row.name == card.hovered_exit else m.SOCKET
    painter.drawEllipse(at, radius, radius)
