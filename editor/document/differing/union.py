"""Two versions in one document, so that both can be drawn on one canvas."""

from __future__ import annotations

from typing import Final

from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.flow.layout import Layout, Position

_NEAR_X: Final = 150.0
_NEAR_Y: Final = 90.0
"""Corners nearer than this would lie over each other, in scene units."""
_STEP: Final = 60.0
_STEPS_MAX: Final = 40


def united(before: Document, after: Document) -> Document:
    """The later version with the nodes it no longer has, where they stood or a little below.

    Removed nodes lead to whatever of their targets is there; what else differs is not joined.
    """
    gone = {node_id: node for node_id, node in before.flow.nodes.items() if node_id not in after.flow.nodes}
    if not gone:
        return after
    nodes = {**after.flow.nodes, **gone}
    positions = dict(after.layout.positions)
    for node_id in gone:
        place = before.layout.positions.get(node_id)
        if place is not None:
            positions[node_id] = _free(place, positions)
    layout = Layout.model_construct(positions=positions, notes=after.layout.notes, frames=after.layout.frames)
    return Document.model_construct(flow=after.flow.model_copy(update={"nodes": nodes}), layout=layout)


def _free(place: Position, taken: dict[NodeId, Position]) -> Position:
    for step in range(_STEPS_MAX):
        y = place.y + step * _STEP
        if not any(abs(each.x - place.x) < _NEAR_X and abs(each.y - y) < _NEAR_Y for each in taken.values()):
            return Position(x=place.x, y=y)
    return place
