"""Paints the text and icon of a suggestion."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from widgets.handset.layout.button import Button
from widgets.handset.painters.look import Look
from widgets.handset.painters.shape import paint_icon


def paint_button(painter: QPainter, button: Button, look: Look) -> None:
    """Paint icon and text in the chatbot's readable shade; the ground is the card's or the chip's."""
    if button.icon:
        paint_icon(painter, button.icon, button.icon_rect, look.palette.suggestion)
    button.text.paint(painter, button.text_at, look.palette.suggestion)
