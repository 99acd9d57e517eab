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
    OUT_PICTURE_HEIGHT,
    OUT_PICTURE_WIDTH,
)
from widgets.handset.paragraph import Paragraph, lay_out_text
from widgets.handset.typeface import line_height
from widgets.language import tr

OutIcon: TypeAlias = Literal["", "pin", "file"]


@dataclass(frozen=True, kw_only=True)
class OutBox(Box):
    """A bubble of the person, with an icon before a place or a file, or all of it a picture."""

    icon: OutIcon
    icon_rect: QRectF
    words: Paragraph
    words_at: QPointF
    is_sms: bool
    """Drawn green instead of in the chatbot's colour."""
    picture: str = ""
    """The source of the picture that fills it; empty for words."""


def lay_out_contact(entry: ContactEntry, is_sms: bool = False, scale: float = 1.0) -> OutBox:
    """Measure the person's bubble."""
    if isinstance(entry, ContactFile) and entry.source and entry.content_type.startswith("image/"):
        return _picture(entry)
    text, icon = _said(entry)
    lead = ICON + ICON_GAP if icon else 0.0
    words = lay_out_text(text, "text", BUBBLE_WIDTH_MAX - 2 * BUBBLE_PADDING_X - lead, scale=scale)
    width = words.width + lead + 2 * BUBBLE_PADDING_X
    line = line_height("text", scale)
    height = max(words.height, line) + 2 * BUBBLE_PADDING_Y
    icon_top = BUBBLE_PADDING_Y + (line - ICON) / 2
    return OutBox(
        width=width,
        height=height,
        areas=(HitArea(QRectF(0, 0, width, height), AreaKind.FIELD, text, radius=BUBBLE_RADIUS),),
        icon=icon,
        icon_rect=QRectF(BUBBLE_PADDING_X, icon_top, ICON, ICON) if icon else QRectF(),
        words=words,
        words_at=QPointF(BUBBLE_PADDING_X + lead, BUBBLE_PADDING_Y),
        is_sms=is_sms,
    )


def _picture(entry: ContactFile) -> OutBox:
    rect = QRectF(0, 0, OUT_PICTURE_WIDTH, OUT_PICTURE_HEIGHT)
    return OutBox(
        width=rect.width(),
        height=rect.height(),
        areas=(HitArea(rect, AreaKind.FIELD, entry.name, radius=BUBBLE_RADIUS),),
        icon="",
        icon_rect=QRectF(),
        words=lay_out_text("", "text", 1.0),
        words_at=QPointF(),
        is_sms=False,
        picture=entry.source,
    )


def _said(entry: ContactEntry) -> tuple[str, OutIcon]:
    match entry:
        case ContactText():
            return entry.text, ""
        case ContactLocation():
            return entry.label or tr("我的位置", "My location"), "pin"
        case ContactFile():
            return f"{entry.name} · {size_text(entry.size_bytes)}", "file"
