"""Exits that people take and that lead nowhere, and waits without any way on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from runtime.flow.exit import Exit
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.naming import name_of, name_of_exit
from runtime.flow.node import Node, UnknownNode
from runtime.flow.nodes.branch import Branch
from runtime.flow.nodes.end import End
from runtime.wording import Wording


def check(subject: Subject) -> Iterator[Issue]:
    """Finds loose exits of nodes that people reach.

    A reply, a case or the plain way on is an error; a timeout, a failure or an unexpected answer ends the
    conversation quietly and is a warning. A node with no way on at all is one finding, not one per exit.
    """
    targets = _Targets(subject)
    for node_id in subject.graph.arrivals:
        facts = subject.facts[node_id]
        loose = [way for way in facts.ways if way.target is None]
        if not loose or isinstance(facts.node, UnknownNode):
            continue
        is_single = len(facts.ways) == 1 and facts.ways[0].kind == "next" and not facts.node.waits
        if len(loose) == len(facts.ways) and not is_single:
            yield _no_way_on(facts.node, loose[0], subject, targets)
        else:
            for way in loose:
                yield _loose(facts.node, way, subject, targets)


def _no_way_on(node: Node, way: Exit, subject: Subject, targets: _Targets) -> Issue:
    if node.waits:
        code = "stuck_wait"
        sentence = Wording(
            "{name}在这里等，但没有一个出口有去处，等到了也走不下去。把它的出口接到一个节点，或接到「结束」。",
            "{name} waits, but none of its exits leads anywhere, so the wait ends in nothing. "
            "Connect its exits to a node or to an end.",
        )
    else:
        code = "no_way_on"
        sentence = Wording(
            "{name}的出口都没有去处，所有人停在这里。把它们接到一个节点，或接到「结束」。",
            "No exit of {name} leads anywhere; everyone stops here. Connect them to a node or to an end.",
        )
    return Issue(
        "error",
        code,
        sentence.format(name=name_of(node)),
        node=node.id,
        exit=way.name,
        walk=subject.graph.walk_through(node.id, way.name),
        fix=targets.fix(node, way),
    )


def _loose(node: Node, way: Exit, subject: Subject, targets: _Targets) -> Issue:
    is_quiet = way.kind in ("timeout", "failure") or (way.kind == "other" and not isinstance(node, Branch))
    return Issue(
        "warning" if is_quiet else "error",
        "loose_exit",
        Wording(
            "{name}的出口{exit}没有去处，走到这里的人停住。接到一个节点，或接到「结束」。",
            "Exit {exit} of {name} leads nowhere; people who take it stop there. "
            "Connect it to a node or to an end.",
        ).format(name=name_of(node), exit=name_of_exit(way)),
        node=node.id,
        exit=way.name,
        walk=subject.graph.walk_through(node.id, way.name),
        fix=targets.fix(node, way),
    )


class _Targets:
    """Where a loose exit had best lead: a timeout or failure where most of its kind do, else to an end."""

    def __init__(self, subject: Subject) -> None:
        self._nodes = subject.flow.nodes
        self._usual: dict[ExitName, Counter[NodeId]] = {}
        for facts in subject.facts.values():
            for way in facts.ways:
                if way.target is not None and way.kind in ("timeout", "failure"):
                    self._usual.setdefault(way.name, Counter())[way.target] += 1
        ends = (node for node in self._nodes.values() if isinstance(node, End))
        self._end = next((end for end in ends if end.outcome == "abandoned"), None)

    def fix(self, node: Node, way: Exit) -> Fix:
        usual = [t for t, _ in self._usual.get(way.name, Counter()).most_common(2) if t != node.id]
        target = self._nodes[usual[0]] if usual else self._end
        if target is None:
            label = Wording("接到新的「结束」", "Connect to a new end")
            return Fix("add_end", label, {"node": node.id, "exit": way.name})
        label = Wording("接到{name}", "Connect to {name}").format(name=name_of(target))
        return Fix("connect", label, {"node": node.id, "exit": way.name, "target": target.id})


CHECK: Final = FlowCheck(40, check)
