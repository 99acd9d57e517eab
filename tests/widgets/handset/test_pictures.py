from __future__ import annotations

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from widgets.handset.pictures import SIDE_MAX, PictureShelf, decode_picture

pytestmark = pytest.mark.usefixtures("qapp")


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF8040)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, the binding str
    return bytes(buffer.data().data())


def huge_png() -> bytes:
    """A file of 57 bytes that claims 400 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IEND", b"")


def test_a_picture_is_decoded() -> None:
    image = decode_picture(png(64, 36))

    assert image is not None
    assert (image.width(), image.height()) == (64, 36)


def test_a_large_picture_is_shrunk_while_it_is_read() -> None:
    image = decode_picture(png(3_200, 1_800))

    assert image is not None
    assert (image.width(), image.height()) == (SIDE_MAX, 900)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", huge_png()],
    ids=["empty", "cut", "text", "drawing", "bomb"],
)
def test_what_is_no_picture_for_handsets_is_refused(data: bytes) -> None:
    assert decode_picture(data) is None


def test_the_shelf_asks_once_for_what_it_lacks(qtbot: QtBot) -> None:
    shelf = PictureShelf()
    asked: list[str] = []
    shelf.wanted.connect(asked.append)

    assert shelf.image("media:a") is None
    assert shelf.image("media:a") is None
    assert asked == ["media:a"]

    with qtbot.waitSignal(shelf.changed):
        assert shelf.put("media:a", png(8, 8))
    assert shelf.image("media:a") is not None


def test_the_shelf_keeps_quiet_about_a_refused_file() -> None:
    shelf = PictureShelf()

    assert not shelf.put("media:a", b"no picture")
    assert shelf.image("media:a") is None
