"""Arranging the canvas, or what is selected on it, in one edit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from editor.canvas.following import follow
from editor.document.arranging import Box, Direction, Task
from editor.tools.geometry import Rect
from editor.tools.stage import Stage
from runtime.flow.ids import NodeId
from runtime.flow.layout import Position
from runtime.wording import Wording

ARRANGE = Wording("自动排列", "Arrange")


def task_of(stage: Stage, direction: Direction = "right", only: Collection[NodeId] = ()) -> Task:
    """What is to be arranged: all nodes, or those of *only*, with the sizes of their cards as drawn."""
    store = stage.store
    chosen = set(only)
    nodes = [node for node_id, node in store.nodes.items() if not chosen or node_id in chosen]
    boxes: dict[NodeId, Box] = {}
    for node in nodes:
        rect, top = stage.rect_of(node.id), store.position(node.id).y
        exits = {offer.name: stage.exit_of(node.id, offer.name).y - top for offer in node.offers()}
        boxes[node.id] = Box(rect.width, rect.height, stage.entry_of(node.id).y - top, exits)
    return Task(
        boxes,
        {node.id: node.targets for node in nodes},
        {node.id: store.position(node.id) for node in nodes},
        frozenset(node.id for node in nodes if not node.has_entry),
        direction,
    )


def apply_places(stage: Stage, places: Mapping[NodeId, Position]) -> bool:
    """Move nodes to new places, with the notes and frames about them; says whether anything moved."""
    store = stage.store
    before = {node_id: _rect(stage, node_id, store.position(node_id)) for node_id in store.nodes}
    moved = {
        node_id: _rect(stage, node_id, place)
        for node_id, place in places.items()
        if node_id in before and place != store.position(node_id)
    }
    if not moved:
        return False
    with store.edit(ARRANGE) as draft:
        for node_id, rect in moved.items():
            draft.move(node_id, rect.x, rect.y)
        notes, frames = follow(store.notes.values(), store.frames.values(), before, moved)
        for note in notes:
            draft.put_note(note)
        for frame in frames:
            draft.put_frame(frame)
    return True


def _rect(stage: Stage, node_id: NodeId, place: Position) -> Rect:
    size = stage.rect_of(node_id)
    return Rect(place.x, place.y, size.width, size.height)
