"""New nodes, as the palette and the menus make them."""

from __future__ import annotations

from editor.document.own_kinds import own_kind
from editor.document.starting_points import starting_node
from runtime.flow.ids import NodeId
from runtime.flow.node import Node, node_types
from runtime.messages.elements.element import element_types
from runtime.registry import nearest
from runtime.wording import Wording


class UnknownKind(LookupError):
    """Neither a node type nor a message element has the name."""

    def __init__(self, kind: str) -> None:
        hint = nearest(kind, [*node_types(), *element_types()])
        super().__init__(f"no node type or element {kind!r}" + (f"; did you mean {hint!r}?" if hint else ""))


def new_node(kind: str, node_id: NodeId) -> Node:
    """A node of a type, or a message with an element of that type, as one begins; raises UnknownKind."""
    own = own_kind(kind)
    if own is not None:
        return own.make(node_id)
    if kind in node_types():
        return starting_node("node", kind, node_id)
    if kind in element_types():
        return starting_node("element", kind, node_id)
    raise UnknownKind(kind)


def kind_label(kind: str) -> Wording:
    """What people call a node type or an element; raises UnknownKind."""
    found = own_kind(kind) or node_types().get(kind) or element_types().get(kind)
    if found is None:
        raise UnknownKind(kind)
    return found.label
