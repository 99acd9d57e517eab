"""The list of emoji that opens at a text: searched by name, the recent ones first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QTextEdit, QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import ElidedLabel, SearchField
from widgets.common.painting import draw_box
from widgets.emoji.emoji_grid import CELL_PX, COLUMNS, EmojiGrid
from widgets.emoji.emoji_set import Emoji, found_by
from widgets.emoji.recent_emoji import recent_emoji
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_OVERLAY, SPACE_8

_SEARCH: Final = Wording("搜索表情", "Search emoji")
_NONE: Final = Wording("没有这样的表情", "No such emoji")
_NAME: Final = Wording("表情", "Emoji")
_ROWS: Final = 6
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EmojiPicker(QWidget):
    """Belongs to one text; Enter puts the marked one in and closes, with Shift it stays open."""

    def __init__(self, target: QTextEdit | QLineEdit) -> None:
        super().__init__(target, Qt.WindowType.Popup)
        self._target = target
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(_NAME.zh)
        self.search = SearchField(_SEARCH, "", self)
        self.grid = EmojiGrid()
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self.grid)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        self.grid.setAutoFillBackground(False)
        self.name = ElidedLabel("", "label", "text_second", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        column.setSpacing(6)
        for widget in (self.search, self._scroll, self.name):
            column.addWidget(widget)
        side = current_theme().px(CELL_PX)
        self._scroll.setFixedSize(COLUMNS * side + 14, _ROWS * side)
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.grid.chosen.connect(self._choose)
        self.grid.marked.connect(self._name_it)
        self._find("")

    def open_at_cursor(self) -> None:
        """Open below the cursor of the text."""
        rect = self._target.cursorRect()
        inner = self._target.viewport() if isinstance(self._target, QTextEdit) else self._target
        corner = inner.mapToGlobal(rect.bottomLeft() + QPoint(0, 6))
        size, screen = self.sizeHint(), self._target.screen().availableGeometry()
        x = max(screen.left(), min(corner.x(), screen.right() - size.width()))
        y = corner.y() if corner.y() + size.height() <= screen.bottom() else corner.y() - size.height() - 30
        self.move(x, max(screen.top(), y))
        self.show()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the mark with the arrows, choose with Enter."""
        if watched is self.search and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _STEPS:
                self.grid.move_by(_STEPS[key])
                return True
            if key in _ENTER:
                if self.grid.current is not None:
                    stays = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                    self._choose(self.grid.current.text, stays=stays)
                return True
            if key is Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_OVERLAY, theme.raised, theme.line_control)

    def _find(self, words: str) -> None:
        self.grid.show_emoji(found_by(words, recent_emoji.texts))

    def _name_it(self, emoji: Emoji | None) -> None:
        self.name.set_words(emoji.name if emoji is not None else _NONE)
        if emoji is not None:
            index = self.grid.shown.index(emoji)
            rect = self.grid.cell(index)
            self._scroll.ensureVisible(rect.center().x(), rect.center().y(), 20, 20)

    def _choose(self, text: str, *, stays: bool = False) -> None:
        recent_emoji.add(text)
        if isinstance(self._target, QTextEdit):
            self._target.insertPlainText(text)
        else:
            self._target.insert(text)
        if not stays:
            self.close()


def pick_emoji(target: QWidget | None) -> EmojiPicker | None:
    """Open the list at a text; None where nothing is written."""
    if not isinstance(target, QTextEdit | QLineEdit) or target.isReadOnly():
        return None
    picker = EmojiPicker(target)
    picker.open_at_cursor()
    return picker
