"""What a camera notes in a picture does not go along, and the picture stays the same."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from editor.library.media.plain_pictures import without_notes
from editor.library.media.probing import probe
from editor.library.media.taking import take_checked
from editor.library.media_folder import MediaFolder
from tests.support.hostile import chunk, png
from widgets.handset.pictures import decode_picture

PLACE = b"30.2084N 120.2120E"


def picture(file_type: str) -> bytes:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, file_type)  # type: ignore[call-overload]  # the stub wants bytes
    return bytes(kept.data())


def part(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int) -> bytes:
    entry = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    return part(0xE1, b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08" + entry + PLACE)


def noted(orientation: int = 1) -> bytes:
    plain = picture("JPG")
    profile = part(0xE2, b"ICC_PROFILE\x00\x01\x01colours")
    return plain[:2] + exif(orientation) + part(0xED, PLACE) + profile + part(0xFE, PLACE) + plain[2:]


@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_a_photograph_keeps_colours_and_which_way_is_up_and_nothing_else(orientation: int) -> None:
    data = noted(orientation)

    bare = without_notes(data, "image/jpeg")

    assert PLACE not in bare
    assert b"ICC_PROFILE" in bare
    assert decode_picture(bare) == decode_picture(data)
    assert without_notes(bare, "image/jpeg") == bare


@pytest.mark.parametrize("kind", [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"])
def test_a_drawing_loses_its_notes(kind: bytes) -> None:
    plain = png(4, 4)

    noted_png = plain[:33] + chunk(kind, PLACE) + plain[33:]

    assert without_notes(noted_png, "image/png") == plain


def test_a_webp_loses_its_notes_and_says_so() -> None:
    body = picture("WEBP")[12:]
    head = b"VP8X" + struct.pack("<I", 10) + bytes([0x0C, 0, 0, 0, 39, 0, 0, 19, 0, 0])
    notes = b"EXIF" + struct.pack("<I", len(PLACE)) + PLACE + b"XMP " + struct.pack("<I", 1) + b"x\x00"
    whole = b"WEBP" + head + body + notes

    bare = without_notes(b"RIFF" + struct.pack("<I", len(whole)) + whole, "image/webp")

    assert PLACE not in bare
    assert b"XMP " not in bare
    assert struct.unpack_from("<I", bare, 4)[0] == len(bare) - 8
    assert bare[20] == 0
    assert decode_picture(bare) is not None


@pytest.mark.parametrize("content_type", ["image/jpeg", "image/png", "image/webp", "image/gif"])
def test_what_is_not_built_as_it_should_be_stays_as_it_is(content_type: str) -> None:
    for data in (b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x09IHDR"):
        assert without_notes(data, content_type) == data


def test_a_picture_that_is_added_leaves_its_place_behind(tmp_path: Path) -> None:
    file = tmp_path / "海边.jpg"
    file.write_bytes(noted(6))
    folder = MediaFolder(tmp_path / "media")

    facts = take_checked(file, folder)

    kept = folder.path_of(facts.source)
    assert kept is not None
    assert PLACE not in kept.read_bytes()
    assert (facts.width_px, facts.height_px) == (20, 40)
    assert (facts.size_bytes, facts.name) == (kept.stat().st_size, "海边.jpg")
    assert probe(kept).problem is None
