"""The list of the palette: headings and entries, to drag, double-click or enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDrag, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor.canvas.drops import PALETTE_MIME, palette_data
from editor.palette.entries import PaletteEntry
from runtime.wording import Wording
from widgets.common.painting import draw_box, draw_text, draw_tile, text_width
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import RADIUS_OVERLAY, ROW_HEIGHT, TILE_SIZE

ENTRY: Final = int(Qt.ItemDataRole.UserRole) + 1
_HEADING_PX: Final = 29
_BREAK_PX: Final = 17
"""Between groups when only icons show."""
_LEFT_PX: Final = 12
_WORDS_PX: Final = 43
_NAME: Final = Wording("元素", "Elements")
_AnyIndex = QModelIndex | QPersistentModelIndex
_Row = PaletteEntry | Wording
"""An entry, or the heading of a group."""


class EntryModel(QAbstractListModel):
    """Headings and entries in one list; headings cannot be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[_Row, ...] = ()

    def show(self, entries: Sequence[PaletteEntry]) -> None:
        """Show these entries under their headings."""
        rows: list[_Row] = []
        for entry in entries:
            if not rows or not isinstance(rows[-1], PaletteEntry) or rows[-1].group is not entry.group:
                rows.append(entry.group)
            rows.append(entry)
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        words = row.words if isinstance(row, PaletteEntry) else row
        if role == ENTRY:
            return row
        if role in {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)}:
            return tr(words)
        return None

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], PaletteEntry):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return Qt.ItemFlag.NoItemFlags

    def mimeTypes(self) -> list[str]:
        return [PALETTE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        for index in indexes:
            entry = index.data(ENTRY)
            if isinstance(entry, PaletteEntry):
                return palette_data(entry.name)
        return QMimeData()


class EntryRow(QStyledItemDelegate):
    """Paints a heading, or tile and words of an entry."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        view = self.parent()
        is_compact = isinstance(view, EntryList) and view.is_compact
        theme = current_theme()
        if isinstance(index.data(ENTRY), PaletteEntry):
            return QSize(40, theme.px(ROW_HEIGHT))
        if not is_compact:
            return QSize(40, theme.px(_HEADING_PX))
        return QSize(40, 4 if index.row() == 0 else _BREAK_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        view = self.parent()
        row = index.data(ENTRY)
        if not isinstance(view, EntryList):
            return
        rect: QRect = option.rect
        painter.save()
        if isinstance(row, PaletteEntry):
            self._paint_entry(painter, rect, row, view, is_current=view.currentIndex() == index)
        elif not view.is_compact:
            theme = current_theme()
            room = rect.adjusted(_LEFT_PX, 8, -4, 0)
            draw_text(painter, room, tr(row), theme.font("label"), theme.text_second)
        elif index.row():
            y = rect.center().y()
            painter.fillRect(QRect(rect.left() + 12, y, rect.width() - 24, 1), current_theme().line_hair)
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, rect: QRect, entry: PaletteEntry, view: EntryList, *, is_current: bool
    ) -> None:
        theme = current_theme()
        box = rect.adjusted(6, 1, -6, -1)
        if view.hovered is entry or (is_current and view.hasFocus()):
            line = theme.accent if is_current and view.hasFocus() and view.shows_focus else None
            draw_box(painter, box, RADIUS_OVERLAY, theme.hover, line, 2 if line else None)
        left = rect.center().x() - TILE_SIZE // 2 + 1 if view.is_compact else rect.left() + _LEFT_PX
        tile = QRect(left, rect.center().y() - TILE_SIZE // 2 + 1, TILE_SIZE, TILE_SIZE)
        draw_tile(painter, tile, entry.icon, entry.category)
        if not view.is_compact:
            room = QRect(rect.left() + _WORDS_PX, rect.top(), rect.width() - _WORDS_PX - 8, rect.height())
            draw_text(painter, room, tr(entry.words), theme.font("body"), theme.text)


class EntryList(QListView):
    """Offers the entries; the arrow keys pass over headings."""

    requested = Signal(str, str)
    """Kind and name of an entry that was double-clicked or entered."""
    menu_asked = Signal(str, QPoint)
    """Name of an entry of the person's own, and where on the screen its menu opens."""
    left_upwards = Signal()
    """Up was pressed on the first entry."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = EntryModel(self)
        self.is_compact = False
        self.shows_focus = False
        self.hovered: PaletteEntry | None = None
        self.setModel(self.entries)
        self.setItemDelegate(EntryRow(self))
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setProperty("draws_own_focus", True)
        self.doubleClicked.connect(self._request)
        theme_changed.connect(self.restyle)
        language_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def set_compact(self, is_compact: bool) -> None:
        """Show icons only, or icons and words."""
        if is_compact != self.is_compact:
            self.is_compact = is_compact
            self.restyle()

    def show_entries(self, entries: Sequence[PaletteEntry]) -> None:
        """Show these entries and make the first the current one."""
        self.hovered = None
        self.entries.show(entries)
        if entries:
            self.setCurrentIndex(self.entries.index(1))

    def request_current(self) -> None:
        """Ask for the current entry."""
        self._request(self.currentIndex())

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drag the current entry with its tile and words as picture."""
        entry = self.currentIndex().data(ENTRY)
        if not isinstance(entry, PaletteEntry):
            return
        drag = QDrag(self)
        drag.setMimeData(palette_data(entry.name))
        drag.setPixmap(drag_picture(entry, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(18, 16))
        drag.exec(Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve Enter; Up on the first entry goes back to the search."""
        self.shows_focus = True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.request_current()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 1:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose without a ring."""
        self.shows_focus = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the entry under the pointer."""
        row = self.indexAt(event.position().toPoint()).data(ENTRY)
        found = row if isinstance(row, PaletteEntry) else None
        if found is not self.hovered:
            self.hovered = found
            self.viewport().update()
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of an entry of the person's own."""
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        entry = index.data(ENTRY)
        if isinstance(entry, PaletteEntry) and entry.kind == "template":
            at = self.visualRect(index).center() if is_key else event.pos()
            self.menu_asked.emit(entry.name, self.viewport().mapToGlobal(at))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Say that entries can be grabbed."""
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        super().enterEvent(event)

    def _request(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, PaletteEntry):
            self.requested.emit(entry.kind, entry.name)


def drag_picture(entry: PaletteEntry, ratio: float) -> QPixmap:
    """The ghost that follows the pointer: tile and words on a raised ground."""
    theme = current_theme()
    words = tr(entry.words)
    size = QSize(text_width(words, theme.font("body")) + 52, 34)
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_box(painter, QRect(QPoint(0, 0), size), RADIUS_OVERLAY, theme.raised, theme.line_control)
    draw_tile(painter, QRect(6, 6, TILE_SIZE, TILE_SIZE), entry.icon, entry.category)
    draw_text(painter, QRect(37, 0, size.width() - 40, 34), words, theme.font("body"), theme.text)
    painter.end()
    return picture
