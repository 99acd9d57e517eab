"""Recovery files: what was being edited when a program ended without being asked to."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from runtime.flow.document import Document
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import from_text, to_text, write_whole

_SUFFIX = ".recovery.json"
_MAX_BYTES = 80 * 1024 * 1024
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
    """One open scenario's recovery file, locked for as long as this program lives."""

    def __init__(self, folder: Path) -> None:
        """Takes a place in *folder*, which is made if need be; nothing is written yet."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{uuid4().hex[:12]}{_SUFFIX}"
        self._lock: BinaryIO | None = _lock_path(self.path).open("a+b")
        _try_lock(self._lock)

    def write(self, document: Document, scenario: Path | None, media_home: Path | None = None) -> None:
        """Keeps *document* whole or not at all; may run in any thread, one call at a time.

        Raises OSError when the disk refuses.
        """
        data = {
            "scenario": str(scenario) if scenario is not None else None,
            "media_home": str(media_home) if media_home is not None else None,
            "saved_at": datetime.now(UTC).isoformat(),
            "name": document.flow.name,
            "text": to_text(document),
        }
        write_whole(self.path, json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def clear(self) -> None:
        """Forgets what was kept: it stands in its file, or is not wanted."""
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Ends it without a trace; more calls do nothing."""
        lock, self._lock = self._lock, None
        if lock is None:
            return
        self.clear()
        lock.close()
        _lock_path(self.path).unlink(missing_ok=True)


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
    """The document of a leftover; raises UnreadableDocument or OSError."""
    data = _data(leftover.file)
    return from_text(str(data.get("text", "")))


def discard(leftover: Leftover) -> None:
    """Deletes a leftover."""
    leftover.file.unlink(missing_ok=True)
    _lock_path(leftover.file).unlink(missing_ok=True)


def _header(file: Path) -> Leftover | None:
    try:
        data = _data(file)
        moment = datetime.fromisoformat(str(data["saved_at"]))
    except (OSError, UnreadableDocument, ValueError, KeyError):
        return None
    scenario, home = data.get("scenario"), data.get("media_home")
    return Leftover(
        file,
        Path(scenario) if isinstance(scenario, str) else None,
        str(data.get("name", "")),
        moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC),
        Path(home) if isinstance(home, str) else None,
    )


def _data(file: Path) -> dict[str, object]:
    if file.stat().st_size > _MAX_BYTES:
        raise ValueError(f"{file.name} is too large")
    data = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
    if not isinstance(data, dict):
        raise ValueError(f"{file.name} is no recovery file")
    return data


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
