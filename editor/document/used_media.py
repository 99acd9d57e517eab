"""The media a scenario shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from runtime.flow.flow import Flow
from runtime.flow.node import Node
from runtime.messages.media import LOCAL
from runtime.messages.message import Message
from runtime.records import hints_of


def used_media(flow: Flow) -> tuple[str, ...]:
    """The sources `media:NAME` that the flow's chatbot and messages show, once each, in document order."""
    logo = (flow.chatbot.logo,) if flow.chatbot.logo.startswith(LOCAL) else ()
    return tuple(dict.fromkeys((*logo, *media_of_nodes(flow.nodes.values()))))


def media_of_nodes(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The sources `media:NAME` that the messages of *nodes* show, without repeats."""
    found: dict[str, None] = {}
    for node in nodes:
        for name in type(node).model_fields:
            value = getattr(node, name)
            if isinstance(value, Message):
                found.update(dict.fromkeys(s for s in value.media_sources() if s.startswith(LOCAL)))
    return tuple(found)


def with_media_renamed(node: Node, names: Mapping[str, str]) -> Node:
    """The node with its media sources replaced as *names* say; the same object when none is among them."""
    if not names:
        return node
    changed = _renamed(node, names)
    assert isinstance(changed, Node)
    return changed


def _renamed(record: BaseModel, names: Mapping[str, str]) -> BaseModel:
    hints = hints_of(type(record))
    updates: dict[str, object] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        made: object = value
        hint = hints.get(name)
        if isinstance(value, str):
            # The picture of a card, a thumbnail and a file are chosen in the media field, and only they.
            if hint is not None and hint.widget == "media":
                made = names.get(value, value)
        elif isinstance(value, BaseModel):
            made = _renamed(value, names)
        elif isinstance(value, tuple):
            items = tuple(_renamed(item, names) if isinstance(item, BaseModel) else item for item in value)
            made = items if any(a is not b for a, b in zip(items, value, strict=True)) else value
        if made is not value and made != value:
            updates[name] = made
    return record.model_copy(update=updates) if updates else record
