"""Scenarios that a node calls or goes on in: they are there, and take and give what the node says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.flow_reference import Argument, FlowReference, Result
from runtime.flow.issue import Issue
from runtime.flow.issues.check import FlowCheck, OtherFlow, Subject
from runtime.flow.issues.naming import name_of, quoted
from runtime.flow.node import Node
from runtime.flow.nodes.call_flow import CallFlow
from runtime.flow.nodes.jump_to_flow import JumpToFlow
from runtime.flow.values import ValueType
from runtime.records import FieldPath
from runtime.registry import nearest
from runtime.wording import Wording

_ITSELF: Final = Wording(
    "{node}调用它自己所在的场景，会一层套一层，直到被停下。改成「转到场景」，或在场景里连回去。",
    "{node} calls the scenario it stands in, one within the other, until it is stopped. "
    "Go to the scenario instead, or connect back inside it.",
)
_UNKNOWN: Final = Wording(
    "{node}要去的场景{name}不在场景库里。另选一个，或把它的文件放进场景库。",
    "The scenario {name} that {node} goes on in is not in the library. Choose another, or add its file.",
)
_NO_VARIABLE: Final = Wording(
    "{node}用到场景{name}的变量{variable}，它没有这个变量。{advice}。",
    "{node} uses the variable {variable} of the scenario {name}, which has none of that name. {advice}.",
)
_OTHER_TYPE: Final = Wording(
    "{node}的{variable}：给出的是{given}，要的是{wanted}。换一个变量，或换一个式子。",
    "{variable} of {node} is given a {given} but wants a {wanted}. Use another variable or expression.",
)


def check(subject: Subject) -> Iterator[Issue]:
    """Finds calls of oneself and, where the other scenarios are known, what they lack or cannot take."""
    for node in subject.flow.nodes.values():
        if not isinstance(node, CallFlow | JumpToFlow) or not node.flow.id:
            continue
        if node.flow.id == subject.flow.id:
            if isinstance(node, CallFlow):
                words = _ITSELF.format(node=name_of(node))
                yield Issue("error", "calls_itself", words, node=node.id, path=("flow",))
            continue
        if subject.around.flows is None:
            continue
        other = subject.around.flows.get(node.flow.id)
        if other is None:
            words = _UNKNOWN.format(node=name_of(node), name=quoted(node.flow.called()))
            yield Issue("error", "unknown_scenario", words, node=node.id, path=("flow",))
        else:
            yield from _arguments(subject, node, other)
            if isinstance(node, CallFlow):
                yield from _results(subject, node, other)


def _arguments(subject: Subject, node: CallFlow | JumpToFlow, other: OtherFlow) -> Iterator[Issue]:
    given = {formula.path: formula.result for formula in subject.facts[node.id].formulas}
    for index, each in enumerate(node.arguments):
        wanted = other.variables.get(each.name)
        if each.name and wanted is None:
            yield _no_variable(node, ("arguments", index, "name"), each, other)
        result = given.get(("arguments", index, "value"))
        if wanted is not None and result is not None and wanted not in (result, ValueType.TEXT):
            yield _other_type(node, ("arguments", index, "value"), each.name, result, wanted)


def _results(subject: Subject, node: CallFlow, other: OtherFlow) -> Iterator[Issue]:
    for index, each in enumerate(node.results):
        result = other.variables.get(each.name)
        if each.name and result is None:
            yield _no_variable(node, ("results", index, "name"), each, other)
        wanted = subject.around.scope.types.get(each.variable)
        if wanted is not None and result is not None and wanted not in (result, ValueType.TEXT):
            yield _other_type(node, ("results", index, "variable"), each.variable, result, wanted)


def _no_variable(
    node: CallFlow | JumpToFlow, path: FieldPath, each: Argument | Result, other: OtherFlow
) -> Issue:
    near = nearest(each.name, other.variables)
    advice = Wording("另填一个，或在那个场景里添加它", "Use another, or add it there")
    if near:
        advice = Wording("改成{near}，或在那个场景里添加它", "Use {near}, or add it there").format(
            near=quoted(near)
        )
    words = _NO_VARIABLE.format(
        node=name_of(node), name=quoted(_named(node.flow, other)), variable=quoted(each.name), advice=advice
    )
    return Issue("error", "unknown_argument", words, node=node.id, path=path)


def _named(reference: FlowReference, other: OtherFlow) -> str | Wording:
    return other.name or reference.called()


def _other_type(node: Node, path: FieldPath, variable: str, given: ValueType, wanted: ValueType) -> Issue:
    words = _OTHER_TYPE.format(
        node=name_of(node), variable=quoted(variable), given=given.wording, wanted=wanted.wording
    )
    return Issue("error", "argument_type", words, node=node.id, path=path)


CHECK: Final = FlowCheck(115, check)
