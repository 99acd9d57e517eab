"""What handsets really got: written down where carriers take messages, never by the runtime."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Took:
    """One message that a carrier took for a handset."""

    message_id: str
    number: str
    at: datetime
    words: str


class Oracle:
    """Everything that was taken, in order; with a *path* also line by line in a file that only grows."""

    def __init__(self, path: Path | None = None) -> None:
        self.took: list[Took] = []
        self.times: Counter[str] = Counter()
        """Message id → how often it was taken."""
        self._stream = path.open("a", encoding="utf-8") if path is not None else None

    def take(self, message_id: str, number: str, at: datetime, words: str) -> None:
        """Writes down that a handset gets a message."""
        self.took.append(Took(message_id, number, at, words))
        self.times[message_id] += 1
        if self._stream is not None:
            self._stream.write(f"{at.isoformat()} {message_id}\n")
            self._stream.flush()

    @property
    def doubled(self) -> list[str]:
        """Messages that were taken more than once."""
        return [key for key, count in self.times.items() if count > 1]

    def close(self) -> None:
        """Closes the file."""
        if self._stream is not None:
            self._stream.close()
