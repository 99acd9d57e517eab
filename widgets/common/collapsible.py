"""A part of a form that is closed until wanted: rare fields under one line."""

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common.badge import BadgeState, badge_colours
from widgets.common.base_button import BaseButton
from widgets.common.painting import CENTRE, draw_box, draw_icon, draw_text, text_width
from widgets.common.restyle import follow_look
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import COLLAPSE_MS, ICON_SMALL, RADIUS_CONTROL, ROW_HEIGHT

MORE_SETTINGS = Wording("更多设置", "More settings")
_CHANGED = Wording("{count} 项已改", "{count} changed")
_NO_LIMIT = 16_777_215
_BADGE = 18


class _Header(BaseButton):
    """Shows a chevron, the words and how many fields differ from their default."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(words, None, parent)
        self.count = 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.finish()

    def restyle(self) -> None:
        super().restyle()
        self.setAccessibleDescription(words_of(_CHANGED.format(count=self.count)) if self.count else "")

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(text_width(self.words, theme.font("body")) + 60, theme.px(ROW_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        draw_box(painter, self.rect(), RADIUS_CONTROL, self.hover_ground())
        middle = self.height() // 2
        arrow = "chevron_down" if self.isChecked() else "chevron_right"
        draw_icon(painter, arrow, ICON_SMALL, theme.text_second, QPoint(4 + ICON_SMALL // 2, middle))
        left = ICON_SMALL + 10
        width = text_width(self.words, theme.font("body"))
        draw_text(
            painter, QRect(left, 0, width + 2, self.height()), self.words, theme.font("body"), theme.text
        )
        if self.count:
            side = theme.px(_BADGE)
            text = str(self.count)
            spot = QRect(left + width + 8, middle - side // 2, side, side)
            ground, ink = badge_colours(BadgeState.NEUTRAL)
            draw_box(painter, spot, side / 2, theme.line_hair if self._fade.value > 0 else ground)
            draw_text(painter, spot, text, theme.font("badge_strong"), ink, CENTRE)


class Collapsible(QWidget):
    """Hides its content behind a header; the header says how many fields inside are not at their default."""

    toggled = Signal(bool)
    """Whether it is open now."""

    def __init__(self, content: QWidget, words: Words = MORE_SETTINGS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._header = _Header(words, self)
        self._header.toggled.connect(self._toggle)
        self._motion = QPropertyAnimation(content, b"maximumHeight", self)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._motion.finished.connect(self._settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(content)
        content.hide()
        follow_look(self)

    @property
    def header(self) -> BaseButton:
        """The button that opens and closes."""
        return self._header

    def is_open(self) -> bool:
        """Whether the content shows."""
        return self._header.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or close."""
        self._header.setChecked(is_open)

    def set_count(self, count: int) -> None:
        """Say how many fields inside differ from their default."""
        self._header.count = count
        self._header.restyle()

    def restyle(self) -> None:
        """Measure again."""
        self.updateGeometry()

    def _toggle(self, is_open: bool) -> None:
        self._motion.stop()
        self._content.show()
        duration = current_theme().duration_ms(COLLAPSE_MS) if self.isVisible() else 0
        if duration == 0:
            self._settle()
        else:
            full = self._content.sizeHint().height()
            self._motion.setDuration(duration)
            self._motion.setStartValue(0 if is_open else full)
            self._motion.setEndValue(full if is_open else 0)
            self._motion.start()
        self.toggled.emit(is_open)

    def _settle(self) -> None:
        self._content.setVisible(self.is_open())
        self._content.setMaximumHeight(_NO_LIMIT)
