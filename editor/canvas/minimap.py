"""The whole scenario in a corner, with the part in view."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from editor.canvas.overview import Overview
from editor.canvas.paints import Paints
from editor.canvas.scene import CanvasScene
from editor.tools.geometry import Point, Rect, united
from runtime.wording import Wording
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_OVERLAY

SIZE: Final = QSize(186, 124)
_PADDING: Final = 8.0
_NAME = Wording("缩略图", "Minimap")


class Minimap(QWidget):
    """Shows blocks, problem dots and the view; a click centres, a drag pans."""

    centre_asked = Signal(float, float)
    """A place of the scene, in scene units."""

    def __init__(self, scene: CanvasScene, paints: Paints, parent: QWidget) -> None:
        super().__init__(parent)
        self._scene = scene
        self._overview = Overview(scene)
        self._view = Rect(0, 0, 1, 1)
        self.paints = paints
        self.setFixedSize(SIZE)
        self.setAccessibleName(tr(_NAME))

    def show_view(self, view: Rect) -> None:
        """Follow the view."""
        self._view = view
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.line_hair)
        painter.setBrush(theme.panel)
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_OVERLAY, RADIUS_OVERLAY)
        zoom, origin = self._mapping()
        painter.save()
        painter.setClipRect(frame.adjusted(3, 3, -3, -3))
        painter.translate(origin)
        painter.scale(zoom, zoom)
        self._overview.paint(painter, self.paints, zoom * 2, is_small=True)
        painter.restore()
        view = self._view
        shown = QRectF(view.x * zoom + origin.x(), view.y * zoom + origin.y(), view.width * zoom,
                       view.height * zoom)  # fmt: skip
        painter.setPen(QPen(theme.accent, 1.5))
        painter.drawRoundedRect(shown.intersected(frame.adjusted(2, 2, -2, -2)), 2, 2)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ask(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._ask(event)

    def _ask(self, event: QMouseEvent) -> None:
        zoom, origin = self._mapping()
        at = event.position() - origin
        self.centre_asked.emit(at.x() / zoom, at.y() / zoom)
        event.accept()

    def _mapping(self) -> tuple[float, QPointF]:
        bounds = self._scene.bounds()
        whole = united([self._view] if bounds is None else [bounds, _near(self._view, bounds)])
        assert whole is not None, "the view is always something"
        room_x, room_y = self.width() - 2 * _PADDING, self.height() - 2 * _PADDING
        zoom = min(room_x / max(whole.width, 1.0), room_y / max(whole.height, 1.0))
        centre: Point = whole.centre
        return zoom, QPointF(self.width() / 2 - centre.x * zoom, self.height() / 2 - centre.y * zoom)


def _near(view: Rect, bounds: Rect) -> Rect:
    """The part of the view that lies about the scenario, so that panning far away does not shrink the map."""
    reach = bounds.grown(max(bounds.width, bounds.height) / 4)
    x, y = max(view.x, reach.x), max(view.y, reach.y)
    right, bottom = min(view.right, reach.right), min(view.bottom, reach.bottom)
    return Rect(x, y, right - x, bottom - y) if right > x and bottom > y else bounds
