"""Another state of the whole document as one change of this one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from editor.document.change import Change, Key, Kind, Stored
from editor.document.store import Store
from runtime.flow.document import Document
from runtime.records import Record
from runtime.wording import Wording

Id = TypeVar("Id", bound=str)


def change_to(store: Store, document: Document, name: Wording) -> Change:
    """What makes the document of *store* the same as *document*; only the id of its flow stays its own.

    Records that are alike are not touched, so that applying it costs what differs, and undo takes it back.
    What a merge left to decide is settled by it.
    """
    target = Store(document)
    records: dict[Key, tuple[Stored, Stored]] = {}
    before, after = (
        store.record(("flow", "")),
        target.flow.model_copy(update={"nodes": {}, "id": store.flow.id}),
    )
    if before != after:
        records["flow", ""] = (before, after)
    old, new = store.layout, target.layout
    _compare(records, "node", store.nodes, target.nodes)
    _compare(records, "position", old.positions, new.positions)
    _compare(records, "note", old.notes, new.notes)
    _compare(records, "frame", old.frames, new.frames)
    if records:
        records.update({("conflict", name): (conflict, None) for name, conflict in store.conflicts.items()})
    return Change(name, records)


def _compare(
    records: dict[Key, tuple[Stored, Stored]],
    kind: Kind,
    old: Mapping[Id, Record],
    new: Mapping[Id, Record],
) -> None:
    for name in old.keys() | new.keys():
        before, after = old.get(name), new.get(name)
        if before != after:
            records[kind, name] = (before, after)
    if tuple(old) != tuple(new):
        records["order", kind] = (tuple(old), tuple(new))
