"""What a node shows of itself on its card on the canvas."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.messages.blocks import Block, CardBlock, CarouselBlock, FileBlock, LocationBlock, MediaBlock
from runtime.messages.message import Message
from runtime.wording import Wording, same


@dataclass(frozen=True, slots=True)
class Preview:
    """The body of a node card: pictures, or a map, then one or two lines of text."""

    lines: tuple[Wording, ...] = ()
    pictures: tuple[str, ...] = ()
    """Media sources, in order, one a card; an empty one is a picture still to be chosen."""
    shows_map: bool = False
    icon: str = ""
    """Glyph of what the node says, where it tells more than the glyph of its type."""


def preview_of_message(message: Message) -> Preview:
    """The card of a node that sends *message*: one picture a card, titles of a carousel in one line."""
    block: Block = message.content.blocks(())[0]
    words = tuple(line for line in message.content.plain_text().splitlines() if line.strip())
    if isinstance(block, CarouselBlock):
        titles = " ・ ".join(card.title for card in block.cards if card.title)
        described = next((card.description for card in block.cards if card.description), "")
        words = tuple(line for line in (titles, described) if line)
    lines = tuple(same(line) for line in words[:2])
    return Preview(lines, _pictures(block), isinstance(block, LocationBlock), message.content.icon)


def _pictures(block: Block) -> tuple[str, ...]:
    if isinstance(block, CarouselBlock):
        return tuple(_still(card.media) for card in block.cards)
    if isinstance(block, CardBlock) and block.media is not None:
        return (_still(block.media),)
    if isinstance(block, FileBlock) and (block.thumbnail or block.content_type.startswith("image/")):
        return (block.thumbnail or block.source,)
    return ()


def _still(media: MediaBlock | None) -> str:
    if media is None:
        return ""
    is_picture = media.content_type.startswith("image/")
    return media.source if is_picture else media.thumbnail
