"""Moving nodes, notes and frames."""

from __future__ import annotations

from editor.tools.feedback import NOTHING, Feedback, Shift
from editor.tools.geometry import Point, Rect, united
from editor.tools.gesture import Gesture
from editor.tools.pointer import Pointer
from editor.tools.snapping import Edges
from editor.tools.stage import Stage
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame, FrameId, Note, NoteId
from runtime.wording import Wording


class Moving(Gesture):
    """Drags the selection; edges snap unless Alt is held, and a frame takes along what stands on it."""

    def __init__(self, stage: Stage, start: Pointer) -> None:
        super().__init__(stage, start)
        self._nodes, self._notes, self._frames = _with_contents(stage)
        store = stage.store
        moving = united(
            [
                *(stage.rect_of(node) for node in self._nodes),
                *(_rect(store.notes[note]) for note in self._notes),
                *(_rect(store.frames[frame]) for frame in self._frames),
            ]
        )
        assert moving is not None, "only a selection is moved"
        self._bounds = moving
        area = stage.view_area()
        self._edges = Edges(rect for node, rect in stage.rects_in(area) if node not in self._nodes)
        self._by = (0.0, 0.0)

    def move(self, pointer: Pointer) -> Gesture:
        dx, dy = pointer.x - self.start.x, pointer.y - self.start.y
        guides: tuple[tuple[Point, Point], ...] = ()
        if not pointer.alt:
            snapped = self._edges.snap(self._bounds.moved(dx, dy))
            dx, dy = dx + snapped.dx, dy + snapped.dy
            guides = snapped.guides
        self._by = (dx, dy)
        shift = Shift(dx, dy, self._nodes, self._notes, self._frames)
        self.stage.show(Feedback(shift=shift, guides=guides, cursor="move"))
        return self

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        move_by(self.stage, self._nodes, self._notes, self._frames, *self._by)
        self.stage.show(NOTHING)


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
    store = stage.store
    with store.edit(name, merge) as draft:
        for node in nodes:
            place = store.position(node)
            draft.move(node, round(place.x + dx), round(place.y + dy))
        for note_id in notes:
            note = store.notes[note_id]
            draft.put_note(note.with_changes(x=round(note.x + dx), y=round(note.y + dy)))
        for frame_id in frames:
            frame = store.frames[frame_id]
            draft.put_frame(frame.with_changes(x=round(frame.x + dx), y=round(frame.y + dy)))


def _with_contents(stage: Stage) -> tuple[frozenset[NodeId], frozenset[NoteId], frozenset[FrameId]]:
    selection, store = stage.selection, stage.store
    nodes, notes = set(selection.nodes), set(selection.notes)
    for frame_id in selection.frames:
        area = _rect(store.frames[frame_id])
        nodes.update(node for node, rect in stage.rects_in(area) if area.encloses(rect))
        notes.update(note.id for note in store.notes.values() if area.encloses(_rect(note)))
    return frozenset(nodes), frozenset(notes), frozenset(selection.frames)


def _rect(thing: Note | Frame) -> Rect:
    return Rect(thing.x, thing.y, thing.width, thing.height)
