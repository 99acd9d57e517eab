"""The table of variables: each declared once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.naming import quoted
from runtime.flow.values import ValueType
from runtime.flow.variable import Variable
from runtime.wording import Wording

_DEFAULTS = {ValueType.NUMBER: (int, float), ValueType.BOOLEAN: (bool,), ValueType.TEXT: (str,)}


def check(subject: Subject) -> Iterator[Issue]:
    """Finds names that stand in the table twice, and defaults that are not of their variable's type."""
    seen: set[str] = set()
    for variable in subject.flow.variables:
        if variable.name in seen:
            yield Issue(
                "error",
                "duplicate_variable",
                Wording(
                    "变量{name}在变量表里写了两次，只有第一个起作用。删掉一个，或改名。",
                    "The variable {name} stands in the table twice and only the first counts. "
                    "Delete one or rename it.",
                ).format(name=quoted(variable.name)),
            )
        seen.add(variable.name)
        if not _default_fits(variable):
            yield Issue(
                "error",
                "default_type",
                Wording(
                    "变量{name}是{type}，默认值不是。改默认值，或改类型。",
                    "The variable {name} is a {type}, its default is not. Change the default or the type.",
                ).format(name=quoted(variable.name), type=variable.type.wording),
            )


def _default_fits(variable: Variable) -> bool:
    if variable.default is None or variable.type not in _DEFAULTS:
        return True
    if variable.type is ValueType.NUMBER and isinstance(variable.default, bool):
        return False
    return isinstance(variable.default, _DEFAULTS[variable.type])


CHECK: Final = FlowCheck(90, check)
