"""The names an expression may use, and their types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from runtime.flow.values import ValueType
from runtime.flow.variable import Variable

NOW = "now"
"""The moment of the resume; every scope has it."""


@dataclass(frozen=True)
class Scope:
    """Declared variables: (name, type) pairs, sorted by name. Two scopes with equal pairs are equal."""

    names: tuple[tuple[str, ValueType], ...]

    @cached_property
    def types(self) -> dict[str, ValueType]:
        """Variable name → type."""
        return dict(self.names)


def scope_of(variables: Iterable[Variable]) -> Scope:
    """The scope of a flow's variables; of two with one name the first counts."""
    types: dict[str, ValueType] = {}
    for variable in variables:
        types.setdefault(variable.name, variable.type)
    return Scope(tuple(sorted(types.items())))
