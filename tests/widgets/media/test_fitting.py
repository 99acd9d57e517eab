"""Pictures cut and compressed until carriers take them."""

from __future__ import annotations

import random
import struct

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter

from widgets.media.fitting import Wish, cut_for, fit_picture

LIMIT_BYTES = 64 * 1024


def saved(image: QImage, name: str, quality: int = 95) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(name.encode()))
    writer.setQuality(quality)
    writer.write(image)
    return bytes(data.data())


def photo(width: int, height: int) -> QImage:
    """Something with as many colours as a photo."""
    dice = random.Random(7)
    small = QImage(48, 36, QImage.Format.Format_RGB32)
    for x in range(48):
        for y in range(36):
            small.setPixelColor(x, y, QColor(dice.randrange(256), dice.randrange(256), dice.randrange(256)))
    return small.scaled(
        width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def drawing(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for x in range(width // 4, width // 2):
        for y in range(height // 4, height // 2):
            image.setPixelColor(x, y, QColor("navy"))
    return image


@pytest.mark.parametrize("limit_bytes", [2 << 20, 200_000, LIMIT_BYTES, 10_000])
def test_a_photo_is_made_smaller_than_the_limit(limit_bytes: int) -> None:
    fitted = fit_picture(saved(photo(1200, 900), "png"), Wish(limit_bytes))

    assert fitted is not None
    assert fitted.size_bytes <= limit_bytes
    assert fitted.content_type == "image/jpeg"


def test_a_drawing_stays_a_png_and_holes_stay_holes() -> None:
    holes = drawing(300, 200).convertToFormat(QImage.Format.Format_ARGB32)
    holes.setPixelColor(0, 0, QColor(0, 0, 0, 0))

    plain, open_ones = (
        fit_picture(saved(each, "png"), Wish(LIMIT_BYTES)) for each in (drawing(300, 200), holes)
    )

    assert plain is not None
    assert open_ones is not None
    assert (plain.content_type, plain.suffix) == ("image/png", ".png")
    assert QImage.fromData(open_ones.data).pixelColor(0, 0).alpha() == 0


def test_nothing_is_enlarged() -> None:
    fitted = fit_picture(saved(photo(90, 60), "jpeg"), Wish(LIMIT_BYTES, side_max_px=1440))

    assert fitted is not None
    assert (fitted.width_px, fitted.height_px) == (90, 60)


def test_what_is_kept_is_what_the_frame_holds() -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(100, 200):
        for y in range(100):
            image.setPixelColor(x, y, QColor("blue"))

    fitted = fit_picture(saved(image, "png"), Wish(LIMIT_BYTES, (0.5, 0.0, 0.5, 1.0)))

    assert fitted is not None
    kept = QImage.fromData(fitted.data)
    assert (kept.width(), kept.height()) == (100, 100)
    assert kept.pixelColor(0, 50) == QColor("blue")


def test_a_turned_photo_is_upright_and_carries_no_notes_of_the_camera() -> None:
    photo_file = saved(drawing(200, 100), "jpeg")
    turned = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
    note = b"\xff\xe1" + struct.pack(">H", len(turned) + 2) + turned

    fitted = fit_picture(photo_file[:2] + note + photo_file[2:], Wish(LIMIT_BYTES, is_jpeg=True))

    assert fitted is not None
    assert (fitted.width_px, fitted.height_px) == (100, 200)
    assert b"Exif" not in fitted.data


def test_notes_of_a_png_are_gone() -> None:
    image = drawing(200, 100)
    image.setText("Comment", "taken at home")

    fitted = fit_picture(saved(image, "png"), Wish(LIMIT_BYTES))

    assert fitted is not None
    assert QImage.fromData(fitted.data).textKeys() == []


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_gives_none(data: bytes) -> None:
    assert fit_picture(data, Wish(LIMIT_BYTES)) is None


def test_work_that_nobody_waits_for_ends() -> None:
    assert fit_picture(saved(photo(400, 300), "png"), Wish(LIMIT_BYTES), lambda: True) is None


@pytest.mark.parametrize(
    ("ratio", "frame"),
    [(2.0, (0.0, 0.25, 1.0, 0.5)), (0.5, (0.25, 0.0, 0.5, 1.0)), (0.0, (0.0, 0.0, 1.0, 1.0))],
)
def test_the_first_frame_is_the_largest_in_the_middle(
    ratio: float, frame: tuple[float, float, float, float]
) -> None:
    assert cut_for(ratio, 100, 100) == pytest.approx(frame)
