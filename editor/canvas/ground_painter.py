"""The ground of the canvas: dots, frames and notes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from editor.canvas import measures as m
from editor.canvas.closed_painter import paint_chevron
from editor.canvas.paints import Paints, faded, pen
from editor.tools.geometry import Rect
from runtime.flow.layout import Frame, Note
from runtime.wording import Wording
from widgets.language import tr
from widgets.theme.measures import RADIUS_CHIP, RADIUS_FRAME

EMPTY_NOTE = Wording("双击写便签", "Double-click to write")

_NOTE_PADDING = 12.0
_FRAME_GROUND = 0.38
_FRAME_TITLE_X = 30.0


class DotGround:
    """The dotted ground as one picture a zoom; panning only shifts it."""

    def __init__(self) -> None:
        self._picture: QPixmap | None = None
        self._made_for: tuple[object, ...] = ()

    def paint(self, painter: QPainter, view: QRect, origin: QPointF, zoom: float, paints: Paints) -> None:
        """Fill the view; *origin* is where the scene's origin stands in it, in px."""
        if zoom < m.BAND_OVERVIEW:
            painter.fillRect(view, paints.canvas)
            return
        step = m.DOTS_EVERY * zoom
        ratio = painter.device().devicePixelRatio()
        key = (view.width(), view.height(), zoom, ratio, paints)
        if self._picture is None or key != self._made_for:
            self._picture = _dots(view, step, zoom, ratio, paints)
            self._made_for = key
        x, y = origin.x() % step - step, origin.y() % step - step
        painter.drawPixmap(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), self._picture)


def _dots(view: QRect, step: float, zoom: float, ratio: float, paints: Paints) -> QPixmap:
    columns, rows = int(view.width() / step) + 3, int(view.height() / step) + 3
    picture = QPixmap(int(columns * step * ratio) + 1, int(rows * step * ratio) + 1)
    picture.setDevicePixelRatio(ratio)
    picture.fill(paints.theme.canvas)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(paints.theme.canvas_dot, max(1.4, 2 * zoom)))
    points = QPolygonF([QPointF(c * step, r * step) for r in range(rows) for c in range(columns)])
    painter.drawPoints(points)
    painter.end()
    return picture


def paint_frame(
    painter: QPainter, frame: Frame, rect: Rect, paints: Paints, zoom: float, is_selected: bool
) -> None:
    """Paint a frame with its title, which stays readable from afar."""
    area = QRectF(rect.x, rect.y, rect.width, rect.height)
    painter.setPen(paints.ring if is_selected else pen(paints.theme.line_hair, 1.5))
    painter.setBrush(faded(paints.theme.panel, _FRAME_GROUND))
    painter.drawRoundedRect(area, RADIUS_FRAME, RADIUS_FRAME)
    fit = paints.fits.title
    size = max(14, round(m.TITLE_PX / zoom))
    painter.setFont(paints.title_font(size))
    painter.setPen(paints.text_second)
    title = fit.elided(frame.title, (rect.width - _FRAME_TITLE_X - RADIUS_FRAME) * 14 / size)
    painter.drawText(QPointF(rect.x + _FRAME_TITLE_X, rect.y + 6 + size * 1.1), title)
    paint_chevron(painter, rect, paints, is_closed=False)


def paint_note(painter: QPainter, note: Note, rect: Rect, paints: Paints, is_selected: bool) -> None:
    """Paint a sticky note with as much of its text as fits."""
    painter.setPen(paints.ring if is_selected else pen(faded(paints.theme.note_text, 0.25), 1))
    painter.setBrush(paints.theme.note)
    painter.drawRoundedRect(QRectF(rect.x, rect.y, rect.width, rect.height), RADIUS_CHIP, RADIUS_CHIP)
    fit = paints.fits.body
    painter.setFont(fit.font)
    painter.setPen(paints.theme.note_text)
    y = rect.y + 8
    room = rect.width - 2 * _NOTE_PADDING
    for paragraph in (note.text or tr(EMPTY_NOTE)).splitlines():
        for line in fit.wrapped(paragraph[: m.TEXT_READ_MAX], room, 24) or ("",):
            if y + m.LINE > rect.bottom:
                return
            painter.drawText(QPointF(rect.x + _NOTE_PADDING, fit.baseline(y, m.LINE)), line)
            y += m.LINE


def paint_overview_ground(
    painter: QPainter, frames: list[tuple[Rect, bool]], notes: list[tuple[Rect, bool]], paints: Paints
) -> None:
    """Paint frames and notes without text."""
    painter.setPen(Qt.PenStyle.NoPen)
    for things, colour in (
        (frames, faded(paints.theme.panel, _FRAME_GROUND)),
        (notes, paints.theme.note),
    ):
        for rect, is_selected in things:
            painter.fillRect(QRectF(rect.x, rect.y, rect.width, rect.height), colour)
            if is_selected:
                painter.setPen(paints.overview_ring)
                painter.drawRect(QRectF(rect.x, rect.y, rect.width, rect.height))
                painter.setPen(Qt.PenStyle.NoPen)
