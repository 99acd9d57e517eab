"""Paints what an action would do: a page, a call, an event or a map on a sheet over the conversation."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.handset.chrome.frame import Frame
from widgets.handset.layout.overlay import OverlayBox
from widgets.handset.metrics import CARD_RADIUS, FILE_WIDTH, MAP_HEIGHT, SCREEN_RADIUS, SHEET_RADIUS
from widgets.handset.painters.location import paint_map
from widgets.handset.painters.look import Look
from widgets.handset.painters.shape import paint_icon, paint_surface, rounded

_PAGE_LINES: Final = (0.92, 0.78, 0.86, 0.6)
"""Widths of the lines that stand for a page's text: the picture of a page, never the page itself."""


def paint_overlay(painter: QPainter, box: OverlayBox, frame: Frame, look: Look) -> None:
    """Dim the screen and paint the sheet on its lower edge."""
    palette, rect = look.palette, box.rect
    paint_surface(painter, rounded(frame.screen, *([SCREEN_RADIUS] * 4)), palette.scrim, None)
    sheet = rounded(rect, SHEET_RADIUS, SHEET_RADIUS, SCREEN_RADIUS, SCREEN_RADIUS)
    paint_surface(painter, sheet, palette.bubble, None)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.line)
    painter.drawRoundedRect(QRectF(rect.center().x() - 18, rect.top() + 8, 36, 4), 2, 2)
    painter.setBrush(palette.tile)
    painter.drawEllipse(box.icon)
    glyph = QRectF(0, 0, 20, 20)
    glyph.moveCenter(box.icon.center())
    paint_icon(painter, box.overlay.icon, glyph, palette.suggestion)
    box.heading.paint(painter, box.heading_at, palette.second)
    box.subject.paint(painter, box.subject_at, palette.text)
    for paragraph, at in box.details:
        paragraph.paint(painter, at, palette.second)
    if box.overlay.shape == "map":
        _paint_map(painter, box, look)
    elif box.overlay.shape == "page":
        _paint_page(painter, box, look)
    for index, (words, place) in enumerate(box.answers):
        is_yes = index == len(box.answers) - 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.theme if is_yes else palette.placeholder)
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        at = place.center() - QPointF(words.width / 2, words.height / 2)
        words.paint(painter, at, palette.on_theme if is_yes else palette.text)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.indicator)
    painter.drawRoundedRect(QRectF(frame.home.center().x() - 52, frame.home.center().y() - 2.5, 104, 4), 2, 2)


def _paint_map(painter: QPainter, box: OverlayBox, look: Look) -> None:
    painter.save()
    painter.translate(box.still.topLeft())
    scale = box.still.width() / FILE_WIDTH
    painter.scale(scale, scale)
    rect = QRectF(0, 0, FILE_WIDTH, MAP_HEIGHT)
    paint_map(painter, rounded(rect, *([CARD_RADIUS] * 4)), rect, box.overlay.seed, look.palette)
    painter.restore()


def _paint_page(painter: QPainter, box: OverlayBox, look: Look) -> None:
    """A picture and a few lines in grey, as far down as the sheet goes."""
    still, palette = box.still, look.palette
    painter.save()
    painter.setClipRect(still)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.placeholder)
    y, part = still.top() + 4, 0
    while y < still.bottom():
        height = 9.0 if part % 5 else min(84.0, still.height())
        width = still.width() * (_PAGE_LINES[part % 5 - 1] if part % 5 else 1.0)
        painter.drawRoundedRect(QRectF(still.left(), y, width, height), 4, 4)
        y += height + 11
        part += 1
    painter.restore()
