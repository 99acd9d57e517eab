"""The bar over the canvas that searches the open scenario and replaces what it found."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from runtime.wording import Wording, same
from widgets.common import Button, ButtonKind, ElidedLabel, Label, SearchField, ToolButton, follow_look
from widgets.common.painting import draw_box
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT, RADIUS_OVERLAY, SPACE_4, SPACE_8

WIDTH_PX: Final = 440
_NAME: Final = Wording("查找和替换", "Find and replace")
_FIND: Final = Wording("查找文字、变量、关键词、类型", "Find texts, variables, keywords, types")
_WORDS: Final = Wording("换成", "Replace by")
_NEXT: Final = Wording("下一处", "Next place")
_PREVIOUS: Final = Wording("上一处", "Place before")
_MORE: Final = Wording("替换", "Replace")
_CLOSE: Final = Wording("关闭查找", "Close the search")
_ONE: Final = Wording("替换这一处", "Replace this one")
_ALL: Final = Wording("全部替换", "Replace all")
_NOTHING: Final = Wording(
    "没有找到「{words}」。换个词，或", 'Nothing found for "{words}". Try another word, or'
)
_EVERYWHERE: Final = Wording("在全部场景里找", "search all scenarios")
_NO_COMMAND: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_OF: Final = Wording("{at}/{count}", "{at}/{count}")


class FindBar(QWidget):
    """Takes the words and shows where the search stands; it searches nothing itself.

    Enter and Shift+Enter go on and back and leave the focus here, Ctrl+Enter goes to the field, Escape ends.
    """

    words_changed = Signal(str)
    next_asked = Signal()
    previous_asked = Signal()
    field_asked = Signal()
    """The person wants to edit the text of the current place."""
    replace_asked = Signal(str)
    replace_all_asked = Signal(str)
    everywhere_asked = Signal(str)
    """The person wants to search all scenarios."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.field = SearchField(_FIND, "", self)
        self.count = Label("", "label", "text_second", parent=self)
        self.previous = ToolButton("chevron_up", _PREVIOUS, "Shift+F3", parent=self)
        self.next = ToolButton("chevron_down", _NEXT, "F3", parent=self)
        self.more = ToolButton("sort", _MORE, "Ctrl+H", parent=self)
        self.close_button = ToolButton("close", _CLOSE, "Esc", parent=self)
        self.replacement = QLineEdit(self)
        self.one = Button(_ONE, small=True, parent=self)
        self.all = Button(_ALL, small=True, parent=self)
        self.place = ElidedLabel("", "label", "text_second", parent=self)
        self.everywhere = Button(_EVERYWHERE, ButtonKind.LINK, small=True, parent=self)
        self.more.setCheckable(True)
        self._build()
        self._connect()
        self.show_found(0, 0, None)
        self.show_replacing(False)
        self.hide()
        follow_look(self)

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.field.text()

    @property
    def is_replacing(self) -> bool:
        """Whether the row for the new words is shown."""
        return self.more.isChecked()

    def take_keyboard(self) -> None:
        """Give the focus to the words, all of them selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_replacing(self, is_replacing: bool) -> None:
        """Show or hide the row for the new words."""
        self.more.setChecked(is_replacing)
        for widget in (self.replacement, self.one, self.all):
            widget.setVisible(is_replacing)
        self._resize()

    def show_found(self, at: int, count: int, place: Wording | None) -> None:
        """Say which of how many places this is, counted from 1; 0 before the first, and where it stands."""
        has_words = bool(self.words.strip())
        is_empty = has_words and not count
        self.count.set_words(_OF.format(at=at or "–", count=count) if has_words else "")
        self.count.set_colour("error" if is_empty else "text_second")
        self.place.setVisible(is_empty or place is not None)
        self.everywhere.setVisible(is_empty)
        if is_empty:
            self.place.set_words(_NOTHING.format(words=self.words.strip()))
        elif place is not None:
            self.place.set_words(place)
        for button in (self.next, self.previous):
            button.setEnabled(count > 0)
        self._resize()

    def show_may_replace(self, one: bool, several: bool) -> None:
        """Say whether the current place, and whether any place, may be replaced."""
        self.one.setEnabled(one)
        self.all.setEnabled(several)

    def say(self, words: Wording) -> None:
        """Say in the line below what was done."""
        self.place.set_words(words)
        self.place.setVisible(True)
        self._resize()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        theme = current_theme()
        self.setAccessibleName(tr(_NAME))
        self.replacement.setPlaceholderText(tr(_WORDS))
        self.replacement.setAccessibleName(tr(_WORDS))
        self.replacement.setFixedHeight(theme.px(CONTROL_HEIGHT))
        self._resize()

    def sizeHint(self) -> QSize:
        """As wide as the words need at this text size."""
        return QSize(current_theme().px(WIDTH_PX), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the raised ground."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_OVERLAY, theme.raised, theme.line_control)

    def event(self, event: QEvent) -> bool:
        """Keep plain keys from the shortcuts of the window: Delete on a button here deletes no node."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~_NO_COMMAND
            is_function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
            if held == Qt.KeyboardModifier.NoModifier and not is_function:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep every key from the canvas below; Escape ends the search."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Serve Enter in both fields, and Escape although the field would clear itself."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return super().eventFilter(watched, event)
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            self.field_asked.emit()
        elif watched is self.replacement:
            self.replace_asked.emit(self.replacement.text())
        elif held & Qt.KeyboardModifier.ShiftModifier:
            self.previous_asked.emit()
        else:
            self.next_asked.emit()
        return True

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SPACE_4)
        first.addWidget(self.field, 1)
        first.addSpacing(SPACE_4)
        first.addWidget(self.count)
        for button in (self.previous, self.next, self.more, self.close_button):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(SPACE_4)
        second.addWidget(self.replacement, 1)
        second.addWidget(self.one)
        second.addWidget(self.all)
        third = QHBoxLayout()
        third.setSpacing(0)
        third.addWidget(self.place, 1)
        third.addWidget(self.everywhere)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        column.setSpacing(SPACE_4)
        for row in (first, second, third):
            column.addLayout(row)

    def _connect(self) -> None:
        for field in (self.field, self.replacement):
            field.installEventFilter(self)
        self.field.textChanged.connect(self.words_changed)
        self.next.clicked.connect(self.next_asked)
        self.previous.clicked.connect(self.previous_asked)
        self.more.clicked.connect(self.show_replacing)
        self.close_button.clicked.connect(self.closed)
        self.one.clicked.connect(self._replace_one)
        self.all.clicked.connect(self._replace_all)
        self.everywhere.clicked.connect(self._search_everywhere)

    def _replace_one(self) -> None:
        self.replace_asked.emit(self.replacement.text())

    def _replace_all(self) -> None:
        self.replace_all_asked.emit(self.replacement.text())

    def _search_everywhere(self) -> None:
        self.everywhere_asked.emit(self.words.strip())

    def _resize(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), self.sizeHint().height())


def place_line(place: Wording, line: Wording) -> Wording:
    """Where a text stands and how it goes, in one line."""
    return Wording(f"{place.zh}：{line.zh}", f"{place.en}: {line.en}") if place != line else same(line.zh)
