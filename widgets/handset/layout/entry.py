"""One conversation entry: its boxes and where each stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF

from runtime.messages.blocks import Block, ChipsBlock
from runtime.records import FieldPath
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
from widgets.handset.hit_area import HitArea
from widgets.handset.layout.blocks import lay_out_block
from widgets.handset.layout.box import Box
from widgets.handset.layout.line import lay_out_meta, lay_out_note, lay_out_typing
from widgets.handset.layout.out import lay_out_contact
from widgets.handset.layout.text import lay_out_bubble
from widgets.handset.metrics import GAP, META_GAP, META_INDENT, PADDING_X, SCREEN_WIDTH


@dataclass(frozen=True)
class Piece:
    """A box of an entry; `at` counts from the screen's left edge and the entry's top."""

    box: Box
    at: QPointF
    block: int = -1
    """Index of the block it shows, -1 for anything else."""

    def areas(self, entry: int, base: FieldPath = ()) -> tuple[HitArea, ...]:
        """Its areas, counted like `at`, named by entry and block; *base* goes before their paths."""
        return tuple(
            replace(
                area.moved(self.at),
                entry=entry,
                block=self.block,
                path=(*base, *area.path) if area.path else (),
            )
            for area in self.box.areas
        )


@dataclass(frozen=True)
class EntryLayout:
    """A measured entry."""

    entry: Entry
    pieces: tuple[Piece, ...]
    height: float


def lay_out_entry(entry: Entry, old: EntryLayout | None = None, is_sms: bool = False) -> EntryLayout:
    """Measure an entry; the boxes of blocks that *old* has at the same place are taken from it."""
    match entry:
        case ChatbotEntry():
            return _chatbot(entry, old)
        case ContactText() | ContactLocation() | ContactFile():
            box = lay_out_contact(entry, is_sms)
            return _stacked(entry, [(box, -1), (lay_out_meta(entry), -1)], is_right=True)
        case SmsEntry():
            return _stacked(
                entry, [(lay_out_bubble(entry.text, is_system=True), -1), (lay_out_meta(entry), -1)]
            )
        case Note():
            note = lay_out_note(entry)
            return EntryLayout(
                entry, (Piece(note, QPointF((SCREEN_WIDTH - note.width) / 2, 0)),), note.height
            )
        case Typing():
            return _stacked(entry, [(lay_out_typing(), -1)])


def _chatbot(entry: ChatbotEntry, old: EntryLayout | None) -> EntryLayout:
    known = _known_boxes(old)
    content: list[tuple[Box | None, int]] = []
    chips: list[tuple[Box | None, int]] = []
    for index, block in enumerate(entry.blocks):
        if isinstance(block, ChipsBlock) and (entry.answered or not block.buttons):
            continue
        was, box = known.get(index, (None, None))
        if box is None or was != block:
            box = lay_out_block(block)
        (chips if isinstance(block, ChipsBlock) else content).append((box, index))
    return _stacked(entry, [*content, (lay_out_meta(entry), -1), *chips])


def _known_boxes(old: EntryLayout | None) -> dict[int, tuple[Block, Box]]:
    if old is None or not isinstance(old.entry, ChatbotEntry):
        return {}
    blocks = old.entry.blocks
    return {piece.block: (blocks[piece.block], piece.box) for piece in old.pieces if piece.block >= 0}


def _stacked(entry: Entry, boxes: list[tuple[Box | None, int]], is_right: bool = False) -> EntryLayout:
    pieces: list[Piece] = []
    bottom = 0.0
    for box, block in boxes:
        if box is None:
            continue
        is_meta = block < 0 and bool(pieces)
        top = bottom + (META_GAP if is_meta else GAP) if pieces else 0.0
        indent = META_INDENT if is_meta and not is_right else 0.0
        left = SCREEN_WIDTH - PADDING_X - box.width if is_right else PADDING_X + indent
        pieces.append(Piece(box, QPointF(left, top), block))
        bottom = top + box.height
    return EntryLayout(entry, tuple(pieces), bottom)
