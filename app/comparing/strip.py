"""The strip over a comparison: what is compared, how much differs, and the way through it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from runtime.wording import Wording
from widgets.common import Button, ButtonKind, ElidedLabel, Label, ToolButton, follow_look
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_4, SPACE_8, SPACE_12

_HEIGHT: Final = 44
_TITLE: Final = Wording("比较：{before} → {after}", "Compare: {before} → {after}")
_COUNT: Final = Wording("改动 {count} 处", "{count} changes")
_AT: Final = Wording("第 {at} 处，共 {count} 处", "{at} of {count} changes")
_NONE: Final = Wording("没有不同", "Nothing differs")
_LOOKING: Final = Wording("正在比较…", "Comparing…")
_NEXT: Final = Wording("下一处改动", "Next change")
_PREVIOUS: Final = Wording("上一处改动", "Previous change")
_MOVES: Final = Wording("显示移动（{count}）", "Show moves ({count})")
_CLOSE: Final = Wording("关闭比较", "Close the comparison")


class ComparingStrip(QWidget):
    """Title, count, next and previous, moves, close."""

    next_asked = Signal()
    previous_asked = Signal()
    moves_toggled = Signal(bool)
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel("", "section_title", parent=self)
        self._count = Label(_LOOKING, "label", "text_second", parent=self)
        self._total = 0
        self.moves = Button(_MOVES.format(count=0), ButtonKind.PLAIN, small=True, parent=self)
        self.moves.setCheckable(True)
        self.previous = ToolButton("chevron_up", _PREVIOUS, "Shift+F7", parent=self)
        self.next = ToolButton("chevron_down", _NEXT, "F7", parent=self)
        self.close_button = ToolButton("close", _CLOSE, "Esc", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_12, 0, SPACE_8, 0)
        row.setSpacing(SPACE_4)
        row.addWidget(self._title, 1)
        row.addWidget(self._count)
        for widget in (self.previous, self.next, self.moves, self.close_button):
            row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.next.clicked.connect(self.next_asked)
        self.previous.clicked.connect(self.previous_asked)
        self.moves.toggled.connect(self.moves_toggled)
        self.close_button.clicked.connect(self.close_asked)
        follow_look(self)

    def restyle(self) -> None:
        """Take colours and sizes anew."""
        self.setFixedHeight(current_theme().px(_HEIGHT))
        self.update()

    def set_names(self, before: Wording, after: Wording) -> None:
        """Name what is compared."""
        self._title.set_words(_TITLE.format(before=before, after=after))

    def set_counts(self, total: int, moves: int) -> None:
        """Say how much differs."""
        self._total = total
        self._count.set_words(_COUNT.format(count=total) if total else _NONE)
        self.moves.set_words(_MOVES.format(count=moves))
        self.moves.setVisible(moves > 0)
        for button in (self.next, self.previous):
            button.setEnabled(total > 0)

    def set_at(self, at: int) -> None:
        """Say which one is looked at, from 1."""
        self._count.set_words(_AT.format(at=at, count=self._total))

    def sizeHint(self) -> QSize:
        return QSize(480, current_theme().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        painter.fillRect(self.rect(), theme.panel)
        painter.setPen(theme.line_hair)
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
