"""The frame around one item of a list of records: grip, name, remove, and the item's fields."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import ElidedLabel, ToolButton, follow_look
from widgets.common.painting import draw_box, draw_icon
from widgets.language import Words, tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_SMALL, RADIUS_CONTROL, SPACE_8

_REMOVE: Final = Wording("移除", "Remove")
_GRIP: Final = Wording("拖动排序，或按 Alt+↑ Alt+↓", "Drag to reorder, or press Alt+Up, Alt+Down")
GRIP_WIDTH_PX: Final = 16


class Grip(QWidget):
    """The handle that reorders: by dragging, by Alt with the arrow keys; Delete removes."""

    dragged = Signal(int)
    """Vertical distance from where the drag began, in px."""
    dropped = Signal()
    moved = Signal(int)
    """One place up (-1) or down (1)."""
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._start: QPoint | None = None
        self.setFixedWidth(GRIP_WIDTH_PX)
        self.setMinimumHeight(20)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        follow_look(self)

    def restyle(self) -> None:
        """Take words anew."""
        self.setToolTip(tr(_GRIP))
        self.setAccessibleName(tr(_GRIP))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dots."""
        draw_icon(QPainter(self), "grip", ICON_SMALL, current_theme().text_second, self.rect().center())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._start = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the way."""
        if self._start is not None:
            self.dragged.emit(event.globalPosition().toPoint().y() - self._start.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End."""
        if self._start is not None:
            self._start = None
            self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reorder and remove by keys."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class ItemFrame(QWidget):
    """Frames one item; tells moves and removal, never its values."""

    moved = Signal(int)
    removed = Signal()
    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, title: Words, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.content = content
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.grip = Grip(self)
        self.grip.moved.connect(self.moved)
        self.grip.removed.connect(self.removed)
        self.grip.dragged.connect(self.dragged)
        self.grip.dropped.connect(self.dropped)
        self._title = ElidedLabel(title, "label_strong", "text_second", parent=self)
        self._remove = ToolButton("trash", _REMOVE, side_px=24, parent=self)
        self._remove.clicked.connect(self.removed)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.grip)
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_8, 4, SPACE_8, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(content)
        for keys, slot in (("Alt+Up", self._up), ("Alt+Down", self._down)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def set_title(self, title: Words) -> None:
        """Change the words in the frame's head."""
        self._title.set_words(title)

    def _up(self) -> None:
        self.moved.emit(-1)

    def _down(self) -> None:
        self.moved.emit(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_CONTROL, theme.sunken, theme.line_hair)
