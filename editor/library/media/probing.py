"""Says what a media file is by its bytes, and refuses what would harm or could not be shown.

Nothing is decoded, at most a few megabytes are read, and every loop is bounded: a hostile file costs as much
as a plain one.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from editor.library.media.flaws import (
    DISGUISED,
    DRAWING,
    EMPTY,
    ENDLESS,
    FLOOD,
    TOO_LARGE,
    TRUNCATED,
    TWO_IN_ONE,
    UNSHOWN,
    Flawed,
)
from editor.library.media.measured import Measured, Source
from editor.library.media.picture_files import read_bmp, read_gif, read_jpeg, read_png, read_webp
from editor.library.media.sound_files import read_aac, read_amr, read_mp3, read_wav
from editor.library.media.video_files import read_boxes, read_webm
from editor.library.media_folder import MAX_MEDIA_BYTES
from runtime.messages.media_facts import MediaFacts
from runtime.wording import Wording

PIXELS_MAX: Final = 40_000_000
"""The most pixels of a picture that may be read in rows: a baseline JPEG."""
WHOLE_BYTES_MAX: Final = 72_000_000
"""The most memory for the pixels of any other picture: all of them are read at once."""
SIDE_MAX: Final = 30_000
FRAMES_MAX: Final = 600
FRAME_PIXELS_MAX: Final = 600_000_000
"""The most pixels of all pictures of an animation together."""
_HEAD_BYTES: Final = 4096
_TAIL_BYTES: Final = 1 << 20

_UNSHOWN: Final = frozenset({"image/heic", "image/avif", "image/tiff"})
_BEHIND: Final = (
    (re.compile(rb"PK\x03\x04"), "ZIP"),
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"Rar!\x1a\x07"), "RAR"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7z"),
    (re.compile(rb"<(?:script|html|svg|\?php)", re.IGNORECASE), "HTML"),
    (re.compile(rb"\AMZ|\A\x7fELF"), "EXE"),
)
_DRAWING: Final = re.compile(rb"<svg[\s>:]", re.IGNORECASE)
_Reader = Callable[[Source], Measured]


def probe(file: Path, source: str = "") -> MediaFacts:
    """What *file* is; a file that cannot be used has a `problem`. Raises OSError when it cannot be read."""
    size_bytes = file.stat().st_size
    name_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    facts = MediaFacts(source, file.name, name_type, size_bytes)
    if size_bytes == 0:
        return replace(facts, problem=EMPTY)
    if size_bytes > MAX_MEDIA_BYTES:
        return replace(facts, problem=TOO_LARGE.format(limit=MAX_MEDIA_BYTES >> 20))
    with file.open("rb") as stream:
        data = Source(stream, size_bytes)
        head = data.some(0, _HEAD_BYTES)
        reader = _reader_of(head)
        if reader is None:
            return replace(facts, problem=_flaw_of_unknown(file, name_type, head))
        try:
            found = reader(data)
        except Flawed as flaw:
            kind = type_by_bytes(head) or name_type
            return replace(facts, content_type=kind, problem=flaw.sentence)
        return replace(
            facts,
            content_type=found.content_type,
            width_px=found.width_px,
            height_px=found.height_px,
            duration_s=round(found.duration_s, 2),
            frames=found.frames,
            codecs=found.codecs,
            problem=_flaw_of(found, data, head),
        )


def type_by_bytes(head: bytes) -> str:
    """The content type that a file's first bytes tell; empty when they are those of no known medium."""
    for mark, content_type in (
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"BM", "image/bmp"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"#!AMR", "audio/amr"),
        (b"OggS", "audio/ogg"),
        (b"fLaC", "audio/flac"),
        (b"ID3", "audio/mpeg"),
        (b"\x1aE\xdf\xa3", "video/webm"),
    ):
        if head.startswith(mark):
            return content_type
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE"):
        return "image/webp" if head[8:12] == b"WEBP" else "audio/wav"
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE0 == 0xE0:
        return "audio/aac" if head[1] & 0x06 == 0 else "audio/mpeg"
    return ""


_READERS: Final[dict[str, _Reader]] = {
    "image/png": read_png,
    "image/jpeg": read_jpeg,
    "image/gif": read_gif,
    "image/bmp": read_bmp,
    "image/webp": read_webp,
    "image/tiff": lambda _: Measured("image/tiff"),
    "audio/amr": read_amr,
    "audio/aac": read_aac,
    "audio/mpeg": read_mp3,
    "audio/wav": read_wav,
    "audio/ogg": lambda _: Measured("audio/ogg"),
    "audio/flac": lambda _: Measured("audio/flac"),
    "video/mp4": read_boxes,
    "video/webm": read_webm,
}


def _reader_of(head: bytes) -> _Reader | None:
    return _READERS.get(type_by_bytes(head))


def _flaw_of_unknown(file: Path, name_type: str, head: bytes) -> Wording | None:
    """A file of no known medium: fine as a document, not under the name of a picture, sound or film."""
    if file.suffix.lower() in (".svg", ".svgz") or _DRAWING.search(head):
        return DRAWING
    if name_type.startswith(("image/", "audio/", "video/")):
        return DISGUISED.format(suffix=file.suffix)
    return None


def _flaw_of(found: Measured, data: Source, head: bytes) -> Wording | None:
    if found.content_type in _UNSHOWN:
        return UNSHOWN.format(kind=found.content_type.partition("/")[2].upper())
    if not found.content_type.startswith("image/"):
        return None
    if not found.width_px or not found.height_px:
        return TRUNCATED
    pixels = found.width_px * found.height_px
    most = PIXELS_MAX if found.is_in_rows else WHOLE_BYTES_MAX // found.pixel_bytes
    if pixels > most or max(found.width_px, found.height_px) > SIDE_MAX:
        size = {"width": found.width_px, "height": found.height_px}
        return FLOOD.format(**size, limit=most // 10_000, limit_en=most // 1_000_000)
    if found.frames > FRAMES_MAX or found.frames * pixels > FRAME_PIXELS_MAX:
        return ENDLESS.format(frames=found.frames, limit=min(FRAMES_MAX, FRAME_PIXELS_MAX // pixels))
    return _hidden(found, data, head)


def _hidden(found: Measured, data: Source, head: bytes) -> Wording | None:
    """Another file behind the picture's end, or a document's mark in its head: two readers see two files."""
    if b"%PDF-" in head[:1024]:
        return TWO_IN_ONE.format(what="PDF")
    if found.end is None or found.end >= data.size_bytes:
        return None
    behind = data.some(found.end, _TAIL_BYTES).lstrip(b"\0\r\n ")
    what = next((name for pattern, name in _BEHIND if pattern.search(behind)), "")
    return TWO_IN_ONE.format(what=what) if what else None
