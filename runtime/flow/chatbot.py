"""The chatbot a flow speaks for, as a person's handset shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, Literal

from pydantic import Field

from runtime.messages.suggestions.suggestion import Suggestion
from runtime.messages.targets import TARGETS
from runtime.records import FieldPath, Hint, Record
from runtime.wording import Wording

CARRIERS: Final = ("mobile", "unicom", "telecom")
"""The networks a chatbot is registered in."""

_PAGE: Final = "more"
_LEFT_OUT: Final = Field(exclude_if=lambda value: not value)
_LEFT_OUT_NONE: Final = Field(exclude_if=lambda value: value is None)


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


class ChatbotAddress(Record):
    """What a chatbot is called in one carrier's network: the chatbotId of the wire."""

    carrier: Annotated[
        Literal["mobile", "unicom", "telecom"],
        Hint(Wording("运营商", "Carrier"), choices={name: TARGETS[name] for name in CARRIERS}),
    ] = "mobile"
    address: Annotated[
        str,
        Field(max_length=200),
        Hint(
            Wording("服务号地址", "Service address"),
            placeholder=Wording("sip:接入号@平台域名", "sip:NUMBER@PLATFORM"),
            required=True,
        ),
    ] = ""


class Chatbot(Record):
    """Name, verification, colour, fixed menu and SMS signature, and what its page says about it.

    Source of the page's fields: CT/CU customer access interface V1.0.4 §7.2.
    """

    name: Annotated[str, Hint(Wording("名称", "Name"))] = "示例生活馆"
    verified: Annotated[bool, Hint(Wording("已认证", "Verified"))] = True
    auth_org: Annotated[str, Hint(Wording("认证主体", "Verified by"))] = "示例生活馆有限公司"
    theme_colour: Annotated[
        str, Field(pattern=r"^#[0-9A-Fa-f]{6}$"), Hint(Wording("主题色", "Theme colour"), widget="colour")
    ] = "#A63A50"
    signature: Annotated[str, Hint(Wording("短信签名", "SMS signature"), limit="signature")] = "示例生活馆"
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
    logo: Annotated[str, _LEFT_OUT, Hint(Wording("头像", "Picture"), widget="logo", group=_PAGE)] = ""
    """`media:NAME` or a URL; empty shows the first letter of the name."""
    description: Annotated[
        str,
        _LEFT_OUT,
        Hint(Wording("简介", "About"), limit="chatbot_description", widget="long_text", group=_PAGE),
    ] = ""
    provider: Annotated[
        str, _LEFT_OUT, Hint(Wording("提供者", "Provider"), limit="provider", group=_PAGE)
    ] = ""
    phone: Annotated[
        str, _LEFT_OUT, Hint(Wording("服务电话", "Phone"), limit="phone_number", group=_PAGE)
    ] = ""
    website: Annotated[str, _LEFT_OUT, Hint(Wording("网站", "Website"), limit="website", group=_PAGE)] = ""
    email: Annotated[str, _LEFT_OUT, Hint(Wording("邮箱", "E-mail"), limit="email", group=_PAGE)] = ""
    street_address: Annotated[
        str, _LEFT_OUT, Hint(Wording("地址", "Address"), limit="street_address", group=_PAGE)
    ] = ""
    latitude: Annotated[
        float | None,
        _LEFT_OUT_NONE,
        Field(ge=-90, le=90),
        Hint(Wording("纬度", "Latitude"), unit=Wording("°", "°"), group=_PAGE),
    ] = None
    """Degrees in GCJ-02."""
    longitude: Annotated[
        float | None,
        _LEFT_OUT_NONE,
        Field(ge=-180, le=180),
        Hint(Wording("经度", "Longitude"), unit=Wording("°", "°"), group=_PAGE),
    ] = None
    category: Annotated[
        str, _LEFT_OUT, Hint(Wording("行业类别", "Category"), limit="category", group=_PAGE)
    ] = ""
    terms_url: Annotated[
        str, _LEFT_OUT, Hint(Wording("服务条款网址", "Address of the terms"), limit="url", group=_PAGE)
    ] = ""
    background_url: Annotated[
        str,
        _LEFT_OUT,
        Hint(Wording("会话背景图网址", "Background picture"), limit="background_url", group=_PAGE),
    ] = ""
    addresses: Annotated[
        tuple[ChatbotAddress, ...],
        Field(max_length=10, exclude_if=lambda value: not value),
        Hint(
            Wording("各家的服务号地址", "Service addresses"),
            help=Wording("扫码和链接用它找到聊天机器人", "Links and QR codes find the chatbot by it"),
            item=Wording("地址", "address"),
            group=_PAGE,
        ),
    ] = ()
    origin: Annotated[str, _LEFT_OUT] = ""
    """Id of the workspace's chatbot that a scenario took it over from; empty for one of its own."""

    def address_at(self, carrier: str) -> str:
        """Its address in a carrier's network, empty when none is known."""
        return next((each.address.strip() for each in self.addresses if each.carrier == carrier), "")
