"""Draws a small, centre-cropped view of a picture."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from widgets.common.painting import draw_icon
from widgets.theme import current_theme


def draw_thumbnail(painter: QPainter, rect: QRect, image: QImage | None, radius: float) -> None:
    """Draw *image* into the rounded *rect*, or a placeholder while there is none."""
    theme = current_theme()
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(rect), radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillPath(outline, theme.hover)
    if image is None or image.isNull():
        draw_icon(painter, "image", 16, theme.text_second, rect.center())
    else:
        size = image.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QRectF(rect).center())
        painter.setClipPath(outline)
        painter.drawImage(target, image)
    painter.restore()
