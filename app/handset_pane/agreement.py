"""Proves that the numbers of a message's SMS twin lead where its buttons lead."""

from __future__ import annotations

from collections.abc import Callable

from runtime.engine.prepared import PreparedMessage
from runtime.flow.flow import Flow
from runtime.flow.node import Node
from runtime.flow.resume import Reply
from runtime.messages.message import Message
from widgets.handset import Agreement


def agreement_of(message: Message, node: Node, flow: Flow) -> Agreement | None:
    """Asks the engine what a tap and what the number means, reply by reply; None when nothing is numbered.

    The same code answers people for real, so what holds here holds for them.
    """
    if message.fallback.mode == "none" or not message.replies():
        return None
    prepared = PreparedMessage(message, flow.id, node.id, flow.chatbot.signature)
    filled, _ = prepared.filled(_as_written)
    for number, reply in enumerate(filled.replies(), start=1):
        tapped = prepared.answered_by(Reply(text=reply.text, postback=reply.postback), _as_written)
        typed = prepared.answered_by(Reply(text=str(number)), _as_written)
        if tapped is None or typed is None:
            return Agreement(False, number)
        if tapped != typed and node.targets.get(tapped) != node.targets.get(typed):
            return Agreement(False, number)
    return Agreement(True)


def _as_written(text: str, escaped: Callable[[str], str] = str) -> str:
    return text
