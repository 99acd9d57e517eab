"""Writes every edit of the open scenario into its recovery file, a moment after it was made."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.reasons import reason_of
from editor.document.change import Change
from editor.library.autosave import Leftover, RecoveryFile, discard
from runtime.flow.document import Document

if TYPE_CHECKING:
    from app.open_document import OpenDocument

log = logging.getLogger(__name__)

SOON_MS = 200
"""How long edits are gathered before they are written; nobody who types without a pause waits longer."""


class Autosaver(QObject):
    """Keeps the newest state of one open scenario on disk; the writing happens in a thread of its own.

    Only what an edit touched is written, so that a large scenario costs no more than a small one. What is
    written are frozen values, so nothing can change under the writer.
    """

    saved = Signal(object)
    """The moment, local time; told once a minute at most."""
    failed = Signal(object)
    """The reason, a Wording."""
    _written = Signal(object)

    def __init__(self, document: OpenDocument, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent or document)
        self._document = document
        self._file = RecoveryFile(folder)
        self._writer = ThreadPoolExecutor(1, "autosave")
        self._pending: list[Change] = []
        self._needs_whole = True
        self._told = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._is_open = True
        self._soon.timeout.connect(self.save_now)
        self._written.connect(self._tell)
        document.changed.connect(self._on_change)
        document.title_changed.connect(self._on_title)

    @property
    def path(self) -> Path:
        """The recovery file."""
        return self._file.path

    def save_now(self) -> None:
        """Writes what is not written yet, if it is not saved anyway."""
        self._soon.stop()
        if not self._is_open or not self._document.is_dirty:
            return
        changes, self._pending = self._pending, []
        if self._needs_whole:
            self._needs_whole = False
            document = self._document
            self._writer.submit(self._write, document.document, document.path, document.media.home)
        elif changes:
            self._writer.submit(self._add, changes)

    def take_over(self, leftover: Leftover) -> None:
        """Writes the present state and then lets a leftover go that it came from; never the other way."""
        self._needs_whole = True
        self.save_now()
        self._writer.submit(self._discard, leftover)

    def close(self) -> None:
        """Waits for the writer and removes the file: the scenario was saved, or given up on purpose."""
        if self._is_open:
            self._is_open = False
            self._soon.stop()
            self._writer.shutdown(wait=True)
            self._file.close()

    def _on_change(self, change: Change) -> None:
        self._pending.append(change)
        if not self._soon.isActive():
            self._soon.start()

    def _on_title(self) -> None:
        if self._is_open and not self._document.is_dirty:
            self._soon.stop()
            self._pending = []
            self._needs_whole = True
            self._told = ""
            self._writer.submit(self._file.clear)

    def _write(self, document: Document, scenario: Path | None, media_home: Path) -> None:
        try:
            self._file.write(document, scenario, media_home)
        except OSError as error:
            log.info("autosave_failed errno=%s", error.errno)
            self._written.emit(error)
            return
        self._written.emit(datetime.now().astimezone())

    def _add(self, changes: list[Change]) -> None:
        try:
            self._file.add(changes)
        except OSError as error:
            log.info("autosave_failed errno=%s", error.errno)
            self._written.emit(error)
            return
        self._written.emit(datetime.now().astimezone())

    def _discard(self, leftover: Leftover) -> None:
        if self._file.path.exists():
            discard(leftover)

    def _tell(self, result: object) -> None:
        if not self._is_open:
            return
        if isinstance(result, OSError):
            self._needs_whole = True
            self.failed.emit(reason_of(result))
            return
        assert isinstance(result, datetime)
        if self._file.is_long:
            self._needs_whole = True
        minute = f"{result:%H:%M}"
        if minute != self._told:
            self._told = minute
            self.saved.emit(result)
