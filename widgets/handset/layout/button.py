"""A suggestion as something to tap: a row of a card or a chip."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from runtime.messages.blocks import ButtonBlock
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.metrics import ICON, ICON_GAP
from widgets.handset.paragraph import Paragraph, one_line
from widgets.handset.typeface import PhoneRole, line_height


@dataclass(frozen=True)
class Button:
    """A suggestion's place, its text, and where text and icon start."""

    rect: QRectF
    text: Paragraph
    text_at: QPointF
    icon: str
    icon_rect: QRectF


def centred_button(
    block: ButtonBlock, rect: QRectF, role: PhoneRole, padding: float, scale: float = 1.0
) -> Button:
    """Put icon and text into the middle of *rect*, the text cut where it does not fit."""
    icon_room = ICON + ICON_GAP if block.icon else 0.0
    text = one_line(block.text, role, max(rect.width() - 2 * padding - icon_room, 1.0), scale)
    left = rect.center().x() - (icon_room + text.width) / 2
    icon_rect = QRectF(left, rect.center().y() - ICON / 2, ICON, ICON) if block.icon else QRectF()
    text_at = QPointF(left + icon_room, rect.center().y() - line_height(role, scale) / 2)
    return Button(rect, text, text_at, block.icon, icon_rect)


def fold_button(words: str, rect: QRectF, role: PhoneRole, scale: float = 1.0) -> Button:
    """The row or chip behind which other suggestions are."""
    text = one_line(words, role, rect.width() - ICON - ICON_GAP - 16, scale)
    left = rect.center().x() - (ICON + ICON_GAP + text.width) / 2
    text_at = QPointF(left, rect.center().y() - line_height(role, scale) / 2)
    icon_rect = QRectF(left + text.width + ICON_GAP, rect.center().y() - ICON / 2, ICON, ICON)
    return Button(rect, text, text_at, "chevron_down", icon_rect)


def button_area(block: ButtonBlock, rect: QRectF, radius: float) -> HitArea:
    """The area of a suggestion, with its field path for editing."""
    return HitArea(rect, AreaKind.SUGGESTION, block.text, block.path, block.suggestion, radius)
