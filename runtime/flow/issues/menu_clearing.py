"""The fixed menu beside the one people already have."""

from __future__ import annotations

from typing import Final

from runtime.flow.chatbot import Chatbot
from runtime.flow.issue import Issue
from runtime.flow.issues.sources import MENU_CLEARING
from runtime.wording import Wording

_CLEARED: Final = Wording(
    "固定菜单删空了，有的平台设置后不能清空，手机上可能还是原来的菜单。至少留一项。",
    "The fixed menu was emptied; some platforms cannot empty one, and handsets may keep the old menu. "
    "Leave at least one entry.",
)


def menu_findings(online: Chatbot, draft: Chatbot) -> tuple[Issue, ...]:
    """What is wrong with putting the menu of *draft* in place of the one that is *online*."""
    if not online.menu or draft.menu:
        return ()
    return (Issue("warning", "menu_cleared", _CLEARED, path=("chatbot", "menu"), rule=MENU_CLEARING),)
