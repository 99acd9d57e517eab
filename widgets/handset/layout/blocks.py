"""Every block type and the box it becomes."""

from __future__ import annotations

from typing import assert_never

from runtime.messages.blocks import (
    Block,
    CardBlock,
    CarouselBlock,
    ChipsBlock,
    FileBlock,
    LocationBlock,
    TextBlock,
    UnknownBlock,
)
from widgets.handset.layout.box import Box
from widgets.handset.layout.card import lay_out_card
from widgets.handset.layout.carousel import lay_out_carousel
from widgets.handset.layout.chips import lay_out_chips
from widgets.handset.layout.file import lay_out_file
from widgets.handset.layout.location import lay_out_location
from widgets.handset.layout.loss import Loss
from widgets.handset.layout.text import lay_out_text_block
from widgets.handset.layout.unknown import lay_out_unknown
from widgets.handset.measures import STANDARD, Measures
from widgets.handset.metrics import CARDS_MAX, SUGGESTIONS_MAX
from widgets.language import tr


def lay_out_block(block: Block, measures: Measures = STANDARD) -> Box:
    """Measure a block; a card message that handsets throw away becomes the reason why."""
    reason = refusal_of(block)
    if reason:
        loss = Loss("not_shown", block.path, text=reason)
        return lay_out_unknown(reason, block.path, measures.scale, (loss,))
    match block:
        case TextBlock():
            return lay_out_text_block(block, measures.scale)
        case CardBlock():
            return lay_out_card(block, measures)
        case CarouselBlock():
            return lay_out_carousel(block, measures)
        case FileBlock():
            return lay_out_file(block, measures.scale)
        case LocationBlock():
            return lay_out_location(block, measures.scale)
        case ChipsBlock():
            return lay_out_chips(block, measures)
        case UnknownBlock():
            words = tr(
                f"来自新版本的「{block.type}」，这里画不出来",
                f"“{block.type}” of a newer version, not drawn here",
            )
            return lay_out_unknown(words, block.path, measures.scale)
        case _:
            assert_never(block)


def refusal_of(block: Block) -> str:
    """Why handsets throw a card message away, or empty.

    Source: RCC.07 botmessage (1-4 suggestions a card, 2-12 cards); Android clients drop the whole message.
    """
    cards = (
        block.cards if isinstance(block, CarouselBlock) else (block,) if isinstance(block, CardBlock) else ()
    )
    if len(cards) > CARDS_MAX:
        return tr(
            f"手机不显示这条消息：有 {len(cards)} 张卡片，最多 {CARDS_MAX} 张",
            f"Handsets drop this message: {len(cards)} cards, at most {CARDS_MAX}",
        )
    most = max((len(card.buttons) for card in cards), default=0)
    if most > SUGGESTIONS_MAX:
        return tr(
            f"手机不显示这条消息：一张卡片有 {most} 条建议，最多 {SUGGESTIONS_MAX} 条",
            f"Handsets drop this message: {most} suggestions on a card, at most {SUGGESTIONS_MAX}",
        )
    return ""
