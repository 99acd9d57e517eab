"""Differences and conflicts as plain data, for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from editor.document.differing.entries import Difference, Entry, ExitChange, FieldChange
from editor.document.differing.people import PeopleChange
from editor.document.merging import Conflict
from runtime.records import FieldPath
from runtime.wording import Wording


def difference_data(found: Difference, people: Iterable[PeopleChange]) -> dict[str, Any]:
    """A comparison: `same`, `entries` in order, `people` in sentences."""
    return {
        "same": not found,
        "entries": [_entry_data(entry) for entry in found.entries],
        "people": [_words(change.sentence) | {"ways": change.ways, "node": change.node} for change in people],
    }


def conflict_data(conflict: Conflict) -> dict[str, Any]:
    """A conflict: where it is, its three values, the side the file holds, and its words."""
    return {
        **_words(conflict.sentence),
        "kind": conflict.kind,
        "id": conflict.name,
        "place": list(conflict.place),
        "base": _plain(conflict.base),
        "ours": _plain(conflict.ours),
        "theirs": _plain(conflict.theirs),
        "removed_by": conflict.gone or None,
        "kept": conflict.kept,
    }


def _entry_data(entry: Entry) -> dict[str, Any]:
    detail = entry.detail
    return {
        "kind": entry.kind,
        "sign": entry.sign,
        **_words(entry.sentence),
        "detail": None if detail is None else _words(detail),
        "node": entry.node,
        "item": entry.item or None,
        "changes": [_change_data(change) for change in entry.changes],
        "exits": [_exit_data(change) for change in entry.exits],
    }


def _change_data(change: FieldChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "old_field": _dotted(change.old_path),
        "field": _dotted(change.path),
        "old": _plain(change.old),
        "new": _plain(change.new),
    }


def _exit_data(change: ExitChange) -> dict[str, Any]:
    return {"node": change.node, "exit": change.exit, "old": change.old, "new": change.new}


def _words(words: Wording) -> dict[str, Any]:
    return {"zh": words.zh, "en": words.en}


def _dotted(path: FieldPath) -> str:
    return ".".join(str(step) for step in path)


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
