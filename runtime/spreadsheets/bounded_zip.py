"""Reads zip files of strangers: few entries, plain names, no links, and never more bytes than announced."""

from __future__ import annotations

import lzma
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final

from runtime.spreadsheets.refusals import FileRefused
from runtime.wording import Wording, printable

_END: Final = struct.Struct("<4s4H2LH")
_END_MARK: Final = b"PK\x05\x06"
_BYTES_AN_ENTRY: Final = 600
"""Most bytes of the directory an entry takes: name, extra fields, comment."""
_SMALL_BYTES: Final = 1 << 20
"""Entries below this size may be packed as tightly as they like."""
_CHUNK_BYTES: Final = 1 << 18

BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
    ValueError,
)
"""What the zip library raises on files that are none."""

_NO_ZIP = Wording(
    "不是压缩包，或没有下载完整。再要一份。",
    "It is no zip file, or the download is incomplete. Get another copy.",
)
_BOMB = Wording(
    "压缩包里的「{name}」解开后大得不正常，没有读取。",
    '"{name}" in the zip file unpacks to a size that makes no sense; it was not read.',
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a zip file is read; sizes are those of what comes out."""

    entries: int
    entry_bytes: int
    total_bytes: int
    ratio: int = 200
    """Most bytes out of one byte in, for entries over 1 MiB."""


class BoundedZip:
    """The entries of an open zip file whose directory keeps the bounds."""

    def __init__(self, archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], bounds: Bounds) -> None:
        self._archive = archive
        self._infos = infos
        self._bounds = bounds

    def names(self) -> tuple[str, ...]:
        """The names of the files in it, in its order; folders are left out."""
        return tuple(self._infos)

    def size_of(self, name: str) -> int:
        """The announced size of an entry in bytes; more never comes out."""
        return self._infos[name].file_size

    def read(self, name: str, most_bytes: int | None = None) -> bytes:
        """The bytes of an entry; raises FileRefused when it is damaged or larger than *most_bytes*."""
        most = self._bounds.entry_bytes if most_bytes is None else most_bytes
        if self.size_of(name) > most:
            raise too_large(name, most)
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of an entry in pieces; raises FileRefused when it is damaged."""
        left = self._infos[name].file_size
        try:
            with self._archive.open(self._infos[name]) as stream:
                while left > 0 and (chunk := stream.read(min(_CHUNK_BYTES, left))):
                    left -= len(chunk)
                    yield chunk
        except BROKEN as error:
            raise damaged(name) from error
        if left:
            raise damaged(name)


@contextmanager
def bounded_zip(file: Path | IO[bytes], bounds: Bounds) -> Iterator[BoundedZip]:
    """Opens a zip file whose directory keeps *bounds*.

    Raises FileRefused when it does not or is no zip file, OSError when it cannot be read.
    """
    if isinstance(file, Path):
        with file.open("rb") as stream, _opened(stream, bounds) as opened:
            yield opened
    else:
        with _opened(file, bounds) as opened:
            yield opened


@contextmanager
def _opened(stream: BinaryIO | IO[bytes], bounds: Bounds) -> Iterator[BoundedZip]:
    _check_directory(stream, bounds)
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise FileRefused(_NO_ZIP) from error
    with archive:
        yield BoundedZip(archive, _checked(archive.infolist(), bounds), bounds)


def _check_directory(stream: BinaryIO | IO[bytes], bounds: Bounds) -> None:
    """Looks at the size of the directory before anything reads it into memory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END.size))
    tail = stream.read(_END.size)
    stream.seek(0)
    if len(tail) < _END.size or not tail.startswith(_END_MARK) or tail[-2:] != b"\0\0":
        raise FileRefused(_NO_ZIP)
    _, _, _, _, count, directory_bytes, _, _ = _END.unpack(tail)
    if count > bounds.entries or directory_bytes > bounds.entries * _BYTES_AN_ENTRY:
        raise FileRefused(
            Wording(
                "压缩包里的文件太多，最多 {limit} 个。", "The zip file holds too many files, over {limit}."
            ).format(limit=bounds.entries)
        )


def _checked(infos: list[zipfile.ZipInfo], bounds: Bounds) -> dict[str, zipfile.ZipInfo]:
    kept: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    total = 0
    for info in infos:
        _check_name(info.filename)
        folded = unicodedata.normalize("NFC", info.filename).casefold()
        if folded in seen:
            raise _bad_name(info.filename, "重复", "stands twice")
        seen.add(folded)
        _check_entry(info, bounds)
        total += info.file_size
        if not info.is_dir():
            kept[info.filename] = info
    if total > bounds.total_bytes:
        raise FileRefused(
            Wording(
                "压缩包解开后超过 {limit} MB，没有读取。",
                "The zip file unpacks to over {limit} MB; it was not read.",
            ).format(limit=bounds.total_bytes >> 20)
        )
    return kept


def _check_name(name: str) -> None:
    parts = name.removesuffix("/").split("/")
    if "\\" in name or "\0" in name or ":" in name or not name or len(name) > 400:
        raise _bad_name(name, "不能用", "cannot be used")
    if any(part in ("", ".", "..") for part in parts):
        raise _bad_name(name, "指向压缩包外面", "leads out of the zip file")


def _check_entry(info: zipfile.ZipInfo, bounds: Bounds) -> None:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _bad_name(info.filename, "是链接", "is a link")
    if info.flag_bits & 0x1:
        raise _bad_name(info.filename, "加了密码", "is encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _bad_name(info.filename, "用了不认识的压缩方式", "is packed in a way that is not known")
    if info.file_size > bounds.entry_bytes:
        raise too_large(info.filename, bounds.entry_bytes)
    if info.file_size > _SMALL_BYTES and info.file_size > bounds.ratio * max(1, info.compress_size):
        raise FileRefused(_BOMB.format(name=printable(info.filename, 80)))


def too_large(name: str, most_bytes: int) -> FileRefused:
    """The refusal of an entry that is larger than it may be."""
    return FileRefused(
        Wording(
            "压缩包里的「{name}」超过 {limit} MB，没有读取。",
            '"{name}" in the zip file is over {limit} MB; it was not read.',
        ).format(name=printable(name, 80), limit=most_bytes >> 20)
    )


def damaged(name: str) -> FileRefused:
    """The refusal of an entry that does not come out whole."""
    return FileRefused(
        Wording(
            "压缩包里的「{name}」已损坏。再要一份。",
            '"{name}" in the zip file is damaged. Get another copy.',
        ).format(name=printable(name, 80))
    )


def _bad_name(name: str, zh: str, en: str) -> FileRefused:
    return FileRefused(
        Wording(
            "压缩包里的名称「{name}」{why}，没有读取。",
            'The name "{name}" in the zip file {why}; nothing was read.',
        ).format(name=printable(name, 80), why=Wording(zh, en))
    )
