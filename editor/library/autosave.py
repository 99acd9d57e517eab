"""Recovery files: what was being edited when a program ended without being asked to."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from errno import ENOENT
from os import strerror
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from editor.document.change import Change
from editor.library.journal import every_record, line_of, replayed
from runtime.flow.document import FORMAT, Document
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import from_text, write_whole
from runtime.wording import Wording

_SUFFIX = ".recovery.jsonl"
_MAX_BYTES = 240 * 1024 * 1024
_EDITS_BYTES = 512 * 1024
_OFFERED_MAX = 20


@dataclass(frozen=True, slots=True)
class Leftover:
    """A scenario that was not saved when its program died."""

    file: Path
    scenario: Path | None
    """Where it was opened from; None when it had no file yet."""
    name: str
    saved_at: datetime
    media_home: Path | None = None
    """Where its pictures are."""


class RecoveryFile:
    """One open scenario's recovery file, locked for as long as this program lives.

    Its first line says what it is, the second holds every record of the document, each further line what one
    edit made of the records it touched. A line that was being written when the power went is left out, so
    that the rest always is a state the document had.
    """

    def __init__(self, folder: Path) -> None:
        """Takes a place in *folder*, which is made if need be; nothing is written yet."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{uuid4().hex[:12]}{_SUFFIX}"
        self._lock: BinaryIO | None = _lock_path(self.path).open("a+b")
        _try_lock(self._lock)
        self._stream: BinaryIO | None = None
        self._whole_bytes = 0
        self._more_bytes = 0

    @property
    def is_long(self) -> bool:
        """Whether the edits take so much room that writing the document anew is better."""
        return self._more_bytes > max(_EDITS_BYTES, 2 * self._whole_bytes)

    def write(self, document: Document, scenario: Path | None, media_home: Path | None = None) -> None:
        """Keeps *document* whole or not at all; may run in any thread, one call at a time.

        Raises OSError when the disk refuses.
        """
        head = {
            "format": FORMAT,
            "scenario": str(scenario) if scenario is not None else None,
            "media_home": str(media_home) if media_home is not None else None,
            "name": document.flow.name,
        }
        data = _line(head) + line_of(every_record(document))
        self._end_stream()
        write_whole(self.path, data)
        self._stream = self.path.open("ab")
        self._whole_bytes, self._more_bytes = len(data), 0

    def add(self, changes: Iterable[Change]) -> None:
        """Adds what edits did after `write`, in order; on the disk when it returns.

        Raises OSError when the disk refuses; `write` then has to come before the next call.
        """
        if self._stream is None:
            raise FileNotFoundError(ENOENT, strerror(ENOENT), str(self.path))
        data = b"".join(
            line_of((key, after) for key, (_, after) in change.records.items()) for change in changes
        )
        try:
            self._stream.write(data)
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError:
            self._end_stream()
            raise
        self._more_bytes += len(data)

    def clear(self) -> None:
        """Forgets what was kept: it stands in its file, or is not wanted."""
        self._end_stream()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Ends it without a trace; more calls do nothing."""
        lock, self._lock = self._lock, None
        if lock is None:
            return
        self.clear()
        lock.close()
        _lock_path(self.path).unlink(missing_ok=True)

    def _end_stream(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            with suppress(OSError):
                stream.close()


def leftovers(folder: Path) -> tuple[Leftover, ...]:
    """The scenarios whose programs died, newest first; those of living programs are left out."""
    found: list[Leftover] = []
    if not folder.is_dir():
        return ()
    for file in sorted(folder.glob(f"*{_SUFFIX}")):
        if not _is_abandoned(file):
            continue
        read = _header(file)
        if read is not None:
            found.append(read)
    return tuple(sorted(found, key=lambda each: each.saved_at, reverse=True)[:_OFFERED_MAX])


def recover(leftover: Leftover) -> Document:
    """The document of a leftover as the last whole edit left it; raises UnreadableDocument or OSError."""
    lines = _lines(leftover.file)
    head = json.loads(lines[0]) if lines else {}
    data = replayed(lines[1:])
    data["format"] = head.get("format") if isinstance(head, dict) else None
    return from_text(json.dumps(data, ensure_ascii=False))


def discard(leftover: Leftover) -> None:
    """Deletes a leftover."""
    leftover.file.unlink(missing_ok=True)
    _lock_path(leftover.file).unlink(missing_ok=True)


def _header(file: Path) -> Leftover | None:
    try:
        head = json.loads(_lines(file)[0])
        moment = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except (OSError, UnreadableDocument, ValueError, IndexError):
        return None
    if not isinstance(head, dict):
        return None
    scenario, home = head.get("scenario"), head.get("media_home")
    return Leftover(
        file,
        Path(scenario) if isinstance(scenario, str) else None,
        str(head.get("name", "")),
        moment,
        Path(home) if isinstance(home, str) else None,
    )


def _lines(file: Path) -> list[str]:
    """The lines that were written to their end."""
    if file.stat().st_size > _MAX_BYTES:
        raise UnreadableDocument(
            Wording("恢复文件超过 {limit} MB。", "The recovery file is larger than {limit} MB.").format(
                limit=_MAX_BYTES >> 20
            )
        )
    whole, newline, _ = file.read_bytes().rpartition(b"\n")
    return (whole + newline).decode("utf-8", "surrogatepass").split("\n")[:-1]


def _line(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _lock_path(file: Path) -> Path:
    return file.with_suffix(".lock")


def _is_abandoned(file: Path) -> bool:
    lock = _lock_path(file)
    if not lock.exists():
        return True
    try:
        with lock.open("a+b") as stream:
            return _try_lock(stream)
    except OSError:
        return False


def _try_lock(stream: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0, os.SEEK_SET)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
