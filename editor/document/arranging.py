"""Places for nodes that have none: columns by distance from the start."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from runtime.flow.ids import NodeId
from runtime.flow.layout import Position
from runtime.flow.node import Node

COLUMN = 300.0
ROW = 260.0
GAP_X = 96.0
GAP_Y = 72.0
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


def arranged(
    nodes: Mapping[NodeId, Node], sizes: Mapping[NodeId, tuple[float, float]]
) -> dict[NodeId, Position]:
    """A new place for every node: columns by distance from the start, rows by where connections come from.

    *sizes* are width and height of the cards, in scene units.
    """
    columns = _columns(nodes)
    incoming: dict[NodeId, list[tuple[NodeId, int]]] = {node_id: [] for node_id in nodes}
    for node_id, node in nodes.items():
        for row, way in enumerate(node.exits()):
            if way.target is not None:
                incoming[way.target].append((node_id, row))
    middle: dict[NodeId, float] = {}
    places: dict[NodeId, Position] = {}
    x = 0.0
    for column in columns:
        order = sorted(
            column,
            key=lambda node_id: _mean([middle[n] + row for n, row in incoming[node_id] if n in middle]),
        )
        height = sum(sizes[node_id][1] for node_id in order) + GAP_Y * (len(order) - 1)
        y = -height / 2
        for node_id in order:
            places[node_id] = Position(x=round(x), y=round(y))
            middle[node_id] = y + sizes[node_id][1] / 2
            y += sizes[node_id][1] + GAP_Y
        x += max(sizes[node_id][0] for node_id in order) + GAP_X
    return places


def _columns(nodes: Mapping[NodeId, Node]) -> list[list[NodeId]]:
    depth = _depths(nodes)
    beyond = max(depth.values(), default=-1) + 1
    columns: dict[int, list[NodeId]] = {}
    for node_id in nodes:
        columns.setdefault(depth.get(node_id, beyond), []).append(node_id)
    return [columns[number] for number in sorted(columns)]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


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
