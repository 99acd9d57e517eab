"""Rules of messages beyond their limits: filled in, well formed, possible on a handset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import field_of
from runtime.messages.rules import UNSENDABLE, RuleBreach, rules_broken
from runtime.records import value_at
from runtime.wording import Wording


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds every rule that a field of the node breaks."""
    for breach in rules_broken(facts.node, around.targets):
        field = field_of(facts.node, breach.path)
        yield Issue(
            breach.severity,
            breach.rule,
            Wording(f"{field.zh}{breach.sentence.zh}", f"{field.en} {breach.sentence.en}"),
            node=facts.node.id,
            path=breach.path,
            carriers=breach.carriers,
            fix=_fix(facts, breach),
        )


def _fix(facts: NodeFacts, breach: RuleBreach) -> Fix | None:
    if breach.rule == "small_tall":
        label = Wording("改成中等高度", "Make it medium")
        data = {"node": facts.node.id, "path": breach.path, "value": "MEDIUM_HEIGHT"}
        return Fix("set_field", label, data)
    value = value_at(facts.node, breach.path)
    if breach.rule == "control_character" and isinstance(value, str):
        label = Wording("删掉控制字符", "Remove them")
        data = {"node": facts.node.id, "path": breach.path, "value": UNSENDABLE.sub("", value)}
        return Fix("set_field", label, data)
    return None


CHECK: Final = NodeCheck(120, check)
