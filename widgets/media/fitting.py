"""Cuts, scales and compresses a picture until it is as small as a carrier wants; may run in any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

from widgets.handset.pictures import ALLOCATION_MAX_MB, FORMATS

WHOLE: Final = (0.0, 0.0, 1.0, 1.0)
CARD_PX: Final = 1_440
"""The longer side of a picture for a card: five times the width of a card on the phone."""
THUMBNAIL_PX: Final = 320
PIXELS_MAX: Final = 40_000_000
_QUALITIES: Final = (90, 82, 74, 66, 58, 50)
_DECODED_PX: Final = 4_096
"""No side of a picture is decoded longer if its format can be read smaller than it is."""
_SMALLER: Final = 0.8
_ROUNDS_MAX: Final = 12
_FEW_COLOURS: Final = 256
_SAMPLED_PX: Final = 96


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a picture."""

    limit_bytes: int
    frame: tuple[float, float, float, float] = WHOLE
    """Left, top, width and height of what is kept, in shares of the upright picture."""
    side_max_px: int = CARD_PX
    """The longer side of the result; a smaller picture is never enlarged."""
    is_jpeg: bool | None = None
    """Whether it must be a JPEG; None to decide by what is in it."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture as it can be sent."""

    data: bytes
    content_type: str
    width_px: int
    height_px: int

    @property
    def size_bytes(self) -> int:
        """Bytes of the file."""
        return len(self.data)

    @property
    def suffix(self) -> str:
        """What the file's name ends in."""
        return ".png" if self.content_type == "image/png" else ".jpg"


def fit_picture(data: bytes, wish: Wish, is_stopped: Callable[[], bool] = bool) -> Fitted | None:
    """The picture as *wish* wants it, upright and without what the camera noted; None when it cannot be read.

    With colours and edges like a drawing, or with transparency, it becomes a PNG as long as that is small
    enough; everything else a JPEG. *is_stopped* is asked between steps.
    """
    image = _cut_out(data, wish)
    if image is None:
        return None
    is_png = not wish.is_jpeg and (wish.is_jpeg is False or _is_drawn(image))
    size = _within(image.size(), wish.side_max_px)
    for _ in range(_ROUNDS_MAX):
        scaled = _scaled(image, size)
        for attempt in _attempts(scaled, is_png=is_png):
            if is_stopped():
                return None
            if len(attempt.data) <= wish.limit_bytes:
                return attempt
        size = QSize(max(1, int(size.width() * _SMALLER)), max(1, int(size.height() * _SMALLER)))
    return None


def cut_for(ratio: float, width_px: int, height_px: int) -> tuple[float, float, float, float]:
    """The largest frame of *ratio* (width by height) in the middle of a picture."""
    if ratio <= 0 or width_px <= 0 or height_px <= 0:
        return WHOLE
    own = width_px / height_px
    if own > ratio:
        share = ratio / own
        return ((1 - share) / 2, 0.0, share, 1.0)
    share = own / ratio
    return (0.0, (1 - share) / 2, 1.0, share)


def _cut_out(data: bytes, wish: Wish) -> QImage | None:
    """The part that is kept, upright, decoded no larger than needed."""
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
    share = max(wish.frame[2], wish.frame[3], 0.01)
    most = min(int(wish.side_max_px / share), _DECODED_PX // 2)
    if max(size.width(), size.height()) > 2 * most:
        # A JPEG is decoded at an eighth, a quarter or half of its size: the rest never is in memory.
        reader.setScaledSize(size.scaled(2 * most, 2 * most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    left, top, width, height = wish.frame
    kept = QRect(
        round(left * image.width()),
        round(top * image.height()),
        max(1, round(width * image.width())),
        max(1, round(height * image.height())),
    ).intersected(image.rect())
    return image.copy(kept) if not kept.isEmpty() else None


def _within(size: QSize, side_max_px: int) -> QSize:
    if max(size.width(), size.height()) <= side_max_px:
        return size
    scaled = size.scaled(side_max_px, side_max_px, Qt.AspectRatioMode.KeepAspectRatio)
    return scaled.expandedTo(QSize(1, 1))


def _scaled(image: QImage, size: QSize) -> QImage:
    """A copy of its own that carries nothing but pixels: no place, no camera, no colour profile."""
    if image.colorSpace().isValid() and image.colorSpace() != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    if image.size() != size:
        image = image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    has_alpha = image.hasAlphaChannel()
    plain = QImage(size, QImage.Format.Format_ARGB32 if has_alpha else QImage.Format.Format_RGB32)
    plain.fill(0)
    painter = QPainter(plain)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(0, 0, image)
    painter.end()
    return plain


def _attempts(image: QImage, *, is_png: bool) -> Iterator[Fitted]:
    if is_png:
        yield Fitted(_file(image, "PNG", -1), "image/png", image.width(), image.height())
    flat = _on_white(image)
    for quality in _QUALITIES:
        yield Fitted(_file(flat, "JPEG", quality), "image/jpeg", flat.width(), flat.height())


def _file(image: QImage, name: str, quality: int) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, name, quality)  # type: ignore[call-overload]  # the stub wants bytes, the program text
    buffer.close()
    return bytes(data.data())


def _on_white(image: QImage) -> QImage:
    if not image.hasAlphaChannel():
        return image
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(QRectF(flat.rect()), image)
    painter.end()
    return flat


def _is_drawn(image: QImage) -> bool:
    """Whether it has few colours or holes, as drawings, signs and pictures of screens have."""
    if image.hasAlphaChannel() and _has_holes(image):
        return True
    stripes = [
        image.copy(0, image.height() * part // 8, image.width(), 1).convertToFormat(
            QImage.Format.Format_RGB32
        )
        for part in range(1, 8)
    ]
    colours: set[bytes] = set()
    for stripe in stripes:
        pixels = bytes(stripe.constBits())[: stripe.width() * 4]
        colours |= {pixels[at : at + 4] for at in range(0, len(pixels), 4)}
    return len(colours) <= _FEW_COLOURS


def _has_holes(image: QImage) -> bool:
    small = image.scaled(_SAMPLED_PX, _SAMPLED_PX).convertToFormat(QImage.Format.Format_Alpha8)
    return any(value < 250 for value in bytes(small.constBits()))
