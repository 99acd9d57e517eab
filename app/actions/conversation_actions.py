"""The actions of the conversations area, in the run menu."""

from __future__ import annotations

from app.actions.spec import ActionSpec
from runtime.wording import Wording

CONVERSATIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "take_conversation", Wording("接待这个会话", "Take this conversation"), "conversations.take",
        "run", "Ctrl+Alt+Y", "hand_over", "conversations", begins_group=True,
    ),
    ActionSpec(
        "hand_conversation_back", Wording("解决，交还场景", "Done, hand back"),
        "conversations.hand_back", "run", "Ctrl+Alt+K", needs="conversations",
    ),
    ActionSpec(
        "pass_conversation_on", Wording("转给同事…", "Pass on…"), "conversations.pass_on",
        "run", "Ctrl+Alt+U", needs="conversations",
    ),
    ActionSpec(
        "write_answer", Wording("写回复", "Write an answer"), "conversations.write",
        "run", "Ctrl+Alt+R", needs="conversations",
    ),
    ActionSpec(
        "write_note", Wording("写备注", "Write a note"), "conversations.write_note",
        "run", "Ctrl+Alt+Shift+M", "note", "conversations",
    ),
    ActionSpec(
        "search_conversations", Wording("搜索会话", "Search conversations"), "conversations.search",
        "run", "Ctrl+Alt+F", "search", "conversations",
    ),
    ActionSpec(
        "export_conversation", Wording("导出会话记录…", "Export the transcript…"), "conversations.export",
        "run", icon="export", needs="conversations",
    ),
)  # fmt: skip
