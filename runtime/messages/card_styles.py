"""What a card and a row of cards have in common: the styles of their words."""

from __future__ import annotations

from typing import Annotated, Any, Protocol, TypeAlias

from runtime.messages.blocks import FontStyle
from runtime.messages.wire import as_uri
from runtime.records import Hint
from runtime.wording import Wording

_STYLES = {
    "bold": Wording("粗体", "Bold"),
    "italics": Wording("斜体", "Italics"),
    "underline": Wording("下划线", "Underline"),
}

TitleStyles: TypeAlias = Annotated[
    tuple[FontStyle, ...], Hint(Wording("标题字形", "Title style"), choices=_STYLES, group="more")
]
DescriptionStyles: TypeAlias = Annotated[
    tuple[FontStyle, ...], Hint(Wording("描述字形", "Description style"), choices=_STYLES, group="more")
]
StyleSheet: TypeAlias = Annotated[
    str,
    Hint(
        Wording("样式表网址", "Style sheet address"),
        help=Wording("多数手机不支持", "Most handsets ignore it"),
        limit="url",
        group="more",
    ),
]


class Styled(Protocol):
    """An element whose words have styles."""

    @property
    def title_styles(self) -> tuple[FontStyle, ...]:
        """How titles look; none of them twice."""

    @property
    def description_styles(self) -> tuple[FontStyle, ...]:
        """How descriptions look; none of them twice."""

    @property
    def style(self) -> str:
        """The address of a style sheet, or empty."""


def styles_to_wire(element: Styled) -> dict[str, Any]:
    """The members of an RCC.07 `layout` that say how the words look; absent ones are left out."""
    wire: dict[str, Any] = {}
    if element.title_styles:
        wire["titleFontStyle"] = list(dict.fromkeys(element.title_styles))
    if element.description_styles:
        wire["descriptionFontStyle"] = list(dict.fromkeys(element.description_styles))
    if element.style:
        wire["style"] = as_uri(element.style)
    return wire
