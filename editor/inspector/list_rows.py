"""Rows of the plain lists in the panel under the canvas."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.common.painting import draw_text
from widgets.theme import current_theme

ROW_PX: Final = 28
PADDING_PX: Final = 16
_AnyIndex = QModelIndex | QPersistentModelIndex


class TallRow(QStyledItemDelegate):
    """Gives the rows of a tree the height of the others."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """As wide as the words, 28 high."""
        return QSize(super().sizeHint(option, index).width(), current_theme().px(ROW_PX))


class TextRow(QStyledItemDelegate):
    """Paints the words of a row with room before them; the current row is tinted."""

    def __init__(self, parent: QAbstractItemView, padding_px: int = PADDING_PX) -> None:
        super().__init__(parent)
        self._padding_px = padding_px

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """28 high."""
        return QSize(80, current_theme().px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint ground and words."""
        theme = current_theme()
        rect: QRect = option.rect
        view = self.parent()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(rect, theme.accent_tint)
        brush = index.data(Qt.ItemDataRole.ForegroundRole)
        ink = brush.color() if isinstance(brush, QBrush) else theme.text
        room = rect.adjusted(self._padding_px, 0, -8, 0)
        draw_text(painter, room, str(index.data() or ""), theme.font("body"), ink)
        if is_selected and isinstance(view, QAbstractItemView) and view.hasFocus():
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
