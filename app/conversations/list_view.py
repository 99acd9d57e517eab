"""The list of conversations: painted rows, one chosen, steady while rows come and go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from app.conversations.list_model import ROW, ConversationModel
from app.conversations.row import Row
from app.conversations.row_painter import RowPainter
from runtime.wording import Wording
from widgets.common import follow_look
from widgets.language import tr
from widgets.theme import current_theme

_NAME: Final = Wording("会话列表", "List of conversations")


class ConversationList(QListView):
    """Tells which row the person chose; changes of the rows themselves choose nothing."""

    chosen = Signal(object)
    """The Row."""

    def __init__(self, model: ConversationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._is_held = False
        self.setModel(model)
        self.setItemDelegate(RowPainter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current)
        follow_look(self)

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def choose_first(self) -> None:
        """Choose a row if none is chosen."""
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0))

    def mark(self, contact: str) -> None:
        """Show that the conversation with *contact* is open, if it is in the list, without choosing it."""
        number = self._rows.row_of(contact) if contact else -1
        index = self._rows.index(number) if number >= 0 else QModelIndex()
        if self.currentIndex() == index:
            return
        flag = QItemSelectionModel.SelectionFlag
        self._is_held = True
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect if index.isValid() else flag.Clear)
        self._is_held = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keeps what stands at the top where it is, unless that is the very beginning."""
        bar = self.verticalScrollBar()
        top = self.indexAt(QPoint(4, 4)) if bar.value() > 0 else QModelIndex()
        row = top.data(ROW) if top.isValid() else None
        offset = self.visualRect(top).top() if isinstance(row, Row) else 0
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if isinstance(row, Row) and (number := self._rows.row_of(row.contact)) >= 0:
            height = self.sizeHintForRow(number)
            self.doItemsLayout()
            bar.setValue(number * height - offset)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = current.data(ROW) if current.isValid() else None
        if not self._is_held and isinstance(row, Row):
            self.chosen.emit(row)


class ListColumn(QWidget):
    """The ground of the list, with a hairline at its right."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both."""
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(self.width() - theme.line_px, 0, theme.line_px, self.height(), theme.line_hair)
