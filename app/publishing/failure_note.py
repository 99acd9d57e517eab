"""What did not work, at the foot of the sheet, with the detail behind a link."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.publishing.check_row import StateIcon
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Label, follow_look
from widgets.language import Words
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8, SPACE_12

_DETAIL = Wording("详情", "Details")
_LESS = Wording("收起", "Less")
_COPY = Wording("复制", "Copy")
_PADDING = 20


class FailureNote(QWidget):
    """Shows one failure until it is cleared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = Label("", "body", wraps=True)
        self.detail = Label("", "label", "text_second", wraps=True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = Button(_DETAIL, ButtonKind.LINK, small=True)
        self.copy = Button(_COPY, ButtonKind.LINK, small=True)
        self.more.clicked.connect(self._turn)
        self.copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.setSpacing(SPACE_12)
        row.addWidget(StateIcon("error", "error"))
        row.addWidget(self.sentence, 1)
        row.addWidget(self.copy)
        row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, 10, SPACE_12, 10)
        column.setSpacing(SPACE_8)
        column.addLayout(row)
        column.addWidget(self.detail)
        self.hide()
        follow_look(self)

    def show_failure(self, sentence: Words, detail: str) -> None:
        """Say what did not work."""
        self.sentence.set_words(sentence)
        self.detail.set_words(detail)
        self.detail.hide()
        self.copy.hide()
        self.more.set_words(_DETAIL)
        self.more.setVisible(bool(detail))
        self.show()

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self.hide()

    def restyle(self) -> None:
        """Repaint."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of an error and the line above."""
        theme = current_theme()
        painter = QPainter(self)
        if not theme.is_high_contrast:
            painter.fillRect(self.rect(), theme.error_tint)
        painter.fillRect(QRect(0, 0, self.width(), theme.line_px), theme.error)

    def _turn(self) -> None:
        is_shown = self.detail.isHidden()
        self.detail.setVisible(is_shown)
        self.copy.setVisible(is_shown)
        self.more.set_words(_LESS if is_shown else _DETAIL)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.detail.text())
