"""Gives what both copies added under one id an id of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel

from editor.document.differing.alike import alike
from runtime.flow.document import Document
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.node import Node

R = TypeVar("R", bound=BaseModel)


def told_apart(base: Document, ours: Document, theirs: Document) -> Document:
    """*theirs* with new ids for the nodes, notes and frames that *ours* added as something else."""
    taken = {*ours.flow.nodes, *theirs.flow.nodes, *base.flow.nodes}
    new_ids: dict[NodeId, NodeId] = {}
    for node_id, node in theirs.flow.nodes.items():
        other = ours.flow.nodes.get(node_id)
        if other is not None and node_id not in base.flow.nodes and not _is_same_node(other, node):
            new_ids[node_id] = NodeId(_free(node_id, taken))
            taken.add(new_ids[node_id])
    told = _with_new_ids(theirs, new_ids) if new_ids else theirs
    return _layout_told_apart(base, ours, told)


def items_told_apart(base: Node | None, ours: Node, theirs: Node) -> Node:
    """*theirs* with new ids for the suggestions, cases and arms that *ours* added as something else."""
    known = set(item_ids(base)) if base is not None else set()
    mine = dict(_items(ours))
    clashing = {
        item_id
        for item_id, item in _items(theirs)
        if item_id not in known and item_id in mine and not alike(item, mine[item_id])
    }
    if not clashing:
        return theirs
    taken = {*mine, *item_ids(theirs), *known}
    new_ids = {item_id: _free(item_id, taken) for item_id in sorted(clashing)}
    renamed = _renamed(theirs, new_ids)
    targets = {_exit(exit_name, new_ids): target for exit_name, target in theirs.targets.items()}
    return renamed.model_copy(update={"targets": targets})


def item_ids(node: Node) -> Iterator[str]:
    """The ids of the suggestions, cases and arms of a node."""
    return (item_id for item_id, _ in _items(node))


def item_of_exit(exit_name: str) -> str | None:
    """The id of the suggestion, case or arm an exit belongs to, or None."""
    kind, _, item = exit_name.partition(":")
    return item if kind and item else None


def _is_same_node(one: Node, other: Node) -> bool:
    return one.type == other.type and (alike(one, other) or one.type == "start")


def _with_new_ids(document: Document, new_ids: Mapping[NodeId, NodeId]) -> Document:
    nodes = {}
    for node in document.flow.nodes.values():
        targets = {exit_name: new_ids.get(target, target) for exit_name, target in node.targets.items()}
        node_id = new_ids.get(node.id, node.id)
        nodes[node_id] = node.model_copy(update={"id": node_id, "targets": targets})
    positions = {new_ids.get(key, key): place for key, place in document.layout.positions.items()}
    return document.model_copy(
        update={
            "flow": document.flow.model_copy(update={"nodes": nodes}),
            "layout": document.layout.model_copy(update={"positions": positions}),
        }
    )


def _layout_told_apart(base: Document, ours: Document, theirs: Document) -> Document:
    updates: dict[str, object] = {}
    for field in ("notes", "frames"):
        were, mine, yours = (getattr(copy.layout, field) for copy in (base, ours, theirs))
        taken = {*were, *mine, *yours}
        kept = {}
        for name, thing in yours.items():
            is_clash = name not in were and name in mine and not alike(mine[name], thing)
            free = _free(name, taken) if is_clash else name
            taken.add(free)
            kept[free] = thing.model_copy(update={"id": free}) if is_clash else thing
        if kept.keys() != yours.keys():
            updates[field] = kept
    return (
        theirs.model_copy(update={"layout": theirs.layout.model_copy(update=updates)}) if updates else theirs
    )


def _free(name: str, taken: Collection[str]) -> str:
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _items(value: object) -> Iterator[tuple[str, BaseModel]]:
    """Every record with an id below a node, with its id."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(inner, BaseModel | tuple):
                yield from _items(inner)
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, BaseModel):
                item_id = getattr(item, "id", None)
                if isinstance(item_id, str):
                    yield item_id, item
                yield from _items(item)


def _renamed(record: R, new_ids: Mapping[str, str]) -> R:
    updates: dict[str, object] = {}
    for name in type(record).model_fields:
        old = getattr(record, name)
        new = _value_renamed(old, new_ids)
        if new is not old:
            updates[name] = new
    return record.model_copy(update=updates) if updates else record


def _value_renamed(value: object, new_ids: Mapping[str, str]) -> object:
    if isinstance(value, BaseModel):
        return _renamed(value, new_ids)
    if not isinstance(value, tuple):
        return value
    items = []
    for item in value:
        inner = _value_renamed(item, new_ids)
        old_id = getattr(inner, "id", None)
        if isinstance(inner, BaseModel) and isinstance(old_id, str) and old_id in new_ids:
            inner = inner.model_copy(update={"id": new_ids[old_id]})
        items.append(inner)
    return tuple(items) if any(a is not b for a, b in zip(items, value, strict=True)) else value


def _exit(exit_name: ExitName, new_ids: Mapping[str, str]) -> ExitName:
    item = item_of_exit(exit_name)
    if item is None or item not in new_ids:
        return exit_name
    return ExitName(f"{exit_name.partition(':')[0]}:{new_ids[item]}")
