"""Cycles that go round without waiting for anyone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue, Step
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.graph import FlowGraph
from runtime.flow.issues.naming import name_of
from runtime.wording import Wording

_CALLS = "http_request"


def check(subject: Subject) -> Iterator[Issue]:
    """Finds reachable cycles in which nothing waits, and those in which only calls to other systems do."""
    reached = subject.graph.arrivals
    hasty = {node_id for node_id in reached if not subject.facts[node_id].node.waits}
    found: set[NodeId] = set()
    for cycle in _cycles(subject.graph, hasty):
        found |= cycle
        yield _finding(
            subject,
            cycle,
            "error",
            "cycle_without_wait",
            Wording(
                "从{name}出发会一直绕圈，中间不等任何人。在圈里加一个「等待」或「提问」，或断开一条连线。",
                "From {name} the flow goes round in circles without waiting for anyone. "
                "Put a wait or a question into the circle, or cut a connection.",
            ),
        )
    calling = hasty | {node_id for node_id in reached if subject.facts[node_id].node.type == _CALLS}
    for cycle in _cycles(subject.graph, calling):
        if not cycle & found:
            yield _finding(
                subject,
                cycle,
                "warning",
                "cycle_of_calls",
                Wording(
                    "{name}所在的圈只等外部系统的回答，可能不停地请求。在圈里加一个「等待」。",
                    "The circle through {name} waits for another system only and may call it without pause. "
                    "Put a wait into the circle.",
                ),
            )


def _cycles(graph: FlowGraph, within: Collection[NodeId]) -> list[set[NodeId]]:
    """The cyclic components among *within*, in flow order; networkx finds them without recursion."""
    onward = _without_loose_ends(graph, within)
    if not onward:
        return []
    import networkx

    part: networkx.DiGraph[NodeId] = networkx.DiGraph()
    part.add_edges_from((node_id, target) for node_id, targets in onward.items() for target in targets)
    components = [
        component
        for component in networkx.strongly_connected_components(part)
        if len(component) > 1 or part.has_edge(*(list(component) * 2))
    ]
    return sorted(components, key=lambda component: min(graph.order[node_id] for node_id in component))


def _without_loose_ends(graph: FlowGraph, within: Collection[NodeId]) -> dict[NodeId, set[NodeId]]:
    """The connections among *within* that may be part of a circle: nodes nothing leads into are peeled off.

    Most flows have nothing left, and then the graph library need not be loaded.
    """
    onward = {
        node_id: {
            way.target for way in graph.ways[node_id] if way.target is not None and way.target in within
        }
        for node_id in within
    }
    arriving = Counter(target for targets in onward.values() for target in targets)
    peeled = [node_id for node_id in onward if not arriving[node_id]]
    while peeled:
        for target in onward.pop(peeled.pop()):
            arriving[target] -= 1
            if not arriving[target]:
                peeled.append(target)
    return onward


def _finding(subject: Subject, cycle: set[NodeId], severity: str, code: str, sentence: Wording) -> Issue:
    graph = subject.graph
    first = min(cycle, key=lambda node_id: graph.order[node_id])
    return Issue(
        "error" if severity == "error" else "warning",
        code,
        sentence.format(name=name_of(graph.nodes[first])),
        node=first,
        walk=(*graph.walk_to(first)[:-1], *_round(graph, first, cycle)),
    )


def _round(graph: FlowGraph, first: NodeId, cycle: set[NodeId]) -> tuple[Step, ...]:
    """The shortest way from *first* back to itself inside *cycle*."""

    def stays(node_id: NodeId, exit_name: ExitName) -> bool:
        return targets[node_id, exit_name] in cycle

    targets = {(node_id, way.name): way.target for node_id in cycle for way in graph.ways[node_id]}
    arrivals = graph.search([first], stays)
    for node_id in arrivals:
        for way in graph.ways[node_id]:
            if way.target == first:
                walk = graph.walk_to(node_id, arrivals)
                return (*walk[:-1], Step(node_id, way.name), Step(first, None))
    return (Step(first, None),)


CHECK: Final = FlowCheck(60, check)
