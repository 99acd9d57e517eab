"""Open a web page in the browser or in a view over the conversation."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from typing_extensions import override

from runtime.messages.suggestions.action import Action
from runtime.messages.wire import as_uri
from runtime.records import Hint
from runtime.wording import Wording


class OpenUrl(Action):
    """Opens a page; `view_mode` and `parameters` count only in the webview.

    Source: RCC.07 urlAction.openUrl. A missing `application` is read as browser: the CT/CU samples omit it.
    """

    type: Literal["open_url"] = "open_url"
    url: Annotated[str, Hint(Wording("网址", "Address"), limit="url", template=True, required=True)] = ""
    application: Annotated[
        Literal["browser", "webview"],
        Hint(
            Wording("打开方式", "Open in"),
            choices={
                "browser": Wording("浏览器", "Browser"),
                "webview": Wording("会话内", "In the conversation"),
            },
        ),
    ] = "browser"
    view_mode: Annotated[
        Literal["full", "half", "tall"],
        Hint(
            Wording("页面高度", "Page height"),
            group="more",
            only_if={"application": ("webview",)},
            choices={
                "full": Wording("全屏", "Full"),
                "half": Wording("半屏", "Half"),
                "tall": Wording("大半屏", "Tall"),
            },
        ),
    ] = "full"
    parameters: Annotated[
        str,
        Hint(
            Wording("参数", "Parameters"),
            limit="webview_parameters",
            group="more",
            template=True,
            only_if={"application": ("webview",)},
        ),
    ] = ""

    label: ClassVar = Wording("打开网页", "Open page")
    icon: ClassVar = "link"
    family: ClassVar = "urlAction"
    member: ClassVar = "openUrl"

    @override
    def fields_to_wire(self) -> dict[str, Any]:
        wire: dict[str, Any] = {"url": as_uri(self.url), "application": self.application}
        if self.application == "webview":
            wire["viewMode"] = self.view_mode
            if self.parameters:
                wire["parameters"] = self.parameters
        return wire

    @override
    @classmethod
    def fields_from_wire(cls, fields: dict[str, Any]) -> OpenUrl:
        return cls(
            url=fields["url"],
            application=fields.get("application", "browser"),
            view_mode=fields.get("viewMode", "full"),
            parameters=fields.get("parameters", ""),
        )
