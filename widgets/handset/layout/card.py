"""One rich card, upright or lying: the picture, the words, the suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from runtime.messages.blocks import ButtonBlock, CardBlock, MediaBlock
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.box import Box
from widgets.handset.layout.button import Button, button_area, centred_button, fold_button
from widgets.handset.layout.loss import Loss
from widgets.handset.layout.words import CardWords, lay_out_words
from widgets.handset.measures import STANDARD, Measures
from widgets.handset.metrics import (
    CARD_PADDING_X,
    CARD_PADDING_Y,
    CARD_RADIUS,
    CARD_TEXT_GAP,
    MEDIA_STRIP_HEIGHT_MIN,
)
from widgets.handset.paragraph import Paragraph
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
    """The suggestions that show, and the row that stands for the others."""
    hides: bool = False
    """Some suggestions do not show."""

    def cuts(self) -> Iterator[QRectF]:
        """Where something is missing: the end of each line that ends in an ellipsis, the last row."""
        for paragraph, at in ((self.title, self.title_at), (self.description, self.description_at)):
            if paragraph is not None and paragraph.is_cut:
                step = paragraph.height / paragraph.lines
                yield QRectF(at.x(), at.y() + paragraph.height - step, self.width - at.x(), step)
        for button in self.buttons:
            if button.text.is_cut:
                yield button.rect
        if self.hides:
            yield self.buttons[-1].rect if self.buttons else QRectF(0, self.height - 24, self.width, 16)


def lay_out_card(block: CardBlock, measures: Measures = STANDARD) -> CardBox:
    """Measure a card that stands alone."""
    if block.orientation == "HORIZONTAL":
        return _lay_out_lying(block, measures)
    return lay_out_upright(block, measures.card_width, measures.card_height_max, measures=measures)


def lay_out_upright(
    block: CardBlock,
    width: float,
    height_max: float,
    height: float = 0.0,
    media_max: float = 1000.0,
    measures: Measures = STANDARD,
) -> CardBox:
    """Measure an upright card no higher than *height_max* if cutting its description can do that.

    *height* stretches it: the suggestions keep to the lower edge. *media_max* bounds the picture's height.
    """
    media_height = min(measures.media_height(block.media.height), media_max) if block.media else 0.0
    words = lay_out_words(block, width - 2 * CARD_PADDING_X, height_max - media_height, measures)
    rows = words.rows * measures.suggestion_height
    natural = max(media_height + words.height + rows, 2 * CARD_RADIUS)
    return _box(
        block,
        QRectF(0, 0, width, max(natural, height)),
        QRectF(0, 0, width, media_height),
        QPointF(CARD_PADDING_X, media_height + CARD_PADDING_Y),
        words,
        measures,
    )


def _lay_out_lying(block: CardBlock, measures: Measures) -> CardBox:
    width = measures.card_width_horizontal
    strip = measures.media_strip if block.media else 0.0
    room = measures.card_height_max
    if measures.cut_order == "description":
        room = measures.media_tall + len(block.buttons) * measures.suggestion_height
    words = lay_out_words(block, width - strip - 2 * CARD_PADDING_X, room, measures)
    content = max(words.height, MEDIA_STRIP_HEIGHT_MIN if block.media else 0.0, 2 * CARD_RADIUS)
    is_left = block.image_alignment == "LEFT"
    media_rect = QRectF(0.0 if is_left else width - strip, 0, strip, content)
    words_at = QPointF(CARD_PADDING_X + (strip if is_left else 0.0), CARD_PADDING_Y)
    full = QRectF(0, 0, width, content + measures.suggestion_height * words.rows)
    return _box(block, full, media_rect, words_at, words, measures)


def _box(
    block: CardBlock,
    full: QRectF,
    media_rect: QRectF,
    words_at: QPointF,
    words: CardWords,
    measures: Measures,
) -> CardBox:
    description_at = QPointF(words_at)
    if words.title is not None:
        description_at += QPointF(0, words.title.height + CARD_TEXT_GAP)
    height = measures.suggestion_height
    top = full.height() - height * words.rows
    rects = [QRectF(0, top + index * height, full.width(), height) for index in range(words.rows)]
    buttons = [
        centred_button(button, rect, "suggestion", CARD_PADDING_X, measures.scale)
        for button, rect in zip(words.buttons, rects, strict=False)
    ]
    if words.fold:
        buttons.append(fold_button(words.fold, rects[-1], "suggestion", measures.scale))
    return CardBox(
        width=full.width(),
        height=full.height(),
        areas=tuple(_areas(block, full, media_rect, (words_at, description_at), words, rects)),
        losses=(*words.losses(block), *cut_suggestions(words.buttons, buttons)),
        media=block.media,
        media_rect=media_rect,
        title=words.title,
        title_at=words_at,
        description=words.description,
        description_at=description_at,
        buttons=tuple(buttons),
        hides=bool(words.hidden),
    )


def cut_suggestions(blocks: tuple[ButtonBlock, ...], buttons: list[Button]) -> Iterator[Loss]:
    """The suggestions whose words do not show whole."""
    for block, button in zip(blocks, buttons, strict=False):
        if button.text.is_cut:
            yield Loss("suggestion_cut", block.path, text=block.text)


def _areas(
    block: CardBlock,
    full: QRectF,
    media_rect: QRectF,
    words_at: tuple[QPointF, QPointF],
    words: CardWords,
    button_rects: list[QRectF],
) -> Iterator[HitArea]:
    yield HitArea(full, AreaKind.FIELD, block.title or tr("卡片", "Card"), block.path, radius=CARD_RADIUS)
    if block.media is not None:
        is_played = block.media.content_type.startswith(("video/", "audio/"))
        name = block.media.description or tr("图片", "Picture")
        kind = AreaKind.PLAY if is_played else AreaKind.FIELD
        yield HitArea(media_rect, kind, name, block.media.path, block.media.source)
    right = full.width() - (media_rect.width() if media_rect.left() > 0 else 0.0) - CARD_PADDING_X
    named = (("title", words.title, block.title), ("description", words.description, block.description))
    for (field, paragraph, text), at in zip(named, words_at, strict=True):
        if paragraph is not None:
            rect = QRectF(at.x() - 4, at.y() - 1, right - at.x() + 8, paragraph.height + 2)
            yield HitArea(rect, AreaKind.FIELD, text, (*block.path, field), radius=4)
    for button, rect in zip(words.buttons, button_rects, strict=False):
        yield button_area(button, rect.adjusted(3, 3, -3, -3), 8)
