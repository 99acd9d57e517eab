"""The emoji that were picked last; the program keeps them from start to start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

RECENT_MAX: Final = 16


class RecentEmoji(QObject):
    """Holds the last ones, the newest first."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._texts: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The emoji, the newest first."""
        return self._texts

    def restore(self, texts: Sequence[str]) -> None:
        """Take those of the last start."""
        self._texts = tuple(dict.fromkeys(texts))[:RECENT_MAX]

    def add(self, text: str) -> None:
        """Remember one that was picked."""
        self._texts = tuple(dict.fromkeys((text, *self._texts)))[:RECENT_MAX]
        self.changed.emit()


recent_emoji: Final = RecentEmoji()
"""Those of this program."""
