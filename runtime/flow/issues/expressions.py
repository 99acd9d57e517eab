"""Expressions and insertions that do not compile or have the wrong type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import field_in
from runtime.wording import Wording


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Passes on what the compiler says about each expression and each text with insertions."""
    for formula in facts.formulas:
        if formula.refusal is not None:
            yield Issue(
                "error",
                "expression",
                Wording("{field}算不出来：{reason}", "{field} cannot be worked out: {reason}").format(
                    field=field_in(facts.node, formula.path, formula.language),
                    reason=formula.refusal.sentence,
                ),
                node=facts.node.id,
                path=formula.path,
                language=formula.language,
            )


CHECK: Final = NodeCheck(70, check)
