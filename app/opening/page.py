"""What lies over the window while a large scenario is being opened: name, stage, bar and a way out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Label, follow_look
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_4, SPACE_8, SPACE_16

_WIDTH: Final = 360
_BAR: Final = 6
_OPENING = Wording("正在打开「{name}」", 'Opening "{name}"')
_CANCEL = Wording("不打开了", "Stop opening")


class ProgressBar(QWidget):
    """A thin bar, filled as far as the work is done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.done = 0.0
        self.setFixedSize(_WIDTH, _BAR)

    def show_done(self, done: float) -> None:
        """Show how much is done, 0 to 1."""
        self.done = min(max(done, 0.0), 1.0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.line_hair)
        painter.drawRoundedRect(self.rect().toRectF(), _BAR / 2, _BAR / 2)
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(QRectF(0, 0, max(_BAR, self.width() * self.done), _BAR), _BAR / 2, _BAR / 2)
        painter.end()


class OpeningPage(QWidget):
    """Covers its parent and takes the keyboard, so that nothing is edited that is about to go."""

    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = Label(_OPENING.format(name=name), "section_title", parent=self)
        self._stage = Label("", "label", "text_second", parent=self)
        self.bar = ProgressBar(self)
        self.cancel = Button(_CANCEL, ButtonKind.NORMAL, small=True, parent=self)
        self.cancel.clicked.connect(self.cancelled)
        column = QVBoxLayout(self)
        column.addStretch(1)
        for widget, space in (
            (self._title, SPACE_16),
            (self.bar, SPACE_8),
            (self._stage, SPACE_16),
            (self.cancel, SPACE_4),
        ):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(space)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr(_OPENING.format(name=name)))
        self.setGeometry(parent.rect())
        parent.installEventFilter(self)
        follow_look(self)

    def show_progress(self, stage: Wording, done: float) -> None:
        """Show what is being done and how much of the whole is."""
        self._stage.set_words(stage)
        self.bar.show_done(done)

    def restyle(self) -> None:
        """Take colours anew."""
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().canvas)
        painter.end()
