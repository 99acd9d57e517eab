"""The banner over the canvas that says what is being played."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.common.base_button import BaseButton
from widgets.common.painting import draw_box, draw_text, text_width
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import BANNER_HEIGHT, RADIUS_OVERLAY

_DOT = 8
_PADDING = 13
_GAP = 10


class Banner(BaseButton):
    """Shows a dot, what goes on, a detail and where it stands; a click goes there.

    When narrow the detail goes first, then the place is cut at its end.
    """

    def __init__(
        self, title: Words, detail: Words = "", place: Words = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, None, parent)
        self._detail = detail
        self._place = place
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.finish()

    def set_texts(self, title: Words, detail: Words = "", place: Words = "") -> None:
        """Change all three texts."""
        self._words, self._detail, self._place = title, detail, place
        self.restyle()

    def shows_detail(self) -> bool:
        """Whether there is room for the detail."""
        return bool(words_of(self._detail)) and self.width() >= self.sizeHint().width()

    def restyle(self) -> None:
        """Take words and sizes anew; all three texts are the accessible name."""
        super().restyle()
        parts = (self.words, words_of(self._detail), words_of(self._place))
        self.setAccessibleName("，".join(part for part in parts if part))

    def sizeHint(self) -> QSize:
        """Fit all texts."""
        return QSize(self._width_of(self._detail, self._place), current_theme().px(BANNER_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Fit the title."""
        return QSize(self._width_of(), current_theme().px(BANNER_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint border, dot and texts."""
        painter = QPainter(self)
        theme = current_theme()
        draw_box(painter, self.rect(), RADIUS_OVERLAY, self.hover_ground(theme.panel), theme.walk)
        dot = QRect(_PADDING, (self.height() - _DOT) // 2, _DOT, _DOT)
        draw_box(painter, dot, _DOT / 2, theme.walk)
        left = _PADDING + _DOT + _GAP
        shown = [(self.words, "body_strong", theme.text)]
        if self.shows_detail():
            shown.append((words_of(self._detail), "body", theme.text_second))
        shown.append((words_of(self._place), "body", theme.text))
        for text, role, ink in shown:
            font = theme.font("body_strong" if role == "body_strong" else "body")
            width = min(text_width(text, font) + 1, self.width() - _PADDING - left)
            if width > 0 and text:
                draw_text(painter, QRect(left, 0, width, self.height()), text, font, ink)
                left += width + _GAP

    def _width_of(self, *others: Words) -> int:
        theme = current_theme()
        width = 2 * _PADDING + _DOT + _GAP + text_width(self.words, theme.font("body_strong")) + 2
        texts = (words_of(other) for other in others)
        return width + sum(_GAP + text_width(text, theme.font("body")) + 1 for text in texts if text)
