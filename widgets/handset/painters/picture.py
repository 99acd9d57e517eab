"""A picture centre-cropped into a shape, or its placeholder."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPixmap, QTransform

from widgets.handset.painters.look import Look
from widgets.handset.painters.shape import paint_icon, paint_play

_CROPS_MAX = 96
_crops: dict[tuple[int, int, int, bool], QPixmap] = {}


def paint_picture(
    painter: QPainter,
    path: QPainterPath,
    rect: QRectF,
    sources: tuple[str, ...],
    look: Look,
    is_played: bool = False,
) -> None:
    """Fill *path* with the first of *sources* that is there, cropped to cover *rect* from its middle."""
    images = (look.pictures.image(source) for source in sources if source)
    image = next((found for found in images if found is not None and not found.isNull()), None)
    painter.setPen(Qt.PenStyle.NoPen)
    if image is None:
        painter.setBrush(look.palette.placeholder)
        painter.drawPath(path)
        if not is_played:
            side = 28.0
            paint_icon(painter, "image", _middle(rect, side), look.palette.second)
    else:
        ratio = max(painter.deviceTransform().m11(), 0.1)
        painter.setBrush(_cover(image, rect, ratio, is_upper=look.crops_top))
        painter.drawPath(path)
    if is_played:
        runs = look.running is not None
        disc = _middle(rect, 40.0)
        paint_play(painter, disc, look.palette.theme, look.palette.on_theme, is_running=runs)
        if runs:
            _paint_progress(painter, rect, look)


def _paint_progress(painter: QPainter, rect: QRectF, look: Look) -> None:
    """A line along the still's lower edge, bright as far as the video has run."""
    line = QRectF(rect.left() + 12, rect.bottom() - 8, rect.width() - 24, 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.palette.scrim)
    painter.drawRoundedRect(line, 1.5, 1.5)
    line.setWidth(line.width() / 3)
    painter.setBrush(look.palette.on_theme)
    painter.drawRoundedRect(line, 1.5, 1.5)


def _cover(image: QImage, rect: QRectF, ratio: float, *, is_upper: bool = False) -> QBrush:
    """A brush that covers *rect* with the middle or the upper part of *image* at device resolution."""
    size = QSize(max(round(rect.width() * ratio), 1), max(round(rect.height() * ratio), 1))
    key = (image.cacheKey(), size.width(), size.height(), is_upper)
    crop = _crops.get(key)
    if crop is None:
        # The crop comes first, so that scaling a wide picture never makes a larger one than asked for.
        part = size.scaled(image.size(), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        middle = image.copy(
            (image.width() - part.width()) // 2,
            0 if is_upper else (image.height() - part.height()) // 2,
            part.width(),
            part.height(),
        )
        scaled = middle.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        if len(_crops) >= _CROPS_MAX:
            _crops.clear()
        crop = _crops[key] = QPixmap.fromImage(scaled)
    brush = QBrush(crop)
    to_rect = QTransform.fromTranslate(rect.x(), rect.y())
    brush.setTransform(to_rect.scale(rect.width() / size.width(), rect.height() / size.height()))
    return brush


def _middle(rect: QRectF, side: float) -> QRectF:
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    return square
