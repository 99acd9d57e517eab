"""Which fields differ between two versions of one record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from pydantic import BaseModel

from editor.document.differing.aligning import aligned, is_reordered
from editor.document.differing.alike import alike
from editor.document.differing.entries import FieldChange
from runtime.flow.condition import Condition
from runtime.records import FieldPath

WHOLES: Final = (Condition,)
"""Records that mean something only as a whole; people read them as one line."""


def field_changes(old: BaseModel, new: BaseModel, without: Collection[str] = ()) -> list[FieldChange]:
    """Everything that differs between two records of one type, in form order."""
    found: list[FieldChange] = []
    _compare_records(old, new, (), (), found, without)
    return found


def _compare_records(
    old: BaseModel,
    new: BaseModel,
    old_path: FieldPath,
    path: FieldPath,
    found: list[FieldChange],
    without: Collection[str] = (),
) -> None:
    for name in type(new).model_fields:
        if name not in without:
            before, after = getattr(old, name), getattr(new, name)
            _compare(before, after, (*old_path, name), (*path, name), found)


def _compare(
    old: object, new: object, old_path: FieldPath, path: FieldPath, found: list[FieldChange]
) -> None:
    if alike(old, new):
        return
    if isinstance(old, BaseModel) and type(old) is type(new) and not isinstance(old, WHOLES):
        assert isinstance(new, BaseModel)
        _compare_records(old, new, old_path, path, found)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        _compare_lists(old, new, old_path, path, found)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            _compare(old.get(key), new.get(key), (*old_path, key), (*path, key), found)
    else:
        found.append(FieldChange("changed", old_path, path, old, new))


def _compare_lists(
    old: tuple[object, ...],
    new: tuple[object, ...],
    old_path: FieldPath,
    path: FieldPath,
    found: list[FieldChange],
) -> None:
    pairs = aligned(old, new)
    for old_index, new_index in pairs:
        if old_index is None:
            assert new_index is not None
            found.append(FieldChange("added", old_path, (*path, new_index), None, new[new_index]))
        elif new_index is None:
            found.append(FieldChange("removed", (*old_path, old_index), path, old[old_index], None))
        else:
            _compare(old[old_index], new[new_index], (*old_path, old_index), (*path, new_index), found)
    if is_reordered(pairs):
        found.append(FieldChange("reordered", old_path, path, old, new))
