"""Where the phone gets its pictures from, and how their files are decoded without trusting them."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QImage, QImageReader

PIXELS_MAX: Final = 40_000_000
"""Larger pictures are refused before a pixel is decoded."""

ALLOCATION_MAX_MB: Final = 192
SIDE_MAX: Final = 1_600
"""Decoded pictures are shrunk to this many px on their longer side; no phone shows more."""

FORMATS: Final = frozenset({b"png", b"jpeg", b"jpg", b"gif", b"webp", b"bmp"})
"""Raster formats that handsets show. SVG is not one: a drawing may name other files."""

_KEPT_MAX: Final = 128


class Pictures(Protocol):
    """Gives the picture behind a source, a URL or `media:NAME`, or None while there is none."""

    @property
    def changed(self) -> SignalInstance:
        """Emitted without arguments when pictures came or went."""

    def image(self, source: str) -> QImage | None:
        """The picture, at once: never waits, reads or fetches."""


def decode_picture(data: bytes, side_max_px: int = SIDE_MAX) -> QImage | None:
    """Decode an untrusted picture file; None when it is none, too large, or a type handsets do not show."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(ALLOCATION_MAX_MB)
    if reader.format().data() not in FORMATS:
        return None
    size = reader.size()
    if not size.isValid() or size.isEmpty() or size.width() * size.height() > PIXELS_MAX:
        return None
    if max(size.width(), size.height()) > side_max_px:
        small = size.scaled(side_max_px, side_max_px, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(small.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


class PictureShelf(QObject):
    """Keeps decoded pictures by source and says which ones it is asked for in vain."""

    changed = Signal()
    wanted = Signal(str)
    """A source was asked for the first time and is not here: fetch it and `put` it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: dict[str, QImage | None] = {}

    def image(self, source: str) -> QImage | None:
        """The picture, or None while it is missing or when its file was refused."""
        if source not in self._images:
            if len(self._images) >= _KEPT_MAX:
                del self._images[next(iter(self._images))]
            self._images[source] = None
            self.wanted.emit(source)
        return self._images[source]

    def put(self, source: str, data: bytes) -> bool:
        """Decode the file of a source and show it; False when the file is refused."""
        image = decode_picture(data)
        self.put_image(source, image)
        return image is not None

    def put_image(self, source: str, image: QImage | None) -> None:
        """Show a picture that is decoded already."""
        self._images[source] = image
        self.changed.emit()

    def forget(self, source: str) -> None:
        """Ask for a source again when it is next shown: its file changed."""
        if source in self._images:
            del self._images[source]
            self.changed.emit()


class NoPictures(QObject):
    """Has no pictures at all: every one shows its placeholder."""

    changed = Signal()

    def image(self, source: str) -> QImage | None:
        """Always None."""
        return None
