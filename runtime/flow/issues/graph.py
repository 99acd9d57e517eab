"""The connections of a flow as a graph, and walks through it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from runtime.flow.exit import Exit
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Step
from runtime.flow.node import Node
from runtime.flow.nodes.send_message import NO_REPLY, OTHER, SendMessage
from runtime.flow.nodes.split import Split, arm_exit

if TYPE_CHECKING:
    import networkx

    Connections: TypeAlias = networkx.MultiDiGraph[NodeId]

Arrival: TypeAlias = "tuple[NodeId, ExitName] | None"
"""The node and exit someone came from; None at the start."""


class FlowGraph:
    """The nodes of a flow and the connections people can really take.

    Nothing here recurses: a flow may be a chain of thousands of nodes.
    """

    def __init__(self, flow: Flow, ways: Mapping[NodeId, tuple[Exit, ...]]) -> None:
        self.nodes: Mapping[NodeId, Node] = flow.nodes
        self.starts = tuple(node.id for node in flow.start_nodes())
        self.ways = ways
        """Node id → the exits that can be taken as it is configured now."""

    @cached_property
    def connections(self) -> Connections:
        """The graph itself: one edge per exit that leads somewhere, its key the exit's name."""
        import networkx

        graph: Connections = networkx.MultiDiGraph()
        graph.add_nodes_from(self.nodes)
        for node_id, ways in self.ways.items():
            for way in ways:
                if way.target is not None:
                    graph.add_edge(node_id, way.target, key=way.name)
        return graph

    @cached_property
    def arrivals(self) -> Mapping[NodeId, Arrival]:
        """Every node people can reach → how they come there on a shortest walk, in breadth-first order."""
        return self.search(self.starts)

    @cached_property
    def order(self) -> Mapping[NodeId, int]:
        """Node id → its place in flow order; nodes nobody reaches come last, in document order."""
        reached = list(self.arrivals)
        return {
            node_id: place
            for place, node_id in enumerate([*reached, *(n for n in self.nodes if n not in self.arrivals)])
        }

    def search(
        self,
        sources: Iterable[NodeId],
        may_take: Callable[[NodeId, ExitName], bool] | None = None,
    ) -> dict[NodeId, Arrival]:
        """Breadth-first search: reached node → how, the sources first; only exits that *may_take* allows."""
        reached: dict[NodeId, Arrival] = dict.fromkeys(sources)
        waiting = deque(reached)
        while waiting:
            here = waiting.popleft()
            for way in self.ways[here]:
                target = way.target
                if target is None or target in reached:
                    continue
                if may_take is None or may_take(here, way.name):
                    reached[target] = (here, way.name)
                    waiting.append(target)
        return reached

    def walk_to(self, node_id: NodeId, arrivals: Mapping[NodeId, Arrival] | None = None) -> tuple[Step, ...]:
        """The shortest walk from the start to *node_id*; empty when there is none."""
        found = self.arrivals if arrivals is None else arrivals
        if node_id not in found:
            return ()
        steps = [Step(node_id, None)]
        arrival = found[node_id]
        while arrival is not None:
            steps.append(Step(*arrival))
            arrival = found[arrival[0]]
        return tuple(reversed(steps))

    def walk_through(self, node_id: NodeId, exit_name: ExitName) -> tuple[Step, ...]:
        """The shortest walk to *node_id* that then takes *exit_name*."""
        return (*self.walk_to(node_id)[:-1], Step(node_id, exit_name))


def ways_out(node: Node) -> tuple[Exit, ...]:
    """The exits of *node* that someone can take as it is configured now.

    A message whose answer exits are all loose does not wait for an answer: everyone leaves through `other`.
    An arm without weight is taken by nobody.
    """
    exits = node.exits()
    if isinstance(node, SendMessage) and not any(_is_answer(name) for name in node.targets):
        return tuple(way for way in exits if not _is_answer(way.name) or way.name == OTHER)
    if isinstance(node, Split):
        idle = {arm_exit(arm.id) for arm in node.arms if arm.weight <= 0}
        return tuple(way for way in exits if way.name not in idle)
    return exits


def _is_answer(name: ExitName) -> bool:
    return name.startswith("reply:") or name in (OTHER, NO_REPLY)
