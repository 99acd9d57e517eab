"""The actions of composing a message: on the phone, with emoji, templates, tables and people's values."""

from __future__ import annotations

from app.actions.spec import ActionSpec
from runtime.wording import Wording

COMPOSING: tuple[ActionSpec, ...] = (
    ActionSpec(
        "edit_on_phone", Wording("在手机上编辑", "Edit on the phone"),
        "composing.edit_on_phone", "edit", "Shift+F2", "edit", "scenario", begins_group=True,
    ),
    ActionSpec(
        "pick_emoji", Wording("插入表情…", "Insert emoji…"),
        "composing.pick_emoji", "edit", "Ctrl+;", "emoji", "scenario",
    ),
    ActionSpec(
        "paste_table", Wording("用剪贴板里的表格做轮播…", "Carousel from the copied table…"),
        "composing.paste_table", "edit", "Ctrl+Shift+V", "carousel", "scenario",
    ),
    ActionSpec(
        "read_table", Wording("用表格文件做轮播…", "Carousel from a table file…"),
        "composing.ask_table", "edit", needs="scenario",
    ),
    ActionSpec(
        "insert_template", Wording("插入消息模板…", "Insert a message template…"),
        "composing.insert_template", "edit", "Ctrl+Alt+T", needs="scenario", begins_group=True,
    ),
    ActionSpec(
        "save_template", Wording("把消息存为模板", "Save the message as a template"),
        "composing.save_message", "edit", "Ctrl+Alt+Shift+T", needs="scenario",
    ),
    ActionSpec(
        "save_card", Wording("把卡片存为模板", "Save the card as a template"),
        "composing.save_card", "edit", needs="scenario",
    ),
)  # fmt: skip
"""In the edit menu."""

PREVIEWING: tuple[ActionSpec, ...] = (
    ActionSpec(
        "next_values", Wording("用下一个人的资料预览", "Preview as the next person"),
        "composing.next_values", "view", "Ctrl+PgDown", needs="scenario", begins_group=True,
    ),
    ActionSpec(
        "previous_values", Wording("用上一个人的资料预览", "Preview as the person before"),
        "composing.previous_values", "view", "Ctrl+PgUp", needs="scenario",
    ),
)  # fmt: skip
"""In the view menu."""
