"""Paints one rich card."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.handset.layout.card import CardBox
from widgets.handset.metrics import CARD_RADIUS, CUT_TICK
from widgets.handset.painters.button import paint_button
from widgets.handset.painters.look import Look
from widgets.handset.painters.picture import paint_picture
from widgets.handset.painters.shape import paint_surface, rounded


def paint_card(painter: QPainter, box: CardBox, look: Look) -> None:
    """Paint ground, picture, words, suggestions and outline."""
    palette = look.palette
    outline = rounded(QRectF(0.5, 0.5, box.width - 1, box.height - 1), *([CARD_RADIUS] * 4))
    paint_surface(painter, outline, palette.bubble, None)
    if box.media is not None:
        _paint_media(painter, box, look)
    if box.title is not None:
        box.title.paint(painter, box.title_at, palette.text)
    if box.description is not None:
        box.description.paint(painter, box.description_at, palette.second)
    painter.setPen(QPen(palette.line, 1.0))
    for button in box.buttons:
        if button.rect.top() > 0:
            top = button.rect.top() + 0.5
            painter.drawLine(QPointF(0.5, top), QPointF(box.width - 0.5, top))
    for button in box.buttons:
        paint_button(painter, button, look)
    painter.setPen(QPen(palette.line, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)
    if look.shows_cuts:
        for cut in box.cuts():
            painter.fillRect(QRectF(box.width - CUT_TICK, cut.top(), CUT_TICK, cut.height()), palette.warn)


def _paint_media(painter: QPainter, box: CardBox, look: Look) -> None:
    media, rect = box.media, box.media_rect
    assert media is not None
    is_left, is_right = rect.left() <= 0, rect.right() >= box.width
    is_bottom = rect.bottom() >= box.height
    inner = CARD_RADIUS - 0.5
    path = rounded(
        rect.adjusted(0.5 if is_left else 0, 0.5, -0.5 if is_right else 0, -0.5 if is_bottom else 0),
        inner if is_left else 0.0,
        inner if is_right else 0.0,
        inner if is_right and is_bottom else 0.0,
        inner if is_left and is_bottom else 0.0,
    )
    is_played = media.content_type.startswith(("video/", "audio/"))
    sources = (media.thumbnail,) if is_played else (media.source, media.thumbnail)
    paint_picture(painter, path, rect, sources, look, is_played)
