"""The whole graph from far away: one rectangle a node, one line a connection, painted as lists."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from editor.canvas.connections import ConnectionKey
from editor.canvas.paints import Paints
from editor.canvas.scene import CanvasScene

_DOT_PX: Final = 5.0
_AWAY: Final = 14.0
"""How far rings stand off, in scene units: they must show against fills of their own hue."""


class Overview:
    """Lists of shapes per colour, made again only when the scene's version is another."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._version = -1
        self._blocks: dict[str, list[QRectF]] = {}
        self._lines: list[QLineF] = []
        self._rings: list[QRectF] = []
        self._active: list[QRectF] = []
        self._errors: list[QPointF] = []
        self._warnings: list[QPointF] = []

    def paint(
        self,
        painter: QPainter,
        paints: Paints,
        zoom: float,
        walked: Collection[ConnectionKey] = (),
        is_small: bool = False,
    ) -> None:
        """Paint all nodes and connections; *painter* is in scene units. A small one has no lines."""
        if self._version != self._scene.version:
            self._collect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(paints.overview_line)
        if not is_small:
            painter.drawLines(self._lines)
        if walked:
            routes = self._scene.connections.routes
            painter.setPen(paints.overview_walked)
            painter.drawLines([_line(routes[key].start, routes[key].end) for key in walked if key in routes])
        painter.setPen(Qt.PenStyle.NoPen)
        for category, rects in self._blocks.items():
            painter.setBrush(paints.fills[category])
            painter.drawRects(rects)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(paints.overview_walked)
        painter.drawRects(self._active)
        painter.setPen(paints.overview_ring)
        painter.drawRects(self._rings)
        self._paint_dots(painter, paints, zoom)

    def _paint_dots(self, painter: QPainter, paints: Paints, zoom: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = _DOT_PX / zoom
        for dots, kind in ((self._warnings, "warning"), (self._errors, "error")):
            painter.setBrush(paints.severity[kind])
            for at in dots:
                painter.drawEllipse(at, radius, radius)

    def _collect(self) -> None:
        self._version = self._scene.version
        self._blocks = {}
        self._rings, self._active, self._errors, self._warnings = [], [], [], []
        for card in self._scene.cards.values():
            rect = QRectF(card.x, card.y, card.plan.width, card.plan.height)
            self._blocks.setdefault(card.plan.category, []).append(rect)
            if card.selected != "none":
                self._rings.append(rect.adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY))
            if card.is_active:
                self._active.append(rect.adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY))
            if card.errors:
                self._errors.append(rect.topRight())
            elif card.warnings:
                self._warnings.append(rect.topRight())
        self._lines = [_line(route.start, route.end) for route in self._scene.connections.routes.values()]


def _line(start: tuple[float, float], end: tuple[float, float]) -> QLineF:
    return QLineF(start[0], start[1], end[0], end[1])
