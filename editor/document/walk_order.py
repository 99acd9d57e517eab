"""The nodes of a flow in the order a conversation meets them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from runtime.flow.exit import Exit
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.node import Node


def exits_of(node: Node) -> Iterable[Exit]:
    """The exits of a node, worked out now."""
    return node.exits()


def walk_order(flow: Flow, exits: Callable[[Node], Iterable[Exit]] = exits_of) -> tuple[Node, ...]:
    """The nodes nearest to the start first, exits in their order; unreachable ones at the end.

    *exits* may remember the exits of nodes, which cost most of the walk.
    """
    seen: dict[NodeId, Node] = {}
    waiting = deque(flow.start_nodes())
    while waiting:
        node = waiting.popleft()
        if node.id in seen:
            continue
        seen[node.id] = node
        if not node.targets:
            continue
        for way in exits(node):
            if way.target is not None and way.target not in seen:
                waiting.append(flow.nodes[way.target])
    rest = (node for node in flow.nodes.values() if node.id not in seen)
    return (*seen.values(), *rest)
