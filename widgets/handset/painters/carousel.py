"""Paints a row of cards, the next one cut at the screen's edge."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QPainter

from widgets.handset.layout.carousel import CarouselBox
from widgets.handset.metrics import PADDING_X
from widgets.handset.painters.card import paint_card
from widgets.handset.painters.look import Look


def paint_carousel(painter: QPainter, box: CarouselBox, look: Look, offset: float) -> None:
    """Paint the cards that show when the row is moved left by *offset*."""
    still = replace(look, running=None) if look.running is not None else look
    for index, card in enumerate(box.cards):
        left = index * box.step - offset
        if left + card.width < -PADDING_X or left > box.width:
            continue
        painter.save()
        painter.translate(left, 0)
        paint_card(painter, card, look if look.running == index else still)
        painter.restore()
