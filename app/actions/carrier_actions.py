"""Copies of one message in the words of each carrier's interface, and the way to our chatbots."""

from __future__ import annotations

from app.actions.spec import ActionSpec
from runtime.wording import Wording

_FORMS = (
    ("ctcu", Wording("电信与联通（JSON）", "China Telecom and Unicom (JSON)"), "Ctrl+Alt+C"),
    ("cmcc", Wording("移动（XML）", "China Mobile (XML)"), ""),
    ("aliyun", Wording("阿里云（JSON）", "Alibaba Cloud (JSON)"), ""),
    ("gsma", Wording("GSMA（JSON）", "GSMA (JSON)"), ""),
)

CARRIER_COPIES: tuple[ActionSpec, ...] = tuple(
    ActionSpec(
        f"copy_message_{name}", words, "pasteboard.copy_message", "edit", keys, needs="selected_nodes",
        begins_group=number == 0, submenu="copy_message", argument=name,
    )
    for number, (name, words, keys) in enumerate(_FORMS)
)  # fmt: skip
"""One for each profile whose interface differs, and those people look for by name."""

CHATBOT_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "show_chatbots", Wording("聊天机器人", "Chatbots"), "chatbots.show_page", "window", "Alt+4",
        "message",
    ),
    ActionSpec(
        "new_chatbot", Wording("新建聊天机器人", "New chatbot"), "chatbots.new", "file", icon="message"
    ),
)  # fmt: skip
