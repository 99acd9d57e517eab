"""A small picture of a scenario: the canvas' own overview, painted once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

from editor.canvas.overview import Overview
from editor.canvas.paints import Paints
from editor.canvas.scene import CanvasScene
from editor.document.store import Store
from editor.tools.geometry import Rect
from runtime.flow.document import Document
from widgets.theme import current_theme

_MARGIN_PX = 14
_ZOOM_MAX = 0.16


def thumbnail_of(document: Document, size: QSize, ratio: float = 1.0) -> QImage:
    """The whole graph in *size* logical px, in the colours of the theme in use."""
    paints = Paints(current_theme())
    scene = CanvasScene(Store(document), paints.fits, _ignore)
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    bounds = scene.bounds()
    if bounds is None:
        return image
    zoom = min(
        (size.width() - 2 * _MARGIN_PX) / max(bounds.width, 1.0),
        (size.height() - 2 * _MARGIN_PX) / max(bounds.height, 1.0),
        _ZOOM_MAX,
    )
    painter = QPainter(image)
    painter.translate(
        size.width() / 2 - (bounds.x + bounds.width / 2) * zoom,
        size.height() / 2 - (bounds.y + bounds.height / 2) * zoom,
    )
    painter.scale(zoom, zoom)
    Overview(scene).paint(painter, paints, zoom)
    painter.end()
    return image


def _ignore(areas: Sequence[Rect] | None) -> None:
    """A picture that is painted once is never dirty."""
