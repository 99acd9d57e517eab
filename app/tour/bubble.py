"""The tour's card: what to do now, how far one has come, and the ways out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import Button, ButtonKind, follow_look
from widgets.common.elided_label import Label
from widgets.common.painting import draw_box
from widgets.language import Words, tr, words_of
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CARD, SPACE_8, SPACE_12, SPACE_16

_WIDTH: Final = 320
_AWAY: Final = 14
_COUNT: Final = Wording("第 {number} 步，共 {count} 步", "Step {number} of {count}")
_DO: Final = Wording("替我做", "Do it for me")
_LEAVE: Final = Wording("结束引导", "Leave the tour")
_TOUR: Final = Wording("引导", "Tour")


class Bubble(QWidget):
    """Stands beside the place a step is about, never over it; Escape inside it ends the tour."""

    do_asked = Signal()
    leave_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._column = QVBoxLayout(self)
        self._count = Label("", "badge", "text_second", parent=self)
        self._title = Label("", "section_title", parent=self)
        self._words = Label("", wraps=True, parent=self)
        self.do_button = Button(_DO, parent=self)
        self.leave_button = Button(_LEAVE, ButtonKind.PLAIN, parent=self)
        self.do_button.clicked.connect(self.do_asked)
        self.leave_button.clicked.connect(self.leave_asked)
        self._build()
        self.hide()
        follow_look(self)

    def show_step(self, number: int, count: int, title: Words, words: Words) -> None:
        """Say what to do in one step."""
        self.do_button.show()
        self.leave_button.set_words(_LEAVE)
        self._say(_COUNT.format(number=number, count=count), title, words)

    def show_end(self, title: Words, words: Words, leave: Wording) -> None:
        """Say that it is done."""
        self.do_button.hide()
        self.leave_button.set_words(leave)
        self._say("", title, words)

    def stand_beside(self, place: QRect, clear_of: QRect, below_px: int = 0) -> None:
        """Go beside a place, where it hides least of what has to be seen; to the middle for an empty one."""
        inside = self._window.rect().adjusted(SPACE_8, SPACE_8 + below_px, -SPACE_8, -SPACE_8)
        self.resize(self.sizeHint())
        best = QRect(0, 0, self.width(), self.height())
        best.moveCenter(inside.center())
        if not place.isEmpty():
            seen = place.united(clear_of)
            sides = [
                _kept_in(inside, QRect(x, y, self.width(), self.height())) for x, y in self._sides(place)
            ]
            best = min(sides, key=lambda rect: (_shared(rect, place), _shared(rect, seen)))
        if best != self.geometry():
            self.setGeometry(best)
        self.raise_()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self._column.heightForWidth(_WIDTH))

    def restyle(self) -> None:
        """Take colours anew."""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a raised card with an accent edge."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_CARD, theme.raised, theme.accent)

    def _sides(self, place: QRect) -> tuple[tuple[int, int], ...]:
        width, height = self.width(), self.height()
        middle_x, middle_y = place.center().x() - width // 2, place.center().y() - height // 2
        return (
            (place.right() + _AWAY, middle_y),
            (place.left() - _AWAY - width, middle_y),
            (middle_x, place.bottom() + _AWAY),
            (middle_x, place.top() - _AWAY - height),
        )

    def _build(self) -> None:
        column = self._column
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_8)
        for label in (self._count, self._title, self._words):
            column.addWidget(label)
        row = QHBoxLayout()
        row.addWidget(self.do_button)
        row.addStretch(1)
        row.addWidget(self.leave_button)
        column.addLayout(row)

    def _say(self, count: Words, title: Words, words: Words) -> None:
        self._count.set_words(count)
        self._count.setVisible(bool(words_of(count)))
        self._title.set_words(title)
        self._words.set_words(words)
        self.show()
        self.setAccessibleName(tr(_TOUR))
        said = "，".join(part for part in (words_of(count), words_of(title), words_of(words)) if part)
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))


def _kept_in(inside: QRect, rect: QRect) -> QRect:
    rect.moveTop(min(max(rect.top(), inside.top()), inside.bottom() - rect.height()))
    rect.moveLeft(min(max(rect.left(), inside.left()), inside.right() - rect.width()))
    return rect


def _shared(one: QRect, other: QRect) -> int:
    both = one.intersected(other)
    return both.width() * both.height()
