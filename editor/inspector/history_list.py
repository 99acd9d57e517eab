"""The steps of the history; a click goes back, or forward, to one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, QTimer
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from editor.inspector.list_rows import TextRow
from editor.undo import History
from runtime.wording import Wording
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed

_NAME: Final = Wording("历史", "History")
_OPENED: Final = Wording("打开时", "As opened")


class HistoryList(QListView):
    """Lists every step, oldest first; steps taken back are grey. Rebuilt only while it is visible."""

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._model = QStandardItemModel(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._rebuild_if_seen)
        self.setModel(self._model)
        self.setUniformItemSizes(True)
        self.setItemDelegate(TextRow(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setProperty("draws_own_focus", True)
        self.selectionModel().currentChanged.connect(self._go)
        history.changed.connect(self._spoil)
        language_changed.connect(self._spoil)
        theme_changed.connect(self._spoil)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rebuild_if_seen()

    def _spoil(self) -> None:
        self._later.start()

    def _rebuild_if_seen(self) -> None:
        if self.isVisible():
            self.rebuild()

    def rebuild(self) -> None:
        """List the steps anew."""
        theme = current_theme()
        self.setAccessibleName(tr(_NAME))
        self.setFont(theme.font("body"))
        done = self._history.stack.index()
        texts = [tr(_OPENED), *(tr(name) for name in self._history.names())]
        with QSignalBlocker(self.selectionModel()):
            while self._model.rowCount() > len(texts):
                self._model.removeRow(self._model.rowCount() - 1)
            for row, text in enumerate(texts):
                if row == self._model.rowCount():
                    self._model.appendRow(QStandardItem())
                item = self._model.item(row)
                if item.text() != text:
                    item.setText(text)
                item.setForeground(theme.text if row <= done else theme.text_second)
            self.setCurrentIndex(self._model.index(done, 0))
        self.scrollTo(self._model.index(done, 0))
        self.viewport().update()

    def _go(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() != self._history.stack.index():
            self._history.seal()
            self._history.stack.setIndex(index.row())
