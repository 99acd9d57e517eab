"""A canvas without a window: cards of one size, sockets at fixed places, everything shown is remembered."""

from __future__ import annotations

from collections.abc import Iterable

from editor.document.selection import Selection
from editor.document.store import Store
from editor.tools.feedback import NOTHING, Feedback
from editor.tools.geometry import Point, Rect
from editor.tools.hit import Hit
from editor.tools.holding import set_collapsed
from editor.tools.pointer import Button, Pointer
from runtime.flow.document import Document
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import FrameId
from runtime.wording import Wording

WIDTH, HEADER, ROW = 200.0, 36.0, 26.0


class PlainStage:
    """A stage of rectangles; satisfies `editor.tools.stage.Stage`."""

    def __init__(self, document: Document) -> None:
        self.store = Store(document)
        self.selection = Selection(self.store)
        self.shown: Feedback = NOTHING
        self.refused: list[Wording] = []
        self.offered: list[tuple[NodeId, ExitName, Point]] = []
        self.unfolded: list[NodeId] = []
        self.activated: list[NodeId] = []
        self.scrolled = (0.0, 0.0)

    def hit(self, x: float, y: float, zoom: float) -> Hit | None:
        for node in reversed(list(self.store.nodes.values())):
            for offer in node.offers():
                at = self.exit_of(node.id, offer.name)
                if abs(at.x - x) <= 12 and abs(at.y - y) <= 12:
                    return Hit("exit", node.id, offer.name)
            if self.rect_of(node.id).holds(x, y):
                return Hit("node", node.id)
        for node in self.store.nodes.values():
            for way in node.exits():
                if way.target is not None and self._middle(node.id, way.name, way.target, x, y):
                    return Hit("connection", node.id, way.name)
        return next(
            (
                Hit("note", note=note.id)
                for note in self.store.notes.values()
                if Rect(note.x, note.y, note.width, note.height).holds(x, y)
            ),
            None,
        )

    def _middle(self, node: NodeId, name: ExitName, target: NodeId, x: float, y: float) -> bool:
        start, end = self.exit_of(node, name), self.entry_of(target)
        return abs((start.x + end.x) / 2 - x) <= 6 and abs((start.y + end.y) / 2 - y) <= 6

    def rect_of(self, node_id: NodeId) -> Rect:
        place = self.store.position(node_id)
        return Rect(place.x, place.y, WIDTH, HEADER + ROW * len(self.store.node(node_id).offers()))

    def rects_in(self, area: Rect) -> Iterable[tuple[NodeId, Rect]]:
        rects = ((node, self.rect_of(node)) for node in self.store.nodes)
        return [(node, rect) for node, rect in rects if rect.meets(area)]

    def frame_rect(self, frame_id: FrameId) -> Rect:
        frame = self.store.frames[frame_id]
        return Rect(frame.x, frame.y, *((200, 64) if frame.collapsed else (frame.width, frame.height)))

    def is_hidden(self, thing_id: str) -> bool:
        return any(frame.collapsed and thing_id in frame.members for frame in self.store.frames.values())

    def connection_at(
        self, x: float, y: float, zoom: float, apart_from: NodeId | None = None
    ) -> tuple[NodeId, ExitName] | None:
        for node, way in self.store.flow.connections():
            touches = apart_from in (node.id, way.target)
            if way.target is not None and not touches and self._middle(node.id, way.name, way.target, x, y):
                return node.id, way.name
        return None

    def view_area(self) -> Rect:
        return Rect(-1000, -1000, 4000, 4000)

    def entry_of(self, node_id: NodeId) -> Point:
        rect = self.rect_of(node_id)
        return Point(rect.x, rect.y + HEADER / 2)

    def exit_of(self, node_id: NodeId, exit_name: ExitName) -> Point:
        rect = self.rect_of(node_id)
        names = [offer.name for offer in self.store.node(node_id).offers()]
        return Point(rect.right, rect.y + HEADER + ROW * (names.index(exit_name) + 0.5))

    def crossed_by(self, start: Point, end: Point) -> Iterable[tuple[NodeId, ExitName]]:
        low, high = sorted((start.y, end.y))
        for node, way in self.store.flow.connections():
            at = self.exit_of(node.id, way.name)
            if low <= at.y <= high and at.x <= start.x:
                yield node.id, way.name

    def show(self, feedback: Feedback) -> None:
        self.shown = feedback

    def scroll_by(self, dx_px: float, dy_px: float) -> None:
        self.scrolled = (self.scrolled[0] + dx_px, self.scrolled[1] + dy_px)

    def offer_types(self, node_id: NodeId, exit_name: ExitName, at: Point) -> None:
        self.offered.append((node_id, exit_name, at))

    def unfold(self, node_id: NodeId) -> None:
        self.unfolded.append(node_id)

    def is_unfolded(self, node_id: NodeId) -> bool:
        return self.unfolded.count(node_id) % 2 == 1

    def toggle_frame(self, frame_id: FrameId) -> None:
        set_collapsed(self, frame_id, not self.store.frames[frame_id].collapsed)

    def activate(self, node_id: NodeId) -> None:
        self.activated.append(node_id)

    def refuse(self, sentence: Wording) -> None:
        self.refused.append(sentence)


def pointer(
    x: float,
    y: float,
    button: Button = "left",
    shift: bool = False,
    alt: bool = False,
    space: bool = False,
    control: bool = False,
) -> Pointer:
    """The pointer at a place at zoom 1."""
    return Pointer(x, y, x, y, 1.0, button, shift=shift, control=control, alt=alt, space=space)
