"""The whole canvas as a picture or a drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from editor.canvas.canvas_painter import CanvasPainter
from editor.tools.geometry import Rect

MARGIN: Final = 32.0
PIXELS_MAX: Final = 60_000_000
"""Larger pictures are made smaller; a picture of this size takes 240 MB while it is made."""

_SVG_OVERSAMPLING: Final = 3.0
_EMPTY: Final = Rect(0, 0, 400, 240)


def picture_of(painting: CanvasPainter, bounds: Rect | None, scale: float) -> QImage:
    """Everything on the canvas at a scale, less when it would be too many pixels; never the overview."""
    area = (bounds or _EMPTY).grown(MARGIN)
    scale = min(scale, (PIXELS_MAX / (area.width * area.height)) ** 0.5)
    size = QSize(max(1, round(area.width * scale)), max(1, round(area.height * scale)))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(painting.paints.theme.canvas)
    painter = QPainter(image)
    painter.scale(scale, scale)
    painter.translate(-area.x, -area.y)
    painting.paint(painter, area, 1.0)
    painter.end()
    return image


def draw_into(painting: CanvasPainter, bounds: Rect | None, painter: QPainter, target: QRectF) -> None:
    """Draw everything on the canvas as large as fits into *target*, in its middle, sharp at any size."""
    area = (bounds or _EMPTY).grown(MARGIN)
    scale = min(target.width() / area.width, target.height() / area.height)
    painter.save()
    painter.setClipRect(target)
    painter.translate(target.center())
    painter.scale(scale, scale)
    painter.translate(-area.centre.x, -area.centre.y)
    painting.paint(painter, area, 1.0, oversampling=_SVG_OVERSAMPLING)
    painter.restore()


def write_svg(painting: CanvasPainter, bounds: Rect | None, path: Path, title: str) -> None:
    """Write everything on the canvas as SVG with its texts as text.

    Raises OSError when the file cannot be written.
    """
    area = (bounds or _EMPTY).grown(MARGIN)
    with path.open("wb"):
        pass
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setTitle(title)
    generator.setSize(QSize(round(area.width), round(area.height)))
    generator.setViewBox(QRectF(0, 0, area.width, area.height))
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, area.width, area.height), painting.paints.theme.canvas)
    painter.translate(-area.x, -area.y)
    painting.paint(painter, area, 1.0, oversampling=_SVG_OVERSAMPLING)
    painter.end()
