"""What a reader of one format found in a file, and a view of the file that cannot be read past its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from editor.library.media.flaws import TRUNCATED, Flawed


@dataclass(frozen=True, slots=True)
class Measured:
    """The facts that stand in the file itself."""

    content_type: str
    width_px: int = 0
    height_px: int = 0
    duration_s: float = 0.0
    frames: int = 1
    codecs: tuple[str, ...] = ()
    end: int | None = None
    """Where the picture ends; bytes behind it belong to something else. None where that is not known."""
    is_in_rows: bool = False
    """Whether it can be read smaller than it is, row by row: a baseline JPEG."""
    pixel_bytes: int = 4
    """Memory for a pixel while it is read and shrunk."""


class Source:
    """An open file with its size; every read gives what was asked for or raises Flawed."""

    def __init__(self, stream: BinaryIO, size_bytes: int) -> None:
        self._stream = stream
        self.size_bytes = size_bytes

    def at(self, place: int, count: int) -> bytes:
        """*count* bytes from *place* on; raises Flawed when the file ends before."""
        found = self.some(place, count)
        if len(found) < count:
            raise Flawed(TRUNCATED)
        return found

    def some(self, place: int, count: int) -> bytes:
        """At most *count* bytes from *place* on."""
        if place < 0 or count <= 0 or place >= self.size_bytes:
            return b""
        self._stream.seek(place)
        return self._stream.read(count)

    def number(self, place: int, count: int, order: str = "big") -> int:
        """An unsigned number of *count* bytes."""
        return int.from_bytes(self.at(place, count), "little" if order == "little" else "big")

    def find(self, wanted: bytes, place: int) -> int | None:
        """Where *wanted* stands first, from *place* on; None when it does not."""
        step = 1 << 16
        while place < self.size_bytes:
            part = self.some(place, step + len(wanted) - 1)
            found = part.find(wanted)
            if found >= 0:
                return place + found
            place += step
        return None
