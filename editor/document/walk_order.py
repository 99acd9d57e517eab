"""The nodes of a flow in the order a conversation meets them."""

from __future__ import annotations

from collections import deque

from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.node import Node


def walk_order(flow: Flow) -> tuple[Node, ...]:
    """The nodes nearest to the start first, exits in their order; unreachable ones at the end."""
    seen: dict[NodeId, Node] = {}
    waiting = deque(flow.start_nodes())
    while waiting:
        node = waiting.popleft()
        if node.id in seen:
            continue
        seen[node.id] = node
        for way in node.exits():
            if way.target is not None and way.target not in seen:
                waiting.append(flow.nodes[way.target])
    rest = (node for node in flow.nodes.values() if node.id not in seen)
    return (*seen.values(), *rest)
