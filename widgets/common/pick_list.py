"""A field to type in over a list to pick from: the command palette and every choice among many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from widgets.common.elided_label import Label
from widgets.common.focus_return import FocusReturn
from widgets.common.painting import RIGHT, draw_box, draw_icon, draw_text, draw_tile, text_width
from widgets.common.search_field import SearchField
from widgets.language import Words, words_of
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import (
    ICON_MEDIUM,
    RADIUS_CHIP,
    RADIUS_CONTROL,
    RADIUS_OVERLAY,
    ROW_HEIGHT,
    SPACE_8,
    TILE_SIZE,
)

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW: Final = int(Qt.ItemDataRole.UserRole) + 1
_LEAD: Final = 2 * SPACE_8 + TILE_SIZE
_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


@dataclass(frozen=True, slots=True)
class PickRow:
    """One thing to pick; `key` is what the person who asked gets back."""

    key: object
    words: str
    detail: str = ""
    """Small words behind: what kind of thing it is, or why it cannot be picked now."""
    note: str = ""
    """At the right end: its shortcut."""
    icon_name: str = ""
    category: str = ""
    """Category of a node type, which gives the icon its coloured tile."""
    is_enabled: bool = True
    marks: tuple[int, ...] = ()
    """The characters of `words` that were typed, in order."""


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[PickRow] = ()

    def show(self, rows: Sequence[PickRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)):
            return row.words
        return None

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        enabled = index.isValid() and self.rows[index.row()].is_enabled
        return Qt.ItemFlag.ItemIsSelectable | (Qt.ItemFlag.ItemIsEnabled if enabled else Qt.ItemFlag(0))


class _RowPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(200, current_theme().px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        row = index.data(_ROW)
        if not isinstance(row, PickRow):
            return
        theme = current_theme()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            line = theme.accent if theme.is_high_contrast else None
            draw_box(painter, rect, RADIUS_CONTROL, theme.accent_tint, line)
        middle = rect.center().y() + 1
        tile = QRect(rect.left() + SPACE_8, middle - TILE_SIZE // 2, TILE_SIZE, TILE_SIZE)
        ink = theme.text if row.is_enabled else theme.text_second
        if row.icon_name and row.category:
            draw_tile(painter, tile, row.icon_name, row.category)
        elif row.icon_name:
            draw_icon(painter, row.icon_name, ICON_MEDIUM, theme.text_second, tile.center() + QPoint(1, 1))
        room = rect.adjusted(_LEAD, 0, -SPACE_8, 0)
        room.setRight(_paint_note(painter, room, row.note))
        room.setLeft(_paint_words(painter, room, row, ink))
        if row.detail and room.width() > TILE_SIZE:
            draw_text(painter, room, row.detail, theme.font("label"), theme.text_second, RIGHT)


def _paint_note(painter: QPainter, room: QRect, note: str) -> int:
    if not note:
        return room.right()
    theme = current_theme()
    font = theme.font("badge")
    width, height = text_width(note, font) + 12, theme.px(20)
    chip = QRect(room.right() - width, room.center().y() - height // 2 + 1, width, height)
    draw_box(painter, chip, RADIUS_CHIP, theme.hover, theme.line_hair)
    draw_text(painter, chip.adjusted(6, 0, 0, 0), note, font, theme.text_second)
    return chip.left() - SPACE_8


def _paint_words(painter: QPainter, room: QRect, row: PickRow, ink: QColor) -> int:
    """Paint the words, the typed characters strong; gives where they end."""
    theme = current_theme()
    plain, strong = theme.font("body"), theme.font("body_strong")
    left = room.left()
    for text, is_marked in _runs(row.words, row.marks):
        font = strong if is_marked else plain
        width = text_width(text, font)
        rest = QRect(left, room.top(), room.right() - left, room.height())
        draw_text(painter, rest, text, font, theme.accent if is_marked and row.is_enabled else ink)
        left += width
        if left >= room.right():
            break
    return left + 2 * SPACE_8


def _runs(words: str, marks: tuple[int, ...]) -> list[tuple[str, bool]]:
    if not marks:
        return [(words, False)]
    marked = set(marks)
    runs: list[tuple[str, bool]] = []
    for index, character in enumerate(words):
        is_marked = index in marked
        if runs and runs[-1][1] == is_marked:
            runs[-1] = (runs[-1][0] + character, is_marked)
        else:
            runs.append((character, is_marked))
    return runs


def spoken(row: PickRow) -> str:
    """What a screen reader says of a row."""
    return "，".join(part for part in (row.words, row.detail, row.note) if part)


class PickList(QFrame):
    """Lies over a window while it is open; arrow keys choose, Enter picks, Escape leaves.

    *search* gives the rows for what was typed, best first; it is asked at every keystroke. Rows that cannot
    be picked are shown with their reason. When it closes the focus goes back to where it was.
    """

    picked = Signal(object)
    """The key of the row."""
    closed = Signal()

    def __init__(
        self, window: QWidget, prompt: Words, search: Callable[[str], Sequence[PickRow]], most_rows: int = 12
    ) -> None:
        super().__init__(window)
        self._window = window
        self._search = search
        self._most_rows = most_rows
        self._nothing: Callable[[str], Words] = str
        self._returns_to = FocusReturn()
        self.field = SearchField(prompt, "Esc", self)
        self.rows = _Rows(self)
        self.list = QListView(self)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_RowPainter(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(words_of(prompt))
        self.setAccessibleName(words_of(prompt))
        self._none = Label("", "label", "text_second", wraps=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        column.setSpacing(SPACE_8)
        for widget in (self.field, self.list, self._none):
            column.addWidget(widget)
        self.field.textChanged.connect(self.refresh)
        self.list.clicked.connect(self._pick)
        self.field.installEventFilter(self)
        theme_changed.connect(self.update)
        self.hide()

    def set_nothing_words(self, words: Callable[[str], Words]) -> None:
        """Take what to say when nothing fits what was typed."""
        self._nothing = words

    def open_at(self, place: QRect, words: str = "") -> None:
        """Open in the window with its top edge, left and width at *place*, and take the keyboard."""
        self._returns_to.remember(QApplication.focusWidget())
        self.field.setText(words)
        width = min(place.width(), self._window.width() - 2 * SPACE_8)
        left = max(SPACE_8, min(place.left(), self._window.width() - width - SPACE_8))
        self.setGeometry(left, place.top(), width, self.height())
        self.refresh()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_list(self) -> None:
        """Close and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        self._returns_to.give_back(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def current(self) -> PickRow | None:
        """The row that Enter would pick."""
        row = self.list.currentIndex().data(_ROW)
        return row if isinstance(row, PickRow) else None

    def refresh(self) -> None:
        """Search again."""
        words = self.field.text()
        self.rows.show(tuple(self._search(words)))
        is_empty = not self.rows.rows
        self.list.setVisible(not is_empty)
        self._none.setVisible(is_empty)
        if is_empty:
            self._none.set_words(self._nothing(words.strip()))
        self._fit()
        self._go_to(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Serve the keys that choose; close when the field loses the focus."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self, self._close_if_left)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the raised ground."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_OVERLAY, theme.raised, theme.line_control)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS and self.rows.rows:
            row, last, step = self.list.currentIndex().row(), len(self.rows.rows) - 1, _STEPS[key]
            wraps = abs(step) == 1
            self._go_to((row + step) % (last + 1) if wraps else max(0, min(last, row + step)))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)

    def _go_to(self, row: int) -> None:
        index = self.rows.index(row)
        self.list.setCurrentIndex(index)
        current = self.current()
        if current is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, spoken(current)))

    def _pick(self, _index: QModelIndex) -> None:
        row = self.current()
        if row is not None and row.is_enabled:
            self.close_list()
            self.picked.emit(row.key)

    def _close_if_left(self) -> None:
        if not self.field.hasFocus() and self.isVisible() and self._window.isActiveWindow():
            self._returns_to.remember(None)
            self.close_list()

    def _fit(self) -> None:
        theme = current_theme()
        room = (self._window.height() - self.y() - 3 * SPACE_8 - self.field.height()) // theme.px(ROW_HEIGHT)
        shown = max(1, min(len(self.rows.rows), self._most_rows, max(3, room)))
        self.list.setFixedHeight(shown * theme.px(ROW_HEIGHT) + 2)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), self.sizeHint().height())
