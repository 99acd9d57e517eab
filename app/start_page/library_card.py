"""A scenario of the library: opened by a click, renamed and tagged in place, the rest by keys or menu."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from app.start_page.card import ScenarioCard
from editor.library.listing import Item, tag_words
from runtime.wording import Wording
from widgets.common import BadgeState
from widgets.language import Words, tr
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT_SMALL

_OPEN: Final = Wording("打开", "Open")
_RENAME: Final = Wording("重命名", "Rename")
_TAGS: Final = Wording("标签", "Tags")
_DUPLICATE: Final = Wording("复制一份", "Duplicate")
_FOLDER: Final = Wording("打开所在文件夹", "Show in folder")
_REMOVE: Final = Wording("移除", "Remove")
_NAME_FIELD: Final = Wording("场景名称", "Scenario name")
_TAGS_FIELD: Final = Wording("标签，用逗号隔开", "Tags, with commas between")
_STATES: Final = {"online": BadgeState.OK, "draft": BadgeState.NEUTRAL, "unreadable": BadgeState.ERROR}
_BETWEEN_TAGS: Final = re.compile("[,，、;；]")


class LibraryCard(ScenarioCard):
    """F2 renames, T edits tags, Ctrl+D duplicates, Delete removes, arrows go to the neighbours."""

    renamed = Signal(int, str)
    tagged = Signal(int, object)
    """The scenario's id and all its tags."""
    duplicate_asked = Signal(int)
    remove_asked = Signal(int)
    folder_asked = Signal(str)
    neighbour_asked = Signal(int, int)
    """Columns and rows to go."""

    def __init__(self, name: Words, key: str, parent: QWidget | None = None) -> None:
        self.item: Item | None = None
        self._field: QLineEdit | None = None
        self._finish: Callable[[], None] = self._finish_name
        super().__init__(name, "", key, parent)

    def show_item(self, item: Item) -> None:
        """Show how the scenario stands now."""
        if self.item is not None and self.item.entry.digest != item.entry.digest:
            self.forget_picture()
        self.item = item
        self.restyle()

    def restyle(self) -> None:
        """Take the words anew; the moment is told as of now."""
        item = self.item
        if item is not None:
            tags = tuple(tag_words(tag) for tag in item.entry.tags)
            chip = (item.state_words(), _STATES[item.state])
            self._words, self._note = item.entry.name, item.about(datetime.now(UTC))
            self._chip, self._tags = chip, tags
            self._tip = str(item.entry.path)
        super().restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve the keys."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is not None:
            self.neighbour_asked.emit(*way)
            return
        deeds = {
            (Qt.Key.Key_F2, False): self.begin_name,
            (Qt.Key.Key_T, False): self.begin_tags,
            (Qt.Key.Key_D, True): self._duplicate,
            (Qt.Key.Key_Delete, False): self._remove,
        }
        controls = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        deed = deeds.get((Qt.Key(event.key()), controls))
        if deed is not None and self.item is not None:
            deed()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the same as a menu."""
        if self.item is None:
            return
        menu = self.menu()
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        menu.popup(self.mapToGlobal(self.name_rect().bottomLeft()) if is_key else event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the scenario."""
        deeds: tuple[tuple[Wording, Callable[[], None], str], ...] = (
            (_OPEN, self.click, "Return"),
            (_RENAME, self.begin_name, "F2"),
            (_TAGS, self.begin_tags, "T"),
            (_DUPLICATE, self._duplicate, "Ctrl+D"),
            (_FOLDER, self._show_folder, ""),
            (_REMOVE, self._remove, "Delete"),
        )
        menu = QMenu(self)
        is_readable = self.item is not None and self.item.entry.is_readable
        for words, slot, keys in deeds:
            entry = menu.addAction(tr(words), slot)
            entry.setShortcut(keys)
            entry.setEnabled(is_readable or words in {_OPEN, _TAGS, _FOLDER, _REMOVE})
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def begin_name(self) -> None:
        """Let the person rename the scenario in place."""
        if self.item is not None and self.item.entry.is_readable:
            self._begin(_NAME_FIELD, self.item.entry.name, self.name_rect(), self._finish_name)

    def begin_tags(self) -> None:
        """Let the person write the scenario's tags in place."""
        if self.item is not None:
            tags = tr(Wording("，", ", ")).join(self.item.entry.tags)
            self._begin(_TAGS_FIELD, tags, self.note_rect(), self._finish_tags)

    @property
    def field(self) -> QLineEdit | None:
        """The field of what is being written in place."""
        return self._field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves everything as it was."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._end()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                # The field hands it on: the card would open its scenario.
                self._finish()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._field is not None:
            self._end()

    def _begin(self, words: Wording, text: str, line: QRect, finish: Callable[[], None]) -> None:
        self._end()
        field = QLineEdit(text, self)
        field.setAccessibleName(tr(words))
        field.setPlaceholderText(tr(words))
        field.setMaxLength(80)
        height = current_theme().px(CONTROL_HEIGHT_SMALL)
        top = QPoint(line.left() - 6, line.center().y() - height // 2)
        field.setGeometry(QRect(top.x(), top.y(), line.width() + 12, height))
        field.installEventFilter(self)
        field.editingFinished.connect(finish)
        self._field, self._finish = field, finish
        field.show()
        field.selectAll()
        field.setFocus()

    def _end(self) -> str:
        """Takes the field away and gives what was written."""
        field, self._field = self._field, None
        if field is None:
            return ""
        had_focus = field.hasFocus()
        text = field.text().strip()
        field.editingFinished.disconnect()
        field.hide()
        field.deleteLater()
        if had_focus:
            self.setFocus()
        return text

    def _finish_name(self) -> None:
        name = self._end()
        if self.item is not None and name and name != self.item.entry.name:
            self.renamed.emit(self.item.entry.id, name)

    def _finish_tags(self) -> None:
        written = (" ".join(tag.split()) for tag in _BETWEEN_TAGS.split(self._end()))
        tags = tuple(dict.fromkeys(tag for tag in written if tag))
        if self.item is not None and set(tags) != set(self.item.entry.tags):
            self.tagged.emit(self.item.entry.id, tags)

    def _duplicate(self) -> None:
        if self.item is not None and self.item.entry.is_readable:
            self.duplicate_asked.emit(self.item.entry.id)

    def _remove(self) -> None:
        if self.item is not None:
            self.remove_asked.emit(self.item.entry.id)

    def _show_folder(self) -> None:
        if self.item is not None:
            self.folder_asked.emit(str(self.item.entry.path.parent))
