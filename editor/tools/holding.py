"""What a frame holds: what stands on it while it is open, what went in when it is collapsed."""

from __future__ import annotations

from editor.tools.geometry import Rect
from editor.tools.stage import Stage
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame, FrameId, Note, NoteId
from runtime.wording import Wording

_COLLAPSE = Wording("收起分组", "Collapse frame")
_OPEN = Wording("展开分组", "Open frame")


def area_of(thing: Note | Frame) -> Rect:
    """The area of a note, or of a frame while it is open."""
    return Rect(thing.x, thing.y, thing.width, thing.height)


def held_nodes(stage: Stage, frame: Frame) -> set[NodeId]:
    """The nodes that a frame holds."""
    store = stage.store
    if frame.collapsed:
        return {NodeId(name) for name in frame.members if name in store.nodes}
    area = area_of(frame)
    found = (node for node, rect in stage.rects_in(area) if area.encloses(rect))
    return {node for node in found if not stage.is_hidden(node)}


def held_notes(stage: Stage, frame: Frame) -> set[NoteId]:
    """The notes that a frame holds."""
    notes = stage.store.notes
    if frame.collapsed:
        return {NoteId(name) for name in frame.members if name in notes}
    area = area_of(frame)
    found = (note.id for note in notes.values() if area.encloses(area_of(note)))
    return {note for note in found if not stage.is_hidden(note)}


def held_frames(stage: Stage, frame: Frame) -> set[FrameId]:
    """The frames that stand on a frame, or went in with it."""
    frames = stage.store.frames
    if frame.collapsed:
        return {FrameId(name) for name in frame.members if name in frames}
    area = area_of(frame)
    found = (other for other in frames if other != frame.id and area.encloses(stage.frame_rect(other)))
    return {other for other in found if not stage.is_hidden(other)}


def set_collapsed(stage: Stage, frame_id: FrameId, collapsed: bool) -> None:
    """Collapse a frame round what stands on it, or open it, in one edit."""
    store = stage.store
    frame = store.frames[frame_id]
    if frame.collapsed == collapsed:
        return
    held = held_nodes(stage, frame) | held_notes(stage, frame) | held_frames(stage, frame)
    members = tuple(sorted(held)) if collapsed else ()
    with store.edit(_COLLAPSE if collapsed else _OPEN) as draft:
        draft.put_frame(frame.with_changes(collapsed=collapsed, members=members))
    if collapsed:
        stage.selection.set(frames=[frame_id])
