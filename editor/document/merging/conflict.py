"""Where two copies of a scenario were edited differently, until a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, TypeVar

from pydantic import BaseModel

from editor.document.differing.aligning import own_name
from runtime.records import FieldPath, Record
from runtime.wording import Wording

Side: TypeAlias = Literal["ours", "theirs"]

Place: TypeAlias = tuple[str | int, ...]
"""Where a value stands inside a record: field names, keys of tables, ids of items, or indices of items
without one. Ids hold when the list changes its order."""

ConflictKind: TypeAlias = Literal["flow", "node", "note", "frame"]

R = TypeVar("R", bound=BaseModel)


class Conflict(Record):
    """One value, item or node that both copies changed; the document holds one side until it is decided."""

    id: str
    kind: ConflictKind
    name: str = ""
    """The id of the node, note or frame; empty for the flow's own fields."""
    place: Place = ()
    """Where it stands inside; empty for the record as a whole."""
    base: object = None
    ours: object = None
    theirs: object = None
    """The three values; None where it does not exist."""
    gone: Literal["", "ours", "theirs"] = ""
    """The side that removed it, if one did."""
    kept: Side = "ours"
    """Whose value the document holds while nothing is decided."""
    sentence: Wording
    ours_words: Wording
    theirs_words: Wording

    def value_of(self, side: Side) -> object:
        """What a side has here."""
        return self.ours if side == "ours" else self.theirs


def path_of(record: BaseModel, place: Place) -> FieldPath | None:
    """The path at which *place* is found now; None when something on the way is gone."""
    path: list[str | int] = []
    value: object = record
    for step in place:
        if isinstance(value, tuple):
            index = _index(value, step)
            if index is None:
                return None
            path.append(index)
            value = value[index]
        elif isinstance(value, Mapping):
            path.append(step)
            value = value.get(step)
        elif isinstance(value, BaseModel) and isinstance(step, str) and step in type(value).model_fields:
            path.append(step)
            value = getattr(value, step)
        else:
            return None
    return tuple(path)


def replaced(record: R, path: FieldPath, value: object) -> R:
    """*record* with another value at *path*; None takes an item of a list or an entry of a table away.

    The values around it are kept as they are; the caller sees to it that *value* fits.
    """
    step, rest = path[0], path[1:]
    assert isinstance(step, str)
    held = getattr(record, step)
    return record.model_copy(update={step: _put(held, rest, value) if rest else value})


def _put(holder: object, path: FieldPath, value: object) -> object:
    step, rest = path[0], path[1:]
    if isinstance(holder, BaseModel):
        return replaced(holder, path, value)
    if isinstance(holder, tuple):
        assert isinstance(step, int)
        if not rest and value is None:
            return (*holder[:step], *holder[step + 1 :])
        return (*holder[:step], _put(holder[step], rest, value) if rest else value, *holder[step + 1 :])
    assert isinstance(holder, Mapping)
    others = {key: kept for key, kept in holder.items() if key != step}
    if not rest and value is None:
        return others
    return {**others, step: _put(holder[step], rest, value) if rest else value}


def _index(items: tuple[object, ...], step: str | int) -> int | None:
    if isinstance(step, int):
        return step if 0 <= step < len(items) else None
    return next((index for index, item in enumerate(items) if own_name(item) == step), None)
