"""The canvas: shows a scenario and turns what people do into edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QCursor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from editor.canvas import measures as m
from editor.canvas.adding import add_node, free_place
from editor.canvas.camera import Camera
from editor.canvas.canvas_painter import CanvasPainter
from editor.canvas.drops import palette_kind
from editor.canvas.empty_state import paint_empty_state
from editor.canvas.export import picture_of, write_svg
from editor.canvas.feedback_painter import feedback_area, paint_feedback
from editor.canvas.ground_painter import DotGround
from editor.canvas.input import CanvasInput
from editor.canvas.keys import CanvasKeys
from editor.canvas.marks import Marks
from editor.canvas.minimap import SIZE as MINIMAP_SIZE
from editor.canvas.minimap import Minimap
from editor.canvas.paints import Paints
from editor.canvas.scene import CanvasScene
from editor.canvas.stage import CanvasStage
from editor.canvas.thumbnails import Thumbnails
from editor.canvas.tool_strip import ToolStrip
from editor.canvas.type_menu import TypeMenu
from editor.canvas.writing import Writing
from editor.document.arranging import arranged
from editor.document.change import Change
from editor.document.selection import Selection
from editor.document.store import Store
from editor.tools.desk import Desk
from editor.tools.feedback import NOTHING, Cursor, Feedback
from editor.tools.geometry import Point, Rect, united
from editor.tools.hit import Hit
from editor.tools.placing import NOTE_SIZE, Placing, place_note
from editor.tools.pointer import Pointer
from editor.undo import History
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue, Step
from runtime.wording import Wording
from widgets.handset.pictures import NoPictures, Pictures
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import SPACE_12

MINIMAP_FROM_NODES = 20
DIRTY_MAX = 40
"""More areas than this are repainted as one."""
MINIMAP_HALF_BELOW_PX = 640
_NAME = Wording("画布", "Canvas")
_ARRANGE = Wording("自动排列", "Arrange")

_CURSORS: dict[Cursor, Qt.CursorShape] = {
    "arrow": Qt.CursorShape.ArrowCursor,
    "open_hand": Qt.CursorShape.OpenHandCursor,
    "closed_hand": Qt.CursorShape.ClosedHandCursor,
    "cross": Qt.CursorShape.CrossCursor,
    "move": Qt.CursorShape.SizeAllCursor,
    "resize": Qt.CursorShape.SizeFDiagCursor,
    "pointing": Qt.CursorShape.PointingHandCursor,
}
_HIT_CURSORS: dict[str, Cursor] = {"exit": "cross", "corner": "resize", "fold": "pointing"}


class CanvasView(QWidget):
    """Shows one store; what it changes goes through the store, what it selects through the selection."""

    node_activated = Signal(str)
    """A node, by its id, is to be edited: it was double-clicked or Enter was pressed on it."""
    refused = Signal(str)
    """Words for the toast: why something cannot be done."""
    zoom_changed = Signal(float)

    def __init__(
        self,
        store: Store,
        selection: Selection,
        history: History,
        parent: QWidget | None = None,
        pictures: Pictures | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._selection = selection
        self._history = history
        self._no_pictures = NoPictures(self)
        self._thumbnails = Thumbnails(pictures or self._no_pictures, self)
        paints = Paints(current_theme())
        self._scene = CanvasScene(store, paints.fits, self._on_dirty)
        self._marks = Marks(self._scene)
        self._painting = CanvasPainter(self._scene, self._marks, paints, self._thumbnails)
        self._ground = DotGround()
        self._camera = Camera(self)
        self._stage = CanvasStage(store, selection, self._scene, self._camera, self)
        desk = Desk(self._stage)
        self._input = CanvasInput(
            self._stage, self._camera, CanvasKeys(self._stage, desk, self._keep_in_view), desk
        )
        self._writing = Writing(store, self._camera, self)
        self._feedback = NOTHING
        self._is_minimap_pinned = False
        self._was_fitted = False
        self._strip = ToolStrip(self)
        self._minimap = Minimap(self._scene, paints, self)
        self._set_up()

    # What others ask of the canvas

    def set_issues(self, issues: tuple[Issue, ...]) -> None:
        """Count problems on the cards."""
        self._marks.set_issues(issues)

    def set_walk(self, walk: tuple[Step, ...], active: NodeId | None) -> None:
        """Show the walk a conversation took and the node where it stands; `((), None)` for none."""
        self._marks.set_walk(walk, active)

    def set_counts(self, counts: Mapping[tuple[NodeId, ExitName | None], int]) -> None:
        """Show how many people left through each exit; under `(node, None)` how many wait there."""
        self._marks.set_counts(counts)

    def set_minimap_pinned(self, is_pinned: bool) -> None:
        """Show the minimap for small scenarios too."""
        self._is_minimap_pinned = is_pinned
        self._place_overlays()

    def zoom(self) -> float:
        """The zoom; 1 is 100 %."""
        return self._camera.zoom

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle of the view."""
        self._camera.zoom_at(zoom, self.width() / 2, self.height() / 2)

    def fit(self, is_animated: bool = True) -> None:
        """Look at everything, no nearer than 100 %."""
        bounds = self._scene.bounds()
        if bounds is not None:
            self._camera.show_area(bounds.grown(48), self.size(), 1.0, is_animated and self.isVisible())

    def zoom_to_selection(self) -> None:
        """Look at what is selected, or at everything."""
        cards = self._scene.cards
        area = united(cards[node].rect for node in self._selection.nodes if node in cards)
        if area is None:
            self.fit()
        else:
            self._camera.show_area(area.grown(80), self.size(), 1.2, self.isVisible())

    def reveal(self, node_id: NodeId, exit: ExitName | None = None) -> None:  # noqa: A002  # the interface's word
        """Bring a node, or one of its exits, into view at a size that can be read, and select it."""
        card = self._scene.cards.get(node_id)
        if card is None:
            return
        self._selection.set([node_id])
        if exit is not None and exit not in {row.name for row in card.plan.rows} and exit in card.plan.exits:
            self._scene.toggle_fold(node_id)
        centre = card.rect.centre if exit is None else Point(card.rect.centre.x, card.exit(exit).y)
        visible = self.area_in_view()
        if self._camera.zoom >= m.BAND_TITLE and visible.encloses(card.rect):
            return
        self._camera.look_at(centre, max(self._camera.zoom, m.BAND_TITLE), self.size(), self.isVisible())

    def add_node(self, kind: str, scene_pos: QPointF | None = None) -> NodeId | None:
        """Add a node type or a message element, its corner at a place or where there is room in view.

        Gives the new id, None when it was refused; raises UnknownKind.
        """
        if scene_pos is None:
            place = free_place(self._stage, self._store, self.area_in_view().centre)
        else:
            place = Point(scene_pos.x(), scene_pos.y())
        made = add_node(self._stage, kind, place)
        if made is not None and scene_pos is None:
            self._keep_in_view(made)
        return made

    def arrange(self) -> None:
        """Put all nodes in columns by how far they are from the start, in one edit."""
        sizes = {node: (card.plan.width, card.plan.height) for node, card in self._scene.cards.items()}
        with self._store.edit(_ARRANGE) as draft:
            for node_id, place in arranged(self._store.nodes, sizes).items():
                draft.move(node_id, place.x, place.y)
        self.fit()

    def start_note(self) -> None:
        """Let the next click place a note."""
        at = self._camera.to_scene(self.width() / 2, self.height() / 2)
        start = Pointer(at.x, at.y, zoom=self._camera.zoom)
        self._input.desk.arm(Placing(self._stage, start, NOTE_SIZE, self._put_note))
        self.setFocus()

    def render_image(self, scale: float = 1.0) -> QImage:
        """Everything on the canvas as a picture."""
        return picture_of(self._painting, self._scene.bounds(), scale)

    def render_svg(self, path: Path) -> None:
        """Write everything on the canvas as SVG; raises OSError when the file cannot be written."""
        write_svg(self._painting, self._scene.bounds(), path, self._store.flow.name)

    def node_rect(self, node_id: NodeId) -> QRect:
        """The pixels of the view that a node's card covers."""
        return self._camera.view_rect(self._scene.cards[node_id].rect)

    def exit_position(self, node_id: NodeId, exit_name: ExitName) -> QPoint:
        """The pixel of the view at the middle of an exit's socket."""
        return self._camera.to_view(self._scene.exit_of(node_id, exit_name)).toPoint()

    def scene_at(self, place: QPoint) -> Point:
        """The place of the scene under a pixel of the view."""
        return self._camera.to_scene(place.x(), place.y())

    # What gestures ask of the widget

    def area_in_view(self) -> Rect:
        """The visible part of the scene."""
        return self._camera.scene_rect(self.rect())

    def show_feedback(self, feedback: Feedback) -> None:
        """Paint what a gesture shows."""
        old, self._feedback = self._feedback, feedback
        if feedback.shift != old.shift:
            self._scene.shift(feedback.shift)
        self._marks.take_feedback(feedback)
        for shown in (old, feedback):
            area = feedback_area(shown, self._camera.zoom)
            if area is not None:
                self.update(self._camera.view_rect(area))
        self.setCursor(_CURSORS[feedback.cursor])

    def scroll_view(self, dx_px: float, dy_px: float) -> None:
        """Scroll by pixels."""
        self._camera.scroll_by(dx_px, dy_px, self._scene.bounds(), self.size())

    def open_type_menu(self, node_id: NodeId, exit_name: ExitName, at: Point) -> None:
        """Offer what could be added at a place."""
        menu = TypeMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.chosen.connect(partial(add_chosen, self._stage, (node_id, exit_name), at))
        menu.open_at(self.mapToGlobal(self._camera.to_view(at).toPoint()))

    def open_node(self, node_id: NodeId) -> None:
        """Announce that a node is to be edited."""
        self.node_activated.emit(node_id)

    def say_refusal(self, sentence: Wording) -> None:
        """Announce why something cannot be done."""
        self.refused.emit(tr(sentence))

    # What Qt asks

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paints, camera = self._painting.paints, self._camera
        self._ground.paint(painter, self.rect(), camera.origin, camera.zoom, paints)
        painter.translate(camera.origin)
        painter.scale(camera.zoom, camera.zoom)
        region = event.region()
        is_shown = self._shown_in(region) if region.rectCount() > 1 else None
        self._painting.paint(painter, camera.scene_rect(event.rect()), camera.zoom, is_shown)
        paint_feedback(painter, self._feedback, paints, camera.zoom)
        painter.resetTransform()
        if not self._scene.cards:
            paint_empty_state(painter, self.rect())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._input.resize(self.size())
        self._place_overlays()
        if not self._was_fitted and self.width() > 200:
            self._was_fitted = True
            self.fit(is_animated=False)

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
            self.setCursor(_CURSORS[self._feedback.cursor])
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab walks the nodes; without nodes it goes on to the next widget."""
        return super().focusNextPrevChild(forwards) if not self._scene.cards else False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._history.seal()
        self._marks.set_focus(False)
        self._input.leave()
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._input.leave()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if palette_kind(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if palette_kind(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        kind = palette_kind(event.mimeData())
        if kind is not None:
            at = self._camera.to_scene(event.position().x(), event.position().y())
            self.add_node(kind, QPointF(at.x, at.y))
            event.acceptProposedAction()
            self.setFocus()

    # What happens elsewhere

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
        self._camera.zoom_changed.connect(self._strip.set_zoom)
        self._input.hovered.connect(self._on_hover)
        self._input.double_clicked.connect(self._on_double_click)
        self._input.scroll_asked.connect(self.scroll_view)
        self._thumbnails.changed.connect(self.update)
        self._strip.fit_asked.connect(self.fit)
        self._strip.zoom_in_asked.connect(self._zoom_in)
        self._strip.zoom_out_asked.connect(self._zoom_out)
        self._strip.whole_asked.connect(self._zoom_whole)
        self._strip.arrange_asked.connect(self.arrange)
        self._strip.note_asked.connect(self.start_note)
        self._minimap.centre_asked.connect(self._centre)
        theme_changed.connect(self._redress)
        language_changed.connect(self._redress)
        self.destroyed.connect(partial(_end_all, self._ends))
        self._on_selection()

    def _on_dirty(self, areas: Sequence[Rect] | None) -> None:
        if areas is None or self._camera.zoom < m.BAND_OVERVIEW:
            self.update()
            return
        visible = self.rect()
        rects = [rect for area in areas if (rect := self._camera.view_rect(area)).intersects(visible)]
        if len(rects) > DIRTY_MAX:
            whole = QRect()
            for rect in rects:
                whole = whole.united(rect)
            self.update(whole)
            return
        for rect in rects:
            self.update(rect)

    def _shown_in(self, region: QRegion) -> Callable[[Rect], bool]:
        def is_shown(area: Rect) -> bool:
            return region.intersects(self._camera.view_rect(area))

        return is_shown

    def _on_change(self, change: Change) -> None:
        before = len(self._scene.cards)
        self._scene.take(change)
        self._selection.prune(self._store)
        for node_id in change.node_ids():
            if node_id in self._scene.cards:
                self._marks.refresh_card(self._scene.cards[node_id])
        if len(self._scene.cards) != before:
            self._place_overlays()
            if min(before, len(self._scene.cards)) == 0:
                self.update()
        self._minimap.update()

    def _on_selection(self) -> None:
        self._marks.select(self._selection.now)

    def _on_hover(self, hit: Hit | None) -> None:
        self._marks.hover(hit)
        if not self._input.is_space_held:
            self.setCursor(_CURSORS[_HIT_CURSORS.get(hit.part, "arrow") if hit is not None else "arrow"])

    def _on_double_click(self, hit: Hit | None) -> None:
        if hit is None:
            at = self._camera.to_scene(*self.mapFromGlobal(QCursor.pos()).toTuple())
            self._marks.hover(None)
            self._open_search_menu(at)
        elif hit.part in ("node", "entry") and hit.node is not None:
            self.node_activated.emit(hit.node)
        else:
            self._writing.open(hit)

    def _open_search_menu(self, at: Point) -> None:
        menu = TypeMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.chosen.connect(partial(add_chosen, self._stage, None, at))
        menu.open_at(self.mapToGlobal(self._camera.to_view(at).toPoint()))

    def _on_camera(self) -> None:
        self._minimap.show_view(self.area_in_view())
        self.update()

    def _redress(self) -> None:
        paints = Paints(current_theme())
        self._painting.paints = self._minimap.paints = paints
        self._scene.rebuild(paints.fits)
        self._marks.refresh()
        self.setAccessibleName(tr(_NAME))
        self._place_overlays()
        self.update()

    def _place_overlays(self) -> None:
        self._strip.move(SPACE_12, self.height() - SPACE_12 - self._strip.height())
        self._strip.raise_()
        is_shown = self._is_minimap_pinned or len(self._scene.cards) >= MINIMAP_FROM_NODES
        size = MINIMAP_SIZE / 2 if self.width() < MINIMAP_HALF_BELOW_PX else MINIMAP_SIZE
        self._minimap.setFixedSize(size)
        self._minimap.move(self.width() - SPACE_12 - size.width(), self.height() - SPACE_12 - size.height())
        self._minimap.setVisible(is_shown)
        self._minimap.show_view(self.area_in_view())

    def _keep_in_view(self, node_id: NodeId) -> None:
        card = self._scene.cards[node_id]
        if not self.area_in_view().encloses(card.rect):
            self._camera.look_at(card.rect.centre, self._camera.zoom, self.size(), self.isVisible())

    def _put_note(self, at: Point) -> None:
        self._writing.open(Hit("note", note=place_note(self._stage, at)))

    def _centre(self, x: float, y: float) -> None:
        self._camera.look_at(Point(x, y), self._camera.zoom, self.size(), is_animated=False)

    def _zoom_in(self) -> None:
        self.set_zoom(self._camera.zoom * m.ZOOM_STEP)

    def _zoom_out(self) -> None:
        self.set_zoom(self._camera.zoom / m.ZOOM_STEP)

    def _zoom_whole(self) -> None:
        self.set_zoom(1.0)


def add_chosen(stage: CanvasStage, source: tuple[NodeId, ExitName] | None, at: Point, kind: str) -> None:
    """Add what a menu chose, its entry where the connection was let go."""
    add_node(stage, kind, Point(at.x, at.y - m.ENTRY_Y), source)


def _end_all(ends: tuple[object, ...], _: object = None) -> None:
    for end in ends:
        if callable(end):
            end()
