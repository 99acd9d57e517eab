"""One conflict of a merge: its sentence and the two sides to choose from."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.document.merging import Conflict
from runtime.wording import Wording
from widgets.common import Button, Label, follow_look
from widgets.common.painting import draw_box, draw_icon
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_MEDIUM, RADIUS_CONTROL, SPACE_4, SPACE_8, SPACE_12

_OURS: Final = Wording("用这一份：{words}", "This copy: {words}")
_THEIRS: Final = Wording("用另一份：{words}", "The other: {words}")
_NAME: Final = Wording("冲突：{sentence}", "Conflict: {sentence}")
_LEFT_PX: Final = 40


class ConflictRow(QWidget):
    """Left and right, or 1 and 2, decide; the button of the side that stands now is marked by a tick."""

    decided = Signal(str, str)
    """The conflict's id, and `ours` or `theirs`."""
    visited = Signal(str)
    """The person came to this conflict."""

    def __init__(self, conflict: Conflict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conflict = conflict
        self._words = Label(conflict.sentence, wraps=True, parent=self)
        stands = conflict.kept
        self.ours = Button(
            _OURS.format(words=conflict.ours_words),
            small=True,
            icon_name="check" if stands == "ours" else None,
            parent=self,
        )
        self.theirs = Button(
            _THEIRS.format(words=conflict.theirs_words),
            small=True,
            icon_name="check" if stands == "theirs" else None,
            parent=self,
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        for button in (self.ours, self.theirs):
            buttons.addWidget(button)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT_PX, SPACE_8, SPACE_12, SPACE_8)
        column.setSpacing(SPACE_4)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("draws_own_focus", True)
        self.ours.clicked.connect(self._take_ours)
        self.theirs.clicked.connect(self._take_theirs)
        follow_look(self)

    def restyle(self) -> None:
        """Take words anew."""
        self.setAccessibleName(tr(_NAME.format(sentence=self.conflict.sentence)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_1, Qt.Key.Key_Left):
            self._take_ours()
        elif event.key() in (Qt.Key.Key_2, Qt.Key.Key_Right):
            self._take_theirs()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextPrevChild(True)
        elif event.key() == Qt.Key.Key_Up:
            self.focusNextPrevChild(False)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.visited.emit(self.conflict.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.visited.emit(self.conflict.id)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        if self.hasFocus():
            painter.fillRect(self.rect(), theme.hover)
            draw_box(painter, self.rect().adjusted(2, 2, -2, -3), RADIUS_CONTROL, None, theme.accent, 2)
        draw_icon(painter, "error", ICON_MEDIUM, theme.error, QRect(0, 0, 40, 36).center())
        painter.setPen(theme.line_hair)
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())

    def _take_ours(self) -> None:
        self.decided.emit(self.conflict.id, "ours")

    def _take_theirs(self) -> None:
        self.decided.emit(self.conflict.id, "theirs")
