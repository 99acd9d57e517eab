"""Keeps an uploaded file on disk so that nobody who finds it can read it: the numbers in it are plain.

The key is made for one upload and lives in memory alone; after a crash the rest of a file is noise.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from runtime.delivery.audience.errors import ImportRefused
from runtime.wording import Wording

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_BYTES: Final = 1 << 30
PIECE_BYTES: Final = 1 << 20
_TAG_BYTES: Final = 16


class Spool:
    """One upload: written once from front to back, then read anywhere as often as needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key = AESGCM(AESGCM.generate_key(256))
        self._pending = bytearray()
        self._pieces = 0
        self.size_bytes = 0
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._out = path.open("xb")

    def write(self, data: bytes) -> None:
        """Appends *data*; raises ImportRefused when the file becomes too large."""
        self.size_bytes += len(data)
        if self.size_bytes > MAX_BYTES:
            raise ImportRefused(
                Wording(
                    "文件超过 {limit} MB。分成几个文件导入。",
                    "The file is over {limit} MB. Import it in parts.",
                ).format(limit=MAX_BYTES >> 20)
            )
        self._pending += data
        while len(self._pending) >= PIECE_BYTES:
            self._seal(bytes(self._pending[:PIECE_BYTES]))
            del self._pending[:PIECE_BYTES]

    def finish(self) -> None:
        """Ends the writing."""
        if self._pending:
            self._seal(bytes(self._pending))
            self._pending.clear()
        self._out.close()

    def open(self) -> io.BufferedReader:
        """The file from its beginning."""
        return io.BufferedReader(_SpoolReader(self._path, self._key, self.size_bytes), PIECE_BYTES)

    def remove(self) -> None:
        """Deletes the file; it may be called twice."""
        self._out.close()
        self._path.unlink(missing_ok=True)

    def _seal(self, piece: bytes) -> None:
        # A key seals one file alone, so counting makes nonces that never repeat.
        self._out.write(self._key.encrypt(self._pieces.to_bytes(12), piece, None))
        self._pieces += 1


class _SpoolReader(io.RawIOBase):
    """Reads pieces as they are asked for."""

    def __init__(self, path: Path, key: AESGCM, size_bytes: int) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._key = key
        self._size = size_bytes
        self._at = 0
        self._piece: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        wanted = memoryview(buffer).cast("B")
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, PIECE_BYTES)
        if self._piece[0] != number:
            self._file.seek(number * (PIECE_BYTES + _TAG_BYTES))
            sealed = self._file.read(PIECE_BYTES + _TAG_BYTES)
            self._piece = (number, self._key.decrypt(number.to_bytes(12), sealed, None))
        part = self._piece[1][within : within + len(wanted)]
        wanted[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        self._file.close()
        self._piece = (-1, b"")
        super().close()
