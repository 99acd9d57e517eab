"""One rich card, upright or lying: the picture, the words, the suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from runtime.messages.blocks import CardBlock, MediaBlock
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.box import Box
from widgets.handset.layout.button import Button, button_area, centred_button
from widgets.handset.metrics import (
    CARD_HEIGHT_MAX,
    CARD_PADDING_X,
    CARD_PADDING_Y,
    CARD_RADIUS,
    CARD_TEXT_GAP,
    CARD_WIDTH,
    CARD_WIDTH_HORIZONTAL,
    MEDIA_HEIGHTS,
    MEDIA_STRIP,
    MEDIA_STRIP_HEIGHT_MIN,
    SUGGESTION_HEIGHT,
    TITLE_LINES_MAX,
)
from widgets.handset.paragraph import Paragraph, lay_out_text
from widgets.handset.typeface import line_height
from widgets.language import tr


@dataclass(frozen=True, kw_only=True)
class CardBox(Box):
    """A measured card; an absent part has no paragraph or an empty rectangle."""

    media: MediaBlock | None
    media_rect: QRectF
    title: Paragraph | None
    title_at: QPointF
    description: Paragraph | None
    description_at: QPointF
    buttons: tuple[Button, ...]

    def cuts(self) -> Iterator[QRectF]:
        """Where text was cut: the end of each line that ends in an ellipsis."""
        for paragraph, at in ((self.title, self.title_at), (self.description, self.description_at)):
            if paragraph is not None and paragraph.is_cut:
                step = paragraph.height / paragraph.lines
                yield QRectF(at.x(), at.y() + paragraph.height - step, self.width - at.x(), step)
        for button in self.buttons:
            if button.text.is_cut:
                yield button.rect


@dataclass(frozen=True)
class _Words:
    title: Paragraph | None
    description: Paragraph | None

    @property
    def height(self) -> float:
        parts = [part.height for part in (self.title, self.description) if part is not None]
        return sum(parts) + CARD_TEXT_GAP * (len(parts) - 1) + 2 * CARD_PADDING_Y if parts else 0.0


def lay_out_card(block: CardBlock) -> CardBox:
    """Measure a card that stands alone."""
    if block.orientation == "HORIZONTAL":
        return _lay_out_lying(block)
    return lay_out_upright(block, CARD_WIDTH, CARD_HEIGHT_MAX)


def lay_out_upright(
    block: CardBlock, width: float, height_max: float, height: float = 0.0, media_max: float = 1000.0
) -> CardBox:
    """Measure an upright card no higher than *height_max* if cutting its description can do that.

    *height* stretches it: the suggestions keep to the lower edge. *media_max* bounds the picture's height.
    """
    media_height = min(MEDIA_HEIGHTS[block.media.height], media_max) if block.media else 0.0
    buttons_height = SUGGESTION_HEIGHT * len(block.buttons)
    words = _words(block, width - 2 * CARD_PADDING_X, height_max - media_height - buttons_height)
    natural = max(media_height + words.height + buttons_height, 2 * CARD_RADIUS)
    full = max(natural, height)
    return _box(
        block,
        QRectF(0, 0, width, full),
        QRectF(0, 0, width, media_height),
        QPointF(CARD_PADDING_X, media_height + CARD_PADDING_Y),
        words,
    )


def _lay_out_lying(block: CardBlock) -> CardBox:
    width = CARD_WIDTH_HORIZONTAL
    strip = MEDIA_STRIP if block.media else 0.0
    words = _words(block, width - strip - 2 * CARD_PADDING_X, MEDIA_HEIGHTS["TALL_HEIGHT"])
    content = max(words.height, MEDIA_STRIP_HEIGHT_MIN if block.media else 0.0, 2 * CARD_RADIUS)
    is_left = block.image_alignment == "LEFT"
    media_rect = QRectF(0.0 if is_left else width - strip, 0, strip, content)
    words_at = QPointF(CARD_PADDING_X + (strip if is_left else 0.0), CARD_PADDING_Y)
    full = QRectF(0, 0, width, content + SUGGESTION_HEIGHT * len(block.buttons))
    return _box(block, full, media_rect, words_at, words)


def _words(block: CardBlock, width: float, room: float) -> _Words:
    title = None
    if block.title:
        title = lay_out_text(block.title, "title", width, TITLE_LINES_MAX, block.title_styles)
        room -= title.height + CARD_TEXT_GAP
    description = None
    if block.description:
        lines = max(int((room - 2 * CARD_PADDING_Y) // line_height("description")), 1)
        description = lay_out_text(block.description, "description", width, lines, block.description_styles)
    return _Words(title, description)


def _box(block: CardBlock, full: QRectF, media_rect: QRectF, words_at: QPointF, words: _Words) -> CardBox:
    description_at = QPointF(words_at)
    if words.title is not None:
        description_at += QPointF(0, words.title.height + CARD_TEXT_GAP)
    top = full.height() - SUGGESTION_HEIGHT * len(block.buttons)
    rects = [
        QRectF(0, top + index * SUGGESTION_HEIGHT, full.width(), SUGGESTION_HEIGHT)
        for index in range(len(block.buttons))
    ]
    return CardBox(
        width=full.width(),
        height=full.height(),
        areas=tuple(_areas(block, full, media_rect, (words_at, description_at), words, rects)),
        media=block.media,
        media_rect=media_rect,
        title=words.title,
        title_at=words_at,
        description=words.description,
        description_at=description_at,
        buttons=tuple(
            centred_button(button, rect, "suggestion", CARD_PADDING_X)
            for button, rect in zip(block.buttons, rects, strict=True)
        ),
    )


def _areas(
    block: CardBlock,
    full: QRectF,
    media_rect: QRectF,
    words_at: tuple[QPointF, QPointF],
    words: _Words,
    button_rects: list[QRectF],
) -> Iterator[HitArea]:
    yield HitArea(full, AreaKind.FIELD, block.title or tr("卡片", "Card"), block.path, radius=CARD_RADIUS)
    if block.media is not None:
        kind = AreaKind.LINK if block.media.content_type.startswith(("video/", "audio/")) else AreaKind.FIELD
        name = block.media.description or tr("图片", "Picture")
        yield HitArea(media_rect, kind, name, block.media.path, block.media.source)
    right = full.width() - (media_rect.width() if media_rect.left() > 0 else 0.0) - CARD_PADDING_X
    named = (("title", words.title, block.title), ("description", words.description, block.description))
    for (field, paragraph, text), at in zip(named, words_at, strict=True):
        if paragraph is not None:
            rect = QRectF(at.x() - 4, at.y() - 1, right - at.x() + 8, paragraph.height + 2)
            yield HitArea(rect, AreaKind.FIELD, text, (*block.path, field), radius=4)
    for button, rect in zip(block.buttons, button_rects, strict=True):
        yield button_area(button, rect.adjusted(3, 3, -3, -3), 8)
