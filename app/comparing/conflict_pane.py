"""The conflicts of a merge under the canvas, each decided where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.comparing.conflict_row import ConflictRow
from editor.document.merging import Conflict
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, ElidedLabel, follow_look
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8, SPACE_12

ROWS_MAX: Final = 100
"""More rows are shown when these are decided."""
_TITLE: Final = Wording("合并：{count} 处冲突要你决定", "Merge: {count} conflicts to decide")
_TITLE_ONE: Final = Wording("合并：1 处冲突要你决定", "Merge: 1 conflict to decide")
_ALL_OURS: Final = Wording("都用这一份", "This copy for all")
_ALL_THEIRS: Final = Wording("都用另一份", "The other for all")
_HEADER: Final = 40
_MOST_PX: Final = 230


class ConflictPane(QWidget):
    """Shows while there are conflicts; what is decided goes, what is taken back comes again."""

    decided = Signal(str, str)
    """A conflict's id, and `ours` or `theirs`."""
    all_decided = Signal(str)
    """`ours` or `theirs` for all that is left."""
    visited = Signal(str)
    """The id of the conflict the person went to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ConflictRow] = []
        self._title = ElidedLabel("", "body_strong", parent=self)
        self.all_ours = Button(_ALL_OURS, ButtonKind.PLAIN, small=True, parent=self)
        self.all_theirs = Button(_ALL_THEIRS, ButtonKind.PLAIN, small=True, parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_12, 6, SPACE_8, 6)
        head.addWidget(self._title, 1)
        head.addWidget(self.all_ours)
        head.addWidget(self.all_theirs)
        self._holder = QWidget(self)
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._holder)
        for ground in (self._scroll.viewport(), self._holder):
            ground.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.all_ours.clicked.connect(self._all_ours)
        self.all_theirs.clicked.connect(self._all_theirs)
        self.hide()
        follow_look(self)

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Show what is left; the keyboard stays on the row it was, or goes to the next."""
        focused = next((index for index, row in enumerate(self.rows) if row.hasFocus()), None)
        wanted = {conflict.id: conflict for conflict in conflicts[:ROWS_MAX]}
        kept = {row.conflict.id: row for row in self.rows if wanted.get(row.conflict.id) is row.conflict}
        for row in self.rows:
            if row.conflict.id not in kept:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
        self.rows = []
        for index, conflict in enumerate(wanted.values()):
            row = kept.get(conflict.id) or self._made(conflict)
            self._column.insertWidget(index, row)
            self.rows.append(row)
        self._title.set_words(_TITLE_ONE if len(conflicts) == 1 else _TITLE.format(count=len(conflicts)))
        self.setVisible(bool(conflicts))
        self.updateGeometry()
        if focused is not None and self.rows:
            QTimer.singleShot(0, self.rows[min(focused, len(self.rows) - 1)], self._focus_row)

    def focus_first(self) -> None:
        """Take the keyboard to the first conflict."""
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Take sizes anew."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = sum(row.sizeHint().height() for row in self.rows)
        return QSize(320, min(current_theme().px(_HEADER) + rows + 2, current_theme().px(_MOST_PX)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        painter.fillRect(self.rect(), theme.panel)
        painter.setPen(theme.line_hair)
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())

    def _focus_row(self) -> None:
        if self.rows and not any(row.hasFocus() for row in self.rows):
            self.focus_first()

    def _made(self, conflict: Conflict) -> ConflictRow:
        row = ConflictRow(conflict, self._holder)
        row.decided.connect(self.decided)
        row.visited.connect(self.visited)
        return row

    def _all_ours(self) -> None:
        self.all_decided.emit("ours")

    def _all_theirs(self) -> None:
        self.all_decided.emit("theirs")
