"""One rich card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal

from typing_extensions import override

from runtime.messages.blocks import Block
from runtime.messages.card import Card
from runtime.messages.card_styles import DescriptionStyles, StyleSheet, TitleStyles, styles_to_wire
from runtime.messages.elements.element import Element
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.messages.wire import CARD, MediaUrl, WirePart
from runtime.records import FieldPath, Hint
from runtime.wording import Wording


class RichCard(Element):
    """A card on its own; `image_alignment` goes out only when the orientation is horizontal.

    Source: RCC.07 botmessage generalPurposeCard.
    """

    type: Literal["rich_card"] = "rich_card"
    card: Annotated[Card, Hint(Wording("卡片", "Card"), widget="record")] = Card()
    orientation: Annotated[
        Literal["VERTICAL", "HORIZONTAL"],
        Hint(
            Wording("方向", "Orientation"),
            choices={"VERTICAL": Wording("竖版", "Vertical"), "HORIZONTAL": Wording("横版", "Horizontal")},
        ),
    ] = "VERTICAL"
    image_alignment: Annotated[
        Literal["LEFT", "RIGHT"],
        Hint(
            Wording("图片位置", "Picture side"),
            choices={"LEFT": Wording("左", "Left"), "RIGHT": Wording("右", "Right")},
            group="more",
            only_if={"orientation": ("HORIZONTAL",)},
        ),
    ] = "LEFT"
    title_styles: TitleStyles = ()
    description_styles: DescriptionStyles = ()
    style: StyleSheet = ""
    label: ClassVar = Wording("富卡片", "Rich card")
    icon: ClassVar = "rich_card"

    @override
    def to_wire(self, media_url: MediaUrl) -> WirePart:
        layout: dict[str, Any] = {"cardOrientation": self.orientation}
        if self.orientation == "HORIZONTAL":
            layout["imageAlignment"] = self.image_alignment
        layout |= styles_to_wire(self)
        card = {"layout": layout, "content": self.card.to_wire(media_url)}
        return WirePart(CARD, {"message": {"generalPurposeCard": card}})

    @override
    def blocks(self, path: FieldPath) -> tuple[Block, ...]:
        upright = self.card.block((*path, "card"))
        return (
            replace(
                upright,
                orientation=self.orientation,
                image_alignment=self.image_alignment,
                title_styles=self.title_styles,
                description_styles=self.description_styles,
            ),
        )

    @override
    def plain_text(self) -> str:
        return self.card.plain_text()

    @override
    def suggestions(self) -> Iterator[tuple[FieldPath, Suggestion]]:
        return self.card.suggestions_at(("card",))

    @override
    def media_sources(self) -> tuple[str, ...]:
        return self.card.media_sources()
