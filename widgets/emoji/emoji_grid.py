"""The emoji in rows, one of them marked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.common.painting import draw_box
from widgets.emoji.emoji_set import Emoji
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL

COLUMNS: Final = 9
CELL_PX: Final = 34
_TYPE_PX: Final = 20


class EmojiGrid(QWidget):
    """Paints cells; the keyboard stays in the search above, which moves the mark."""

    chosen = Signal(str)
    marked = Signal(object)
    """The Emoji that is marked, None for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Emoji, ...] = ()
        self._current = 0
        self.setMouseTracking(True)

    @property
    def shown(self) -> tuple[Emoji, ...]:
        """The emoji, row by row."""
        return self._shown

    @property
    def current(self) -> Emoji | None:
        """The one that is marked."""
        return self._shown[self._current] if self._current < len(self._shown) else None

    def show_emoji(self, shown: tuple[Emoji, ...]) -> None:
        """Show these, the first marked."""
        self._shown = shown
        self._mark(0)
        self.setFixedSize(self.sizeHint())

    def move_by(self, step: int) -> None:
        """Move the mark by cells; it stays inside."""
        if self._shown:
            self._mark(min(max(self._current + step, 0), len(self._shown) - 1))

    def cell(self, index: int) -> QRect:
        """Where a cell is."""
        side = current_theme().px(CELL_PX)
        return QRect(index % COLUMNS * side, index // COLUMNS * side, side, side)

    def sizeHint(self) -> QSize:
        side = current_theme().px(CELL_PX)
        rows = max(-(-len(self._shown) // COLUMNS), 1)
        return QSize(COLUMNS * side, rows * side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells in sight."""
        theme = current_theme()
        painter = QPainter(self)
        font = QFont(theme.font("body"))
        font.setPixelSize(theme.px(_TYPE_PX))
        for index, emoji in enumerate(self._shown):
            rect = self.cell(index)
            if not rect.intersects(event.rect()):
                continue
            if index == self._current:
                inner = rect.adjusted(1, 1, -1, -1)
                draw_box(painter, inner, RADIUS_CONTROL, theme.accent_tint, theme.accent)
            painter.setFont(font)
            painter.setPen(theme.text)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, emoji.text)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what the pointer is over."""
        index = self._index_at(event.position().toPoint())
        if index is not None and index != self._current:
            self._mark(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        index = self._index_at(event.position().toPoint())
        if index is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(self._shown[index].text)

    def _index_at(self, point: QPoint) -> int | None:
        found = (index for index in range(len(self._shown)) if self.cell(index).contains(point))
        return next(found, None)

    def _mark(self, index: int) -> None:
        self._current = index
        current = self.current
        self.setAccessibleName(tr(current.name) if current is not None else "")
        self.marked.emit(current)
        self.update()
