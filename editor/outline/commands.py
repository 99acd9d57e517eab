"""What the outline does to a document: add behind an exit, rename and reorder what stands at one."""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError

from editor.document.connecting import connection_refusal
from editor.document.draft import Draft
from editor.document.making import kind_label, new_node
from editor.document.store import Store
from runtime.flow.ids import ExitName, NodeId, reply_exit
from runtime.flow.node import Node
from runtime.flow.nodes.branch import Branch, case_exit
from runtime.flow.nodes.split import Split, arm_exit
from runtime.messages.elements.element import element_types
from runtime.messages.message import Message
from runtime.records import FieldPath, replaced_at, value_at
from runtime.wording import Wording, same

_ADD: Final = Wording("添加「{name}」", "Add {name}")
_MOVE: Final = Wording("移动「{name}」", "Move {name}")
_RENAME: Final = Wording("修改「{name}」", "Change {name}")
_RIGHT: Final = 300.0
_DOWN: Final = 230.0
_NEAR: Final = (250.0, 220.0)
"""Cards whose corners are nearer than this would overlap."""
_TRIES: Final = 200


def add_behind(
    store: Store, kind: str, node_id: NodeId, exit_name: ExitName | None, title: str = ""
) -> NodeId:
    """Add a node to the right of another and let an exit of it lead there; what it led to comes after.

    Without an exit the node stands alone. Raises UnknownKind, and NodeMissing.
    """
    with store.edit(_ADD.format(name=kind_label(kind))) as draft:
        made = NodeId(draft.new_id("n"))
        node = new_node(kind, made)
        if kind in element_types() and title:
            node = node.model_copy(update={"title": title})
        draft.add_node(node, *_free_place(store, node_id, exit_name))
        if exit_name is not None and connection_refusal(draft.node(node_id), exit_name, node) is None:
            onward = draft.node(node_id).targets.get(exit_name)
            draft.connect(node_id, exit_name, made)
            _lead_on(draft, made, onward)
    return made


def _lead_on(draft: Draft, made: NodeId, onward: NodeId | None) -> None:
    offers = draft.node(made).offers()
    if onward is not None and offers:
        draft.connect(made, offers[0].name, onward)


def _free_place(store: Store, node_id: NodeId, exit_name: ExitName | None) -> tuple[float, float]:
    here = store.position(node_id)
    taken = [store.position(each) for each in store.nodes]
    names = [offer.name for offer in store.node(node_id).offers()]
    row = names.index(exit_name) if exit_name in names else 0
    wished = here.y + (row - (len(names) - 1) / 2) * _DOWN / 2
    for number in range(_TRIES):
        step = (number + 1) // 2 * (1 if number % 2 else -1)
        x, y = here.x + _RIGHT, wished + step * _DOWN / 2
        if all(abs(place.x - x) >= _NEAR[0] or abs(place.y - y) >= _NEAR[1] for place in taken):
            return round(x), round(y)
    return round(here.x + _RIGHT), round(wished)


def item_path(node: Node, exit_name: ExitName) -> FieldPath | None:
    """The case, arm or suggestion an exit belongs to; None for exits that belong to none."""
    if isinstance(node, Branch):
        for index, case in enumerate(node.cases):
            if case_exit(case.id) == exit_name:
                return "cases", index
    if isinstance(node, Split):
        for index, arm in enumerate(node.arms):
            if arm_exit(arm.id) == exit_name:
                return "arms", index
    message = getattr(node, "message", None)
    if isinstance(message, Message):
        for path, suggestion in message.suggestions():
            if reply_exit(suggestion.id) == exit_name:
                return "message", *path
    return None


def can_move(node: Node, exit_name: ExitName, by: int) -> bool:
    """Whether what an exit belongs to has a neighbour to change places with, up (-1) or down (1)."""
    path = item_path(node, exit_name)
    if path is None:
        return False
    items, index = value_at(node, path[:-1]), path[-1]
    return isinstance(items, tuple) and isinstance(index, int) and 0 <= index + by < len(items)


def move_item(store: Store, node_id: NodeId, exit_name: ExitName, by: int) -> bool:
    """Let the case, arm or suggestion of an exit change places with its neighbour; says whether it did."""
    node = store.node(node_id)
    path = item_path(node, exit_name)
    if path is None or not can_move(node, exit_name, by):
        return False
    items, index = value_at(node, path[:-1]), path[-1]
    assert isinstance(items, tuple)
    assert isinstance(index, int)
    moved = list(items)
    moved[index], moved[index + by] = moved[index + by], moved[index]
    label = next((offer.label for offer in node.offers() if offer.name == exit_name), same(exit_name))
    with store.edit(_MOVE.format(name=label)) as draft:
        draft.put_node(replaced_at(node, path[:-1], tuple(moved)))
    return True


def item_name(node: Node, exit_name: ExitName) -> str | None:
    """The words of the case, arm or suggestion an exit belongs to, as they are edited; None for none."""
    path = _name_path(node, exit_name)
    value = value_at(node, path) if path is not None else None
    return value if isinstance(value, str) else None


def rename_item(store: Store, node_id: NodeId, exit_name: ExitName, words: str) -> bool:
    """Give the case, arm or suggestion of an exit other words; says whether they were taken."""
    node = store.node(node_id)
    path = _name_path(node, exit_name)
    if path is None or value_at(node, path) == words:
        return False
    try:
        changed = replaced_at(node, path, words)
    except ValidationError:
        return False
    with store.edit(_RENAME.format(name=words or exit_name)) as draft:
        draft.put_node(changed)
    return True


def _name_path(node: Node, exit_name: ExitName) -> FieldPath | None:
    path = item_path(node, exit_name)
    if path is None:
        return None
    return (*path, "text" if path[0] == "message" else "name")
