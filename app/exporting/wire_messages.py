"""Every message of a flow as the carriers get it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from editor.document.walk_order import walk_order
from runtime.engine.prepared import postback_of
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.translations import in_language
from runtime.messages.message import Message


def wire_of(flow: Flow, selection: frozenset[NodeId] = frozenset()) -> list[dict[str, Any]]:
    """One object per message and language: node, title, field, RCC.07 parts and SMS text.

    In the order of a conversation, of the chosen nodes if any is chosen; a further language has an object
    where something is translated. Insertions stay `{{ }}` and media stay `media:NAME`: both are filled in
    when a message is sent.
    """
    found = []
    for node in walk_order(flow):
        if selection and node.id not in selection:
            continue
        found += [_entry(flow, node, name, message) for name, message in messages_of(node)]
        for language in flow.languages:
            spoken = in_language(node, language)
            if spoken is not node:
                found += [
                    _entry(flow, spoken, name, message) | {"language": language}
                    for name, message in messages_of(spoken)
                ]
    return found


def messages_of(node: Node) -> Iterator[tuple[str, Message]]:
    """The messages a node can send, with the names of their fields."""
    for name in type(node).model_fields:
        value = getattr(node, name)
        if isinstance(value, Message):
            yield name, value


def _entry(flow: Flow, node: Node, name: str, message: Message) -> dict[str, Any]:
    sms_text = message.fallback_text(flow.chatbot.signature)
    return {
        "node": node.id,
        "title": node.called(),
        "field": name,
        "language": flow.language,
        "messageList": [
            {"contentType": part.content_type, "contentEncoding": "utf8", "contentText": part.content}
            for part in with_postbacks(flow, node, message).to_wire()
        ],
        "smsSupported": sms_text is not None,
        "smsContent": sms_text or "",
    }


def with_postbacks(flow: Flow, node: Node, message: Message) -> Message:
    """The message with the postbacks it is sent with."""
    return message.with_postbacks(lambda suggestion: postback_of(flow.id, node.id, suggestion))
