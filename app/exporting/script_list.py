"""The list of texts a script table would change: place, the old words struck through, the new ones below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.exporting.script_words import KINDS, change_sentence, warnings_of
from editor.exchange.script.comparison import TextChange
from runtime.wording import Wording
from widgets.common.painting import RIGHT, draw_box, draw_icon, draw_text, text_width
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import ICON_MEDIUM, RADIUS_CHIP, SPACE_8

_AnyIndex = QModelIndex | QPersistentModelIndex
_TEXT: Final = int(Qt.ItemDataRole.UserRole) + 1
_SIDE: Final = 20
_BOX: Final = 16
_LINE: Final = 20
_NAME = Wording("文案的改动", "Changed texts")


class _Model(QAbstractListModel):
    ticked = Signal(str, bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.texts: Sequence[TextChange] = ()
        self.can_tick = True
        self.is_ticked: Callable[[TextChange], bool] = _never

    def show(
        self, texts: Sequence[TextChange], is_ticked: Callable[[TextChange], bool], can_tick: bool
    ) -> None:
        self.beginResetModel()
        self.texts, self.is_ticked, self.can_tick = texts, is_ticked, can_tick
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.texts)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        text = self.texts[index.row()]
        if role == _TEXT:
            return text
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return tr(change_sentence(text))
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return f"{text.now}\n→\n{text.wanted}" if text.node is not None else tr(change_sentence(text))
        if role == int(Qt.ItemDataRole.CheckStateRole) and self.can_tick:
            return Qt.CheckState.Checked if self.is_ticked(text) else Qt.CheckState.Unchecked
        return None

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.can_tick else flags

    def turn(self, index: QModelIndex) -> None:
        """Tick a row, or take the tick away."""
        if self.can_tick and index.isValid():
            text = self.texts[index.row()]
            self.ticked.emit(text.id, not self.is_ticked(text))
            self.dataChanged.emit(index, index)


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(200, current_theme().px(3 * _LINE + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        text = index.data(_TEXT)
        if not isinstance(text, TextChange):
            return
        theme = current_theme()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.accent_tint)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), theme.line_px), theme.line_hair)
        room = rect.adjusted(_SIDE, theme.px(8), -_SIDE, -theme.px(8))
        state = index.data(int(Qt.ItemDataRole.CheckStateRole))
        if state is not None:
            _paint_box(painter, room, is_ticked=Qt.CheckState(state) is Qt.CheckState.Checked)
        room.setLeft(room.left() + _BOX + SPACE_8 + 4)
        height = room.height() // 3
        first = QRect(room.left(), room.top(), room.width(), height)
        first.setRight(_paint_chips(painter, first, text))
        draw_text(painter, first, _place(text), theme.font("label"), theme.text_second)
        struck = QFont(theme.font("body"))
        struck.setStrikeOut(text.kind in ("changed", "conflict") and bool(text.now))
        now = first.translated(0, height)
        now.setRight(room.right())
        draw_text(painter, now, _line(text.now) or "—", struck, theme.text_second)
        wanted = now.translated(0, height)
        ink = theme.error if text.over else theme.text
        draw_text(painter, wanted, _wanted(text), theme.font("body"), ink)


def _paint_box(painter: QPainter, room: QRect, *, is_ticked: bool) -> None:
    theme = current_theme()
    box = QRect(room.left(), room.top() + theme.px(2), _BOX, _BOX)
    draw_box(painter, box, RADIUS_CHIP, theme.accent_fill if is_ticked else theme.field, theme.line_control)
    if is_ticked:
        draw_icon(painter, "check", 12, theme.on_accent, box.center())


def _paint_chips(painter: QPainter, room: QRect, text: TextChange) -> int:
    """What is to be known at the right end of the first line; gives where it begins."""
    theme = current_theme()
    words = tr(warnings_of(text)).strip(" （）()")
    if not words and text.kind not in ("unknown", "empty", "repeated", "conflict"):
        return room.right()
    words = words or tr(KINDS[text.kind])
    font = theme.font("badge")
    width = min(text_width(words, font) + 2, room.width() // 2)
    place = QRect(room.right() - width, room.top(), width, room.height())
    draw_text(painter, place, words, font, theme.error if text.over else theme.warn, RIGHT)
    return place.left() - ICON_MEDIUM


def _place(text: TextChange) -> str:
    where = tr(text.where)
    return where if text.is_base else f"{where} [{text.language}]"


def _wanted(text: TextChange) -> str:
    return _line(text.wanted) or tr("（删掉译文）", "(translation taken away)")


def _line(text: str) -> str:
    return " ".join(text.split())


def _never(_: TextChange) -> bool:
    return False


class ScriptList(QListView):
    """Shows texts with a tick each; a click on the tick or Space turns it, Enter shows the node."""

    ticked = Signal(str, bool)
    """The id of a text, and whether it is to be taken."""
    chosen = Signal(object)
    """The TextChange of a row that was clicked or entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setProperty("draws_own_focus", True)
        self._model.ticked.connect(self.ticked)
        self.activated.connect(self._choose)
        language_changed.connect(self._restyle)
        theme_changed.connect(self._restyle)
        self._restyle()

    def show_texts(
        self, texts: Sequence[TextChange], is_ticked: Callable[[TextChange], bool], *, can_tick: bool
    ) -> None:
        """Show these and no others."""
        here = self.currentIndex().row()
        self._model.show(texts, is_ticked, can_tick)
        if texts:
            self.setCurrentIndex(self._model.index(max(0, min(here, len(texts) - 1)), 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click at the tick turns it, anywhere else it shows the node."""
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            if event.position().x() < _SIDE + _BOX + SPACE_8:
                self._model.turn(index)
            else:
                self._choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns the tick."""
        if event.key() == Qt.Key.Key_Space:
            self._model.turn(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        text = index.data(_TEXT)
        if isinstance(text, TextChange):
            self.chosen.emit(text)

    def _restyle(self) -> None:
        self.setAccessibleName(tr(_NAME))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
