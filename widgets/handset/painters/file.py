"""Paints a file, a recording, a picture or a video as an attachment."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from widgets.handset.layout.file import PLAYED_SHARE, FileBox
from widgets.handset.metrics import BUBBLE_CORNER, BUBBLE_RADIUS, ICON
from widgets.handset.painters.look import Look
from widgets.handset.painters.picture import paint_picture
from widgets.handset.painters.shape import paint_icon, paint_play, rounded
from widgets.handset.painters.text import paint_in_bubble

_BARS: Final = (4, 8, 16, 14, 18, 9, 6, 13, 19, 8, 12, 16, 7, 10, 18, 12, 8, 5, 13, 10, 8, 6)
"""Heights of a recording's bars, of 20: a picture of sound, not of this sound."""


def paint_file(painter: QPainter, box: FileBox, look: Look) -> None:
    """Paint the attachment by its shape."""
    palette = look.palette
    paint_in_bubble(painter, box.width, box.height, look)
    if box.shape == "audio":
        _paint_sound(painter, box, look)
        return
    if box.shape == "file":
        _paint_tile(painter, box, look)
    else:
        inner = BUBBLE_RADIUS - 0.5
        path = rounded(box.still.adjusted(0.5, 0.5, -0.5, 0), BUBBLE_CORNER - 0.5, inner, 0, 0)
        paint_picture(painter, path, box.still, (box.source,), look, box.shape == "video")
        if look.running is not None and box.running is not None:
            _paint_time(painter, box, look)
    box.name.paint(painter, box.name_at, palette.text)
    box.detail.paint(painter, box.detail_at, palette.second)


def _paint_tile(painter: QPainter, box: FileBox, look: Look) -> None:
    if box.source and look.pictures.image(box.source) is not None:
        paint_picture(painter, rounded(box.tile, 4, 4, 4, 4), box.tile, (box.source,), look)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.palette.tile)
    painter.drawRoundedRect(box.tile, 4, 4)
    place = QRectF(0, 0, ICON + 2, ICON + 2)
    place.moveCenter(box.tile.center())
    paint_icon(painter, "file", place, look.palette.suggestion)


def _paint_sound(painter: QPainter, box: FileBox, look: Look) -> None:
    runs = look.running is not None
    paint_play(painter, box.tile, look.palette.theme, look.palette.on_theme, is_running=runs)
    width = box.running_at.x() - box.bars.left() - 14 if runs else box.bars.width()
    step = width / (len(_BARS) - 1)
    middle = box.bars.center().y()
    for index, height in enumerate(_BARS):
        x = box.bars.left() + index * step
        half = height / 20 * (box.bars.height() / 2 - 2)
        is_played = runs and index < len(_BARS) * PLAYED_SHARE
        colour = look.palette.theme if is_played else look.palette.second
        painter.setPen(QPen(colour, 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))
    if runs and box.running is not None:
        box.running.paint(painter, box.running_at, look.palette.second)
    else:
        box.detail.paint(painter, box.detail_at, look.palette.second)


def _paint_time(painter: QPainter, box: FileBox, look: Look) -> None:
    """The time of a running video on a dark pill over its still."""
    assert box.running is not None
    pill = QRectF(box.running_at, QSizeF(box.running.width, box.running.height)).adjusted(-6, -1, 6, 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.palette.scrim)
    painter.drawRoundedRect(pill, 4, 4)
    box.running.paint(painter, box.running_at, QColor(Qt.GlobalColor.white))
