"""Paints the canvas or a part of it, for the view, for pictures and for files."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from editor.canvas import measures as m
from editor.canvas.card_painter import paint_card
from editor.canvas.connection_painter import paint_connections, paint_pill
from editor.canvas.ground_painter import paint_frame, paint_note, paint_overview_ground
from editor.canvas.marks import Marks
from editor.canvas.overview import Overview
from editor.canvas.paints import Paints
from editor.canvas.scene import CanvasScene
from editor.canvas.thumbnails import Thumbnails
from editor.tools.geometry import Rect
from widgets.language import tr


class CanvasPainter:
    """Paints what a scene holds in the look of a theme."""

    def __init__(self, scene: CanvasScene, marks: Marks, paints: Paints, thumbnails: Thumbnails) -> None:
        self._scene = scene
        self._marks = marks
        self.paints = paints
        self._thumbnails = thumbnails
        self._overview = Overview(scene)

    def paint(self, painter: QPainter, area: Rect, zoom: float) -> None:
        """Paint everything in an area; *painter* is in scene units."""
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )
        if zoom < m.BAND_OVERVIEW:
            self._paint_overview(painter, zoom)
            return
        chosen = self._marks.selected
        for frame, rect in self._scene.frames():
            if rect.meets(area):
                paint_frame(painter, frame, rect, self.paints, frame.id in chosen.frames)
        states = self._marks.states()
        paint_connections(painter, self._scene.connections.meeting(area), states, self.paints)
        for card in self._scene.painted_in(area):
            paint_card(painter, card, self.paints, self._thumbnails, zoom)
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

    def _paint_pill(self, painter: QPainter) -> None:
        key = self._marks.hovered_connection
        found = self._scene.connections.routes.get(key) if key is not None else None
        if key is None or found is None:
            return
        words = self._scene.exit_label(key)
        if words is not None:
            paint_pill(painter, found, tr(words), self.paints)
