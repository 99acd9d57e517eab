"""Collects garbage between events instead of in the middle of a call into Qt.

Python may collect whenever it allocates, also inside `Signal.disconnect` while Qt holds a lock; if the
garbage then holds a QObject whose end needs that lock, the program stands still for ever (seen in our tests
with PySide6 6.11.2). Collecting from a timer keeps collections out of such calls, and out of paint events.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 500
FIRST_MS: Final = 2_500
"""The first collection waits until the program is ready: what is loaded until then is no garbage."""


@contextmanager
def none_while_loading() -> Iterator[None]:
    """Collect nothing while modules are loaded: all of it stays."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class GarbageKeeper(QObject):
    """Makes Python's collections by a timer, by the same thresholds, until it is closed."""

    def __init__(self, parent: QObject, first_ms: int = FIRST_MS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(first_ms)
        self._timer.timeout.connect(self._on_time)
        gc.disable()
        self._timer.start()

    def close(self) -> None:
        """Gives the collections back to Python."""
        self._timer.stop()
        gc.enable()

    def _on_time(self) -> None:
        self._timer.setInterval(INTERVAL_MS)
        collect_if_due()


def collect_if_due() -> int | None:
    """Collects the oldest generation whose threshold is passed; which one it was, or None for none."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return generation
    return None


def spare_what_is_there() -> None:
    """Leave all that exists now out of collections: a large scenario takes 0.2 s to look through."""
    gc.freeze()


def spare_nothing() -> None:
    """Look through everything again: what was spared may be garbage by now."""
    gc.unfreeze()
