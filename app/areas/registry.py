"""The areas there are, in the order of the rail."""

from __future__ import annotations

from app.areas.area import AreaPage, AreaSpec
from runtime.wording import Wording


def _audience() -> type[AreaPage]:
    from app.audience.page import AudiencePage

    return AudiencePage


def _campaigns() -> type[AreaPage]:
    from app.campaigns.page import CampaignsPage

    return CampaignsPage


def _conversations() -> type[AreaPage]:
    from app.conversations.page import ConversationsPage

    return ConversationsPage


BUSINESS_AREAS: tuple[AreaSpec, ...] = (
    AreaSpec("audience", "audience", Wording("人群", "Audience"), _audience),
    AreaSpec("campaigns", "campaigns", Wording("活动", "Campaigns"), _campaigns),
    AreaSpec(
        "conversations",
        "conversations",
        Wording("会话", "Conversations"),
        _conversations,
        Wording("会话", "Chats"),
    ),
)
