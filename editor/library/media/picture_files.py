"""Reads the size and the length of picture files from their headers; no pixel is decoded.

Sources: PNG specification, third edition (W3C, 2025); ITU-T T.81; GIF89a; WebP container (RFC 9649); BMP v3.
"""

from __future__ import annotations

from typing import Final

from editor.library.media.flaws import DAMAGED, TRUNCATED, Flawed
from editor.library.media.measured import Measured, Source

_PARTS_MAX: Final = 100_000
"""No picture for a message has more chunks or blocks."""
_SCANS: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_PROGRESSIVE: Final = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})


def read_png(source: Source) -> Measured:
    """A PNG, animated or not."""
    width, height = source.number(16, 4), source.number(20, 4)
    depth, colours = source.number(24, 1), source.number(25, 1)
    # Grey ones are turned into colours to be shrunk, deep ones are read with 8 bytes and turned then.
    pixel_bytes = 12 if depth > 8 else 4 if colours in (2, 6) else 5
    frames, place = 1, 8
    for _ in range(_PARTS_MAX):
        size, kind = source.number(place, 4), source.at(place + 4, 4)
        if kind == b"acTL":
            frames = source.number(place + 8, 4)
        place += 12 + size
        if kind == b"IEND":
            if place > source.size_bytes:
                raise Flawed(TRUNCATED)
            return Measured(
                "image/png", width, height, frames=max(1, frames), end=place, pixel_bytes=pixel_bytes
            )
    raise Flawed(DAMAGED)


def read_jpeg(source: Source) -> Measured:
    """A JPEG; the size is given upright, as the camera's note says."""
    place, width, height, is_progressive, is_turned = 2, 0, 0, False, False
    for _ in range(_PARTS_MAX):
        if source.at(place, 1) != b"\xff":
            raise Flawed(DAMAGED)
        marker = source.number(place + 1, 1)
        if marker == 0xFF:
            place += 1
            continue
        if marker in _ALONE:
            place += 2
            continue
        size = source.number(place + 2, 2)
        if marker in _SCANS:
            height, width = source.number(place + 5, 2), source.number(place + 7, 2)
            is_progressive = marker in _PROGRESSIVE
        elif marker == 0xE1 and source.some(place + 4, 6) == b"Exif\x00\x00":
            is_turned = orientation_of(source.some(place + 10, min(size, 4096))) >= 5
        elif marker == 0xDA:
            end = source.find(b"\xff\xd9", place + 2 + size)
            if end is None:
                raise Flawed(TRUNCATED)
            if is_turned:
                width, height = height, width
            in_rows = not is_progressive
            return Measured("image/jpeg", width, height, end=end + 2, is_in_rows=in_rows, pixel_bytes=8)
        place += 2 + size
    raise Flawed(DAMAGED)


def read_gif(source: Source) -> Measured:
    """A GIF with the number of its pictures."""
    width, height = source.number(6, 2, "little"), source.number(8, 2, "little")
    place, frames = 13 + _table_bytes(source.number(10, 1)), 0
    for _ in range(_PARTS_MAX):
        kind = source.at(place, 1)
        if kind == b";":
            return Measured("image/gif", width, height, frames=max(1, frames), end=place + 1)
        if kind == b",":
            frames += 1
            place = _after_blocks(source, place + 11 + _table_bytes(source.number(place + 9, 1)))
        elif kind == b"!":
            place = _after_blocks(source, place + 2)
        else:
            raise Flawed(DAMAGED)
    return Measured("image/gif", width, height, frames=max(1, frames))


def read_webp(source: Source) -> Measured:
    """A WebP of any of its three kinds."""
    end = 8 + source.number(4, 4, "little")
    if end > source.size_bytes + 1:
        raise Flawed(TRUNCATED)
    kind = source.at(12, 4)
    width, height, frames = 0, 0, 1
    if kind == b"VP8X":
        width, height = source.number(24, 3, "little") + 1, source.number(27, 3, "little") + 1
        frames = _webp_frames(source, end)
    elif kind == b"VP8L":
        bits = source.number(21, 4, "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 ":
        width = source.number(26, 2, "little") & 0x3FFF
        height = source.number(28, 2, "little") & 0x3FFF
    else:
        raise Flawed(DAMAGED)
    return Measured("image/webp", width, height, frames=frames, end=end)


def read_bmp(source: Source) -> Measured:
    """A Windows bitmap."""
    if source.number(14, 4, "little") < 40:
        return Measured("image/bmp", source.number(18, 2, "little"), source.number(20, 2, "little"))
    width = source.number(18, 4, "little")
    height = abs(int.from_bytes(source.at(22, 4), "little", signed=True))
    return Measured("image/bmp", width, height)


def orientation_of(exif: bytes) -> int:
    """The Exif orientation 1-8; 1 when there is none."""
    order = "little" if exif[:2] == b"II" else "big"

    def number(place: int, count: int) -> int:
        return int.from_bytes(exif[place : place + count], "little" if order == "little" else "big")

    table = number(4, 4)
    for index in range(min(number(table, 2), 64)):
        entry = table + 2 + 12 * index
        if number(entry, 2) == 0x0112:
            return number(entry + 8, 2)
    return 1


def _table_bytes(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(source: Source, place: int) -> int:
    for _ in range(_PARTS_MAX * 10):
        size = source.number(place, 1)
        place += 1 + size
        if size == 0:
            return place
    raise Flawed(DAMAGED)


def _webp_frames(source: Source, end: int) -> int:
    place, frames = 12, 0
    for _ in range(_PARTS_MAX):
        if place + 8 > end:
            break
        frames += source.at(place, 4) == b"ANMF"
        size = source.number(place + 4, 4, "little")
        place += 8 + size + size % 2
    return max(1, frames)
