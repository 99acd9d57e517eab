"""Moving nodes, notes and frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from editor.document.draft import Draft
from editor.tools.feedback import NOTHING, Feedback, Label, Shift
from editor.tools.geometry import Point, united
from editor.tools.gesture import Gesture
from editor.tools.holding import area_of, held_frames, held_nodes, held_notes
from editor.tools.pointer import Pointer
from editor.tools.snapping import Edges
from editor.tools.splicing import may_splice, splice, splice_label, way_on
from editor.tools.stage import Stage
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import FrameId, NoteId
from runtime.wording import Wording

if TYPE_CHECKING:
    from editor.tools.aligning import Piece

_INSERT = Wording("插入「{name}」", "Insert {name}")


class Moving(Gesture):
    """Drags the selection; a frame takes along what it holds.

    Edges snap, and a single node that is let go on a connection goes into it, unless Alt is held.
    """

    def __init__(self, stage: Stage, start: Pointer) -> None:
        super().__init__(stage, start)
        self._nodes, self._notes, self._frames = with_contents(stage)
        store = stage.store
        shown = [node for node in self._nodes if not stage.is_hidden(node)]
        moving = united(
            [
                *(stage.rect_of(node) for node in shown),
                *(area_of(store.notes[note]) for note in self._notes if not stage.is_hidden(note)),
                *(stage.frame_rect(frame) for frame in self._frames),
            ]
        )
        assert moving is not None, "only a selection is moved"
        self._bounds = moving
        area = stage.view_area()
        self._edges = Edges(rect for node, rect in stage.rects_in(area) if node not in self._nodes)
        self._by = (0.0, 0.0)
        self._single = self._spliceable()
        self._into: tuple[NodeId, ExitName] | None = None

    def move(self, pointer: Pointer) -> Gesture:
        dx, dy = pointer.x - self.start.x, pointer.y - self.start.y
        guides: tuple[tuple[Point, Point], ...] = ()
        self._into = self._connection_under(pointer)
        label: Label | None = None
        if self._into is not None:
            label = splice_label(self.stage, Point(pointer.x, pointer.y), self._into)
        elif not pointer.alt:
            snapped = self._edges.snap(self._bounds.moved(dx, dy))
            dx, dy = dx + snapped.dx, dy + snapped.dy
            guides = snapped.guides
        self._by = (dx, dy)
        shift = Shift(dx, dy, self._nodes, self._notes, self._frames)
        self.stage.show(
            Feedback(shift=shift, guides=guides, label=label, opened=self._into, cursor="move")
        )  # fmt: skip
        return self

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        if self._into is not None and self._single is not None:
            self._splice(self._single, self._into)
        else:
            move_by(self.stage, self._nodes, self._notes, self._frames, *self._by)
        self.stage.show(NOTHING)

    def _spliceable(self) -> NodeId | None:
        if len(self._nodes) != 1 or self._notes or self._frames:
            return None
        (node_id,) = self._nodes
        node = self.stage.store.node(node_id)
        return node_id if node.has_entry and way_on(node) is not None else None

    def _connection_under(self, pointer: Pointer) -> tuple[NodeId, ExitName] | None:
        if self._single is None or pointer.alt:
            return None
        store = self.stage.store
        key = self.stage.connection_at(pointer.x, pointer.y, pointer.zoom, self._single)
        return key if key is not None and may_splice(store, store.node(self._single), key) else None

    def _splice(self, node_id: NodeId, key: tuple[NodeId, ExitName]) -> None:
        store = self.stage.store
        place, name = store.position(node_id), store.node(node_id).named()
        with store.edit(_INSERT.format(name=name)) as draft:
            draft.move(node_id, round(place.x + self._by[0]), round(place.y + self._by[1]))
            splice(draft, node_id, key)


def move_by(
    stage: Stage,
    nodes: frozenset[NodeId],
    notes: frozenset[NoteId],
    frames: frozenset[FrameId],
    dx: float,
    dy: float,
    merge: str = "",
) -> None:
    """Move things in one edit; places are kept to whole units."""
    count = len(nodes) + len(notes) + len(frames)
    name = Wording("移动", "Move") if count == 1 else Wording(f"移动 {count} 项", f"Move {count} items")
    with stage.store.edit(name, merge) as draft:
        _move(draft, nodes, notes, frames, dx, dy)


def move_each(stage: Stage, moves: Iterable[tuple[Piece, float, float]], name: Wording) -> None:
    """Move things by amounts of their own in one edit; frames take along what they hold."""
    store = stage.store
    held = [(_contents(stage, piece.frame), piece, dx, dy) for piece, dx, dy in moves]
    with store.edit(name) as draft:
        for (nodes, notes, frames), piece, dx, dy in held:
            if piece.node is not None:
                nodes.add(piece.node)
            if piece.note is not None:
                notes.add(piece.note)
            _move(draft, nodes, notes, frames, dx, dy)


def _move(
    draft: Draft,
    nodes: Iterable[NodeId],
    notes: Iterable[NoteId],
    frames: Iterable[FrameId],
    dx: float,
    dy: float,
) -> None:
    for node in nodes:
        place = draft.position(node)
        draft.move(node, round(place.x + dx), round(place.y + dy))
    for note_id in notes:
        note = draft.note(note_id)
        if note is not None:
            draft.put_note(note.with_changes(x=round(note.x + dx), y=round(note.y + dy)))
    for frame_id in frames:
        frame = draft.frame(frame_id)
        if frame is not None:
            draft.put_frame(frame.with_changes(x=round(frame.x + dx), y=round(frame.y + dy)))


def _contents(stage: Stage, frame_id: FrameId | None) -> tuple[set[NodeId], set[NoteId], set[FrameId]]:
    """A frame with everything it holds, and what the frames on it hold."""
    if frame_id is None:
        return set(), set(), set()
    frames, waiting = {frame_id}, [frame_id]
    nodes: set[NodeId] = set()
    notes: set[NoteId] = set()
    while waiting:
        frame = stage.store.frames[waiting.pop()]
        nodes |= held_nodes(stage, frame)
        notes |= held_notes(stage, frame)
        inner = held_frames(stage, frame) - frames
        frames |= inner
        waiting += inner
    return nodes, notes, frames


def with_contents(stage: Stage) -> tuple[frozenset[NodeId], frozenset[NoteId], frozenset[FrameId]]:
    """What is selected, with what selected frames hold."""
    selection = stage.selection
    nodes, notes, frames = set(selection.nodes), set(selection.notes), set(selection.frames)
    for frame_id in selection.frames:
        inside, written, inner = _contents(stage, frame_id)
        nodes |= inside
        notes |= written
        frames |= inner
    return frozenset(nodes), frozenset(notes), frozenset(frames)
