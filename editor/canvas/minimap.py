"""The whole scenario in a corner, with the part in view."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
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
_REFRESH_MS: Final = 120
_NAME = Wording("缩略图", "Minimap")


class Minimap(QWidget):
    """Shows blocks, problem dots and the view; a click centres, a drag pans."""

    centre_asked = Signal(float, float)
    """A place of the scene, in scene units."""

    grabbed = Signal()
    """A click or a drag begins."""

    def __init__(self, scene: CanvasScene, paints: Paints, parent: QWidget) -> None:
        super().__init__(parent)
        self._scene = scene
        self._overview = Overview(scene)
        self._view = Rect(0, 0, 1, 1)
        self._picture: QPixmap | None = None
        self._drawn: tuple[object, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
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
        painter.drawPixmap(0, 0, self._blocks(zoom, origin))
        view = self._view
        shown = QRectF(view.x * zoom + origin.x(), view.y * zoom + origin.y(), view.width * zoom,
                       view.height * zoom)  # fmt: skip
        painter.setPen(QPen(theme.accent, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(shown.intersected(frame.adjusted(2, 2, -2, -2)), 2, 2)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.grabbed.emit()
        self._ask(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._ask(event)

    def _blocks(self, zoom: float, origin: QPointF) -> QPixmap:
        """The blocks as a picture; while things move it may be a moment old."""
        key = (zoom, origin.x(), origin.y(), self.paints, self.size(), self._scene.version)
        if self._picture is not None and key == self._drawn:
            return self._picture
        if self._picture is not None and key[:-1] == self._drawn[:-1]:
            if not self._timer.isActive():
                self._timer.start()
            return self._picture
        return self._draw(zoom, origin, key)

    def _draw(self, zoom: float, origin: QPointF, key: tuple[object, ...]) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setClipRect(self.rect().adjusted(4, 4, -4, -4))
        painter.translate(origin)
        painter.scale(zoom, zoom)
        self._overview.paint(painter, self.paints, zoom * 2, is_small=True)
        painter.end()
        self._picture, self._drawn = picture, key
        return picture

    def _refresh(self) -> None:
        self._picture = None
        self.update()

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
