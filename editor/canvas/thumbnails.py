"""Pictures cut to the frames of cards, kept ready to paint."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

from editor.canvas.measures import THUMB_RADIUS
from widgets.handset.pictures import Pictures

_RATIOS: Final = (1.0, 2.0, 4.0)
"""Device pixels a scene unit that pictures are kept for."""
_KEPT_MAX: Final = 512


class Thumbnails(QObject):
    """Small pictures by source and size; None while the picture is not there."""

    changed = Signal()

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._kept: dict[tuple[str, int, int, float], QPixmap] = {}
        pictures.changed.connect(self._forget)

    def get(self, source: str, width: float, height: float, ratio: float) -> QPixmap | None:
        """The picture cut to a frame for so many device pixels a scene unit, or None."""
        fine = next((step for step in _RATIOS if step >= ratio), _RATIOS[-1])
        key = (source, round(width), round(height), fine)
        found = self._kept.get(key)
        if found is None:
            image = self._pictures.image(source)
            if image is None or image.isNull():
                return None
            if len(self._kept) >= _KEPT_MAX:
                self._kept.clear()
            found = self._kept[key] = _cut(image, QSize(key[1], key[2]), fine)
        return found

    def _forget(self) -> None:
        self._kept.clear()
        self.changed.emit()


def _cut(image: QImage, frame: QSize, ratio: float) -> QPixmap:
    size = frame * ratio
    scaled = image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    made = QPixmap(size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(made.rect()), THUMB_RADIUS * ratio, THUMB_RADIUS * ratio)
    painter.setClipPath(shape)
    painter.drawImage((size.width() - scaled.width()) // 2, (size.height() - scaled.height()) // 2, scaled)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
