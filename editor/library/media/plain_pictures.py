"""Takes out of a picture file what the camera and programs noted in it; no pixel is changed.

Sources: ITU-T T.81 and Exif 2.32 (JPEG); PNG specification, third edition (W3C, 2025); RFC 9649 (WebP).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from editor.library.media.picture_files import orientation_of

NOTED_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
"""The types whose notes are taken out."""

_EXIF: Final = b"Exif\x00\x00"
_ICC: Final = b"ICC_PROFILE\x00"
_PNG_NOTES: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_NOTES: Final = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS: Final = 0x0C
"""Bits of VP8X that announce Exif and XMP."""


def without_notes(data: bytes, content_type: str) -> bytes:
    """*data* without place, time, device, comments and previews; what has none stays as it is, byte by byte.

    A JPEG keeps its colour profile and which way is up. Files of other types, and those whose parts do not
    follow each other as they should, are given back unchanged.
    """
    try:
        match content_type:
            case "image/jpeg":
                return b"".join(_jpeg(data))
            case "image/png":
                return b"".join(_png(data))
            case "image/webp":
                return b"".join(_webp(data))
    except (IndexError, struct.error, ValueError):
        pass
    return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    turning = _turning(_orientation(data))
    for marker, start, end in _parts(data):
        if marker != 0xE0:  # JFIF wants to be first
            yield turning
            turning = b""
        if marker == 0xDA:
            yield data[start:]
        elif _is_picture(marker, data[start + 4 : end]):
            yield data[start:end]


def _parts(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of every part up to the one the pixels follow."""
    place, marker = 2, 0
    while marker != 0xDA:
        if data[place] != 0xFF:
            raise ValueError("no marker")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        end = place + 2 + struct.unpack_from(">H", data, place + 2)[0]
        yield marker, place, end
        place = end


def _orientation(data: bytes) -> int:
    """Which way is up, by the first Exif part; 1 without one."""
    for marker, start, end in _parts(data):
        if marker == 0xE1 and data[start + 4 : end].startswith(_EXIF):
            return orientation_of(data[start + 4 + len(_EXIF) : end])
    return 1


def _is_picture(marker: int, body: bytes) -> bool:
    """Whether a part is needed to show the picture: no notes of programs, no comments."""
    if marker == 0xE0:
        return body.startswith(b"JFIF\x00")
    if marker == 0xE2:
        return body.startswith(_ICC)
    return marker == 0xEE or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _turning(orientation: int) -> bytes:
    """An Exif part that says which way is up and nothing else; empty for upright ones."""
    if not 2 <= orientation <= 8:
        return b""
    table = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    body = _EXIF + b"MM\x00\x2a\x00\x00\x00\x08" + table
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    place = 8
    while place < len(data):
        end = place + 12 + struct.unpack_from(">I", data, place)[0]
        kind = data[place + 4 : place + 8]
        if end > len(data):
            raise ValueError("cut off")
        if kind not in _PNG_NOTES:
            yield data[place:end]
        place = end


def _webp(data: bytes) -> Iterator[bytes]:
    if data[8:12] != b"WEBP":
        raise ValueError("no WebP")
    kept: list[bytes] = []
    place = 12
    while place < len(data):
        size = struct.unpack_from("<I", data, place + 4)[0]
        end = place + 8 + size + size % 2
        kind, part = data[place : place + 4], data[place:end]
        if kind == b"VP8X":
            part = part[:8] + bytes([part[8] & ~_WEBP_FLAGS]) + part[9:]
        if kind not in _WEBP_NOTES:
            kept.append(part)
        place = end
    body = b"WEBP" + b"".join(kept)
    yield b"RIFF" + struct.pack("<I", len(body))
    yield body
