"""Paints two versions in one picture."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen

from editor.canvas import measures as m
from editor.canvas.card import Card
from editor.canvas.card_painter import paint_card
from editor.canvas.difference_marks import DifferenceMarks
from editor.canvas.glyph_painter import paint_glyph
from editor.canvas.ground_painter import paint_frame, paint_note, paint_overview_ground
from editor.canvas.overview import Overview
from editor.canvas.paints import MUTED, Paints, pen
from editor.canvas.scene import CanvasScene
from editor.canvas.thumbnails import Thumbnails
from editor.document.differing.entries import Sign
from editor.tools.geometry import Rect

SIGN: Final = 20.0
"""Diameter of a sign."""
_SIGN_LEAST_PX: Final = 14.0
_SMALL_SIGN: Final = 14.0
_REMOVED: Final = 0.72
_GLYPHS: Final[dict[Sign, str]] = {"added": "plus", "changed": "pencil", "removed": "minus", "moved": ""}


class DifferencePainter:
    """Paints a scene that holds both versions."""

    def __init__(
        self, scene: CanvasScene, marks: DifferenceMarks, paints: Paints, thumbnails: Thumbnails
    ) -> None:
        self._scene = scene
        self._marks = marks
        self._thumbnails = thumbnails
        self._overview = Overview(scene)
        self.redress(paints)

    def redress(self, paints: Paints) -> None:
        """Take the colours of a theme."""
        theme = paints.theme
        self.paints = paints
        self._colours: dict[Sign, QColor] = {
            "added": theme.ok,
            "changed": theme.accent,
            "removed": theme.error,
            "moved": theme.text_second,
        }
        dash, solid = Qt.PenStyle.DashLine, Qt.PenStyle.SolidLine
        self._borders: dict[Sign, QPen] = {
            "added": pen(theme.ok, 2, solid),
            "changed": pen(theme.accent, 2, solid),
            "removed": pen(theme.error, 2, dash),
            "moved": pen(theme.text_second, 1, dash),
        }
        self._blank = pen(theme.raised, 2)
        self._ghost = pen(theme.text_second, 1, dash)
        self._gained = pen(theme.ok, 3)
        self._lost = pen(theme.error, 2, dash)
        self._sign_ground = QPen(theme.canvas, 2)
        self._word_ground = QBrush(theme.accent_tint)
        self._struck = QFont(paints.fits.body.font)
        self._struck.setStrikeOut(True)

    def paint(self, painter: QPainter, area: Rect, zoom: float, oversampling: float = 1.0) -> None:
        """Paint everything in an area; *painter* is in scene units."""
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )
        device_ratio = painter.device().devicePixelRatio() * oversampling
        self.paints.sharpen(painter.worldTransform().m11() * device_ratio, device_ratio)
        self._scene.connections.settle(area)
        if zoom < m.BAND_OVERVIEW:
            self._paint_overview(painter, area, zoom)
            return
        for frame, rect in self._scene.frames():
            if rect.meets(area):
                paint_frame(painter, frame, rect, self.paints, zoom, False)
        self._paint_ghosts(painter)
        self._paint_connections(painter, area, zoom)
        cards = list(self._scene.painted_in(area))
        for card in sorted(cards, key=lambda card: self._marks.sign(card.node) is not None):
            self._paint_card(painter, card, zoom)
        for note, rect in self._scene.notes():
            if rect.meets(area):
                paint_note(painter, note, rect, self.paints, False)

    def _paint_overview(self, painter: QPainter, area: Rect, zoom: float) -> None:
        frames = [(rect, False) for _, rect in self._scene.frames()]
        notes = [(rect, False) for _, rect in self._scene.notes()]
        paint_overview_ground(painter, frames, notes, self.paints)
        self._overview.paint(painter, self.paints, zoom)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for card in self._scene.painted_in(area.grown(SIGN / zoom)):
            sign = self._marks.sign(card.node)
            if sign is None:
                continue
            border = QPen(self._borders[sign])
            border.setCosmetic(True)
            painter.setPen(border)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(card.x, card.y, card.plan.width, card.plan.height))
            if sign != "moved":
                self._paint_sign(painter, QPointF(card.x + card.plan.width, card.y), sign, zoom)

    def _paint_ghosts(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._ghost)
        for node_id, rect in self._marks.ghosts:
            card = self._scene.cards[node_id]
            painter.drawRoundedRect(QRectF(rect.x, rect.y, rect.width, rect.height), m.RADIUS, m.RADIUS)
            painter.drawLine(QLineF(rect.centre.x, rect.centre.y, card.rect.centre.x, card.rect.centre.y))

    def _paint_connections(self, painter: QPainter, area: Rect, zoom: float) -> None:
        marks = self._marks
        special: list[tuple[QPainterPath, Sign]] = [(lost.path, "removed") for lost in marks.lost]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.paints.connection)
        painter.setOpacity(1.0 if self.paints.theme.is_high_contrast else MUTED)
        for found in self._scene.connections.meeting(area):
            if found.key in marks.gained:
                special.append((found.path, "added"))
            elif found.key in marks.lost_routes:
                special.append((found.path, "removed"))
            else:
                painter.drawPath(found.path)
        painter.setOpacity(1.0)
        for path, sign in special:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._gained if sign == "added" else self._lost)
            painter.drawPath(path)
        for path, sign in special:
            self._paint_sign(painter, path.pointAtPercent(0.5), sign, zoom, _SMALL_SIGN)

    def _paint_card(self, painter: QPainter, card: Card, zoom: float) -> None:
        sign = self._marks.sign(card.node)
        if sign == "removed":
            painter.setOpacity(1.0 if self.paints.theme.is_high_contrast else _REMOVED)
        paint_card(painter, card, self.paints, self._thumbnails, zoom)
        painter.setOpacity(1.0)
        if sign is None:
            return
        if zoom >= m.BAND_TITLE:
            self._paint_texts(painter, card)
        face = QRectF(card.x, card.y, card.plan.width, card.plan.height)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._borders[sign].style() is Qt.PenStyle.DashLine:
            painter.setPen(self._blank)
            painter.drawRoundedRect(face, m.RADIUS, m.RADIUS)
        painter.setPen(self._borders[sign])
        painter.drawRoundedRect(face, m.RADIUS, m.RADIUS)
        if sign != "moved":
            self._paint_sign(painter, face.topRight(), sign, zoom)

    def _paint_texts(self, painter: QPainter, card: Card) -> None:
        fit = self.paints.fits.body
        for line in self._marks.lines.get(card.node, ()):
            x, y = card.x + line.at.x(), card.y + line.at.y()
            painter.setFont(self._struck if line.is_old else fit.font)
            for piece in line.pieces:
                width = fit.width(piece.text)
                if piece.differs and not line.is_old:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(self._word_ground)
                    painter.drawRoundedRect(QRectF(x, y - fit.ascent, width, fit.height), 2, 2)
                painter.setPen(self.paints.text_second if line.is_old else self.paints.text)
                painter.drawText(QPointF(x, y), piece.text)
                x += width

    def _paint_sign(
        self, painter: QPainter, at: QPointF, sign: Sign, zoom: float, diameter: float = SIGN
    ) -> None:
        """A disc with the glyph of a sign, never smaller on screen than it can be told."""
        side = max(diameter, _SIGN_LEAST_PX / zoom)
        painter.setPen(self._sign_ground)
        painter.setBrush(self._colours[sign])
        painter.drawEllipse(at, side / 2, side / 2)
        if _GLYPHS[sign]:
            icon = round(side * 0.6)
            corner = at - QPointF(icon / 2, icon / 2)
            paint_glyph(painter, corner, _GLYPHS[sign], icon, self.paints.theme.raised, self.paints)
