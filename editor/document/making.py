"""New nodes, as the palette and the menus make them."""

from __future__ import annotations

from runtime.flow.ids import NodeId
from runtime.flow.node import Node, node_types
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.element import Element, element_types
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.registry import nearest
from runtime.wording import Wording


class UnknownKind(LookupError):
    """Neither a node type nor a message element has the name."""

    def __init__(self, kind: str) -> None:
        hint = nearest(kind, [*node_types(), *element_types()])
        super().__init__(f"no node type or element {kind!r}" + (f"; did you mean {hint!r}?" if hint else ""))


def new_node(kind: str, node_id: NodeId) -> Node:
    """A node of a type, or a message with an element of that type; raises UnknownKind."""
    if kind in node_types():
        return node_types()[kind].model_validate({"type": kind, "id": node_id})
    if kind in element_types():
        return SendMessage(id=node_id, message=Message(content=_new_element(kind)))
    raise UnknownKind(kind)


def kind_label(kind: str) -> Wording:
    """What people call a node type or an element; raises UnknownKind."""
    found = node_types().get(kind) or element_types().get(kind)
    if found is None:
        raise UnknownKind(kind)
    return found.label


def _new_element(kind: str) -> Element:
    """An element with the parts that every one of its type has, still empty."""
    empty = Card(media=CardMedia())
    if kind == "rich_card":
        return RichCard(card=empty)
    if kind == "carousel":
        return Carousel(cards=(empty, empty))
    return element_types()[kind].model_validate({"type": kind})
