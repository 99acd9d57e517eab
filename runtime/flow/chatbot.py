"""The chatbot a flow speaks for, as a person's handset shows it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import Hint, Record
from runtime.wording import Wording


class MenuEntry(Record):
    """One entry of the fixed menu: a suggestion of its own or a list of up to five.

    Source: CT/CU interface V1.0.4 §7.1.2: two levels, three entries of five in China.
    """

    text: Annotated[str, Hint(Wording("菜单文字", "Entry"), limit="suggestion_text")] = ""
    suggestion: Annotated[Suggestion | None, Hint(Wording("点了以后", "When tapped"), widget="tap")] = None
    entries: Annotated[
        tuple[Suggestion, ...],
        Hint(Wording("二级菜单", "Submenu"), limit="submenu_entries", only_if={"suggestion": (None,)}),
    ] = ()


class Chatbot(Record):
    """Name, verification, colour, fixed menu and SMS signature."""

    name: Annotated[str, Hint(Wording("名称", "Name"))] = "示例生活馆"
    verified: Annotated[bool, Hint(Wording("已认证", "Verified"))] = True
    auth_org: Annotated[str, Hint(Wording("认证主体", "Verified by"))] = "示例生活馆有限公司"
    theme_colour: Annotated[
        str, Field(pattern=r"^#[0-9A-Fa-f]{6}$"), Hint(Wording("主题色", "Theme colour"), widget="colour")
    ] = "#A63A50"
    signature: Annotated[str, Hint(Wording("短信签名", "SMS signature"))] = "示例生活馆"
    sms_sender: Annotated[str, Hint(Wording("短信号码", "SMS sender"))] = "1069****0088"
    menu: Annotated[
        tuple[MenuEntry, ...],
        Hint(
            Wording("固定菜单", "Fixed menu"),
            limit="menu_entries",
            widget="menu",
            item=Wording("菜单项", "menu entry"),
        ),
    ] = ()
