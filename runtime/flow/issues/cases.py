"""Cases of a branch that say something and get a turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.implication import covers
from runtime.flow.issues.naming import name_of, quoted
from runtime.flow.nodes.branch import Branch, Case
from runtime.wording import Wording

COMPARED: Final = 100
"""Cases that are compared each with each; beyond them only equal conditions are found.

Nobody writes so many by hand, and comparing each with each of some thousands takes minutes.
"""


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds branches without cases, cases without a condition, and cases an earlier one always catches."""
    node = facts.node
    if not isinstance(node, Branch):
        return
    if not node.cases:
        yield Issue(
            "warning",
            "no_case",
            Wording(
                "{node}没有任何情况，所有人都走「其他情况」。添加情况，或删掉这个节点。",
                "{node} has no case, so everyone takes the way otherwise. Add cases or delete the node.",
            ).format(node=name_of(node)),
            node=node.id,
            path=("cases",),
        )
    first_with: dict[str, int] = {}
    for index, case in enumerate(node.cases):
        source = case.condition.source()
        if not source:
            yield _without_condition(node, index, case)
            continue
        by = next(
            (
                earlier
                for earlier in range(index if index < COMPARED else 0)
                if covers(node.cases[earlier].condition, case.condition)
            ),
            first_with.get(source),
        )
        first_with.setdefault(source, index)
        if by is not None:
            yield _shadowed(node, index, case, by)


def _without_condition(node: Branch, index: int, case: Case) -> Issue:
    return Issue(
        "error",
        "empty_case",
        Wording(
            "{node}的情况{case}没有条件，没有人会走。填写条件，或删掉它。",
            "Case {case} of {node} has no condition, so nobody takes it. Fill it in or delete it.",
        ).format(node=name_of(node), case=_called(case, index)),
        node=node.id,
        path=("cases", index, "condition"),
    )


def _shadowed(node: Branch, index: int, case: Case, by: int) -> Issue:
    return Issue(
        "error",
        "shadowed_case",
        Wording(
            "{node}的情况{case}轮不到：满足它的人都已走了前面的{by}。把它移到前面，或改条件。",
            "Case {case} of {node} never gets a turn: everyone it fits has taken {by} before it. "
            "Move it up or change its condition.",
        ).format(node=name_of(node), case=_called(case, index), by=_called(node.cases[by], by)),
        node=node.id,
        path=("cases", index),
        fix=Fix(
            "move_item",
            Wording("移到前面", "Move it up"),
            {"node": node.id, "path": ("cases", index), "to": by},
        ),
    )


def _called(case: Case, index: int) -> Wording:
    words = case.condition.in_words()
    return quoted(case.name or (words if words.zh else str(index + 1)))


CHECK: Final = NodeCheck(170, check)
