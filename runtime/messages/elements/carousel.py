"""A row of cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal

from typing_extensions import override

from runtime.messages.blocks import Block, CarouselBlock, FontStyle
from runtime.messages.card import Card
from runtime.messages.elements.element import Element
from runtime.messages.elements.rich_card import FONT_STYLES
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.messages.wire import CARD, MediaUrl, WirePart
from runtime.records import FieldPath, Hint
from runtime.wording import Wording


class Carousel(Element):
    """Two to twelve cards of one width that scroll sideways.

    Source: RCC.07 botmessage generalPurposeCardCarousel.
    """

    type: Literal["carousel"] = "carousel"
    cards: Annotated[
        tuple[Card, ...], Hint(Wording("卡片", "Cards"), limit="carousel_cards", widget="cards")
    ] = ()
    width: Annotated[
        Literal["SMALL_WIDTH", "MEDIUM_WIDTH"],
        Hint(
            Wording("卡片宽度", "Card width"),
            choices={"SMALL_WIDTH": Wording("窄", "Small"), "MEDIUM_WIDTH": Wording("中", "Medium")},
        ),
    ] = "SMALL_WIDTH"
    title_styles: Annotated[
        tuple[FontStyle, ...], Hint(Wording("标题字形", "Title style"), choices=FONT_STYLES, group="more")
    ] = ()
    description_styles: Annotated[
        tuple[FontStyle, ...],
        Hint(Wording("描述字形", "Description style"), choices=FONT_STYLES, group="more"),
    ] = ()
    style: Annotated[
        str,
        Hint(
            Wording("样式表网址", "Style sheet address"),
            help=Wording("多数手机不支持", "Most handsets ignore it"),
            limit="url",
            group="more",
        ),
    ] = ""
    label: ClassVar = Wording("轮播卡片", "Carousel")
    icon: ClassVar = "carousel"

    @override
    def to_wire(self, media_url: MediaUrl) -> WirePart:
        layout: dict[str, Any] = {"cardWidth": self.width}
        if self.title_styles:
            layout["titleFontStyle"] = list(self.title_styles)
        if self.description_styles:
            layout["descriptionFontStyle"] = list(self.description_styles)
        if self.style:
            layout["style"] = self.style
        content = [card.to_wire(media_url) for card in self.cards]
        return WirePart(
            CARD, {"message": {"generalPurposeCardCarousel": {"layout": layout, "content": content}}}
        )

    @override
    def blocks(self, path: FieldPath) -> tuple[Block, ...]:
        cards = tuple(
            replace(
                card.block((*path, "cards", index)),
                title_styles=self.title_styles,
                description_styles=self.description_styles,
            )
            for index, card in enumerate(self.cards)
        )
        return (CarouselBlock(path, cards, self.width),)

    @override
    def plain_text(self) -> str:
        return "\n".join(text for card in self.cards if (text := card.plain_text()))

    @override
    def suggestions(self) -> Iterator[tuple[FieldPath, Suggestion]]:
        for index, card in enumerate(self.cards):
            yield from card.suggestions_at(("cards", index))

    @override
    def media_sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source for card in self.cards for source in card.media_sources()))
