"""Paints the round face of a chatbot: its picture, or the first letter of its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from widgets.handset.painters.look import Look
from widgets.handset.painters.picture import paint_picture
from widgets.handset.palette import Palette
from widgets.handset.paragraph import one_line
from widgets.handset.pictures import Pictures
from widgets.handset.profile import ChatbotProfile


def paint_avatar(
    painter: QPainter,
    disc: QRectF,
    profile: ChatbotProfile,
    palette: Palette,
    pictures: Pictures,
    scale: float = 1.0,
) -> None:
    """Paint it into *disc*; a picture that is not there yet leaves the letter."""
    painter.setPen(Qt.PenStyle.NoPen)
    if profile.picture and pictures.image(profile.picture) is not None:
        path = QPainterPath()
        path.addEllipse(disc)
        paint_picture(painter, path, disc, (profile.picture,), Look(palette, pictures))
        return
    painter.setBrush(palette.theme)
    painter.drawEllipse(disc)
    if profile.name:
        letter = one_line(profile.letter.upper(), "avatar", disc.width(), scale)
        at = disc.center() - QPointF(letter.width / 2, letter.height / 2)
        letter.paint(painter, at, palette.on_theme)
