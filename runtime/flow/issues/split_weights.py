"""Shares of a split that make a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import name_of
from runtime.flow.nodes.split import Split
from runtime.wording import Wording

TOLERANCE = 0.01
"""Percent by which three thirds may miss the whole."""


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds splits whose shares do not add up to 100 percent, and those with fewer than two arms."""
    node = facts.node
    if not isinstance(node, Split):
        return
    if len(node.arms) < 2:
        yield Issue(
            "error",
            "split_arms",
            Wording(
                "{node}只有 {count} 组，分不出来。至少设 2 组。",
                "{node} has {count} arms, too few to split. Set at least 2.",
            ).format(node=name_of(node), count=len(node.arms)),
            node=node.id,
            path=("arms",),
        )
        return
    total = sum(arm.weight for arm in node.arms)
    if abs(total - 100) > TOLERANCE:
        yield Issue(
            "error",
            "split_weights",
            Wording(
                "{node}各组占比合计 {total}%，应是 100%。改占比，或平均分配。",
                "The shares of {node} add up to {total} %, not 100 %. Change them or share evenly.",
            ).format(node=name_of(node), total=f"{total:g}"),
            node=node.id,
            path=("arms",),
            fix=Fix("share_evenly", Wording("平均分配", "Share evenly"), {"node": node.id}),
        )


CHECK: Final = NodeCheck(180, check)
