"""A row of cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal

from typing_extensions import override

from runtime.messages.blocks import Block, CarouselBlock
from runtime.messages.card import Card
from runtime.messages.card_styles import DescriptionStyles, StyleSheet, TitleStyles, styles_to_wire
from runtime.messages.elements.element import Element
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
    title_styles: TitleStyles = ()
    description_styles: DescriptionStyles = ()
    style: StyleSheet = ""
    label: ClassVar = Wording("轮播卡片", "Carousel")
    icon: ClassVar = "carousel"

    @override
    def to_wire(self, media_url: MediaUrl) -> WirePart:
        layout: dict[str, Any] = {"cardWidth": self.width}
        layout |= styles_to_wire(self)
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
