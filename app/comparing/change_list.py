"""A list of differences: sign, sentence, and the old text struck through before the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor.document.differing.entries import Entry, Sign
from editor.document.differing.people import PeopleChange
from runtime.flow.ids import NodeId
from runtime.wording import Wording
from widgets.common import follow_look
from widgets.common.painting import draw_box, draw_icon, draw_text, text_width
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL, SPACE_12

ROW: Final = int(Qt.ItemDataRole.UserRole) + 1
_NAME: Final = Wording("改动", "Changes")
_LEFT_PX: Final = 44
_SIGN_PX: Final = 20
_ICON_PX: Final = 12
_PADDING_PX: Final = 9
_DETAIL_PX: Final = 18
_ARROW: Final = " → "
_ICONS: Final[dict[Sign, str]] = {
    "added": "plus", "changed": "pencil", "removed": "minus", "moved": "arrow_right"
}  # fmt: skip
_SIGN_WORDS: Final[dict[Sign, Wording]] = {
    "added": Wording("新增", "Added"),
    "changed": Wording("修改", "Changed"),
    "removed": Wording("删除", "Removed"),
    "moved": Wording("移动", "Moved"),
}
_WRAPS: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
_AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One row; *sign* None is a sentence about people."""

    sentence: Wording
    sign: Sign | None = None
    was: Wording | None = None
    now: Wording | None = None
    node: NodeId | None = None


def row_of_entry(entry: Entry) -> ChangeRow:
    """The row of a difference."""
    return ChangeRow(entry.sentence, entry.sign, entry.was, entry.now, entry.node)


def row_of_people(change: PeopleChange) -> ChangeRow:
    """The row of a sentence about people."""
    return ChangeRow(change.sentence, node=change.node)


class ChangeModel(QAbstractListModel):
    """The rows in order; their text is what assistive technology reads."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[ChangeRow, ...] = ()

    def show(self, rows: Sequence[ChangeRow]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            parts = [_SIGN_WORDS[row.sign]] if row.sign is not None else []
            return " · ".join(tr(part) for part in (*parts, row.sentence, row.was, row.now) if part)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return tr(row.sentence) + (f"\n{_detail(row)}" if _detail(row) else "")
        return None


class _Painter(QStyledItemDelegate):
    """Paints one row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        view, row = self.parent(), index.data(ROW)
        if not isinstance(view, ChangeList) or not isinstance(row, ChangeRow):
            return QSize(0, 0)
        detail = current_theme().px(_DETAIL_PX) if _detail(row) else 0
        return QSize(120, _sentence_height(row, view.viewport().width()) + detail + 2 * _PADDING_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        view, row = self.parent(), index.data(ROW)
        if not isinstance(view, ChangeList) or not isinstance(row, ChangeRow):
            return
        theme = current_theme()
        rect: QRect = option.rect
        is_current = view.currentIndex() == index
        painter.save()
        if is_current or view.hovered_row == index.row():
            painter.fillRect(rect, theme.hover)
        if is_current:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        height = _sentence_height(row, rect.width())
        self._paint_sign(painter, QPoint(rect.left() + 24, rect.top() + _PADDING_PX + 10), row)
        left = rect.left() + _LEFT_PX
        room = QRect(left, rect.top() + _PADDING_PX, rect.right() - left - SPACE_12, height)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.text)
        painter.drawText(room, _WRAPS, tr(row.sentence))
        self._paint_detail(painter, room.translated(0, height), row)
        if is_current and view.hasFocus():
            draw_box(painter, rect.adjusted(2, 2, -2, -2), RADIUS_CONTROL, None, theme.accent, 2)
        painter.setPen(theme.line_hair)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_sign(self, painter: QPainter, at: QPoint, row: ChangeRow) -> None:
        theme = current_theme()
        if row.sign is None:
            draw_icon(painter, "user", 16, theme.text_second, at)
            return
        colours = {
            "added": theme.ok, "changed": theme.accent, "removed": theme.error, "moved": theme.text_second
        }  # fmt: skip
        disc = QRect(at.x() - _SIGN_PX // 2, at.y() - _SIGN_PX // 2, _SIGN_PX, _SIGN_PX)
        draw_box(painter, disc, _SIGN_PX / 2, colours[row.sign])
        draw_icon(painter, _ICONS[row.sign], _ICON_PX, theme.panel, at)

    def _paint_detail(self, painter: QPainter, room: QRect, row: ChangeRow) -> None:
        if not _detail(row):
            return
        theme = current_theme()
        font, ink = theme.font("label"), theme.text_second
        line = QRect(room.left(), room.top(), room.width(), theme.px(_DETAIL_PX))
        if row.was is not None:
            struck = QFont(font)
            struck.setStrikeOut(True)
            share = line.width() if row.now is None else int(line.width() * 0.5)
            words = QFontMetrics(struck).elidedText(tr(row.was), Qt.TextElideMode.ElideRight, share)
            draw_text(painter, line, words, struck, ink)
            line.setLeft(line.left() + text_width(words, struck))
        if row.now is not None:
            words = (_ARROW if row.was is not None else "") + tr(row.now)
            draw_text(painter, line, words, font, ink)


class ChangeList(QListView):
    """Lists differences; arrow keys and clicks go from one to the next."""

    row_chosen = Signal(object)
    """The ChangeRow that the person went to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes = ChangeModel(self)
        self.hovered_row = -1
        self.setModel(self.changes)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setProperty("draws_own_focus", True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.clicked.connect(self._choose)
        follow_look(self)

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_rows(self, rows: Sequence[ChangeRow]) -> None:
        """Show other rows; the current one stays where it was."""
        current = self.currentIndex().row()
        self.changes.show(rows)
        if 0 <= current < len(rows):
            self.setCurrentIndex(self.changes.index(current))

    def step(self, by: int) -> ChangeRow | None:
        """Go to the next row (1) or the one before (-1), round the end; gives it."""
        count = self.changes.rowCount()
        if not count:
            return None
        at = self.currentIndex()
        row = (at.row() + by) % count if at.isValid() else (0 if by > 0 else count - 1)
        self.setCurrentIndex(self.changes.index(row))
        self._choose(self.currentIndex())
        return self.changes.rows[row]

    def mark_node(self, node_id: NodeId) -> None:
        """Stand on the first row of a node without going there."""
        rows = self.changes.rows
        found = next((index for index, row in enumerate(rows) if row.node == node_id), None)
        if found is not None and (
            self.currentIndex().row() < 0 or rows[self.currentIndex().row()].node != node_id
        ):
            self.setCurrentIndex(self.changes.index(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        super().keyPressEvent(event)
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.currentIndex() != before or is_enter:
            self._choose(self.currentIndex())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, ChangeRow):
            self.row_chosen.emit(row)


def _detail(row: ChangeRow) -> str:
    return _ARROW.join(tr(part) for part in (row.was, row.now) if part)


def _sentence_height(row: ChangeRow, width: int) -> int:
    metrics = QFontMetrics(current_theme().font("body"))
    room = QRect(0, 0, max(40, width - _LEFT_PX - SPACE_12), 10_000)
    return max(20, metrics.boundingRect(room, _WRAPS, tr(row.sentence)).height())
