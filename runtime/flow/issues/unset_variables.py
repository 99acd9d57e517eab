"""Variables that are read where, on some walk, they have no value yet."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Final

from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Fix, Issue, Step
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.facts import NodeFacts, assigned_before, caught_unset
from runtime.flow.issues.graph import Arrival
from runtime.flow.issues.naming import name_of, quoted
from runtime.flow.nodes.branch import Branch
from runtime.records import FieldPath
from runtime.wording import Wording


def check(subject: Subject) -> Iterator[Issue]:
    """Finds readings of variables that some walk reaches without a value, each with the shortest such walk.

    Defaults and attributes of the contact count as values. A condition that lacks a value merely does not
    hold, which is a warning; anywhere else it is an error.
    """
    names = {variable.name: 1 << bit for bit, variable in enumerate(subject.flow.variables)}
    unset_at_first = {v.name for v in subject.flow.variables if v.default is None and not v.from_contact}
    if not unset_at_first:
        return
    sure = _surely_set(subject, names, unset_at_first)
    walks: dict[str, Mapping[NodeId, Arrival]] = {}
    for node_id, known in sure.items():
        facts = subject.facts[node_id]
        for path, name in _missing(facts, known, names, unset_at_first):
            if name not in walks:
                walks[name] = _without(subject, name)
            if node_id in walks[name]:
                yield _finding(subject, facts, path, name, walks[name])


def _missing(
    facts: NodeFacts, known: int, names: Mapping[str, int], unset_at_first: set[str]
) -> Iterator[tuple[FieldPath, str]]:
    """What the node reads without being sure of it: the first path of each variable."""
    seen: set[str] = set()
    for formula in facts.formulas:
        doubtful = {name for name in formula.reads & unset_at_first if not known & names[name]} - seen
        if doubtful:
            doubtful -= assigned_before(facts.node, formula.path)
            if isinstance(facts.node, Branch) and isinstance(formula.path[1], int):
                doubtful -= caught_unset(facts.node, formula.path[1])
            seen |= doubtful
            for name in sorted(doubtful):
                yield formula.path, name


def _surely_set(subject: Subject, names: Mapping[str, int], unset_at_first: set[str]) -> dict[NodeId, int]:
    """Node id → the variables, as bits, that have a value on every walk there; reachable nodes in flow order.

    Each node's set only ever shrinks, so the work is bounded by connections × variables.
    """
    graph = subject.graph
    everything = (1 << len(names)) - 1
    at_first = everything & ~sum(names[name] for name in unset_at_first)
    gains = {node_id: _gains(subject.facts[node_id], names) for node_id in graph.arrivals}
    sure = dict.fromkeys(graph.arrivals, everything)
    sure.update(dict.fromkeys(graph.starts, at_first))
    waiting = deque(sure)
    queued = set(waiting)
    while waiting:
        node_id = waiting.popleft()
        queued.discard(node_id)
        everywhere, behind = gains[node_id]
        known = sure[node_id] | everywhere
        for way in graph.ways[node_id]:
            if way.target is None:
                continue
            arriving = sure[way.target] & (known | behind.get(way.name, 0))
            if arriving != sure[way.target]:
                sure[way.target] = arriving
                if way.target not in queued:
                    queued.add(way.target)
                    waiting.append(way.target)
    return sure


def _gains(facts: NodeFacts, names: Mapping[str, int]) -> tuple[int, Mapping[ExitName, int]]:
    """The variables the node sets: behind all its exits, and behind single ones."""
    everywhere = 0
    behind: dict[ExitName, int] = {}
    for exit_name, variables in facts.sets.items():
        bits = sum(names.get(name, 0) for name in variables)
        if exit_name is None:
            everywhere = bits
        else:
            behind[exit_name] = bits
    return everywhere, behind


def _without(subject: Subject, name: str) -> Mapping[NodeId, Arrival]:
    """The shortest walks on which *name* never gets a value."""

    def leaves_it_unset(node_id: NodeId, exit_name: ExitName) -> bool:
        sets = subject.facts[node_id].sets
        return name not in sets.get(None, ()) and name not in sets.get(exit_name, ())

    return subject.graph.search(subject.graph.starts, leaves_it_unset)


def _finding(
    subject: Subject, facts: NodeFacts, path: FieldPath, name: str, arrivals: Mapping[NodeId, Arrival]
) -> Issue:
    node = facts.node
    walk = subject.graph.walk_to(node.id, arrivals)
    before: Step | None = walk[-2] if len(walk) > 1 else None
    came = name_of(subject.graph.nodes[before.node]) if before else Wording("开始", "the start")
    return Issue(
        "warning" if isinstance(node, Branch) else "error",
        "unset_variable",
        Wording(
            "{node}用了变量{variable}，但从{before}过来时还没有值。先设置它，或写一个默认值。",
            "{node} uses {variable}, which has no value when people come from {before}. "
            "Set it earlier or give a default.",
        ).format(node=name_of(node), variable=quoted(name), before=came),
        node=node.id,
        path=path,
        walk=walk,
        fix=Fix("set_default", Wording("写默认值", "Give a default"), {"variable": name}),
    )


CHECK: Final = FlowCheck(80, check)
