"""Nodes nobody comes to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.naming import name_of
from runtime.wording import Wording


def check(subject: Subject) -> Iterator[Issue]:
    """Finds the nodes that no walk from the start leads to; silent while there is no start."""
    if not subject.graph.starts:
        return
    arrivals = subject.graph.arrivals
    entered = {way.target for facts in subject.facts.values() for way in facts.ways}
    for node in subject.flow.nodes.values():
        if node.id in arrivals:
            continue
        if node.id in entered:
            reason = Wording("只从同样到不了的节点接过来", "only nodes that nobody reaches lead here")
        else:
            reason = Wording("没有出口接到这里", "no exit leads here")
        yield Issue(
            "warning",
            "unreachable",
            Wording(
                "没有人能走到{name}：{reason}。从一个出口接过来，或删掉它。",
                "Nobody gets to {name}: {reason}. Connect an exit to it, or delete it.",
            ).format(name=name_of(node), reason=reason),
            node=node.id,
            fix=Fix("delete_node", Wording("删掉它", "Delete it"), {"node": node.id}),
        )


CHECK: Final = FlowCheck(30, check)
