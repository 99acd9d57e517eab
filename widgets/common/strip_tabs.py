"""A strip of tabs with counts, as under the canvas: problems, outline, variables, history."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets.common.badge import BadgeState, badge_colours
from widgets.common.base_button import BaseButton
from widgets.common.painting import CENTRE, draw_box, draw_text, text_width
from widgets.common.restyle import follow_look
from widgets.common.segment import Choice
from widgets.theme import current_theme
from widgets.theme.measures import TAB_STRIP_HEIGHT

_PADDING = 12
_BADGE = 18


class StripTab(BaseButton):
    """Shows the words of a tab, a count behind them and a line under the current one."""

    def __init__(self, choice: Choice, parent: QWidget) -> None:
        super().__init__(choice.words, None, parent)
        self.key = choice.key
        self.count: int | None = None
        self.state = BadgeState.NEUTRAL
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.finish()

    def restyle(self) -> None:
        """Take words and sizes anew; the count is part of the accessible name."""
        super().restyle()
        self.setAccessibleName(self.words if self.count is None else f"{self.words} {self.count}")

    def sizeHint(self) -> QSize:
        """Fit words and count."""
        theme = current_theme()
        width = text_width(self.words, theme.font("body_strong")) + 2 * _PADDING
        return QSize(width + self._count_width(), theme.px(TAB_STRIP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint words, count and the line under the current tab."""
        painter = QPainter(self)
        theme = current_theme()
        ink = theme.text if self.isChecked() or self._fade.value > 0 else theme.text_second
        font = theme.font("body_strong" if self.isChecked() else "body")
        width = text_width(self.words, font)
        middle = (self.height() - 2) // 2
        draw_text(painter, QRect(_PADDING, 0, width + 2, self.height() - 2), self.words, font, ink)
        left = _PADDING + width
        if self.count is not None and self.state is BadgeState.NEUTRAL:
            rect = QRect(left + 4, 0, self._count_width(), self.height() - 2)
            draw_text(painter, rect, str(self.count), theme.font("label"), theme.text_second)
        elif self.count is not None:
            side = theme.px(_BADGE)
            ground, mark = badge_colours(self.state)
            rect = QRect(left + 6, middle - side // 2, self._count_width() - 6, side)
            draw_box(painter, rect, side / 2, ground)
            draw_text(painter, rect, str(self.count), theme.font("badge_strong"), mark, CENTRE)
        if self.isChecked():
            painter.fillRect(QRect(0, self.height() - 2, self.width(), 2), theme.accent)

    def _count_width(self) -> int:
        if self.count is None:
            return 0
        theme = current_theme()
        width = text_width(str(self.count), theme.font("badge_strong"))
        return width + 6 if self.state is BadgeState.NEUTRAL else max(theme.px(_BADGE), width + 10) + 6


class StripTabs(QWidget):
    """Lets one of several pages be shown; Tab enters, arrow keys change, the right end takes widgets."""

    changed = Signal(str)
    """The key of the tab that the person chose."""
    clicked = Signal(str)
    """The key of a tab that was clicked, the current one included."""

    def __init__(self, tabs: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 0, 10, 0)
        self._row.setSpacing(0)
        self._tabs: dict[str, StripTab] = {}
        for choice in tabs:
            tab = StripTab(choice, self)
            tab.clicked.connect(self._tell)
            self._tabs[choice.key] = tab
            self._row.addWidget(tab)
        self._row.addStretch(1)
        self._value = tabs[0].key
        self._tabs[self._value].setChecked(True)
        follow_look(self)

    def value(self) -> str:
        """Give the key of the current tab."""
        return self._value

    def set_value(self, key: str) -> None:
        """Go to a tab without telling; raises KeyError when there is no such tab."""
        self._tabs[key].setChecked(True)
        self._value = key

    def set_count(self, key: str, count: int | None, state: BadgeState = BadgeState.NEUTRAL) -> None:
        """Show a count behind the words of a tab, None for no count."""
        tab = self._tabs[key]
        tab.count, tab.state = count, state
        tab.restyle()

    def add_trailing(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def tab(self, key: str) -> StripTab:
        """Give the button of a tab."""
        return self._tabs[key]

    def restyle(self) -> None:
        """Take sizes anew."""
        self.setFixedHeight(current_theme().px(TAB_STRIP_HEIGHT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline below."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        bottom = QRect(0, self.height() - theme.line_px, self.width(), theme.line_px)
        painter.fillRect(bottom, theme.line_hair)

    def _tell(self) -> None:
        tab = self.sender()
        if isinstance(tab, StripTab):
            self.clicked.emit(tab.key)
            if tab.key != self._value:
                self._value = tab.key
                self.changed.emit(tab.key)
