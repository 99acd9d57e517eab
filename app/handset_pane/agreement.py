"""Says beside the twin whether its numbers lead where the buttons lead."""

from __future__ import annotations

from runtime.flow.node import Node
from runtime.flow.number_proof import number_faults
from runtime.messages.fallback import CHINESE
from runtime.messages.message import Message
from widgets.handset import Agreement


def agreement_of(
    message: Message, node: Node, language: str = CHINESE, written: Message | None = None
) -> Agreement | None:
    """What the proof of the checks says of this message, which translates *written*; None without replies."""
    if message.fallback.mode == "none" or not message.replies():
        return None
    faults = number_faults(message, node, language, written)
    wrong = next((fault for fault in faults if fault.is_wrong), None)
    return Agreement(True) if wrong is None else Agreement(False, wrong.number)
