"""What a gesture sees of the canvas and may do to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from editor.document.selection import Selection
from editor.document.store import Store
from editor.tools.feedback import Feedback
from editor.tools.geometry import Point, Rect
from editor.tools.hit import Hit
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import FrameId
from runtime.wording import Wording


class Stage(Protocol):
    """The canvas as gestures know it: geometry to ask, a place to show feedback, ways to speak."""

    @property
    def store(self) -> Store:
        """The document."""

    @property
    def selection(self) -> Selection:
        """What is selected."""

    def hit(self, x: float, y: float, zoom: float) -> Hit | None:
        """What lies at a place, or None."""

    def rect_of(self, node_id: NodeId) -> Rect:
        """The card of a node."""

    def rects_in(self, area: Rect) -> Iterable[tuple[NodeId, Rect]]:
        """The cards that meet an area."""

    def frame_rect(self, frame_id: FrameId) -> Rect:
        """A frame as it is drawn: a collapsed one is a small card."""

    def is_hidden(self, thing_id: str) -> bool:
        """Whether a node, a note or a frame is inside a collapsed frame."""

    def connection_at(
        self, x: float, y: float, zoom: float, apart_from: NodeId | None = None
    ) -> tuple[NodeId, ExitName] | None:
        """The connection at a place whatever lies over it, but none that touches a node; or None."""

    def view_area(self) -> Rect:
        """The part of the scene that is visible."""

    def entry_of(self, node_id: NodeId) -> Point:
        """The middle of a node's entry socket."""

    def exit_of(self, node_id: NodeId, exit_name: ExitName) -> Point:
        """The middle of an exit's socket."""

    def crossed_by(self, start: Point, end: Point) -> Iterable[tuple[NodeId, ExitName]]:
        """The connections that a line crosses."""

    def show(self, feedback: Feedback) -> None:
        """Draw what a gesture shows."""

    def scroll_by(self, dx_px: float, dy_px: float) -> None:
        """Scroll the view."""

    def offer_types(self, node_id: NodeId, exit_name: ExitName, at: Point) -> None:
        """Let the person choose what to add at a place and connect the exit to it."""

    def unfold(self, node_id: NodeId) -> None:
        """Show, or fold again, the exits of a node beyond the eighth."""

    def is_unfolded(self, node_id: NodeId) -> bool:
        """Whether all exits of a node are shown."""

    def toggle_frame(self, frame_id: FrameId) -> None:
        """Collapse a frame, or open it."""

    def activate(self, node_id: NodeId) -> None:
        """Open a node for editing."""

    def refuse(self, sentence: Wording) -> None:
        """Say why something cannot be done."""
