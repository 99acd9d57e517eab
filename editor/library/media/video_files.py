"""Reads length, size and codings of MP4, 3GP, M4A and WebM files from their headers; nothing is decoded.

Sources: ISO/IEC 14496-12 (boxes), RFC 8794 (EBML), RFC 9559 (Matroska).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from editor.library.media.flaws import DAMAGED, TRUNCATED, Flawed
from editor.library.media.measured import Measured, Source

_PARTS_MAX: Final = 20_000
_DEPTH_MAX: Final = 8
_HOLDERS: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_STILL: Final = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"msf1": "image/heic",
                 b"avif": "image/avif", b"avis": "image/avif"}  # fmt: skip
_EBML_HOLDERS: Final = frozenset({0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0})
_UNKNOWN_SIZE: Final = -1


@dataclass(slots=True)
class _Movie:
    duration_s: float = 0.0
    width_px: int = 0
    height_px: int = 0
    codecs: list[str] = field(default_factory=list)
    has_picture: bool = False
    has_sound: bool = False
    has_index: bool = False


def read_boxes(source: Source) -> Measured:
    """An MP4, 3GP, QuickTime or M4A file, or a still picture in the same wrapping."""
    brand = source.some(8, 4)
    if brand in _STILL:
        return Measured(_STILL[brand])
    movie = _Movie()
    for kind, begin, end in _boxes(source, 0, source.size_bytes, 0):
        _take_box(source, kind, begin, end, movie)
    if not movie.has_index:
        raise Flawed(TRUNCATED)
    kind_name = "mp4"
    if brand[:2] == b"3g":
        kind_name = "3gpp"
    elif brand == b"qt  ":
        kind_name = "quicktime"
    content_type = f"video/{kind_name}"
    if movie.has_sound and not movie.has_picture:
        content_type = "audio/3gpp" if kind_name == "3gpp" else "audio/mp4"
    return Measured(
        content_type, movie.width_px, movie.height_px, movie.duration_s, codecs=tuple(movie.codecs)
    )


def read_webm(source: Source) -> Measured:
    """A WebM or another Matroska file."""
    movie = _Movie()
    scale, length, doc_type = 1_000_000, 0.0, "matroska"
    for name, begin, size in _elements(source):
        if name == 0x4282:
            doc_type = source.at(begin, min(size, 16)).rstrip(b"\0").decode("ascii", "replace")
        elif name == 0x2AD7B1:
            scale = source.number(begin, min(size, 8))
        elif name == 0x4489:
            length = _float(source.at(begin, size)) if size in (4, 8) else 0.0
        elif name == 0x86:
            movie.codecs.append(source.at(begin, min(size, 32)).decode("ascii", "replace"))
        elif name == 0xB0:
            movie.width_px = source.number(begin, min(size, 8))
        elif name == 0xBA:
            movie.height_px = source.number(begin, min(size, 8))
    if not movie.codecs:
        raise Flawed(TRUNCATED)
    is_sound = all(name.startswith("A_") for name in movie.codecs)
    ending = "webm" if doc_type == "webm" else "x-matroska"
    seconds = length * scale / 1e9
    return Measured(
        f"{'audio' if is_sound else 'video'}/{ending}",
        movie.width_px,
        movie.height_px,
        seconds if 0 <= seconds < 1e7 else 0.0,
        codecs=tuple(movie.codecs),
    )


def _boxes(source: Source, begin: int, end: int, depth: int) -> Iterator[tuple[bytes, int, int]]:
    """Every box with where its content begins and ends, those inside holders after them."""
    place = begin
    for _ in range(_PARTS_MAX):
        if place + 8 > end:
            return
        size, kind, header = source.number(place, 4), source.at(place + 4, 4), 8
        if size == 1:
            size, header = source.number(place + 8, 8), 16
        elif size == 0:
            size = end - place
        if size < header:
            raise Flawed(DAMAGED)
        if place + size > end:
            raise Flawed(TRUNCATED)
        yield kind, place + header, place + size
        if kind in _HOLDERS and depth < _DEPTH_MAX:
            yield from _boxes(source, place + header, place + size, depth + 1)
        place += size
    raise Flawed(DAMAGED)


def _take_box(source: Source, kind: bytes, begin: int, end: int, movie: _Movie) -> None:
    if kind == b"mvhd":
        movie.has_index = True
        is_long = source.number(begin, 1) == 1
        scale = source.number(begin + (20 if is_long else 12), 4)
        length = source.number(begin + (24 if is_long else 16), 8 if is_long else 4)
        movie.duration_s = length / scale if scale and length / scale < 1e7 else 0.0
    elif kind == b"tkhd":
        at = begin + (88 if source.number(begin, 1) == 1 else 76)
        width, height = source.number(at, 4) >> 16, source.number(at + 4, 4) >> 16
        is_turned = source.number(at - 36, 4) == 0 and source.number(at - 32, 4) != 0
        if width and height:
            movie.width_px, movie.height_px = (height, width) if is_turned else (width, height)
    elif kind == b"hdlr":
        handler = source.at(begin + 8, 4)
        movie.has_picture |= handler == b"vide"
        movie.has_sound |= handler == b"soun"
    elif kind == b"stsd" and end - begin >= 16:
        movie.codecs.append(source.at(begin + 12, 4).decode("ascii", "replace"))


def _elements(source: Source) -> Iterator[tuple[int, int, int]]:
    """The EBML elements down to the first cluster: id, where the content begins, and its size."""
    place = 0
    for _ in range(_PARTS_MAX):
        if place >= source.size_bytes:
            return
        name, place = _variable(source, place, keep_mark=True)
        size, place = _variable(source, place, keep_mark=False)
        if name == 0x1F43B675:
            return
        if name in _EBML_HOLDERS or name == 0x1A45DFA3:
            continue
        if size == _UNKNOWN_SIZE or place + size > source.size_bytes:
            raise Flawed(TRUNCATED)
        yield name, place, size
        place += size
    raise Flawed(DAMAGED)


def _variable(source: Source, place: int, *, keep_mark: bool) -> tuple[int, int]:
    """A number of variable length and where it ends."""
    first = source.number(place, 1)
    count = 9 - first.bit_length()
    if count > 8:
        raise Flawed(DAMAGED)
    value = source.number(place, count)
    if keep_mark:
        return value, place + count
    mask = (1 << 7 * count) - 1
    value &= mask
    return (_UNKNOWN_SIZE if value == mask else value), place + count


def _float(data: bytes) -> float:
    found = struct.unpack(">f" if len(data) == 4 else ">d", data)[0]
    return float(found) if 0 <= found < 1e15 else 0.0
