"""A row of cards of one width and one height that scrolls sideways."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

from runtime.messages.blocks import CarouselBlock
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.box import Box
from widgets.handset.layout.card import CardBox, lay_out_upright
from widgets.handset.measures import STANDARD, Measures
from widgets.handset.metrics import GAP, PADDING_X, SCREEN_WIDTH


@dataclass(frozen=True, kw_only=True)
class CarouselBox(Box):
    """Cards side by side; `width` is that of the visible row, from the padding to the screen's right edge."""

    cards: tuple[CardBox, ...]
    step: float
    """From one card's left edge to the next."""

    @property
    def scroll_max(self) -> float:
        """How far the row can be moved left."""
        return max(self.step * len(self.cards) - GAP + PADDING_X - self.width, 0.0)

    def offset_showing(self, card: int, offset: float) -> float:
        """The offset nearest to *offset* at which *card* shows whole."""
        left = card * self.step
        right = left + self.step - GAP + PADDING_X
        return min(max(offset, right - self.width, 0.0), left, self.scroll_max)


def lay_out_carousel(block: CarouselBlock, measures: Measures = STANDARD) -> CarouselBox:
    """Measure a carousel; the highest card sets the height of all, long descriptions are cut.

    Cards of small width know only short and medium pictures (CT/CU interface V1.0.4 §9.4.6).
    """
    is_small = block.width == "SMALL_WIDTH"
    width = measures.carousel_small if is_small else measures.carousel_medium
    media_max = measures.media_medium if is_small else measures.media_tall
    limit = measures.carousel_height_max
    if measures.cut_order == "description":
        limit += max(media_max - measures.media_medium, 0.0)
    natural = [lay_out_upright(card, width, limit, 0.0, media_max, measures) for card in block.cards]
    height = max((card.height for card in natural), default=0.0)
    cards = tuple(
        box if box.height == height else lay_out_upright(card, width, limit, height, media_max, measures)
        for card, box in zip(block.cards, natural, strict=True)
    )
    step = width + GAP
    row_width = SCREEN_WIDTH - PADDING_X
    areas = [HitArea(QRectF(0, 0, row_width, height), AreaKind.FIELD, "", block.path, radius=14)]
    for index, box in enumerate(cards):
        by = QPointF(index * step, 0)
        areas.extend(replace(area.moved(by), card=index) for area in box.areas)
    losses = tuple(loss for box in cards for loss in box.losses)
    return CarouselBox(
        width=row_width, height=height, areas=tuple(areas), losses=losses, cards=cards, step=step
    )
