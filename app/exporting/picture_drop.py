"""Finds the message under a picture that is dropped on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.file import File
from runtime.messages.elements.rich_card import RichCard
from runtime.records import FieldPath

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from runtime.flow.ids import NodeId
    from runtime.flow.node import Node

_CONTENT: Final = ("message", "content")


def place_for_picture(area: EditingArea, at: tuple[float, float] | None) -> tuple[NodeId, FieldPath] | None:
    """The node below a place of the scene and its field for the picture; None when it has none."""
    node_id = area.canvas.node_at(*at) if at is not None else None
    node = area.document.store.nodes.get(node_id) if node_id is not None else None
    path = picture_path(node) if node is not None else None
    return (node.id, path) if node is not None and path is not None else None


def picture_path(node: Node) -> FieldPath | None:
    """The field that shows a node's picture: in a carousel that of the first card without one."""
    content = node.message.content if isinstance(node, SendMessage) else None
    if isinstance(content, RichCard):
        return (*_CONTENT, "card", "media", "source")
    if isinstance(content, File):
        return (*_CONTENT, "source")
    if isinstance(content, Carousel) and content.cards:
        empty = [place for place, card in enumerate(content.cards) if card.media is None]
        return (*_CONTENT, "cards", empty[0] if empty else 0, "media", "source")
    return None
