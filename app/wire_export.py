"""Every message of a flow as the carriers get it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from runtime.engine.prepared import postback_of
from runtime.flow.flow import Flow
from runtime.flow.node import Node
from runtime.messages.message import Message


def wire_of(flow: Flow) -> list[dict[str, Any]]:
    """One object per message, in document order: node, title, field, RCC.07 parts and SMS text.

    Insertions stay `{{ }}` and media stay `media:NAME`: both are filled in when a message is sent.
    """
    return [
        {
            "node": node.id,
            "title": node.called(),
            "field": name,
            "messageList": [
                {
                    "contentType": part.content_type,
                    "contentEncoding": "utf8",
                    "contentText": part.content,
                }
                for part in _ready(flow, node, message).to_wire()
            ],
            "smsSupported": message.fallback_text(flow.chatbot.signature) is not None,
            "smsContent": message.fallback_text(flow.chatbot.signature) or "",
        }
        for node in flow.nodes.values()
        for name, message in messages_of(node)
    ]


def messages_of(node: Node) -> Iterator[tuple[str, Message]]:
    """The messages a node can send, with the names of their fields."""
    for name in type(node).model_fields:
        value = getattr(node, name)
        if isinstance(value, Message):
            yield name, value


def _ready(flow: Flow, node: Node, message: Message) -> Message:
    return message.with_postbacks(lambda suggestion: postback_of(flow.id, node.id, suggestion))
