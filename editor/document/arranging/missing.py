"""Places for nodes that have none: columns by distance from the start."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from runtime.flow.ids import NodeId
from runtime.flow.layout import Position
from runtime.flow.node import Node

COLUMN = 300.0
ROW = 260.0
_ROWS_OF_UNREACHED = 12


def places_for(nodes: Mapping[NodeId, Node], placed: Mapping[NodeId, Position]) -> dict[NodeId, Position]:
    """A place for every node that *placed* leaves out, clear of the others: node id → position.

    Column = steps from a start node; what no start reaches fills columns behind the rest.
    """
    missing = [node_id for node_id in nodes if node_id not in placed]
    if not missing:
        return {}
    depth = _depths(nodes)
    left = 0.0
    top = max((place.y for place in placed.values()), default=-ROW - ROW) + 2 * ROW
    rows: dict[int, int] = {}
    beyond = max(depth.values(), default=-1) + 1
    found: dict[NodeId, Position] = {}
    unreached = 0
    for node_id in missing:
        column = depth.get(node_id)
        if column is None:
            column = beyond + unreached // _ROWS_OF_UNREACHED
            unreached += 1
        row = rows.get(column, 0)
        rows[column] = row + 1
        found[node_id] = Position(x=left + column * COLUMN, y=top + row * ROW)
    return found


def _depths(nodes: Mapping[NodeId, Node]) -> dict[NodeId, int]:
    starts = [node_id for node_id, node in nodes.items() if not node.has_entry]
    depth = dict.fromkeys(starts, 0)
    queue = deque(starts)
    while queue:
        here = queue.popleft()
        for target in nodes[here].targets.values():
            if target not in depth:
                depth[target] = depth[here] + 1
                queue.append(target)
    return depth
