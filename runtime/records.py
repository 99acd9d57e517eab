"""The frozen record under every document value, and what a field says about itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Self, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict

from runtime.wording import Wording

FieldPath: TypeAlias = tuple[str | int, ...]
"""Where a value stands inside a record: attribute names and tuple indices, outermost first."""

R = TypeVar("R", bound=BaseModel)


class Record(BaseModel):
    """A frozen value; unknown keys are refused, so that a misspelt field never vanishes silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, allow_inf_nan=False)

    def with_changes(self, **changes: object) -> Self:
        """A copy with *changes* applied and validated.

        Raises pydantic.ValidationError when a new value does not fit its field.
        """
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate(values | changes)


@dataclass(frozen=True, slots=True)
class Hint:
    """What a field tells the form, the checks and the engine about itself.

    Put it into the field's `Annotated[...]`; one declaration serves all three.
    """

    label: Wording
    help: Wording | None = None
    limit: str = ""
    """Name of the limit of the chosen profile that holds for this field, or empty."""
    template: bool = False
    """The text may contain `{{ expression }}` insertions."""
    spoken: bool = False
    """People read the text, so it may be said in further languages."""
    expression: str = ""
    """The text is a CEL expression of this type: `boolean`, `any`, or empty when it is none."""
    variable: str = ""
    """The text names a variable that the node `writes` or `reads`, or empty."""
    widget: str = ""
    """Form widget when the type alone does not tell: long_text, media, duration, variable, …"""
    group: str = "content"
    """Inspector section: content, exits, fallback or more."""
    choices: Mapping[str, Wording] = field(default_factory=dict)
    """Value → words, in the order to show them; one entry per allowed value."""
    unit: Wording | None = None
    item: Wording | None = None
    """What one item of a list is called; the label names the list."""
    placeholder: Wording | None = None
    required: bool = False
    """An empty value cannot be sent or run; an empty optional one is simply left out."""
    only_if: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    """Field of the same record → the values with which this one counts; a form hides it otherwise."""

    def counts_in(self, record: BaseModel) -> bool:
        """Whether the field means anything beside the other values of *record*."""
        return all(getattr(record, name) in values for name, values in self.only_if.items())


@cache
def hints_of(record_type: type[BaseModel]) -> Mapping[str, Hint]:
    """The hints of *record_type*: field name → hint, in field order, hinted fields only."""
    found: dict[str, Hint] = {}
    for name, info in record_type.model_fields.items():
        for item in info.metadata:
            if isinstance(item, Hint):
                found[name] = item
    return found


@cache
def _fields_of(record_type: type[BaseModel]) -> tuple[tuple[str, Hint | None], ...]:
    hints = hints_of(record_type)
    return tuple((name, hints.get(name)) for name in record_type.model_fields)


def walk(record: BaseModel, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Hint, object]]:
    """Every hinted field below *record*, in form order: its path, hint and value."""
    known, found = _newest.walk
    if known is not record or path:
        found = []
        _walk_into(record, path, found)
        if not path:
            _newest.walk = (record, found)
    return iter(found)


class _Newest:
    """The newest record and what was found below it: checks ask one node for several things in a row."""

    walk: tuple[BaseModel | None, list[tuple[FieldPath, Hint, object]]] = (None, [])


_newest = _Newest()

_PLAIN = frozenset({str, int, float, bool, type(None)})


def _walk_into(record: BaseModel, path: FieldPath, found: list[tuple[FieldPath, Hint, object]]) -> None:
    """Appends to one list: the checks walk every node of a flow, and nested generators cost most of it."""
    values = record.__dict__
    for name, hint in _fields_of(type(record)):
        value = values[name]
        here = (*path, name)
        if hint is not None:
            found.append((here, hint, value))
        if type(value) not in _PLAIN:
            _walk_value(value, here, found)


def _walk_value(value: object, path: FieldPath, found: list[tuple[FieldPath, Hint, object]]) -> None:
    if isinstance(value, BaseModel):
        _walk_into(value, path, found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _walk_value(item, (*path, index), found)


def value_at(record: object, path: FieldPath) -> object:
    """The value at *path* below *record*.

    Raises LookupError when there is none.
    """
    value = record
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, tuple) or not -len(value) <= step < len(value):
                raise LookupError(f"no item {step} at {path}")
            value = value[step]
        elif isinstance(value, BaseModel) and step in type(value).model_fields:
            value = getattr(value, step)
        else:
            raise LookupError(f"no field {step} at {path}")
    return value


def replaced_at(record: R, path: FieldPath, value: object) -> R:
    """*record* with the value at *path* replaced and validated.

    Raises LookupError for a path that does not exist, pydantic.ValidationError for a value that does not fit.
    """
    step, rest = path[0], path[1:]
    if not isinstance(step, str) or step not in type(record).model_fields:
        raise LookupError(f"no field {step} in {type(record).__name__}")
    new = _replaced(getattr(record, step), rest, value) if rest else value
    values = {name: getattr(record, name) for name in type(record).model_fields}
    return type(record).model_validate(values | {step: new})


def _replaced(holder: object, path: FieldPath, value: object) -> object:
    if isinstance(holder, BaseModel):
        return replaced_at(holder, path, value)
    step, rest = path[0], path[1:]
    if isinstance(holder, tuple) and isinstance(step, int) and -len(holder) <= step < len(holder):
        new = _replaced(holder[step], rest, value) if rest else value
        return (*holder[:step], new, *holder[step % len(holder) + 1 :])
    raise LookupError(f"no item {step}")
