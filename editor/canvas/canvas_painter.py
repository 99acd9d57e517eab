"""Paints the canvas or a part of it, for the view, for pictures and for files."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QPainter

from editor.canvas import measures as m
from editor.canvas.card_painter import paint_card
from editor.canvas.closed_painter import paint_closed
from editor.canvas.connection_painter import paint_connections, paint_pill
from editor.canvas.connections import Route
from editor.canvas.ground_painter import paint_frame, paint_note, paint_overview_ground
from editor.canvas.marks import Marks
from editor.canvas.overview import Overview
from editor.canvas.paints import Paints
from editor.canvas.scene import CanvasScene
from editor.canvas.thumbnails import Thumbnails
from editor.tools.geometry import Rect
from runtime.flow.ids import NodeId
from widgets.language import tr


class CanvasPainter:
    """Paints what a scene holds in the look of a theme."""

    def __init__(self, scene: CanvasScene, marks: Marks, paints: Paints, thumbnails: Thumbnails) -> None:
        self._scene = scene
        self._marks = marks
        self.paints = paints
        self._thumbnails = thumbnails
        self._overview = Overview(scene)

    def paint(
        self,
        painter: QPainter,
        area: Rect,
        zoom: float,
        is_shown: Callable[[Rect], bool] | None = None,
        oversampling: float = 1.0,
    ) -> None:
        """Paint everything in an area; *painter* is in scene units.

        *is_shown* says of a part of the area whether it has to be painted at all; *oversampling*
        is for devices whose pixels are not the last ones, such as a drawing.
        """
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )
        device_ratio = painter.device().devicePixelRatio() * oversampling
        self.paints.sharpen(painter.worldTransform().m11() * device_ratio, device_ratio)
        if zoom < m.BAND_OVERVIEW:
            self._paint_overview(painter, zoom)
            return
        chosen = self._marks.selected
        for frame, rect in self._scene.frames():
            if rect.meets(area) and not self._scene.collapsing.is_closed(frame.id):
                paint_frame(painter, frame, rect, self.paints, zoom, frame.id in chosen.frames)
        states = self._marks.states()
        self._scene.connections.settle(area)
        routes: Iterable[Route] = self._scene.connections.meeting(area)
        cards = self._scene.painted_in(area)
        if is_shown is not None:
            routes = (route for route in routes if is_shown(route.area))
            cards = (card for card in cards if is_shown(card.painted))
        paint_connections(painter, routes, states, self.paints)
        for card in cards:
            paint_card(painter, card, self.paints, self._thumbnails, zoom)
        self._paint_closed(painter, area, zoom)
        for note, rect in self._scene.notes():
            if rect.meets(area):
                paint_note(painter, note, rect, self.paints, note.id in chosen.notes)
        self._paint_pill(painter)

    def _paint_overview(self, painter: QPainter, zoom: float) -> None:
        chosen = self._marks.selected
        frames = [(rect, frame.id in chosen.frames) for frame, rect in self._scene.frames()]
        notes = [(rect, note.id in chosen.notes) for note, rect in self._scene.notes()]
        paint_overview_ground(painter, frames, notes, self.paints)
        self._overview.paint(painter, self.paints, zoom, self._marks.walked)

    def _paint_closed(self, painter: QPainter, area: Rect, zoom: float) -> None:
        scene, chosen = self._scene, self._marks.selected
        for frame in scene.collapsing.closed():
            rect = scene.frame_rect(frame)
            if rect.grown(m.CARD_MARGIN).meets(area):
                inside = (scene.cards[NodeId(name)] for name in frame.members if name in scene.cards)
                paint_closed(painter, frame, rect, inside, self.paints, zoom, frame.id in chosen.frames)

    def _paint_pill(self, painter: QPainter) -> None:
        key = self._marks.hovered_connection
        found = self._scene.connections.routes.get(key) if key is not None else None
        if key is None or found is None:
            return
        words = self._scene.exit_label(key)
        if words is not None:
            paint_pill(painter, found, tr(words), self.paints)
