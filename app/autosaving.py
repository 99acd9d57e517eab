"""Writes the open scenario into its recovery file whenever the person pauses."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.reasons import reason_of
from editor.library.autosave import RecoveryFile
from runtime.flow.document import Document

if TYPE_CHECKING:
    from app.open_document import OpenDocument

log = logging.getLogger(__name__)

IDLE_MS = 800
LATEST_MS = 4_000
"""Somebody who never pauses is saved this often all the same."""


class Autosaver(QObject):
    """Keeps the newest state of one open scenario on disk; the writing happens in a thread of its own.

    What is written is a frozen value, so nothing can change under the writer.
    """

    saved = Signal(object)
    """The moment, local time."""
    failed = Signal(object)
    """The reason, a Wording."""
    _written = Signal(object)

    def __init__(self, document: OpenDocument, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent or document)
        self._document = document
        self._file = RecoveryFile(folder)
        self._writer = ThreadPoolExecutor(1, "autosave")
        self._idle = _single_shot(self, IDLE_MS)
        self._latest = _single_shot(self, LATEST_MS)
        self._is_open = True
        self._idle.timeout.connect(self.save_now)
        self._latest.timeout.connect(self.save_now)
        self._written.connect(self._tell)
        document.changed.connect(self._on_change)
        document.title_changed.connect(self._on_title)

    @property
    def path(self) -> Path:
        """The recovery file."""
        return self._file.path

    def save_now(self) -> None:
        """Writes the present state, if it is not saved anyway."""
        self._idle.stop()
        self._latest.stop()
        if self._is_open and self._document.is_dirty:
            self._writer.submit(
                self._write, self._document.document, self._document.path, self._document.media.home
            )

    def close(self) -> None:
        """Waits for the writer and removes the file: the scenario was saved, or given up on purpose."""
        if self._is_open:
            self._is_open = False
            self._idle.stop()
            self._latest.stop()
            self._writer.shutdown(wait=True)
            self._file.close()

    def _on_change(self, change: object) -> None:
        self._idle.start()
        if not self._latest.isActive():
            self._latest.start()

    def _on_title(self) -> None:
        if self._is_open and not self._document.is_dirty:
            self._idle.stop()
            self._latest.stop()
            self._writer.submit(self._file.clear)

    def _write(self, document: Document, scenario: Path | None, media_home: Path) -> None:
        try:
            self._file.write(document, scenario, media_home)
        except OSError as error:
            log.info("autosave_failed errno=%s", error.errno)
            self._written.emit(error)
            return
        self._written.emit(datetime.now().astimezone())

    def _tell(self, result: object) -> None:
        if isinstance(result, OSError):
            self.failed.emit(reason_of(result))
        elif self._is_open:
            self.saved.emit(result)


def _single_shot(parent: QObject, delay_ms: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    return timer
