"""The chatbot that is open: its document, its history, and what is wrong with it."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from editor.document.change import Change
from editor.library.chatbots.checks import check_chatbot
from editor.library.chatbots.document import ChatbotDocument
from editor.library.chatbots.store import ChatbotStore
from editor.undo import History
from runtime.flow.issue import Issue

REST_MS: Final = 700
"""How long nothing must change before the file is written."""


class OpenChatbot(QObject):
    """Made anew for every chatbot that is opened; tells when there is something to write."""

    changed = Signal()
    resting = Signal()
    """The person paused: what was edited is to be written."""

    def __init__(self, document: ChatbotDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = ChatbotStore(document)
        self.history = History(self.store, self)
        self.issues: tuple[Issue, ...] = check_chatbot(document, date.today())  # noqa: DTZ011 - the wall's day
        self._written: ChatbotDocument | None = document
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.resting)
        self._end = self.store.subscribe(self._on_change)

    @property
    def document(self) -> ChatbotDocument:
        """The chatbot as it is now."""
        return self.store.document

    @property
    def is_dirty(self) -> bool:
        """Whether something was not written yet."""
        return self.document != self._written

    def mark_written(self, document: ChatbotDocument) -> None:
        """Remember what stands in the file."""
        self._written = document

    def mark_unwritten(self) -> None:
        """Remember that the file could not be written."""
        self._written = None

    def close(self) -> None:
        """Nothing of it may be used any more."""
        self._rest.stop()
        self._end()
        self.history.close()

    def _on_change(self, _change: Change) -> None:
        self.issues = check_chatbot(self.document, date.today())  # noqa: DTZ011 - the wall's day
        self._rest.start()
        self.changed.emit()
