"""Arranges cards in layers: the steps in their order, and how the parts are stacked."""

from __future__ import annotations

from collections import Counter

from editor.document.arranging.engine import engine_layers
from editor.document.arranging.graph import Graph, parts_of
from editor.document.arranging.layered import layered
from editor.document.arranging.layers import layers_of, span_of
from editor.document.arranging.placing import Corner, along_of, corners, settled_in
from editor.document.arranging.rows import ordered
from editor.document.arranging.task import Task
from runtime.flow.ids import NodeId
from runtime.flow.layout import Position

GAP_PARTS = 120.0
_MANY = 0.3
_ENGINE_SPAN = 12
"""With longer connections than this for each card the engine takes long, and gains nothing."""
_SINGLES_ALONG = 1400.0
"""Where a line of single cards ends, in scene units."""
_SINGLES_GAP = 48.0


def arranged(task: Task) -> dict[NodeId, Position]:
    """A place for every card of a task; where most can stay they do, or else the first card does.

    No two cards overlap, and every connection that closes no circle leads along the flow. What was arranged
    before and was hardly changed hardly moves. Raises ArrangeStopped when the task is stopped.
    """
    places: dict[NodeId, Corner] = {}
    end = 0.0
    singles: list[NodeId] = []
    for part in parts_of(task):
        if len(part) == 1 and (places or not part.starts):
            singles += part.ids
            continue
        task.step()
        end = _stack(places, dict(zip(part.ids, _of_part(part, task), strict=True)), task, end)
    if singles:
        _stack(places, _in_lines(singles, task), task, end)
    return _anchored(places, task)


def _of_part(part: Graph, task: Task) -> list[Corner]:
    layer = layers_of(part)
    if task.uses_engine and span_of(part, layer) <= _ENGINE_SPAN * len(part):
        task.step()
        found = engine_layers(part)
        if found is not None and span_of(part, found) <= span_of(part, layer):
            layer = found
    task.step()
    made = layered(part, layer)
    along = along_of(made, task)
    settled = settled_in(made, task, along)
    return corners(made, ordered(made, task, settled), task, along, settled)


def _stack(places: dict[NodeId, Corner], new: dict[NodeId, Corner], task: Task, end: float) -> float:
    """Put a part behind those before it, across the flow; gives where the next one begins."""
    is_down = task.direction == "down"
    axis = 0 if is_down else 1
    first = min(corner[axis] for corner in new.values())
    is_clear = end <= first <= end + 3 * GAP_PARTS
    move = 0.0 if not places or is_clear else end - first
    last = end
    for node_id, corner in new.items():
        x, y = (corner[0] + move, corner[1]) if is_down else (corner[0], corner[1] + move)
        places[node_id] = (x, y)
        box = task.boxes[node_id]
        far = (x + box.width if is_down else y + box.height) + GAP_PARTS
        last = far if last is end else max(last, far)
    return last


def _in_lines(singles: list[NodeId], task: Task) -> dict[NodeId, Corner]:
    """Cards that nothing is wired to, in lines, in the order in which they stand."""
    x = y = tallest = 0.0
    found: dict[NodeId, Corner] = {}
    for node_id in singles:
        box = task.boxes[node_id]
        if x and x + box.width > _SINGLES_ALONG:
            x, y, tallest = 0.0, y + tallest + _SINGLES_GAP, 0.0
        found[node_id] = (x, y)
        x += box.width + _SINGLES_GAP
        tallest = max(tallest, box.height)
    return found


def _anchored(places: dict[NodeId, Corner], task: Task) -> dict[NodeId, Position]:
    """Bring the whole to where most cards need not move at all, or else the first card back to its place."""
    if not places:
        return {}
    anchor = next((node_id for node_id in task.boxes if node_id in task.starts), next(iter(places)))
    moves = {
        node_id: (round(task.places[node_id].x) - x, round(task.places[node_id].y) - y)
        for node_id, (x, y) in places.items()
    }
    dx = _usual([move[0] for move in moves.values()], moves[anchor][0])
    dy = _usual([move[1] for move in moves.values()], moves[anchor][1])
    return {node_id: Position(x=x + dx, y=y + dy) for node_id, (x, y) in places.items()}


def _usual(moves: list[float], otherwise: float) -> float:
    move, count = Counter(moves).most_common(1)[0]
    return move if count >= _MANY * len(moves) and count > 1 else otherwise
