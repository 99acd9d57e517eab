"""The canvas as gestures know it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from editor.canvas import measures as m
from editor.canvas.camera import Camera
from editor.canvas.connections import ConnectionKey
from editor.canvas.hitting import hit_at
from editor.canvas.scene import CanvasScene
from editor.document.selection import Selection
from editor.document.store import Store
from editor.tools.feedback import Feedback
from editor.tools.geometry import Point, Rect
from editor.tools.hit import Hit
from editor.tools.holding import set_collapsed
from editor.tools.stage import Stage
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import FrameId
from runtime.wording import Wording


class StageHost(Protocol):
    """What only the widget can do for a gesture."""

    def area_in_view(self) -> Rect:
        """The visible part of the scene."""

    def show_feedback(self, feedback: Feedback) -> None:
        """Paint what a gesture shows."""

    def scroll_view(self, dx_px: float, dy_px: float) -> None:
        """Scroll."""

    def open_type_menu(self, node_id: NodeId, exit_name: ExitName, at: Point) -> None:
        """Offer what could be added."""

    def open_node(self, node_id: NodeId) -> None:
        """Announce that a node is to be edited."""

    def say_refusal(self, sentence: Wording) -> None:
        """Announce why something cannot be done."""


class CanvasStage(Stage):
    """Satisfies `editor.tools.stage.Stage` for one canvas."""

    def __init__(
        self, store: Store, selection: Selection, scene: CanvasScene, camera: Camera, host: StageHost
    ) -> None:
        self._store = store
        self._selection = selection
        self._scene = scene
        self._camera = camera
        self._host = host

    @property
    def store(self) -> Store:
        return self._store

    @property
    def selection(self) -> Selection:
        return self._selection

    def hit(self, x: float, y: float, zoom: float) -> Hit | None:
        return hit_at(self._scene, x, y, zoom)

    def rect_of(self, node_id: NodeId) -> Rect:
        return self._scene.cards[node_id].rect

    def rects_in(self, area: Rect) -> Iterable[tuple[NodeId, Rect]]:
        return self._scene.rects_in(area)

    def frame_rect(self, frame_id: FrameId) -> Rect:
        return self._scene.frame_rect(self._store.frames[frame_id])

    def is_hidden(self, thing_id: str) -> bool:
        return self._scene.collapsing.hider(thing_id) is not None

    def connection_at(
        self, x: float, y: float, zoom: float, apart_from: NodeId | None = None
    ) -> ConnectionKey | None:
        return self._scene.connections.key_at(x, y, m.REACH_CONNECTION / min(zoom, 1.0), apart_from)

    def view_area(self) -> Rect:
        return self._host.area_in_view()

    def entry_of(self, node_id: NodeId) -> Point:
        return self._scene.entry_of(node_id)

    def exit_of(self, node_id: NodeId, exit_name: ExitName) -> Point:
        return self._scene.exit_of(node_id, exit_name)

    def crossed_by(self, start: Point, end: Point) -> Iterable[tuple[NodeId, ExitName]]:
        return self._scene.connections.crossed_by(start, end)

    def show(self, feedback: Feedback) -> None:
        self._host.show_feedback(feedback)

    def scroll_by(self, dx_px: float, dy_px: float) -> None:
        self._host.scroll_view(dx_px, dy_px)

    def offer_types(self, node_id: NodeId, exit_name: ExitName, at: Point) -> None:
        self._host.open_type_menu(node_id, exit_name, at)

    def unfold(self, node_id: NodeId) -> None:
        self._scene.toggle_fold(node_id)

    def is_unfolded(self, node_id: NodeId) -> bool:
        return self._scene.is_unfolded(node_id)

    def toggle_frame(self, frame_id: FrameId) -> None:
        frame = self._store.frames[frame_id]
        if not self._scene.close_again(frame_id):
            set_collapsed(self, frame_id, not frame.collapsed)

    def activate(self, node_id: NodeId) -> None:
        self._host.open_node(node_id)

    def refuse(self, sentence: Wording) -> None:
        self._host.say_refusal(sentence)
