"""Paints connections: plain, hovered, selected, walked, or about to be cut."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from editor.canvas.connections import ConnectionKey, Route
from editor.canvas.paints import MUTED, Paints

_PILL_HEIGHT: Final = 22.0
_PILL_PADDING: Final = 10.0


@dataclass(frozen=True, slots=True)
class ConnectionStates:
    """Which connections are not plain."""

    hovered: ConnectionKey | None = None
    selected: frozenset[ConnectionKey] = frozenset()
    walked: frozenset[ConnectionKey] = frozenset()
    cut: frozenset[ConnectionKey] = frozenset()
    is_muted: bool = False
    opened: ConnectionKey | None = None
    """A node will be put into it."""


def paint_connections(
    painter: QPainter, routes: Iterable[Route], states: ConnectionStates, paints: Paints
) -> None:
    """Paint plain ones first, then those that stand out."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(paints.connection)
    if states.is_muted:
        painter.setOpacity(MUTED)
    special: list[Route] = []
    loud: Collection[ConnectionKey] = (
        states.selected
        | states.walked
        | states.cut
        | {key for key in (states.hovered, states.opened) if key is not None}
    )
    for found in routes:
        if found.key in loud:
            special.append(found)
        else:
            painter.drawPath(found.path)
    if states.is_muted:
        painter.setOpacity(1.0)
    for found in special:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(found.key, states, paints))
        painter.drawPath(found.path)
        if found.key in states.selected:
            _paint_ends(painter, found, paints)


def _pen(key: ConnectionKey, states: ConnectionStates, paints: Paints) -> QPen:
    if key in states.cut:
        return paints.connection_cut
    if key in states.selected or key in (states.hovered, states.opened):
        return paints.connection_hot
    return paints.connection_walked


def _paint_ends(painter: QPainter, found: Route, paints: Paints) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paints.socket_hot)
    for end in (found.start, found.end):
        painter.drawEllipse(QPointF(*end), 6, 6)


def paint_pill(painter: QPainter, found: Route, words: str, paints: Paints) -> None:
    """Name the way out in a pill at the middle of its connection."""
    fit = paints.fits.second
    middle = found.path.pointAtPercent(0.5)
    width = fit.width(words) + 2 * _PILL_PADDING
    frame = QRectF(middle.x() - width / 2, middle.y() - _PILL_HEIGHT / 2, width, _PILL_HEIGHT)
    painter.setPen(paints.ring)
    painter.setBrush(paints.raised)
    painter.drawRoundedRect(frame, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
    painter.setFont(fit.font)
    painter.setPen(paints.text)
    painter.drawText(QPointF(frame.x() + _PILL_PADDING, fit.baseline(frame.y(), _PILL_HEIGHT)), words)
