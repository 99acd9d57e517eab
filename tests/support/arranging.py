"""Arrangements to judge, without any canvas."""

from __future__ import annotations

import random
from collections.abc import Mapping

from editor.document.arranging import Box, Direction, Task
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.layout import Position
from tests.support.flows import generated

_HEAD = 86.0
_ROW = 26.0


def tangled(count: int, seed: int) -> Flow:
    """A flow with joins, long ways and ways back."""
    chance = random.Random(seed)
    made = generated(count)
    ids = list(made.flow.nodes)
    nodes = {}
    for index, name in enumerate(ids):
        targets = {}
        for offer in made.flow.nodes[name].offers():
            draw = chance.random()
            if draw < 0.75:
                to = min(count - 1, index + 1 + int(chance.random() ** 3 * 30))
            elif draw < 0.85:
                to = max(1, index - int(chance.random() * 20))
            else:
                continue
            if to != index:
                targets[offer.name] = ids[to]
        nodes[name] = made.flow.nodes[name].model_copy(update={"targets": targets})
    return made.flow.model_copy(update={"nodes": nodes})


def box_of(flow: Flow, node_id: NodeId) -> Box:
    """A card about as large as the canvas draws it."""
    names = [offer.name for offer in flow.nodes[node_id].offers()]
    exits = {name: _HEAD + _ROW / 2 + _ROW * row for row, name in enumerate(names)}
    return Box(200, _HEAD + _ROW * len(names), 18, exits)


def task_for(
    flow: Flow,
    places: Mapping[NodeId, Position] | None = None,
    direction: Direction = "right",
    *,
    uses_engine: bool = True,
) -> Task:
    """The task to arrange a whole flow; without *places* all cards lie on one heap."""
    known = places or {}
    return Task(
        {node_id: box_of(flow, node_id) for node_id in flow.nodes},
        {node_id: node.targets for node_id, node in flow.nodes.items()},
        {node_id: known.get(node_id, Position()) for node_id in flow.nodes},
        frozenset(node.id for node in flow.start_nodes()),
        direction,
        uses_engine=uses_engine,
    )


def overlaps(task: Task, places: Mapping[NodeId, Position]) -> list[tuple[NodeId, NodeId]]:
    """Pairs of cards that lie over each other."""
    cards = sorted(places, key=lambda node_id: places[node_id].x)
    found = []
    for index, first in enumerate(cards):
        one, box = places[first], task.boxes[first]
        for second in cards[index + 1 :]:
            other = places[second]
            if other.x >= one.x + box.width:
                break
            if other.y < one.y + box.height and one.y < other.y + task.boxes[second].height:
                found.append((first, second))
    return found


def backwards(task: Task, places: Mapping[NodeId, Position]) -> int:
    """How many connections lead against the flow or stay level with it."""
    is_down = task.direction == "down"
    count = 0
    for source, targets in task.targets.items():
        for target in set(targets.values()) - {source}:
            here, there = places[source], places[target]
            count += there.y <= here.y if is_down else there.x <= here.x
    return count


def crossings(task: Task, places: Mapping[NodeId, Position]) -> int:
    """How many pairs of connections cross when each is drawn straight from exit to entry."""
    lines = []
    for source, targets in task.targets.items():
        box, here = task.boxes[source], places[source]
        for name, target in targets.items():
            there = places[target]
            if target != source and there.x > here.x:
                start = (here.x + box.width, here.y + box.exits[name])
                lines.append((*start, there.x, there.y + task.boxes[target].entry))
    return sum(_cross(a, b) for index, a in enumerate(lines) for b in lines[index + 1 :])


def _cross(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    if a[:2] == b[:2] or a[2:] == b[2:]:
        return False

    def side(line: tuple[float, ...], x: float, y: float) -> bool:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0]) > 0

    return side(a, *b[:2]) != side(a, *b[2:]) and side(b, *a[:2]) != side(b, *a[2:])
