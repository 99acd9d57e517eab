"""The small print of a conversation: days, sources, times with marks, the dots of someone typing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from runtime.messages.sms import sms_size
from widgets.handset.entries import ChatbotEntry, ContactEntry, Mark, Note, SmsEntry
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.box import Box
from widgets.handset.metrics import BUBBLE_WIDTH_MAX, PADDING_X, SCREEN_WIDTH
from widgets.handset.paragraph import Paragraph, lay_out_text, one_line
from widgets.handset.typeface import line_height
from widgets.language import tr

_TICK_ROOM = 5.0
_TICK = 7.0


@dataclass(frozen=True, kw_only=True)
class NoteBox(Box):
    """A centred line, as a strip when it names the source of what is shown."""

    words: Paragraph
    is_source: bool


@dataclass(frozen=True, kw_only=True)
class MetaBox(Box):
    """Time, mark and sender under a message."""

    words: Paragraph
    ticks: int
    is_failed: bool


@dataclass(frozen=True, kw_only=True)
class TypingBox(Box):
    """Three dots in a bubble."""


def lay_out_note(note: Note, scale: float = 1.0) -> NoteBox:
    """Measure a centred line."""
    room = SCREEN_WIDTH - 2 * PADDING_X
    words = lay_out_text(note.text, "meta", room - 24, scale=scale)
    extra = 8.0 if note.is_source else 0.0
    width = words.width + (24.0 if note.is_source else 0.0)
    return NoteBox(width=width, height=words.height + extra, words=words, is_source=note.is_source)


def lay_out_typing() -> TypingBox:
    """Measure the bubble with dots."""
    return TypingBox(width=56.0, height=36.0)


def lay_out_meta(entry: ChatbotEntry | ContactEntry | SmsEntry, scale: float = 1.0) -> MetaBox | None:
    """Measure what stands under a message, or None when there is nothing to say."""
    if isinstance(entry, SmsEntry):
        return _meta(" · ".join(part for part in (entry.time, sms_text(entry.text)) if part), None, "", scale)
    mark = entry.mark
    via = entry.via if isinstance(entry, ChatbotEntry) else ""
    from_whom = tr(f"{via} 发出", f"by {via}") if via else ""
    said = tr(mark.value) if mark else ""
    # The tick follows the mark's word, so that word comes last.
    return _meta(" · ".join(part for part in (entry.time, from_whom, said) if part), mark, entry.key, scale)


def sms_text(text: str) -> str:
    """How many SMS *text* makes and how full they are: `1 条 · 67/70 字`."""
    size = sms_size(text)
    room = size.units_per_part * max(size.parts, 1)
    parts = tr(f"{size.parts} 条", f"{size.parts} SMS")
    return f"{parts} · {tr(f'{size.units}/{room} 字', f'{size.units}/{room} characters')}"


def _meta(words: str, mark: Mark | None, key: str, scale: float) -> MetaBox | None:
    if not words:
        return None
    paragraph = one_line(words, "meta", BUBBLE_WIDTH_MAX, scale)
    ticks = mark.ticks if mark else 0
    width = paragraph.width + (_TICK_ROOM + _TICK + 4.0 * ticks if ticks else 0.0)
    height = line_height("meta", scale)
    is_failed = mark is Mark.FAILED
    areas = (HitArea(QRectF(-4, -2, width + 8, height + 4), AreaKind.REASON, words, (), key, 4.0),)
    return MetaBox(
        width=width,
        height=height,
        areas=areas if is_failed else (),
        words=paragraph,
        ticks=ticks,
        is_failed=is_failed,
    )
