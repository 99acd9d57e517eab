"""What differs between two versions of a scenario, entry by entry, in words."""

from __future__ import annotations

from collections.abc import Iterable

from editor.document.differing.entries import Difference, Entry, Sign
from editor.document.differing.flow_entries import flow_entries
from editor.document.differing.layout_entries import layout_entries
from editor.document.differing.node_entries import NodeEntries
from editor.document.walk_order import walk_order
from runtime.flow.document import Document
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId


def difference(before: Document, after: Document) -> Difference:
    """Everything that differs: the flow's own fields, its nodes in the later one's order, then the canvas.

    Empty only when both flows have the same digest and everything stands at the same place.
    """
    nodes = NodeEntries(before.flow, after.flow)
    entries: list[Entry] = [*flow_entries(before.flow, after.flow)]
    for node_id in _order(before.flow, after.flow, nodes.touched):
        entries += nodes.of(node_id)
    layout = layout_entries(before, after)
    entries += layout
    return Difference(tuple(entries), _signs(nodes, layout), nodes.lost, nodes.gained)


def _signs(nodes: NodeEntries, layout: Iterable[Entry]) -> dict[NodeId, Sign]:
    signs: dict[NodeId, Sign] = {
        entry.node: "moved" for entry in layout if entry.kind == "moved" and entry.node is not None
    }
    signs.update(nodes.signs)
    return signs


def _order(before: Flow, after: Flow, touched: set[NodeId]) -> list[NodeId]:
    """The touched nodes in the later flow's order; one that is gone stands behind the one it followed."""
    if not touched:
        return []
    order = [node.id for node in walk_order(after)]
    place = {node_id: (index, 0) for index, node_id in enumerate(order)}
    last = (-1, 0)
    for number, node in enumerate(walk_order(before) if any(n not in place for n in touched) else ()):
        if node.id in place:
            last = place[node.id]
        else:
            place[node.id] = (last[0], number + 1)
    return sorted(touched, key=lambda node_id: place[node_id])
