"""Paints the chip list."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from widgets.handset.layout.chips import ChipsBox
from widgets.handset.metrics import CUT_TICK
from widgets.handset.painters.button import paint_button
from widgets.handset.painters.look import Look


def paint_chips(painter: QPainter, box: ChipsBox, look: Look) -> None:
    """Paint every chip with its outline."""
    for chip in box.chips:
        painter.setPen(QPen(look.palette.suggestion, 1.25))
        painter.setBrush(look.palette.bubble)
        radius = (chip.rect.height() - 1.25) / 2
        painter.drawRoundedRect(chip.rect.adjusted(0.625, 0.625, -0.625, -0.625), radius, radius)
        paint_button(painter, chip, look)
        if look.shows_cuts and (chip.text.is_cut or box.hides):
            tick = QRectF(chip.rect.right() + 2, chip.rect.top() + 8, CUT_TICK, chip.rect.height() - 16)
            painter.fillRect(tick, look.palette.warn)
