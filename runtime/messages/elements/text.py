"""Plain text."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from runtime.messages.blocks import Block, TextBlock
from runtime.messages.elements.element import Element
from runtime.messages.wire import TEXT, MediaUrl, WirePart
from runtime.records import FieldPath, Hint
from runtime.wording import Wording


class Text(Element):
    """A bubble of text; at most 2000 characters on CT/CU (interface V1.0.4 §9.4.1)."""

    type: Literal["text"] = "text"
    text: Annotated[
        str,
        Hint(
            Wording("文本", "Text"),
            limit="text",
            template=True,
            spoken=True,
            widget="long_text",
            required=True,
        ),
    ] = ""
    label: ClassVar = Wording("文本", "Text")
    icon: ClassVar = "text"

    @override
    def to_wire(self, media_url: MediaUrl) -> WirePart:
        return WirePart(TEXT, self.text)

    @override
    def blocks(self, path: FieldPath) -> tuple[Block, ...]:
        return (TextBlock((*path, "text"), self.text),)

    @override
    def plain_text(self) -> str:
        return self.text
