"""The chatbots of the workspace, by name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from app.chatbots.words import standing_words
from editor.library.chatbots.document import ChatbotId
from editor.library.chatbots.shelf import ChatbotEntry
from runtime.wording import Wording, same
from widgets.common import ListRow, follow_look
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8, TABLE_ROW_HEIGHT

WIDTH_PX: Final = 232
_UNREADABLE: Final = Wording("打不开", "Unreadable")
_DUPLICATE: Final = Wording("复制一份", "Duplicate")
_REMOVE: Final = Wording("移除", "Remove")


class ChatbotRow(ListRow):
    """One chatbot; Delete removes it, Ctrl+D copies it, the menu key offers both."""

    deed_asked = Signal(object, str)
    """The ChatbotEntry, and `duplicate` or `remove`."""

    def __init__(self, entry: ChatbotEntry, parent: QWidget | None) -> None:
        document = entry.document
        note = standing_words(document) if document is not None else _UNREADABLE
        super().__init__(
            same(entry.name),
            icon_name="message" if document is not None else "warning",
            note=note,
            height_px=TABLE_ROW_HEIGHT,
            parent=parent,
        )
        self.entry = entry
        self.setCheckable(True)
        self.setEnabled(document is not None)
        if entry.refusal is not None:
            self.setToolTip(tr(entry.refusal))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve the keys that the menu names."""
        if event.key() == Qt.Key.Key_Delete:
            self._remove()
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._duplicate()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with it."""
        menu = QMenu(self)
        menu.addAction(tr(_DUPLICATE), self._duplicate).setShortcut("Ctrl+D")
        menu.addAction(tr(_REMOVE), self._remove).setShortcut("Del")
        menu.aboutToHide.connect(menu.deleteLater)
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        menu.popup(self.mapToGlobal(QPoint(0, self.height())) if is_key else event.globalPos())

    def _duplicate(self) -> None:
        self.deed_asked.emit(self.entry, "duplicate")

    def _remove(self) -> None:
        self.deed_asked.emit(self.entry, "remove")


class ChatbotList(QScrollArea):
    """Shows a row for each; the chosen one is marked."""

    chosen = Signal(object)
    """The ChatbotEntry."""
    deed_asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ChatbotRow, ...] = ()
        self._current: ChatbotId | None = None
        self._search = ""
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDTH_PX)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        follow_look(self)

    def show_entries(self, entries: tuple[ChatbotEntry, ...]) -> None:
        """List other chatbots; the keyboard stays with the file it was at."""
        if [row.entry for row in self.rows] == list(entries):
            return
        focused = next((row.entry.path for row in self.rows if row.hasFocus()), None)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        made = []
        for index, entry in enumerate(entries):
            row = ChatbotRow(entry, self.widget())
            row.clicked.connect(self._tell)
            row.deed_asked.connect(self.deed_asked)
            self._column.insertWidget(index, row)
            row.show()
            if entry.path == focused:
                row.setFocus()
            made.append(row)
        self.rows = tuple(made)
        self.mark(self._current)
        self.search(self._search)

    def mark(self, chatbot_id: ChatbotId | None) -> None:
        """Mark the chatbot that is open."""
        self._current = chatbot_id
        for row in self.rows:
            document = row.entry.document
            row.setChecked(document is not None and document.id == chatbot_id)

    def search(self, text: str) -> None:
        """Show those with the words in their name."""
        self._search = text
        words = text.lower().split()
        for row in self.rows:
            row.setVisible(all(word in row.entry.name.lower() for word in words))

    def restyle(self) -> None:
        """Take colours anew."""
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line at the right."""
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.panel)
        right = self.viewport().rect()
        right.setLeft(right.right() - theme.line_px + 1)
        painter.fillRect(right, theme.line_hair)

    def _tell(self) -> None:
        row = self.sender()
        if isinstance(row, ChatbotRow):
            row.setChecked(True)
            self.chosen.emit(row.entry)
