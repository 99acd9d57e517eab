"""How the states of a chatbot look, and which of several is worth telling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from editor.library.chatbots.audit import STATE_WORDS, AuditState
from editor.library.chatbots.document import ChatbotDocument
from runtime.wording import Wording
from widgets.common import BadgeState

BADGES: Final[Mapping[AuditState, BadgeState]] = {
    "draft": BadgeState.NEUTRAL,
    "submitted": BadgeState.ACCENT,
    "in_audit": BadgeState.ACCENT,
    "approved": BadgeState.OK,
    "rejected": BadgeState.ERROR,
    "online": BadgeState.OK,
    "suspended": BadgeState.WARN,
}

ICONS: Final[Mapping[AuditState, str]] = {
    "draft": "pencil",
    "submitted": "send",
    "in_audit": "clock",
    "approved": "check",
    "rejected": "close",
    "online": "success",
    "suspended": "pause",
}
"""A state has two signs: its colour and its icon."""

STEP_WORDS: Final[Mapping[AuditState, Wording]] = {
    "draft": Wording("改回草稿", "Back to draft"),
    "submitted": Wording("已提交", "Handed in"),
    "in_audit": Wording("开始审核", "Audit began"),
    "approved": Wording("通过了", "It passed"),
    "rejected": Wording("被退回", "Rejected"),
    "online": Wording("已上线", "It is online"),
    "suspended": Wording("被暂停", "Suspended"),
}

_RANK: Final[tuple[AuditState, ...]] = (
    "rejected",
    "suspended",
    "in_audit",
    "submitted",
    "approved",
    "online",
)


def standing(document: ChatbotDocument) -> AuditState:
    """The state that asks most for attention, of all carriers."""
    states = {each.state for each in document.registrations}
    return next((state for state in _RANK if state in states), "draft")


def standing_words(document: ChatbotDocument) -> Wording:
    """That state in words, with the number of carriers that are in it where there are several."""
    state = standing(document)
    count = sum(each.state == state for each in document.registrations)
    words = STATE_WORDS[state]
    return words if count < 2 else Wording(f"{words.zh} {count}", f"{words.en} {count}")
