"""What a form knows about one field before it has a value."""

from __future__ import annotations

import types
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, Union, get_args, get_origin

from pydantic import BaseModel

from runtime.records import Hint, hints_of
from runtime.wording import Wording

_SHORT_CHOICES = 7
"""Choices whose words together have at most this many characters share a row with a neighbour."""
_NO_HINT = Hint(Wording("", ""))


@dataclass(frozen=True, eq=False)
class FieldSpec:
    """One field of a record class: its name, hint, plain type and default."""

    name: str
    hint: Hint
    annotation: object
    default: object
    has_hint: bool

    @property
    def item_type(self) -> object | None:
        """The type of the items when the field is a tuple, else None."""
        arguments = get_args(self.annotation)
        return arguments[0] if get_origin(self.annotation) is tuple and arguments else None

    @property
    def is_optional(self) -> bool:
        """Whether None is a value of the field."""
        return type(None) in get_args(self.annotation)

    @property
    def plain_types(self) -> tuple[object, ...]:
        """The types the value may have, None left out."""
        if get_origin(self.annotation) in {Union, types.UnionType}:
            return tuple(kind for kind in get_args(self.annotation) if kind is not type(None))
        return (self.annotation,)

    @property
    def record_type(self) -> type[BaseModel] | None:
        """The record class when the value is a record, else None."""
        for kind in self.plain_types:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                return kind
        return None

    @property
    def is_half(self) -> bool:
        """Whether half the width is enough, so that two such fields share a row."""
        if self.hint.choices and self.item_type is None:
            words = self.hint.choices.values()
            return len(words) <= 4 and sum(len(each.zh) for each in words) <= _SHORT_CHOICES
        return set(self.plain_types) <= {int, float} and not self.hint.widget

    def counts_default(self, value: object) -> bool:
        """Whether *value* is what the field has when nobody touched it."""
        return value == self.default


@cache
def specs_of(record_type: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields of a record class that a form may show, in order.

    Those with a hint, and records without one: they are shown in line.
    """
    hints = hints_of(record_type)
    found = []
    for name, info in record_type.model_fields.items():
        default = None if info.is_required() else info.get_default(call_default_factory=True)
        spec = FieldSpec(name, hints.get(name, _NO_HINT), plain_type(info.annotation), default, name in hints)
        if spec.has_hint or (spec.record_type is not None and not spec.is_optional):
            found.append(spec)
    return tuple(found)


def plain_type(annotation: object) -> object:
    """The type inside `Annotated`, at every level that a form looks at; `Literal` counts as text."""
    while hasattr(annotation, "__metadata__"):
        annotation = get_args(annotation)[0]
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    if origin is tuple:
        return types.GenericAlias(tuple, (plain_type(arguments[0]), ...))
    if origin in {Union, types.UnionType}:
        return Union[tuple(plain_type(each) for each in arguments)]  # noqa: UP007 - built from a tuple
    return str if origin is Literal else annotation


def in_groups(specs: Collection[FieldSpec], groups: Collection[str]) -> Iterator[FieldSpec]:
    """The fields of these groups, and every record, which sorts its own fields."""
    for spec in specs:
        if (spec.record_type is not None and spec.item_type is None) or spec.hint.group in groups:
            yield spec
