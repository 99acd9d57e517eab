"""Cards and connections by number: what the steps of arranging work on."""

from __future__ import annotations

from dataclasses import dataclass

from editor.document.arranging.task import Task
from runtime.flow.ids import NodeId


@dataclass(frozen=True, slots=True)
class Wire:
    """All connections from one card to another, as one."""

    source: int
    target: int
    port: float
    """Where on its source it leaves, from 0 for the first row to 1 for the last."""
    leaves: float
    """The same in scene units from the source's top."""


@dataclass(slots=True)
class Graph:
    """A connected part of the scenario; cards are numbered in document order."""

    ids: list[NodeId]
    wires: list[Wire]
    """By source, then by exit row; none of them closes a circle."""
    starts: list[int]

    def __len__(self) -> int:
        return len(self.ids)


def parts_of(task: Task) -> list[Graph]:
    """The connected parts of a task without the connections that lead back, the one with a start first."""
    number = {node_id: index for index, node_id in enumerate(task.boxes)}
    ids = list(number)
    outgoing = [_wires_of(task, node_id, number) for node_id in ids]
    found: list[Graph] = []
    for members in _connected(outgoing):
        here = {old: new for new, old in enumerate(members)}
        wires = [
            [Wire(here[w.source], here[w.target], w.port, w.leaves) for w in outgoing[old]] for old in members
        ]
        names = [ids[old] for old in members]
        starts = [index for index, name in enumerate(names) if name in task.starts]
        found.append(Graph(names, _without_circles(wires, starts), starts))
    return sorted(found, key=lambda part: (not part.starts, len(part) == 1))


def _wires_of(task: Task, node_id: NodeId, number: dict[NodeId, int]) -> list[Wire]:
    box, targets = task.boxes[node_id], task.targets.get(node_id, {})
    rows = [name for name in box.exits if targets.get(name) in number]
    rows += [name for name in targets if name not in box.exits and targets[name] in number]
    last = max(1, len(box.exits) - 1)
    order = {name: row for row, name in enumerate(box.exits)}
    by_target: dict[int, list[tuple[float, float]]] = {}
    for name in rows:
        port = order.get(name, last) / last if len(box.exits) > 1 else 0.5
        by_target.setdefault(number[targets[name]], []).append((port, box.exits.get(name, box.height / 2)))
    here = number[node_id]
    return [
        Wire(here, to, sum(p for p, _ in ways) / len(ways), sum(y for _, y in ways) / len(ways))
        for to, ways in by_target.items()
        if to != here
    ]


def _connected(outgoing: list[list[Wire]]) -> list[list[int]]:
    neighbours: list[list[int]] = [[] for _ in outgoing]
    for wires in outgoing:
        for wire in wires:
            neighbours[wire.source].append(wire.target)
            neighbours[wire.target].append(wire.source)
    seen = [False] * len(outgoing)
    parts = []
    for first in range(len(outgoing)):
        if seen[first]:
            continue
        seen[first] = True
        members, queue = [], [first]
        while queue:
            here = queue.pop()
            members.append(here)
            for other in neighbours[here]:
                if not seen[other]:
                    seen[other] = True
                    queue.append(other)
        parts.append(sorted(members))
    return parts


def _without_circles(outgoing: list[list[Wire]], starts: list[int]) -> list[Wire]:
    """All wires but those that lead back to a card on the way from a start to them.

    Walks in depth in the order of the rows, so that what a person reads first stays forward.
    """
    entered = [False] * len(outgoing)
    for wires in outgoing:
        for wire in wires:
            entered[wire.target] = True
    roots = [*starts, *(index for index, is_entered in enumerate(entered) if not is_entered)]
    state = bytearray(len(outgoing))
    back: set[tuple[int, int]] = set()
    for root in [*roots, *range(len(outgoing))]:
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(outgoing[root]))]
        while stack:
            here, wires_left = stack[-1]
            follows = next(wires_left, None)
            if follows is None:
                state[here] = 2
                stack.pop()
            elif state[follows.target] == 1:
                back.add((here, follows.target))
            elif state[follows.target] == 0:
                state[follows.target] = 1
                stack.append((follows.target, iter(outgoing[follows.target])))
    return [wire for wires in outgoing for wire in wires if (wire.source, wire.target) not in back]
