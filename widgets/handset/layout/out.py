"""What the person said, in their own bubble at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF

from widgets.handset.entries import ContactEntry, ContactFile, ContactLocation, ContactText
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.box import Box
from widgets.handset.layout.file import size_text
from widgets.handset.metrics import (
    BUBBLE_PADDING_X,
    BUBBLE_PADDING_Y,
    BUBBLE_RADIUS,
    BUBBLE_WIDTH_MAX,
    ICON,
    ICON_GAP,
)
from widgets.handset.paragraph import Paragraph, lay_out_text
from widgets.language import tr

OutIcon: TypeAlias = Literal["", "pin", "file"]


@dataclass(frozen=True, kw_only=True)
class OutBox(Box):
    """A bubble of the person, with an icon before a place or a file."""

    icon: OutIcon
    icon_rect: QRectF
    words: Paragraph
    words_at: QPointF
    is_sms: bool
    """Drawn green instead of in the chatbot's colour."""


def lay_out_contact(entry: ContactEntry, is_sms: bool = False) -> OutBox:
    """Measure the person's bubble."""
    text, icon = _said(entry)
    lead = ICON + ICON_GAP if icon else 0.0
    words = lay_out_text(text, "text", BUBBLE_WIDTH_MAX - 2 * BUBBLE_PADDING_X - lead)
    width = words.width + lead + 2 * BUBBLE_PADDING_X
    height = max(words.height, 20.0) + 2 * BUBBLE_PADDING_Y
    return OutBox(
        width=width,
        height=height,
        areas=(HitArea(QRectF(0, 0, width, height), AreaKind.FIELD, text, radius=BUBBLE_RADIUS),),
        icon=icon,
        icon_rect=QRectF(BUBBLE_PADDING_X, BUBBLE_PADDING_Y + 2, ICON, ICON) if icon else QRectF(),
        words=words,
        words_at=QPointF(BUBBLE_PADDING_X + lead, BUBBLE_PADDING_Y),
        is_sms=is_sms,
    )


def _said(entry: ContactEntry) -> tuple[str, OutIcon]:
    match entry:
        case ContactText():
            return entry.text, ""
        case ContactLocation():
            return entry.label or tr("我的位置", "My location"), "pin"
        case ContactFile():
            return f"{entry.name} · {size_text(entry.size_bytes)}", "file"
