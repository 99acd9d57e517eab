"""What is left of a message on a client that cannot show all of it: the words and the addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from runtime.messages.blocks import (
    Block,
    ButtonBlock,
    CardBlock,
    CarouselBlock,
    ChipsBlock,
    FileBlock,
    LocationBlock,
    TextBlock,
)
from runtime.messages.client_profile import Shown
from runtime.messages.suggestions.dialer import DialEnrichedCall, DialPhoneNumber, DialVideoCall
from runtime.messages.suggestions.url import OpenUrl
from runtime.records import FieldPath

_KINDS: dict[type[Block], Shown] = {
    CardBlock: "card",
    CarouselBlock: "carousel",
    ChipsBlock: "chips",
    FileBlock: "file",
    LocationBlock: "location",
}


@dataclass(frozen=True, slots=True)
class Reduced:
    """The blocks a client draws instead, and what it dropped."""

    blocks: tuple[Block, ...]
    as_text: tuple[FieldPath, ...]
    """Where the blocks stand that became text."""
    dropped: tuple[FieldPath, ...]
    """Where the suggestions stand that cannot be tapped any more."""


def reduced(blocks: tuple[Block, ...], shows: Collection[Shown]) -> Reduced:
    """*blocks* for a client that shows only the kinds in *shows*, and always text."""
    kept: list[Block] = []
    as_text: list[FieldPath] = []
    dropped: list[FieldPath] = []
    for block in blocks:
        kind = _KINDS.get(type(block))
        if kind is None or kind in shows:
            kept.append(block)
            continue
        as_text.append(block.path)
        dropped += (button.path for button in _buttons(block) if not _address(button))
        if words := "\n".join(_lines(block)):
            kept.append(TextBlock(block.path, words))
    return Reduced(tuple(kept), tuple(as_text), tuple(dropped))


def _buttons(block: Block) -> Iterator[ButtonBlock]:
    if isinstance(block, CarouselBlock):
        for card in block.cards:
            yield from card.buttons
    elif isinstance(block, CardBlock | ChipsBlock):
        yield from block.buttons


def _lines(block: Block) -> Iterator[str]:
    match block:
        case CarouselBlock():
            for card in block.cards:
                yield from _lines(card)
        case CardBlock():
            yield from (part for part in (block.title, block.description) if part)
        case FileBlock():
            yield " ".join(part for part in (block.name, _web(block.source)) if part)
        case LocationBlock():
            yield f"{block.label} {block.latitude:.4f},{block.longitude:.4f}".strip()
        case _:
            pass
    if not isinstance(block, CarouselBlock):
        for button in _buttons(block):
            if address := _address(button):
                yield f"{button.text} {address}"


def _address(button: ButtonBlock) -> str:
    action = button.suggestion.action
    if isinstance(action, OpenUrl):
        return action.url
    if isinstance(action, DialPhoneNumber | DialEnrichedCall | DialVideoCall):
        return action.phone_number
    return ""


def _web(source: str) -> str:
    return source if source.startswith(("http://", "https://")) else ""
