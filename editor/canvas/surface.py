"""The widget under the canvas: paints, takes events, keeps in step with store and selection."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from editor.canvas import measures as m
from editor.canvas.adding import add_node
from editor.canvas.arranger import Arranging
from editor.canvas.camera import Camera
from editor.canvas.canvas_painter import CanvasPainter
from editor.canvas.context import subject_of, take_under
from editor.canvas.cursors import CURSORS, cursor_over
from editor.canvas.dropping import PaletteDrops
from editor.canvas.empty_state import paint_empty_state, paint_first_step
from editor.canvas.feedback_painter import feedback_area, paint_feedback
from editor.canvas.ground_painter import DotGround
from editor.canvas.input import CanvasInput
from editor.canvas.keys import CanvasKeys
from editor.canvas.marks import Marks
from editor.canvas.outlook import Outlook
from editor.canvas.overlays import Overlays
from editor.canvas.paints import Paints
from editor.canvas.repainting import Repainting
from editor.canvas.scene import CanvasScene
from editor.canvas.stage import CanvasStage
from editor.canvas.thumbnails import Thumbnails
from editor.canvas.type_menu import TypeMenu
from editor.canvas.walk_glide import WalkGlide
from editor.canvas.writing import Writing
from editor.document.change import Change
from editor.document.selection import Selection
from editor.document.store import Store
from editor.tools.desk import Desk
from editor.tools.feedback import NOTHING, Feedback
from editor.tools.geometry import Point, Rect
from editor.tools.hit import Hit
from editor.tools.placing import NOTE_SIZE, Placing, place_note
from editor.tools.pointer import Pointer
from editor.undo import History
from runtime.flow.ids import ExitName, NodeId
from runtime.wording import Wording
from widgets.handset.pictures import NoPictures, Pictures
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed

_NAME = Wording("画布", "Canvas")


class CanvasSurface(QWidget):
    """Everything of the canvas but what others ask of it; see `CanvasView`."""

    node_activated = Signal(str)
    """A node, by its id, is to be edited: it was double-clicked or Enter was pressed on it."""
    refused = Signal(str)
    """Words for the toast: why something cannot be done."""
    zoom_changed = Signal(float)
    menu_asked = Signal(str, QPoint)
    """The menu for a `Subject` is wanted at a place of the screen."""

    def __init__(
        self,
        store: Store,
        selection: Selection,
        history: History,
        parent: QWidget | None = None,
        pictures: Pictures | None = None,
        scene: CanvasScene | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._selection = selection
        self._history = history
        self._no_pictures = NoPictures(self)
        self._thumbnails = Thumbnails(pictures or self._no_pictures, self)
        paints = Paints(current_theme())
        self._camera = Camera(self)
        self._repainting = Repainting(self, self._camera)
        self._scene = scene or CanvasScene(store, paints.fits)
        self._scene.listen(self._repainting.dirty)
        self._marks = Marks(self._scene)
        self._painting = CanvasPainter(self._scene, self._marks, paints, self._thumbnails)
        self._ground = DotGround()
        self._stage = CanvasStage(store, selection, self._scene, self._camera, self)
        self.outlook = Outlook(self._camera, self._scene, store, selection, self)
        desk = Desk(self._stage)
        self._input = CanvasInput(
            self._stage, self._camera, CanvasKeys(self._stage, desk, self.outlook.keep_in_view), desk
        )
        self._drops = PaletteDrops(self._stage, self._camera, self._input)
        self._writing = Writing(store, self._camera, self)
        self._feedback = NOTHING
        self._glide = WalkGlide(self)
        self.arranging = Arranging(self._stage, self._scene, self)
        self._overlays = Overlays(self._scene, paints, self._stage, self)
        self._set_up()

    def fit(self, is_animated: bool = True) -> None:
        """Look at everything, no nearer than 100 %, clear of what lies over the canvas."""
        self.outlook.fit(is_animated)

    def look_first(self) -> None:
        """Look as after opening: at everything if that can be read, else at the start; kept while resized."""
        self.outlook.look_first()

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle of the view."""
        self.outlook.set_zoom(zoom)

    def start_note(self) -> None:
        """Let the next click place a note."""
        at = self._camera.to_scene(self.width() / 2, self.height() / 2)
        start = Pointer(at.x, at.y, zoom=self._camera.zoom)
        self._input.desk.arm(Placing(self._stage, start, NOTE_SIZE, self._put_note))
        self.setFocus()

    def area_in_view(self) -> Rect:
        """The visible part of the scene."""
        return self.outlook.area()

    def show_feedback(self, feedback: Feedback) -> None:
        """Paint what a gesture shows."""
        old, self._feedback = self._feedback, feedback
        if feedback.shift != old.shift:
            self._scene.shift(feedback.shift)
        self._marks.take_feedback(feedback)
        if self._store.flow.is_unbegun():
            self.update()
        for shown in (old, feedback):
            area = feedback_area(shown, self._camera.zoom)
            if area is not None:
                self.update(self._camera.view_rect(area))
        self.setCursor(CURSORS[feedback.cursor])

    def scroll_view(self, dx_px: float, dy_px: float) -> None:
        """Scroll by pixels."""
        self.outlook.scroll(dx_px, dy_px)

    def open_type_menu(self, node_id: NodeId, exit_name: ExitName, at: Point) -> None:
        """Offer what could be added at a place."""
        self._open_menu(at, (node_id, exit_name))

    def open_node(self, node_id: NodeId) -> None:
        """Announce that a node is to be edited."""
        self.node_activated.emit(node_id)

    def say_refusal(self, sentence: Wording) -> None:
        """Announce why something cannot be done."""
        self.refused.emit(tr(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paints, camera = self._painting.paints, self._camera
        self._ground.paint(painter, self.rect(), camera.origin, camera.zoom, paints)
        painter.translate(camera.origin)
        painter.scale(camera.zoom, camera.zoom)
        is_shown = self._repainting.shown_in(event.region())
        area = camera.scene_rect(event.rect())
        if camera.zoom >= m.BAND_OVERVIEW:
            self._repainting.dirty(self._scene.connections.settle(area))
        self._painting.paint(painter, area, camera.zoom, is_shown)
        paint_feedback(painter, self._feedback, paints, camera.zoom)
        self._glide.paint(painter, paints)
        painter.resetTransform()
        if not self._scene.cards:
            paint_empty_state(painter, self.rect())
        elif self._feedback is NOTHING and self._store.flow.is_unbegun():
            (card,) = self._scene.cards.values()
            below = camera.to_view(Point(card.x, card.rect.bottom))
            paint_first_step(painter, camera.to_view(card.exit(next(iter(card.plan.exits)))), below)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._input.resize(self.size())
        self._place_overlays()
        self.outlook.follow_resize()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self._input.pinch(event):
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._history.seal()
        self._marks.set_focus(False)
        self._input.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._input.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._input.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._input.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._input.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._input.key_press(event):
            self._marks.set_focus(event.key() != Qt.Key.Key_Escape)
            if self._input.is_space_held and self._input.desk.gesture is None:
                self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self._input.key_release(event):
            self.setCursor(CURSORS[self._feedback.cursor])
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab walks the nodes; without nodes it goes on to the next widget."""
        return super().focusNextPrevChild(forwards) if not self._scene.cards else False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._history.seal()
        self._marks.set_focus(False)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._input.drop_all()
        self._input.leave()
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._input.leave()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or self._input.desk.gesture is not None:
            return
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            subject, place = subject_of(self._selection.now), self._place_of_selection()
        else:
            at = self._camera.to_scene(event.pos().x(), event.pos().y())
            subject = take_under(self._stage, self._stage.hit(at.x, at.y, self._camera.zoom))
            place = event.pos()
        self._input.drop_all()
        self.menu_asked.emit(subject, self.mapToGlobal(place))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drops.over(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drops.over(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._drops.drop(event):
            self.setFocus()

    def _set_up(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(tr(_NAME))
        self._ends = (self._store.subscribe(self._on_change), self._selection.subscribe(self._on_selection))
        self._camera.moved.connect(self._on_camera)
        self._camera.zoom_changed.connect(self.zoom_changed)
        self._camera.zoom_changed.connect(self._overlays.strip.set_zoom)
        self._input.hovered.connect(self._on_hover)
        self._input.double_clicked.connect(self._on_double_click)
        self._input.scroll_asked.connect(self.scroll_view)
        self._thumbnails.changed.connect(self.update)
        self._overlays.ask(self.outlook, self.arranging)
        self._overlays.strip.note_asked.connect(self.start_note)
        theme_changed.connect(self._redress)
        language_changed.connect(self._redress)
        self.destroyed.connect(partial(_end_all, self._ends))
        self._on_selection()

    def _on_change(self, change: Change) -> None:
        self._input.cancel()
        before = len(self._scene.cards)
        self._scene.take(change)
        self._selection.prune(self._store)
        for node_id in change.node_ids():
            if node_id in self._scene.cards:
                self._marks.refresh_card(self._scene.cards[node_id])
        if len(self._scene.cards) != before:
            self._place_overlays()
            if min(before, len(self._scene.cards)) <= 1:
                self.update()
        self._overlays.minimap.update()

    def _on_selection(self) -> None:
        self._marks.select(self._selection.now)
        self._overlays.show_selection()

    def _on_hover(self, hit: Hit | None) -> None:
        self._marks.hover(hit)
        if not self._input.is_space_held:
            self.setCursor(cursor_over(hit))

    def _on_double_click(self, hit: Hit | None) -> None:
        if hit is None:
            self._open_menu(self._input.place)
        elif hit.part in ("node", "entry") and hit.node is not None:
            self.node_activated.emit(hit.node)
        else:
            self._writing.open(hit)

    def _open_menu(self, at: Point, source: tuple[NodeId, ExitName] | None = None) -> None:
        menu = TypeMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.chosen.connect(partial(add_chosen, self._stage, source, at))
        menu.open_at(self.mapToGlobal(self._camera.to_view(at).toPoint()))

    def _on_camera(self) -> None:
        self._overlays.show_view(self.area_in_view())
        self.update()

    def _redress(self) -> None:
        paints = Paints(current_theme())
        self._painting.paints = paints
        self._overlays.redress(paints)
        self._scene.rebuild(paints.fits)
        self._marks.refresh()
        self.setAccessibleName(tr(_NAME))
        self._place_overlays()
        self.update()

    def _place_overlays(self) -> None:
        self._overlays.place()
        self._overlays.show_view(self.area_in_view())

    def _place_of_selection(self) -> QPoint:
        node = self._selection.current_node()
        if node is None or self._scene.cards[node].is_hidden:
            return self.rect().center()
        self.outlook.keep_in_view(node)
        corner = self._scene.cards[node].rect
        return self._camera.to_view(Point(corner.x + m.TITLE_X, corner.y + m.HEADER)).toPoint()

    def _put_note(self, at: Point) -> None:
        self._writing.open(Hit("note", note=place_note(self._stage, at)))


def add_chosen(stage: CanvasStage, source: tuple[NodeId, ExitName] | None, at: Point, kind: str) -> None:
    """Add what a menu chose, its entry where the connection was let go."""
    add_node(stage, kind, Point(at.x, at.y - m.ENTRY_Y), source)


def _end_all(ends: tuple[Callable[[], None], ...], _: object = None) -> None:
    for end in ends:
        end()
