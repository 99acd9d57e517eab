"""The conversation in words, for people who hear the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from runtime.messages.blocks import (
    Block,
    ButtonBlock,
    CardBlock,
    CarouselBlock,
    ChipsBlock,
    FileBlock,
    LocationBlock,
    TextBlock,
    UnknownBlock,
)
from widgets.handset.entries import (
    ChatbotEntry,
    ContactFile,
    ContactLocation,
    ContactText,
    Entry,
    Note,
    SmsEntry,
    Typing,
)
from widgets.handset.layout.blocks import refusal_of
from widgets.language import tr


def conversation_in_words(entries: Sequence[Entry], name: str) -> str:
    """One line an entry, oldest first; *name* is the chatbot's."""
    return "\n".join(_entry(entry, name) for entry in entries)


def _entry(entry: Entry, name: str) -> str:
    me = tr("我", "Me")
    match entry:
        case ChatbotEntry():
            said = tr("；", "; ").join(
                words
                for block in entry.blocks
                if not (entry.answered and isinstance(block, ChipsBlock))
                for words in _block(block)
                if words
            )
            mark = f"（{tr(entry.mark.value)}）" if entry.mark else ""
            return f"{name}：{said}{mark}"
        case ContactText():
            return f"{me}：{entry.text}"
        case ContactLocation():
            return f"{me}：{entry.label or tr('我的位置', 'My location')}"
        case ContactFile():
            return f"{me}：{tr('文件', 'File')} {entry.name}"
        case SmsEntry():
            return f"{name}：{entry.text}"
        case Note():
            return entry.text
        case Typing():
            return tr("对方正在输入", "Typing")


def _block(block: Block) -> Iterator[str]:
    if refusal := refusal_of(block):
        yield refusal
        return
    match block:
        case TextBlock():
            yield block.text
        case CardBlock():
            yield from _card(block)
        case CarouselBlock():
            for index, card in enumerate(block.cards, 1):
                yield tr(f"卡片 {index}/{len(block.cards)}", f"Card {index} of {len(block.cards)}")
                yield from _card(card)
        case ChipsBlock():
            yield from _buttons(block.buttons)
        case FileBlock():
            yield f"{tr('文件', 'File')} {block.name}"
        case LocationBlock():
            yield f"{tr('位置', 'Location')} {block.label}"
        case UnknownBlock():
            yield block.type


def _card(card: CardBlock) -> Iterator[str]:
    if card.media is not None:
        yield f"{tr('图片', 'Picture')} {card.media.description}".strip()
    yield card.title
    yield card.description
    yield from _buttons(card.buttons)


def _buttons(buttons: tuple[ButtonBlock, ...]) -> Iterator[str]:
    for button in buttons:
        yield f"{tr('可点', 'Button')} {button.text}"
