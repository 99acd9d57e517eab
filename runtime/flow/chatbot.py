"""The chatbot a flow speaks for, as a person's handset shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import FieldPath, Hint, Record
from runtime.wording import Wording


class Submenu(Record):
    """A list inside a list of the fixed menu: a third level, which GSMA has and China has not."""

    text: Annotated[str, Hint(Wording("菜单文字", "Entry"), limit="suggestion_text", required=True)] = ""
    entries: Annotated[
        tuple[Suggestion, ...], Hint(Wording("三级菜单项", "Entries"), limit="submenu_entries")
    ] = ()


class MenuEntry(Record):
    """One entry of the fixed menu: a suggestion of its own, or a list of up to five.

    Source: CT/CU interface V1.0.4 §7.1.2: two levels, three entries of five in China; GSMA has three levels.
    """

    text: Annotated[str, Hint(Wording("菜单文字", "Entry"), limit="suggestion_text")] = ""
    suggestion: Annotated[Suggestion | None, Hint(Wording("点了以后", "When tapped"), widget="tap")] = None
    entries: Annotated[
        tuple[Suggestion, ...],
        Hint(Wording("二级菜单", "Submenu"), limit="submenu_entries", only_if={"suggestion": (None,)}),
    ] = ()
    submenus: Annotated[
        tuple[Submenu, ...],
        Field(exclude_if=lambda value: not value),
        Hint(
            Wording("二级菜单里的列表", "Lists in the submenu"),
            limit="submenus",
            only_if={"suggestion": (None,)},
            item=Wording("列表", "list"),
        ),
    ] = ()
    """Lists behind the entries of the submenu; they stand last."""

    @property
    def is_list(self) -> bool:
        """Whether a tap opens further entries."""
        return bool(self.entries or self.submenus)

    def suggestions(self) -> Iterator[tuple[FieldPath, Suggestion]]:
        """Everything to tap below the entry, in its order, with its path."""
        if self.suggestion is not None:
            yield ("suggestion",), self.suggestion
        for index, suggestion in enumerate(self.entries):
            yield ("entries", index), suggestion
        for number, submenu in enumerate(self.submenus):
            for index, suggestion in enumerate(submenu.entries):
                yield ("submenus", number, "entries", index), suggestion


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
