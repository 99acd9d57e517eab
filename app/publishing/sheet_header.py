"""The top and the foot of a sheet: title and way out, hint and buttons."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from widgets.common import Button, ElidedLabel, Label, ToolButton, follow_look
from widgets.language import Words
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT, INSPECTOR_HEADER_HEIGHT, SPACE_8, SPACE_12

_PADDING = 20


class SheetHeader(QWidget):
    """Shows a title, a remark behind it, and the cross that closes."""

    closed = Signal()

    def __init__(self, title: Words, close: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, "area_title")
        self.remark = ElidedLabel("", "body", "text_second")
        self.close_button = ToolButton("close", close, "Esc", side_px=CONTROL_HEIGHT)
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_PADDING, 0, SPACE_12, 0)
        row.setSpacing(SPACE_12)
        row.addWidget(self.title)
        row.addWidget(self.remark, 1)
        row.addWidget(self.close_button)
        follow_look(self)

    def set_texts(self, title: Words, remark: Words) -> None:
        """Change both."""
        self.title.set_words(title)
        self.remark.set_words(remark)

    def restyle(self) -> None:
        """Take the height anew."""
        self.setFixedHeight(current_theme().px(INSPECTOR_HEADER_HEIGHT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline below."""
        theme = current_theme()
        line = QRect(0, self.height() - theme.line_px, self.width(), theme.line_px)
        QPainter(self).fillRect(line, theme.line_hair)


class SheetFooter(QWidget):
    """Shows a hint and the buttons; a strip of progress above them while something is under way."""

    def __init__(self, cancel: Button, publish: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = Label("", "label", "text_second", wraps=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(3)
        self.progress.hide()
        row = QHBoxLayout()
        row.setContentsMargins(_PADDING, 0, _PADDING, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(cancel)
        row.addWidget(publish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.progress)
        column.addLayout(row, 1)
        follow_look(self)

    def set_hint(self, words: Words, *, is_busy: bool = False) -> None:
        """Say why not, or what is going on."""
        self.hint.set_words(words)
        self.progress.setVisible(is_busy)

    def restyle(self) -> None:
        """Take the height anew."""
        self.setFixedHeight(current_theme().px(60))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline above."""
        theme = current_theme()
        QPainter(self).fillRect(QRect(0, 0, self.width(), theme.line_px), theme.line_hair)
