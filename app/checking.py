"""Checks the open scenario while it is edited, never while something is painted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.document.change import Change
from runtime.flow.issue import Issue

if TYPE_CHECKING:
    from app.open_document import OpenDocument
    from runtime.flow.issues.checker import Checker

QUIET_MS = 120
"""How long nothing must change before the checks run."""
LATEST_MS = 600
"""How long somebody who types without a pause waits for the checks at most."""


class Checking(QObject):
    """Runs the checks a moment after an edit; several edits in a row are one run.

    The checks, and the libraries they need, are loaded with the first run.
    """

    checked = Signal(object)
    """A tuple of Issue, in the checker's order."""

    def __init__(self, document: OpenDocument, parent: QObject | None = None) -> None:
        super().__init__(parent or document)
        self._document = document
        self._checker: Checker | None = None
        self._first_at = 0.0
        self.issues: tuple[Issue, ...] = ()
        self.took_s = 0.0
        """How long the last run took."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.run)
        document.changed.connect(self._on_change)

    def run(self) -> None:
        """Checks now."""
        from runtime.flow.issues.checker import Checker

        self._timer.stop()
        if self._checker is None:
            self._checker = Checker()
        begun = time.perf_counter()
        self.issues = self._checker.check(self._document.flow, media=self._document.media.names())
        self.took_s = time.perf_counter() - begun
        self._first_at = 0.0
        self.checked.emit(self.issues)

    def soon(self, delay_ms: int = QUIET_MS) -> None:
        """Checks in a moment."""
        self._timer.start(delay_ms)

    def _on_change(self, change: Change) -> None:
        if not change.touches_flow():
            return
        now = time.monotonic()
        if not self._first_at:
            self._first_at = now
        waited_ms = (now - self._first_at) * 1000
        self.soon(QUIET_MS if waited_ms < LATEST_MS - QUIET_MS else 0)
