"""One conversation entry: its boxes and where each stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF

from runtime.messages.blocks import Block, ChipsBlock
from runtime.messages.reduced import reduced
from runtime.records import FieldPath
from widgets.handset.entries import (
    ChatbotEntry,
    ContactFile,
    ContactLocation,
    ContactText,
    Entry,
    Mark,
    Note,
    SmsEntry,
    Typing,
)
from widgets.handset.hit_area import HitArea
from widgets.handset.layout.blocks import lay_out_block
from widgets.handset.layout.box import Box
from widgets.handset.layout.line import lay_out_meta, lay_out_note, lay_out_typing
from widgets.handset.layout.loss import Loss
from widgets.handset.layout.out import lay_out_contact
from widgets.handset.layout.text import lay_out_bubble
from widgets.handset.measures import EVERYTHING, STANDARD, Measures
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
    shown: tuple[Block, ...] = ()
    """The blocks that were drawn: those of the entry, or what a client makes of them."""
    losses: tuple[Loss, ...] = ()
    """What people do not see of them; paths begin at the message."""


def lay_out_entry(
    entry: Entry, old: EntryLayout | None = None, is_sms: bool = False, measures: Measures = STANDARD
) -> EntryLayout:
    """Measure an entry; the boxes of blocks that *old* has at the same place are taken from it."""
    scale = measures.scale
    match entry:
        case ChatbotEntry():
            return _chatbot(entry, old, measures)
        case ContactText() | ContactLocation() | ContactFile():
            box = lay_out_contact(entry, is_sms, scale)
            return _stacked(entry, [(box, -1), (lay_out_meta(entry, scale), -1)], is_right=True)
        case SmsEntry():
            bubble = lay_out_bubble(entry.text, is_system=True, scale=scale)
            return _stacked(entry, [(bubble, -1), (lay_out_meta(entry, scale), -1)])
        case Note():
            note = lay_out_note(entry, scale)
            return EntryLayout(
                entry, (Piece(note, QPointF((SCREEN_WIDTH - note.width) / 2, 0)),), note.height
            )
        case Typing():
            return _stacked(entry, [(lay_out_typing(), -1)])


def _chatbot(entry: ChatbotEntry, old: EntryLayout | None, measures: Measures) -> EntryLayout:
    known = _known_boxes(old)
    shown = entry.blocks
    lost: tuple[Loss, ...] = ()
    if measures.shows != EVERYTHING:
        shown, lost = _less(entry.blocks, measures)
    content: list[tuple[Box | None, int]] = []
    chips: list[tuple[Box | None, int]] = []
    for index, block in enumerate(shown):
        is_gone = entry.answered or entry.mark is Mark.REVOKED
        if isinstance(block, ChipsBlock) and (is_gone or not block.buttons):
            continue
        was, box = known.get(index, (None, None))
        if box is None or was != block:
            box = lay_out_block(block, measures)
        (chips if isinstance(block, ChipsBlock) else content).append((box, index))
    layout = _stacked(entry, [*content, (lay_out_meta(entry, measures.scale), -1), *chips])
    found = tuple(loss for piece in layout.pieces for loss in piece.box.losses)
    return replace(layout, shown=shown, losses=(*lost, *found))


def _less(blocks: tuple[Block, ...], measures: Measures) -> tuple[tuple[Block, ...], tuple[Loss, ...]]:
    """What a client draws that cannot show everything, and what people miss."""
    less = reduced(blocks, measures.shows)
    losses = [Loss("as_text", path) for path in less.as_text]
    if less.dropped:
        losses.append(Loss("suggestions_dropped", less.dropped[0], len(less.dropped)))
    return less.blocks, tuple(losses)


def _known_boxes(old: EntryLayout | None) -> dict[int, tuple[Block, Box]]:
    if old is None or not isinstance(old.entry, ChatbotEntry):
        return {}
    blocks = old.shown
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
