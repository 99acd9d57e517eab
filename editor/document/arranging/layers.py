"""Which layer each card belongs to: behind all that lead to it, and near what it is wired to."""

from __future__ import annotations

from editor.document.arranging.graph import Graph

_ROUNDS = 4


def layers_of(graph: Graph) -> list[int]:
    """The layer of every card, from 0: the longest way to it, then drawn towards its neighbours."""
    before, after = _neighbours(graph)
    order = _in_order(before, after)
    layer = [0] * len(graph)
    met = _met(graph, after)
    for here in order:
        if met[here]:
            layer[here] = max((layer[other] + 1 for other in before[here] if met[other]), default=0)
    for here in reversed(order):
        if not met[here]:
            layer[here] = min((layer[other] - 1 for other in after[here]), default=0)
    for _ in range(_ROUNDS):
        if not _drawn_together(layer, before, after, order):
            break
    least = min(layer, default=0)
    return [number - least for number in layer]


def span_of(graph: Graph, layer: list[int]) -> int:
    """How many layers all connections pass together; the fewer, the shorter they are."""
    return sum(layer[wire.target] - layer[wire.source] for wire in graph.wires)


def _neighbours(graph: Graph) -> tuple[list[list[int]], list[list[int]]]:
    before: list[list[int]] = [[] for _ in graph.ids]
    after: list[list[int]] = [[] for _ in graph.ids]
    for wire in graph.wires:
        after[wire.source].append(wire.target)
        before[wire.target].append(wire.source)
    return before, after


def _met(graph: Graph, after: list[list[int]]) -> list[bool]:
    """Which cards a conversation can come to; the others stand right before what they lead to."""
    met = [False] * len(graph)
    queue = graph.starts or [0]
    for here in queue:
        met[here] = True
    queue = list(queue)
    while queue:
        for other in after[queue.pop()]:
            if not met[other]:
                met[other] = True
                queue.append(other)
    return met


def _in_order(before: list[list[int]], after: list[list[int]]) -> list[int]:
    waits = [len(others) for others in before]
    ready = [index for index, count in enumerate(waits) if not count]
    order = []
    while ready:
        here = ready.pop()
        order.append(here)
        for other in after[here]:
            waits[other] -= 1
            if not waits[other]:
                ready.append(other)
    return order


def _drawn_together(
    layer: list[int], before: list[list[int]], after: list[list[int]], order: list[int]
) -> bool:
    """Move cards that are wired to more behind them than before them; says whether one moved."""
    moved = False
    for here in reversed(order):
        if len(after[here]) > len(before[here]):
            latest = min(layer[other] for other in after[here]) - 1
            if latest > layer[here]:
                layer[here] = latest
                moved = True
    for here in order:
        if before[here] and len(before[here]) >= len(after[here]):
            earliest = max(layer[other] for other in before[here]) + 1
            if earliest < layer[here]:
                layer[here] = earliest
                moved = True
    return moved
