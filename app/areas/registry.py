"""The areas there are, in the order of the rail."""

from __future__ import annotations

from app.areas.area import AreaPage, AreaSpec
from runtime.wording import Wording


def _conversations() -> type[AreaPage]:
    from app.conversations.page import ConversationsPage

    return ConversationsPage


BUSINESS_AREAS: tuple[AreaSpec, ...] = (
    AreaSpec("conversations", "conversations", Wording("会话", "Conversations"), _conversations),
)
