"""A list of media: thumbnail, name, facts, and what is noteworthy about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from runtime.messages.media_facts import MediaFacts
from runtime.wording import Wording
from widgets.common import follow_look
from widgets.common.painting import RIGHT, draw_box, draw_icon, draw_text, text_width
from widgets.form.thumbnail import draw_thumbnail
from widgets.handset.pictures import Pictures
from widgets.language import tr
from widgets.media.verdicts import facts_words
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL, SPACE_8

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW: Final = int(Qt.ItemDataRole.UserRole) + 1
_THUMBNAIL: Final = QSize(60, 44)
ROW_PX: Final = 60
ICONS: Final = {"image": "image", "audio": "audio", "video": "play", "file": "file"}


@dataclass(frozen=True, slots=True)
class MediaRow:
    """One medium of a list; `key` is what the list tells."""

    key: object
    facts: MediaFacts
    picture: str
    """Under which name the pictures know it."""
    detail: str = ""
    """What stands behind its facts: where it is used."""
    mark: Wording | None = None
    """At the right end: unused, too large."""
    level: Literal["calm", "warn", "error"] = "calm"
    path: str = ""
    """The file, for dragging it elsewhere; empty when it may not be dragged."""


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[MediaRow] = ()

    def show(self, rows: Sequence[MediaRow]) -> None:
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
            return ", ".join(part for part in (row.facts.name, _second_line(row), _mark(row)) if part)
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)):
            return row.facts.name
        return None

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and self.rows[index.row()].path:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self.rows[index.row()].path) for index in indexes])
        return data


class _Painter(QStyledItemDelegate):
    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(200, current_theme().px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        row = index.data(_ROW)
        if not isinstance(row, MediaRow):
            return
        theme = current_theme()
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            line = theme.accent if theme.is_high_contrast else None
            draw_box(painter, rect, RADIUS_CONTROL, theme.accent_tint, line)
        elif state & QStyle.StateFlag.State_MouseOver:
            draw_box(painter, rect, RADIUS_CONTROL, theme.hover)
        spot = QRect(
            rect.left() + SPACE_8,
            rect.center().y() - _THUMBNAIL.height() // 2,
            _THUMBNAIL.width(),
            _THUMBNAIL.height(),
        )
        if row.facts.kind == "image" and row.facts.problem is None:
            draw_thumbnail(painter, spot, self._pictures.image(row.picture), RADIUS_CONTROL - 2)
        else:
            draw_box(painter, spot, RADIUS_CONTROL - 2, theme.hover)
            draw_icon(painter, ICONS[row.facts.kind], 20, theme.text_second, spot.center())
        right = self._paint_mark(painter, rect, row)
        left = spot.right() + SPACE_8 + 4
        middle = rect.center().y()
        upper = QRect(left, middle - theme.px(20), right - left, theme.px(20))
        lower = QRect(left, middle + 1, right - left, theme.px(18))
        draw_text(painter, upper, row.facts.name, theme.font("body"), theme.text)
        draw_text(painter, lower, _second_line(row), theme.font("label"), theme.text_second)

    def _paint_mark(self, painter: QPainter, rect: QRect, row: MediaRow) -> int:
        """The words at the right end; gives where they begin."""
        theme = current_theme()
        words = _mark(row)
        if not words:
            return rect.right() - SPACE_8
        font = theme.font("label")
        inks = {"calm": theme.text_second, "warn": theme.warn, "error": theme.error}
        room = min(text_width(words, font), rect.width() // 2)
        place = QRect(rect.right() - SPACE_8 - room, rect.top(), room, rect.height())
        draw_text(painter, place, words, font, inks[row.level], RIGHT)
        if row.level == "calm":
            return place.left() - SPACE_8
        draw_icon(painter, "warning", 14, inks[row.level], QPoint(place.left() - 11, place.center().y()))
        return place.left() - SPACE_8 - 18


class MediaList(QListView):
    """Shows media; Enter, a double click or a click with `picks_on_click` picks one."""

    picked = Signal(object)
    """The key of a row."""
    turned = Signal(object)
    """The key of the row that the person is at now, None for none."""

    def __init__(self, pictures: Pictures, name: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picks_on_click = False
        self._name = name
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(pictures, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pictures.changed.connect(self.viewport().update)
        self.clicked.connect(self._on_click)
        self.doubleClicked.connect(self._on_double_click)
        self.selectionModel().currentChanged.connect(self._on_turn)
        follow_look(self)

    @property
    def rows(self) -> Sequence[MediaRow]:
        """What is shown."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[MediaRow]) -> None:
        """Show these; the one the person was at stays current if it is among them."""
        key = self.current_key()
        self._rows.show(tuple(rows))
        keys = [row.key for row in rows]
        if key in keys:
            self.setCurrentIndex(self._rows.index(keys.index(key)))
        elif keys:
            self.setCurrentIndex(self._rows.index(0))
        else:
            self.turned.emit(None)

    def current_key(self) -> object:
        """The key of the row the person is at, None for none."""
        index = self.currentIndex()
        return self._rows.rows[index.row()].key if index.isValid() else None

    def go_to(self, key: object) -> bool:
        """Make a row the current one; False when there is none of this key."""
        for place, row in enumerate(self._rows.rows):
            if row.key == key:
                self.setCurrentIndex(self._rows.index(place))
                return True
        return False

    def step(self, steps: int) -> None:
        """Move down, or up for negative steps."""
        place = self.currentIndex().row() + steps
        if self._rows.rows:
            self.setCurrentIndex(self._rows.index(max(0, min(place, len(self._rows.rows) - 1))))

    def pick_current(self) -> None:
        """Pick the row the person is at."""
        key = self.current_key()
        if key is not None:
            self.picked.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pick_current()
            return
        super().keyPressEvent(event)

    def restyle(self) -> None:
        """Take words, colours and sizes anew."""
        self.setAccessibleName(tr(self._name))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _on_click(self, index: QModelIndex) -> None:
        if self.picks_on_click:
            self.picked.emit(self._rows.rows[index.row()].key)

    def _on_double_click(self, index: QModelIndex) -> None:
        if not self.picks_on_click:
            self.picked.emit(self._rows.rows[index.row()].key)

    def _on_turn(self, index: QModelIndex) -> None:
        self.turned.emit(self._rows.rows[index.row()].key if index.isValid() else None)


def _second_line(row: MediaRow) -> str:
    return " · ".join(part for part in (facts_words(row.facts), row.detail) if part)


def _mark(row: MediaRow) -> str:
    return tr(row.mark) if row.mark is not None else ""
