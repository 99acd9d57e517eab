"""Keeps two programs out of one workspace."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from runtime.store.errors import WorkspaceTaken

FILE_NAME = "runtime.lock"


class WorkspaceLock:
    """Holds a workspace until `release`, or until the process dies: the system then frees it.

    Raises `WorkspaceTaken` when another program holds it. The file stays; only the lock on it counts, so a
    file left by a dead process is taken over without a question.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        stream = self._path.open("a+b")
        try:
            _lock(stream)
        except OSError as error:
            pid = _pid_in(stream)
            stream.close()
            raise WorkspaceTaken(folder, pid) from error
        stream.seek(0)
        stream.truncate()
        stream.write(str(os.getpid()).encode())
        stream.flush()
        self._stream: BinaryIO | None = stream

    def release(self) -> None:
        """Lets another program in; more calls do nothing."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.truncate(0)
            stream.close()


def _lock(stream: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        # One byte far behind the text, because Windows keeps others from reading locked bytes.
        stream.seek(4096)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _pid_in(stream: BinaryIO) -> int:
    stream.seek(0)
    text = stream.read(20).decode("ascii", "replace").strip()
    return int(text) if text.isdecimal() else 0
