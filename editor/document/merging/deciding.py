"""Takes a joined scenario into an open document, and decides its conflicts one by one."""

from __future__ import annotations

from pydantic import BaseModel, ValidationError

from editor.document.differing.alike import alike
from editor.document.differing.naming import found_at
from editor.document.draft import Draft
from editor.document.errors import ConnectionRefused, NodeMissing
from editor.document.merging.conflict import Conflict, Side, path_of, replaced
from editor.document.merging.merge import Merge
from editor.document.store import Store
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import Frame, FrameId, Note, NoteId
from runtime.flow.node import Node
from runtime.wording import Wording

_MERGED = Wording("合并另一份副本", "Merge another copy")
_DECIDED_ALL = Wording("决定所有冲突", "Decide all conflicts")
_DECIDED = Wording("决定一处冲突", "Decide a conflict")


def adopt(store: Store, merged: Merge) -> None:
    """Make the open document what was joined, in one edit; its conflicts stay until they are decided."""
    document = merged.document
    with store.edit(_MERGED) as draft:
        _adopt_nodes(store, draft, merged)
        for note_id in store.notes:
            if note_id not in document.layout.notes:
                draft.remove_note(note_id)
        for note in document.layout.notes.values():
            draft.put_note(note)
        for frame_id in store.frames:
            if frame_id not in document.layout.frames:
                draft.remove_frame(frame_id)
        for frame in document.layout.frames.values():
            draft.put_frame(frame)
        draft.set_flow(
            **{
                name: getattr(document.flow, name)
                for name in Flow.model_fields
                if name not in ("id", "nodes")
            }
        )
        for conflict in merged.conflicts:
            draft.put_conflict(conflict)


def decide(store: Store, conflict: Conflict, side: Side) -> None:
    """Settle a conflict with the value of one side, in one edit."""
    with store.edit(_DECIDED) as draft:
        _decide(store, draft, conflict, side)


def decide_all(store: Store, side: Side) -> None:
    """Settle every conflict with the value of one side, in one edit."""
    with store.edit(_DECIDED_ALL) as draft:
        for conflict in tuple(store.conflicts.values()):
            _decide(store, draft, conflict, side)


def _decide(store: Store, draft: Draft, conflict: Conflict, side: Side) -> None:
    record = _record(draft, conflict)
    if record is not None and not _stands(record, conflict, side):
        _take(store, draft, record, conflict, side)
    draft.remove_conflict(conflict.id)


def _adopt_nodes(store: Store, draft: Draft, merged: Merge) -> None:
    nodes, positions = merged.document.flow.nodes, merged.document.layout.positions
    for node_id in store.nodes:
        if node_id not in nodes:
            draft.remove_node(node_id)
    for node in nodes.values():
        draft.put_node(node)
    for node_id in nodes:
        place = positions.get(node_id)
        if place is not None:
            draft.move(node_id, place.x, place.y)


def _record(draft: Draft, conflict: Conflict) -> Node | Note | Frame | Flow | None:
    """What the conflict is in, as the draft has it; None when it is gone."""
    if conflict.kind == "node":
        try:
            return draft.node(NodeId(conflict.name))
        except NodeMissing:
            return None
    if conflict.kind == "flow":
        return draft.head()
    return (
        draft.note(NoteId(conflict.name)) if conflict.kind == "note" else draft.frame(FrameId(conflict.name))
    )


def _stands(record: BaseModel, conflict: Conflict, side: Side) -> bool:
    """Whether the document holds a side's value already, so that nothing needs to be put."""
    if side != conflict.kept:
        return False
    path = path_of(record, conflict.place)
    held = found_at(record, path) if path is not None else None
    return conflict.gone != "" or alike(held, conflict.value_of(side))


def _take(store: Store, draft: Draft, record: BaseModel, conflict: Conflict, side: Side) -> None:
    value = conflict.value_of(side)
    if not conflict.place:
        _take_node(draft, NodeId(conflict.name), value)
    elif conflict.place[0] == "targets" and isinstance(record, Node):
        _take_target(store, draft, record, ExitName(str(conflict.place[1])), value)
    elif (path := path_of(record, conflict.place)) is not None:
        try:
            changed = type(record).model_validate(replaced(record, path, value).__dict__)
        except ValidationError:
            return  # edited since so that it does not fit any more; what the person wrote stays
        _put(draft, changed)


def _put(draft: Draft, record: object) -> None:
    if isinstance(record, Node):
        draft.put_node(record)
    elif isinstance(record, Note):
        draft.put_note(record)
    elif isinstance(record, Frame):
        draft.put_frame(record)
    elif isinstance(record, Flow):
        draft.set_flow(**{name: getattr(record, name) for name in Flow.model_fields if name != "nodes"})


def _take_node(draft: Draft, node_id: NodeId, value: object) -> None:
    if isinstance(value, Node):
        draft.put_node(value)
    else:
        draft.remove_node(node_id)


def _take_target(store: Store, draft: Draft, node: Node, exit_name: ExitName, value: object) -> None:
    if not any(offer.name == exit_name for offer in node.offers()):
        return
    target = NodeId(value) if isinstance(value, str) and value in store.nodes else None
    try:
        draft.connect(node.id, exit_name, target)
    except (ConnectionRefused, NodeMissing):
        return  # what it led to is gone, or may not be entered any more
