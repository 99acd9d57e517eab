"""A setting that is on or off and takes effect at once."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.common.base_button import BaseButton
from widgets.common.fade import Fade
from widgets.common.painting import draw_box, draw_icon, draw_text, mixed, text_width
from widgets.language import Words
from widgets.theme import current_theme
from widgets.theme.measures import POPUP_MS, SPACE_8

_TRACK = (34, 18)
_KNOB_GAP = 2
_LEAST_WORDS_PX = 60
_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class Switch(BaseButton):
    """Shows a track with a knob, a tick in it when on, and words to its right that may wrap."""

    def __init__(self, words: Words = "", parent: QWidget | None = None, *, wraps: bool = False) -> None:
        super().__init__(words, None, parent)
        self._wraps = wraps
        if wraps:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._slide = Fade(self, POPUP_MS)
        self.setCheckable(True)
        self.toggled.connect(self._slide.go)
        self.finish()

    def sizeHint(self) -> QSize:
        """Fit track and words."""
        theme = current_theme()
        words = text_width(self.words, theme.font("body")) + SPACE_8 if self.words else 0
        return QSize(_TRACK[0] + words + 2, theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words, but wrap them where that is wanted."""
        whole = self.sizeHint()
        least = _TRACK[0] + SPACE_8 + _LEAST_WORDS_PX
        return QSize(min(whole.width(), least), whole.height()) if self._wraps else whole

    def heightForWidth(self, width: int) -> int:
        """Give the height of the words at a width."""
        theme = current_theme()
        room = QRect(0, 0, max(1, width - _TRACK[0] - SPACE_8), 1000)
        words = QFontMetrics(theme.font("body")).boundingRect(room, int(_WRAPPED), self.words)
        return max(theme.px(24), words.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, knob and words."""
        painter = QPainter(self)
        theme = current_theme()
        width, height = _TRACK
        track = QRect(0, (self.height() - height) // 2, width, height)
        on = self._slide.value
        rest = mixed(theme.line_control, theme.text, 0.12 * self._fade.value)
        fill = mixed(rest, theme.accent_fill, on) if self.isEnabled() else theme.line_edge
        draw_box(painter, track, height / 2, fill)
        side = height - 2 * _KNOB_GAP
        left = _KNOB_GAP + round(on * (width - height))
        knob = QRect(left, track.top() + _KNOB_GAP, side, side)
        draw_box(painter, knob, side / 2, theme.on_accent if on > 0.5 else theme.panel)
        if self.isChecked() and self.isEnabled():
            draw_icon(painter, "check", 10, theme.accent_fill, knob.center())
        ink = theme.text if self.isEnabled() else theme.text_off
        rect = QRect(width + SPACE_8, 0, self.width() - width - SPACE_8, self.height())
        if self._wraps:
            painter.setFont(theme.font("body"))
            painter.setPen(ink)
            painter.drawText(rect, int(_WRAPPED), self.words)
        else:
            draw_text(painter, rect, self.words, theme.font("body"), ink)
