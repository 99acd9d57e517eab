"""Values that make a difference: samples, and what the conditions of a scenario compare with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from runtime.flow.condition import ConditionRow
from runtime.flow.flow import Flow
from runtime.flow.nodes.branch import Branch
from runtime.flow.nodes.http_request import HttpRequest
from runtime.flow.values import Value, ValueType
from runtime.flow.variable import Variable

VALUES_MAX = 4
"""Values tried for one variable."""


def telling_values(flow: Flow) -> Mapping[str, tuple[str, ...]]:
    """Variable → its sample, and values on both sides of what it is compared with; VALUES_MAX at most."""
    found: dict[str, list[str]] = {}
    for node in flow.nodes.values():
        if isinstance(node, Branch):
            for case in node.cases:
                for row in case.condition.rows:
                    found.setdefault(row.variable, []).extend(_around(row))
    for variable in flow.variables:
        if variable.sample:
            found.setdefault(variable.name, []).insert(0, variable.sample)
    return {name: tuple(dict.fromkeys(values))[:VALUES_MAX] for name, values in found.items()}


def _around(row: ConditionRow) -> Iterator[str]:
    value = row.value
    if isinstance(value, bool):
        yield from ("true", "false")
    elif isinstance(value, float | int):
        yield from (f"{value + 1:g}", f"{value:g}", f"{value - 1:g}")
    elif value and row.operator in ("eq", "contains", "starts"):
        yield value


def telling_answers(node: HttpRequest, values: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Answers of another system: the sample, then the sample with one result changed at a time."""
    yield node.sample
    for result in node.results:
        for value in values.get(result.variable, ()):
            changed = _changed(node.sample, result.path, value)
            if changed is not None and changed != node.sample:
                yield changed


def _changed(sample: str, path: str, value: str) -> str | None:
    try:
        whole = json.loads(sample)
    except (ValueError, RecursionError):
        return None
    *before, last = path.split(".")
    holder = whole
    for step in before:
        if not isinstance(holder, dict) or step not in holder:
            return None
        holder = holder[step]
    if not isinstance(holder, dict) or last not in holder:
        return None
    old = holder[last]
    is_number = isinstance(old, float | int) and not isinstance(old, bool)
    if isinstance(old, bool):
        holder[last] = value == "true"
    elif is_number:
        try:
            holder[last] = float(value)
        except ValueError:
            return None
    else:
        holder[last] = value
    return json.dumps(whole, ensure_ascii=False)


def sample_attributes(flow: Flow) -> dict[str, Value]:
    """What the imagined person's contact data hold: the sample values of the variables taken from them."""
    found: dict[str, Value] = {}
    for variable in flow.variables:
        if variable.from_contact and variable.sample:
            value = as_attribute(variable, variable.sample)
            if value is not None:
                found[variable.name] = value
    return found


def as_attribute(variable: Variable, text: str) -> Value | None:
    """*text* as a value of the variable's type; None when it is none."""
    if variable.type is ValueType.TEXT:
        return text
    if variable.type is ValueType.BOOLEAN:
        return text == "true"
    if variable.type is ValueType.NUMBER:
        try:
            return float(text)
        except ValueError:
            return None
    return None
