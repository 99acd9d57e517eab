"""The canvas of a comparison: two versions in one picture, to look at and to walk through."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from editor.canvas import measures as m
from editor.canvas.camera import Camera
from editor.canvas.difference_marks import DifferenceMarks
from editor.canvas.difference_painter import DifferencePainter
from editor.canvas.export import MARGIN
from editor.canvas.first_look import first_look
from editor.canvas.ground_painter import DotGround
from editor.canvas.hitting import hit_at
from editor.canvas.paints import Paints
from editor.canvas.scene import CanvasScene
from editor.canvas.thumbnails import Thumbnails
from editor.document.differing.entries import Difference
from editor.document.differing.union import united
from editor.document.store import Store
from editor.tools.geometry import Rect
from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.wording import Wording
from widgets.handset.pictures import NoPictures, Pictures
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed

_NAME: Final = Wording("两个版本的比较图", "Two versions in one picture")
_PAN_PX: Final = 60
_NOTCH: Final = 120.0
_SCROLLS: Final = {
    Qt.Key.Key_Left: (-_PAN_PX, 0),
    Qt.Key.Key_Right: (_PAN_PX, 0),
    Qt.Key.Key_Up: (0, -_PAN_PX),
    Qt.Key.Key_Down: (0, _PAN_PX),
}


class DifferenceView(QWidget):
    """Shows what was added, changed, removed and moved; nothing can be edited here."""

    node_chosen = Signal(str)
    """A node was clicked."""

    def __init__(
        self,
        before: Document,
        after: Document,
        found: Difference,
        parent: QWidget | None = None,
        pictures: Pictures | None = None,
    ) -> None:
        super().__init__(parent)
        self._no_pictures = NoPictures(self)
        self._thumbnails = Thumbnails(pictures or self._no_pictures, self)
        self._camera = Camera(self)
        self._ground = DotGround()
        self._looks_first = True
        self._pressed: QPointF | None = None
        self._is_panning = False
        self._current: NodeId | None = None
        self._store = Store(united(before, after))
        paints = Paints(current_theme())
        self._scene = CanvasScene(self._store, paints.fits, self._on_dirty)
        self.marks = DifferenceMarks(self._scene, before, found)
        self._painting = DifferencePainter(self._scene, self.marks, paints, self._thumbnails)
        self.marks.apply(paints.fits)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("draws_own_focus", True)
        self.setMinimumSize(160, 120)
        self._camera.moved.connect(self.update)
        self._thumbnails.changed.connect(self.update)
        theme_changed.connect(self._redress)
        language_changed.connect(self._redress)
        self.setAccessibleName(tr(_NAME))

    def show_versions(self, before: Document, after: Document, found: Difference) -> None:
        """Show other versions at the same place and zoom."""
        self._store = Store(united(before, after))
        paints = Paints(current_theme())
        moves = self.marks.shows_moves
        self._scene = CanvasScene(self._store, paints.fits, self._on_dirty)
        self.marks = DifferenceMarks(self._scene, before, found)
        self.marks.shows_moves = moves
        self._painting = DifferencePainter(self._scene, self.marks, paints, self._thumbnails)
        self.marks.apply(paints.fits)
        self._ring(self._current)

    def show_moves(self, shown: bool) -> None:
        """Show what only stands elsewhere, or leave it as it is."""
        if shown != self.marks.shows_moves:
            self.marks.shows_moves = shown
            self._redress()

    def reveal(self, node_id: NodeId) -> None:
        """Bring a node into view and ring it."""
        card = self._scene.cards.get(node_id)
        self._ring(node_id if card is not None else None)
        if card is None:
            return
        zoom = max(self._camera.zoom, m.BAND_TITLE)
        if zoom != self._camera.zoom or not self._area_in_view().encloses(card.painted):
            self._camera.look_at(card.rect.centre, zoom, self.size(), self.isVisible())
        self._looks_first = False

    def node_rect(self, node_id: NodeId) -> QRect:
        """The pixels of the view that a node's card covers."""
        return self._camera.view_rect(self._scene.cards[node_id].rect)

    def look_first(self) -> None:
        """Look at everything if that can be read, else at the first node that differs."""
        bounds = self._scene.bounds()
        signs = (self._scene.cards[name].rect for name in self._scene.cards if self.marks.sign(name))
        if bounds is not None:
            self._camera.look_at(
                *first_look(bounds, next(signs, None), self.size()), self.size(), is_animated=False
            )
        self._looks_first = True

    def render_image(self, scale: float = 1.0) -> QImage:
        """Everything as a picture."""
        area = (self._scene.bounds() or Rect(0, 0, 400, 240)).grown(MARGIN)
        image = QImage(
            max(1, round(area.width * scale)),
            max(1, round(area.height * scale)),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        image.fill(self._painting.paints.theme.canvas)
        painter = QPainter(image)
        painter.scale(scale, scale)
        painter.translate(-area.x, -area.y)
        self._painting.paint(painter, area, scale)
        painter.end()
        return image

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        camera, paints = self._camera, self._painting.paints
        self._ground.paint(painter, self.rect(), camera.origin, camera.zoom, paints)
        painter.translate(camera.origin)
        painter.scale(camera.zoom, camera.zoom)
        self._painting.paint(painter, camera.scene_rect(event.rect()), camera.zoom)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._looks_first:
            self.look_first()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._is_panning = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        step = event.position() - self._pressed
        if self._is_panning or step.manhattanLength() > 6:
            self._is_panning = True
            self._looks_first = False
            self._pressed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._camera.scroll_by(-step.x(), -step.y(), self._scene.bounds(), self.size())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._is_panning and self._pressed is not None:
            at = self._camera.to_scene(event.position().x(), event.position().y())
            hit = hit_at(self._scene, at.x, at.y, self._camera.zoom)
            if hit is not None and hit.node is not None and hit.part != "connection":
                self._ring(hit.node)
                self.node_chosen.emit(hit.node)
        self._pressed, self._is_panning = None, False
        self.unsetCursor()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._looks_first = False
        delta, pixels = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            zoom = self._camera.zoom * m.ZOOM_STEP ** (delta.y() / _NOTCH)
            self._camera.zoom_at(zoom, event.position().x(), event.position().y())
            return
        dx, dy = (pixels.x(), pixels.y()) if not pixels.isNull() else (delta.x() / 2, delta.y() / 2)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and dx == 0:
            dx, dy = dy, 0
        self._camera.scroll_by(-dx, -dy, self._scene.bounds(), self.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scroll = _SCROLLS.get(Qt.Key(event.key()))
        if scroll is not None:
            self._looks_first = False
            self._camera.scroll_by(*scroll, self._scene.bounds(), self.size())
        elif event.text() in ("+", "="):
            self._zoom(m.ZOOM_STEP)
        elif event.text() == "-":
            self._zoom(1 / m.ZOOM_STEP)
        else:
            super().keyPressEvent(event)

    def _zoom(self, factor: float) -> None:
        self._looks_first = False
        self._camera.zoom_at(self._camera.zoom * factor, self.width() / 2, self.height() / 2)

    def _ring(self, node_id: NodeId | None) -> None:
        for name in (self._current, node_id):
            if name is not None and name in self._scene.cards:
                self._scene.cards[name].selected = "one" if name == node_id else "none"
        self._current = node_id
        self.update()

    def _area_in_view(self) -> Rect:
        return self._camera.scene_rect(self.rect())

    def _on_dirty(self, areas: object) -> None:
        self.update()

    def _redress(self) -> None:
        paints = Paints(current_theme())
        self._painting.redress(paints)
        self._scene.rebuild(paints.fits)
        self.marks.apply(paints.fits)
        self._ring(self._current)
        self.setAccessibleName(tr(_NAME))
