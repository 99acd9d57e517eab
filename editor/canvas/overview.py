"""The whole graph from far away: one rectangle a node, one line a connection, painted as lists."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter

from editor.canvas.connections import ConnectionKey
from editor.canvas.paints import Paints
from editor.canvas.scene import CanvasScene

_DOT_PX: Final = 5.0


class Overview:
    """Paints the outline of a scene."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene

    def paint(
        self,
        painter: QPainter,
        paints: Paints,
        zoom: float,
        walked: Collection[ConnectionKey] = (),
        is_small: bool = False,
    ) -> None:
        """Paint all nodes and connections; *painter* is in scene units. A small one has no lines."""
        outline = self._scene.outline
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(paints.overview_line)
        if not is_small:
            painter.drawLines(outline.lines())
        if walked:
            painter.setPen(paints.overview_walked)
            painter.drawLines(self._walked_lines(walked))
        painter.setPen(Qt.PenStyle.NoPen)
        for category, rects in outline.blocks().items():
            painter.setBrush(paints.fills[category])
            painter.drawRects(rects)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rings, active = outline.rings()
        painter.setPen(paints.overview_walked)
        painter.drawRects(active)
        painter.setPen(paints.overview_ring)
        painter.drawRects(rings)
        self._paint_dots(painter, paints, zoom)

    def _walked_lines(self, walked: Collection[ConnectionKey]) -> list[QLineF]:
        routes = self._scene.connections.routes
        shown = [routes[key] for key in walked if key in routes]
        return [QLineF(*route.start, *route.end) for route in shown]

    def _paint_dots(self, painter: QPainter, paints: Paints, zoom: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = _DOT_PX / zoom
        for kind, places in self._scene.outline.dots().items():
            painter.setBrush(paints.dots[kind])
            for at in places:
                painter.drawEllipse(at, radius, radius)
