"""Questions that can be answered, and waits that have a date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import name_of, quoted
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.wait import Wait
from runtime.flow.number_proof import number_faults
from runtime.flow.values import ValueType, as_text
from runtime.records import FieldPath
from runtime.wording import Wording


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds choices without anything to choose, impossible ranges, and waits for no date at all."""
    node = facts.node
    if isinstance(node, Ask):
        yield from _check_question(node)
    elif isinstance(node, Wait) and node.until == "date" and node.day is None:
        yield Issue(
            "error",
            "date_missing",
            Wording(
                "{node}要等到某一天，但没有写日期。填写日期，或改为过一段时间。",
                "{node} waits for a date that is not set. Set it, or wait a length of time.",
            ).format(node=name_of(node)),
            node=node.id,
            path=("day",),
        )
    elif isinstance(node, Wait):
        yield from _check_moment(facts, node)


def _check_moment(facts: NodeFacts, node: Wait) -> Iterator[Issue]:
    for formula in facts.formulas:
        if formula.path == ("variable",) and formula.result not in (ValueType.DATE, None):
            yield Issue(
                "error",
                "variable_type",
                Wording(
                    "{node}要等到变量{name}里的日期，它存的却是{kind}。换一个变量，或改它的类型。",
                    "{node} waits for the date in {name}, which holds a {kind}. "
                    "Use another variable or change its type.",
                ).format(node=name_of(node), name=quoted(node.variable), kind=formula.result.wording),
                node=node.id,
                path=("variable",),
                fix=Fix(
                    "set_type",
                    Wording("把变量{name}改为{kind}", "Make {name} a {kind}").format(
                        name=quoted(node.variable), kind=ValueType.DATE.wording
                    ),
                    {"variable": node.variable, "type": ValueType.DATE},
                ),
            )


def _check_question(node: Ask) -> Iterator[Issue]:
    if node.answer_type == "choice" and not node.question.replies():
        yield Issue(
            "error",
            "no_choices",
            Wording(
                "{node}要人选一个，但没有选项。给问题加上回复建议，或改为文本回答。",
                "{node} wants a choice but offers none. Add reply suggestions or ask for text.",
            ).format(node=name_of(node)),
            node=node.id,
            path=("question", "chips"),
            fix=_set(node, ("answer_type",), "text", Wording("改为文本回答", "Ask for text")),
        )
    if (
        node.answer_type == "number"
        and node.question.replies()
        and any(fault.fault == "elsewhere" for fault in number_faults(node.question, node))
    ):
        yield Issue(
            "warning",
            "numbered_numbers",
            Wording(
                "{node}问的是数字，短信却给选项编了号，回复的编号会被当成答案。短信改为自己写，或改为选项回答。",
                "{node} asks for a number, but its SMS numbers the replies: their numbers would be taken for "
                "the answer. Write the SMS yourself, or ask for a choice.",
            ).format(node=name_of(node)),
            node=node.id,
            path=("question", "fallback", "mode"),
            fix=_set(node, ("answer_type",), "choice", Wording("改为选项回答", "Ask for a choice")),
        )
    if node.minimum is not None and node.maximum is not None and node.minimum > node.maximum:
        yield Issue(
            "error",
            "empty_range",
            Wording(
                "{node}的最小值 {minimum} 大于最大值 {maximum}，没有数能通过。改其中一个。",
                "The least answer of {node}, {minimum}, is above the most, {maximum}; no number passes. "
                "Change one of them.",
            ).format(node=name_of(node), minimum=as_text(node.minimum), maximum=as_text(node.maximum)),
            node=node.id,
            path=("minimum",),
            fix=_set(
                node,
                ("maximum",),
                node.minimum,
                Wording("把最大值改为 {most}", "Make {most} the most").format(most=as_text(node.minimum)),
            ),
        )


def _set(node: Ask, path: FieldPath, value: object, label: Wording) -> Fix:
    return Fix("set_field", label, {"node": node.id, "path": path, "value": value})


CHECK: Final = NodeCheck(190, check)
