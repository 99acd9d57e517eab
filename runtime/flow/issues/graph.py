"""The connections of a flow as a graph, and walks through it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeAlias

from runtime.flow.exit import Exit
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Step
from runtime.flow.node import Node
from runtime.flow.nodes.send_message import NO_REPLY, OTHER, SendMessage
from runtime.flow.nodes.split import Split, arm_exit

MOST_STEPS = 100_000
"""Steps of all walks together; a huge flow with a fault in every node has no use for more."""

Arrival: TypeAlias = tuple[NodeId, ExitName] | None
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
        self._steps: dict[tuple[NodeId, ExitName], Step] = {}
        self._room = MOST_STEPS

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
        """The shortest walk from the start to *node_id*; empty when there is none, or no room for it."""
        before = self._steps_before(node_id, self.arrivals if arrivals is None else arrivals)
        return () if before is None else (*before, Step(node_id, None))

    def walk_through(self, node_id: NodeId, exit_name: ExitName) -> tuple[Step, ...]:
        """The shortest walk to *node_id* that then takes *exit_name*; empty as for `walk_to`."""
        before = self._steps_before(node_id, self.arrivals)
        return () if before is None else (*before, self._step(node_id, exit_name))

    def _steps_before(self, node_id: NodeId, arrivals: Mapping[NodeId, Arrival]) -> list[Step] | None:
        if node_id not in arrivals or self._room <= 0:
            return None
        steps: list[Step] = []
        arrival = arrivals[node_id]
        while arrival is not None:
            steps.append(self._step(*arrival))
            arrival = arrivals[arrival[0]]
        steps.reverse()
        self._room -= len(steps)
        return steps

    def _step(self, node_id: NodeId, exit_name: ExitName) -> Step:
        key = (node_id, exit_name)
        found = self._steps.get(key)
        if found is None:
            found = self._steps[key] = Step(node_id, exit_name)
        return found


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
