"""Where the words of a part are drawn on the phone, and how: so that an editor can lie exactly over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from editor.composing.parts import Part
from runtime.messages.blocks import CardBlock, CarouselBlock
from runtime.records import FieldPath
from widgets.handset.entries import ChatbotEntry
from widgets.handset.hit_area import HitArea
from widgets.handset.metrics import (
    BUBBLE_PADDING_X,
    BUBBLE_PADDING_Y,
    BUBBLE_RADIUS,
    BUBBLE_WIDTH_MAX,
    CARD_PADDING_X,
    CARD_PADDING_Y,
    CARD_TEXT_GAP,
    CHIP_PADDING,
    CHIP_WIDTH_MAX,
)
from widgets.handset.phone import Phone
from widgets.handset.typeface import PhoneRole, Style, line_height

_ROLES: Final[dict[str, PhoneRole]] = {
    "text": "text",
    "title": "title",
    "description": "description",
    "suggestion": "suggestion",
    "chip": "chip",
    "file_name": "file",
    "place_name": "place",
}
_WORDS_AROUND_X: Final = 4.0
_WORDS_AROUND_Y: Final = 1.0
"""What the area of a title or a description has around its words."""
_CHIP_LEAST: Final = 72.0


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """Lengths in px of the picture."""

    ground: QRectF
    """What an editor covers, in the colour of what is below the words."""
    words: QRectF
    """Where the words begin and how wide they may be."""
    role: PhoneRole
    scale: float
    """Of the type: the text size of the handset."""
    styles: tuple[Style, ...]
    ink: QColor
    surface: QColor
    radius: float
    is_centred: bool


def drawn_place(phone: Phone, part: Part) -> DrawnPlace | None:
    """The place of a part that is typed; also of one without words so far. None when it is not shown."""
    areas = areas_by_path(phone)
    area = areas.get(part.path)
    role = _ROLES[part.kind]
    palette, scale = phone.palette, phone.conversation.measures.scale
    styles = _styles(phone, part)
    if part.kind in ("title", "description"):
        words = _words_in_card(areas, part, role, scale)
        if words is None:
            return None
        ink = palette.text if part.kind == "title" else palette.second
        ground = words.adjusted(-_WORDS_AROUND_X, -_WORDS_AROUND_Y, _WORDS_AROUND_X, _WORDS_AROUND_Y)
        return DrawnPlace(ground, words, role, scale, styles, ink, palette.bubble, 4.0, False)
    if area is None:
        return None
    rect = QRectF(area.rect)
    if part.kind in ("file_name", "place_name"):
        words = rect.adjusted(_WORDS_AROUND_X, _WORDS_AROUND_Y, -_WORDS_AROUND_X, -_WORDS_AROUND_Y)
        return DrawnPlace(rect, words, role, scale, styles, palette.text, palette.bubble, 4.0, False)
    if part.kind == "text":
        words = rect.adjusted(BUBBLE_PADDING_X, BUBBLE_PADDING_Y, 0, -BUBBLE_PADDING_Y)
        words.setWidth(BUBBLE_WIDTH_MAX - 2 * BUBBLE_PADDING_X)
        return DrawnPlace(
            rect, words, role, scale, styles, palette.text, palette.bubble, BUBBLE_RADIUS, False
        )
    step = line_height(role, scale)
    padding = CHIP_PADDING - 1 if part.kind == "chip" else 5.0
    if part.kind == "chip":
        rect.setWidth(min(max(rect.width(), _CHIP_LEAST), CHIP_WIDTH_MAX))
    words = QRectF(rect.left() + padding, rect.center().y() - step / 2, rect.width() - 2 * padding, step)
    radius = rect.height() / 2 if part.kind == "chip" else 8.0
    return DrawnPlace(rect, words, role, scale, styles, palette.suggestion, palette.bubble, radius, True)


def areas_by_path(phone: Phone) -> dict[FieldPath, HitArea]:
    """Every area of the conversation by the path of what it shows; the outermost where several share one."""
    found: dict[FieldPath, HitArea] = {}
    for area in phone.conversation_areas():
        if area.path:
            found.setdefault(area.path, area)
    return found


def _words_in_card(
    areas: dict[FieldPath, HitArea], part: Part, role: PhoneRole, scale: float
) -> QRectF | None:
    area = areas.get(part.path)
    if area is not None:
        return QRectF(area.rect).adjusted(
            _WORDS_AROUND_X, _WORDS_AROUND_Y, -_WORDS_AROUND_X, -_WORDS_AROUND_Y
        )
    card_path = part.card_path
    card = areas.get(card_path) if card_path is not None else None
    if card is None or card_path is None:
        return None
    left, right = card.rect.left() + CARD_PADDING_X, card.rect.right() - CARD_PADDING_X
    top = card.rect.top() + CARD_PADDING_Y
    media = areas.get((*card_path, "media"))
    if media is not None and media.rect.width() < card.rect.width() - 1:
        if media.rect.left() <= card.rect.left() + 1:
            left += media.rect.width()
        else:
            right -= media.rect.width()
    elif media is not None:
        top += media.rect.height()
    title = areas.get((*card_path, "title"))
    if part.kind == "description" and title is not None:
        top = title.rect.bottom() - _WORDS_AROUND_Y + CARD_TEXT_GAP
    return QRectF(left, top, right - left, line_height(role, scale))


def _styles(phone: Phone, part: Part) -> tuple[Style, ...]:
    """The font styles of the card's title or description."""
    if part.kind not in ("title", "description"):
        return ()
    for entry in phone.conversation.entries:
        if not isinstance(entry, ChatbotEntry):
            continue
        for block in entry.blocks:
            cards = block.cards if isinstance(block, CarouselBlock) else (block,)
            for card in cards:
                if isinstance(card, CardBlock) and (*entry.base, *card.path) == part.card_path:
                    return card.title_styles if part.kind == "title" else card.description_styles
    return ()
