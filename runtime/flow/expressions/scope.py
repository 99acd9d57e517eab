"""The names an expression may use, and their types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from runtime.flow.values import ValueType
from runtime.flow.variable import Variable

NOW = "now"
"""The moment of the resume; every scope has it."""

CHINA = "Asia/Shanghai"


@dataclass(frozen=True)
class Scope:
    """Declared variables: (name, type) pairs, sorted by name. Scopes with equal pairs and zones are equal."""

    names: tuple[tuple[str, ValueType], ...]
    time_zone: str = CHINA
    """The zone whose wall clock `hour`, `day` and texts with a moment show."""

    @cached_property
    def types(self) -> dict[str, ValueType]:
        """Variable name → type."""
        return dict(self.names)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.time_zone)


def scope_of(variables: Iterable[Variable], time_zone: str) -> Scope:
    """The scope of a flow's variables and time zone; of two variables with one name the first counts."""
    types: dict[str, ValueType] = {}
    for variable in variables:
        types.setdefault(variable.name, variable.type)
    return Scope(tuple(sorted(types.items())), time_zone)
