"""Variables that nodes set: declared, and of a type that can hold the value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import name_of, quoted
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.call_flow import CallFlow
from runtime.flow.nodes.http_request import HttpRequest
from runtime.flow.nodes.set_variables import SetVariables
from runtime.flow.values import ValueType
from runtime.records import FieldPath
from runtime.registry import nearest
from runtime.wording import Wording

_ANSWERS = {"number": ValueType.NUMBER, "date": ValueType.DATE, "location": ValueType.LOCATION}


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds values that go into no declared variable, or into one that cannot hold them."""
    results = {formula.path: formula.result for formula in facts.formulas}
    for path, name, kind in _written(facts, results):
        declared = around.scope.types.get(name)
        if declared is None:
            yield _undeclared(facts, path, name, around)
        elif kind is not None and declared not in (kind, ValueType.TEXT):
            yield Issue(
                "error",
                "variable_type",
                Wording(
                    "{node}得到的是{kind}，变量{name}只能存{declared}。换一个变量，或改它的类型。",
                    "{node} gives a {kind}, but the variable {name} holds a {declared}. "
                    "Use another variable or change its type.",
                ).format(
                    node=name_of(facts.node),
                    kind=kind.wording,
                    name=quoted(name),
                    declared=declared.wording,
                ),
                node=facts.node.id,
                path=path,
                fix=Fix(
                    "set_type",
                    Wording("把变量{name}改为{kind}", "Make {name} a {kind}").format(
                        name=quoted(name), kind=kind.wording
                    ),
                    {"variable": name, "type": kind},
                ),
            )


def _written(
    facts: NodeFacts, results: dict[FieldPath, ValueType | None]
) -> Iterator[tuple[FieldPath, str, ValueType | None]]:
    """Where the node names a variable to set, that variable, and the value's type if it is known."""
    node = facts.node
    if isinstance(node, Ask) and node.variable:
        yield ("variable",), node.variable, _ANSWERS.get(node.answer_type, ValueType.TEXT)
    elif isinstance(node, SetVariables):
        for index, line in enumerate(node.assignments):
            if line.variable:
                kind = results.get(("assignments", index, "value")) if line.kind == "expression" else None
                yield ("assignments", index, "variable"), line.variable, kind
    elif isinstance(node, HttpRequest | CallFlow):
        for index, variable in enumerate(each.variable for each in node.results):
            if variable:
                yield ("results", index, "variable"), variable, None


def _undeclared(facts: NodeFacts, path: FieldPath, name: str, around: Surroundings) -> Issue:
    near = nearest(name, around.scope.types)
    advice = Wording("在变量表里添加它", "Add it to the variables")
    if near:
        advice = Wording("在变量表里添加它，或改成{near}", "Add it to the variables or use {near}").format(
            near=quoted(near)
        )
    return Issue(
        "error",
        "undeclared_variable",
        Wording(
            "{node}把值存入变量{name}，变量表里没有它。{advice}。",
            "{node} keeps a value in {name}, which is not among the variables. {advice}.",
        ).format(node=name_of(facts.node), name=quoted(name), advice=advice),
        node=facts.node.id,
        path=path,
        fix=Fix("add_variable", Wording("添加变量", "Add the variable"), {"variable": name}),
    )


CHECK: Final = NodeCheck(100, check)
