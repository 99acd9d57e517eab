"""Media files that are broken, disguised or made to harm whoever reads them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: bytes | None = None, *extra: bytes, depth: int = 8) -> bytes:
    """A grey PNG of any size it claims; without *rows* its pixels are all there and black."""
    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    body = (b"\0" * (width * depth // 8 + 1)) * height if rows is None else rows
    parts = (chunk(b"IHDR", head), *extra, chunk(b"IDAT", zlib.compress(body, 9)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def zipped(name: str = "run.bat", data: bytes = b"x") -> bytes:
    """A ZIP archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def endless_gif(frames: int) -> bytes:
    """A GIF of 4 × 4 pixels that goes on and on."""
    head = b"GIF89a" + struct.pack("<HHBBB", 4, 4, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 4, 4, 0) + b"\x02\x03\x84\x8f\x01\x00"
    return head + frame * frames + b";"


def boxes(*parts: tuple[bytes, bytes]) -> bytes:
    """A file of ISO boxes."""
    return b"".join(struct.pack(">I", len(data) + 8) + kind + data for kind, data in parts)


def hostile_files() -> Mapping[str, bytes]:
    """File name → bytes; every one has to be refused."""
    small = png(8, 8)
    flood = bytearray(png(8, 8))
    flood[16:24] = struct.pack(">II", 60_000, 60_000)
    deep = b""
    for _ in range(2_000):
        deep = struct.pack(">I", len(deep) + 8) + b"moov" + deep
    return {
        "empty.png": b"",
        "flood.png": bytes(flood),
        "wide.png": png(120_000, 1, b""),
        "bomb.png": png(9_000, 9_000, b"\0" * 1_000),
        "endless.gif": endless_gif(5_000),
        "giant.gif": b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b";",
        "page.jpg": b"<!doctype html><html><script>alert(1)</script></html>",
        "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "drawing.png": b"<?xml version='1.0'?><svg><image href='file:///etc/passwd'/></svg>",
        "archive.png": zipped(),
        "both.png": small + zipped(),
        "script.png": small + b"\n<script>alert(1)</script>",
        "program.jpg": b"MZ" + b"\0" * 500,
        "half.png": small[:-20],
        "half.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\0"
        + b"\0" * 9
        + b"\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01",
        "half.mp4": boxes((b"ftyp", b"isom\0\0\0\0")) + struct.pack(">I", 5_000) + b"moov",
        "deep.mp4": boxes((b"ftyp", b"isom\0\0\0\0")) + deep,
        "loop.mp4": boxes((b"ftyp", b"isom\0\0\0\0")) + b"\0\0\0\x04moov" * 1_000,
        "half.webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01",
        "loop.webm": b"\x1aE\xdf\xa3\x80" + b"\xec\x80" * 100_000,
        "noise.mp3": bytes(range(256)) * 400,
        "id3.mp3": b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + b"\0" * 100,
        "short.amr": b"#!AMR\n",
        "apple.jpg": boxes((b"ftyp", b"heic\0\0\0\0mif1")),
        "riff.webp": b"RIFF\xff\xff\xff\xffWEBPVP8L" + b"\xff" * 50,
    }
