"""Where the view looks: zoom and place, and the way between two looks."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRect, QSize, QVariantAnimation, Signal

from editor.canvas import measures as m
from editor.tools.geometry import Point, Rect
from widgets.theme import current_theme
from widgets.theme.measures import VIEW_MS


class Camera(QObject):
    """Maps the scene to the view: px = scene · zoom + origin."""

    moved = Signal()
    zoom_changed = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.zoom = 1.0
        self.origin = QPointF(0, 0)
        """Where the scene's origin stands in the view, in px."""
        self._from = (1.0, 0.0, 0.0)
        self._to = (1.0, 0.0, 0.0)
        self._flight = QVariantAnimation(self)
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._flight.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flight.valueChanged.connect(self._on_flight)

    def to_scene(self, x_px: float, y_px: float) -> Point:
        """The scene's place under a pixel of the view."""
        return Point((x_px - self.origin.x()) / self.zoom, (y_px - self.origin.y()) / self.zoom)

    def to_view(self, point: Point) -> QPointF:
        """The pixel of a place of the scene."""
        return QPointF(point.x * self.zoom + self.origin.x(), point.y * self.zoom + self.origin.y())

    def view_rect(self, area: Rect) -> QRect:
        """The pixels that an area covers, rounded outwards."""
        corner = self.to_view(Point(area.x, area.y))
        width, height = area.width * self.zoom, area.height * self.zoom
        return QRect(int(corner.x()) - 2, int(corner.y()) - 2, int(width) + 5, int(height) + 5)

    def scene_rect(self, rect: QRect) -> Rect:
        """The area of the scene under pixels."""
        corner = self.to_scene(rect.x(), rect.y())
        return Rect(corner.x, corner.y, rect.width() / self.zoom, rect.height() / self.zoom)

    def scroll_by(self, dx_px: float, dy_px: float, bounds: Rect | None, size: QSize) -> None:
        """Move the view over the scene, no further than a margin round what is there."""
        self._flight.stop()
        self._go(self.zoom, self.origin.x() - dx_px, self.origin.y() - dy_px, bounds, size)

    def zoom_at(self, zoom: float, x_px: float, y_px: float) -> None:
        """Change the zoom and keep what lies under a pixel where it is."""
        self._flight.stop()
        zoom = min(max(zoom, m.ZOOM_MIN), m.ZOOM_MAX)
        kept = self.to_scene(x_px, y_px)
        self._set(zoom, x_px - kept.x * zoom, y_px - kept.y * zoom)

    def show_area(self, area: Rect, size: QSize, zoom_max: float, is_animated: bool) -> None:
        """Look at an area as a whole, no nearer than *zoom_max*."""
        width, height = max(area.width, 1.0), max(area.height, 1.0)
        zoom = min(size.width() / width, size.height() / height, zoom_max)
        zoom = min(max(zoom, m.ZOOM_MIN), m.ZOOM_MAX)
        self.look_at(area.centre, zoom, size, is_animated)

    def look_at(self, centre: Point, zoom: float, size: QSize, is_animated: bool) -> None:
        """Bring a place to the middle of the view."""
        x, y = size.width() / 2 - centre.x * zoom, size.height() / 2 - centre.y * zoom
        duration = current_theme().duration_ms(VIEW_MS) if is_animated else 0
        self._flight.stop()
        if duration == 0:
            self._set(zoom, x, y)
            return
        self._from = (self.zoom, self.origin.x(), self.origin.y())
        self._to = (zoom, x, y)
        self._flight.setDuration(duration)
        self._flight.start()

    def _on_flight(self, part: float) -> None:
        zoom, x, y = (a + (b - a) * part for a, b in zip(self._from, self._to, strict=True))
        self._set(zoom, x, y)

    def _go(self, zoom: float, x: float, y: float, bounds: Rect | None, size: QSize) -> None:
        if bounds is not None:
            reach = bounds.grown(m.SCENE_MARGIN)
            x = min(max(x, -reach.right * zoom + size.width() / 2), -reach.x * zoom + size.width() / 2)
            y = min(max(y, -reach.bottom * zoom + size.height() / 2), -reach.y * zoom + size.height() / 2)
        self._set(zoom, x, y)

    def _set(self, zoom: float, x: float, y: float) -> None:
        is_other = zoom != self.zoom
        self.zoom = zoom
        self.origin = QPointF(x, y)
        self.moved.emit()
        if is_other:
            self.zoom_changed.emit(zoom)
