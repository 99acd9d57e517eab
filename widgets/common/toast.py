"""A short note at the bottom of the canvas that something was done, with a way to undo it."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, QSize, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.common.base_button import BaseButton
from widgets.common.painting import CENTRE, draw_box, draw_text, text_width
from widgets.common.restyle import follow_look
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import (
    POPUP_MS,
    RADIUS_OVERLAY,
    SPACE_16,
    SPACE_24,
    TOAST_HEIGHT,
    TOAST_MS,
    TOAST_WITH_ACTION_MS,
)


class _ToastAction(BaseButton):
    """Shows the words of the action on the inverted ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", None, parent)
        self.finish()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(text_width(self.words, theme.font("body_strong")) + 2 * 8, theme.px(TOAST_HEIGHT) - 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        font = theme.font("body_strong")
        font.setUnderline(self._fade.value > 0)
        draw_text(QPainter(self), self.rect(), self.words, font, theme.accent_tint, CENTRE)


class Toast(QWidget):
    """Says what was done, 4 s or 8 s with an action; a new note replaces the one before.

    The time stands still under the pointer and while the action has the focus. Never for failures.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._words: Words = ""
        self._on_action: Callable[[], None] | None = None
        self._action = _ToastAction(self)
        self._action.clicked.connect(self._act)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_out)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.hide()
        host.installEventFilter(self)
        follow_look(self)

    @property
    def words(self) -> str:
        """The note in the language in use."""
        return words_of(self._words)

    @property
    def action_button(self) -> BaseButton:
        """The button of the action, hidden when there is none."""
        return self._action

    def say(self, words: Words, action: Words = "", on_action: Callable[[], None] | None = None) -> None:
        """Show a note, with an action when one is given."""
        self._words = words
        self._on_action = on_action
        self._action.set_words(action)
        self._action.setVisible(bool(action))
        self._timer.start(TOAST_WITH_ACTION_MS if action else TOAST_MS)
        self.restyle()
        self.show()
        self.raise_()
        self._slide_in()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words))

    def remaining_ms(self) -> int:
        """Give the time left, -1 when the clock stands still."""
        return self._timer.remainingTime()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(self.words)
        self._arrange()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom centre of the host."""
        if event.type() is QEvent.Type.Resize and watched is self.parent():
            self._arrange()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        """Let time stand still."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Give the person the short time again."""
        if self.isVisible():
            self._timer.start(TOAST_MS)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the inverted ground and the words."""
        painter = QPainter(self)
        theme = current_theme()
        draw_box(painter, self.rect(), RADIUS_OVERLAY, theme.text)
        rect = QRect(SPACE_16, 0, self.width() - 2 * SPACE_16, self.height())
        draw_text(painter, rect, self.words, theme.font("body"), theme.panel)

    def _place(self) -> QPoint:
        host = self._host
        return QPoint((host.width() - self.width()) // 2, host.height() - self.height() - SPACE_24)

    def _arrange(self) -> None:
        theme = current_theme()
        height = theme.px(TOAST_HEIGHT)
        width = text_width(self.words, theme.font("body")) + 2 * SPACE_16
        if not self._action.isHidden():
            size = self._action.sizeHint()
            self._action.setGeometry(width - 8, (height - size.height()) // 2, size.width(), size.height())
            width += size.width()
        self.resize(width, height)
        self._slide.stop()
        self.move(self._place())

    def _slide_in(self) -> None:
        duration = current_theme().duration_ms(POPUP_MS)
        if duration:
            self._slide.setDuration(duration)
            self._slide.setStartValue(self._place() + QPoint(0, 8))
            self._slide.setEndValue(self._place())
            self._slide.start()

    def _time_out(self) -> None:
        if self._action.hasFocus():
            self._timer.start(TOAST_MS)
        else:
            self.hide()

    def _act(self) -> None:
        self._timer.stop()
        self.hide()
        if self._on_action is not None:
            self._on_action()
