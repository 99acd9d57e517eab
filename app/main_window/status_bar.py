"""The line at the window's foot: what was saved, how the services are, what is selected."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.network.state import STATE_WORDS, NetworkState
from runtime.wording import Wording
from widgets.common import BaseButton, ElidedLabel, follow_look
from widgets.common.painting import draw_box, draw_icon, draw_text, text_width
from widgets.language import Words, tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_SMALL, SPACE_4, SPACE_8, SPACE_12, SPACE_16, STATUS_BAR_HEIGHT

_DOT = 8


class _StateMark(BaseButton):
    """Says in a dot, or an icon, and words how the services are; a click restarts stopped ones."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", None, parent)
        self.state = NetworkState.OFF
        self.finish()

    def show_state(self, state: NetworkState) -> None:
        """Show another state."""
        self.state = state
        self.set_words(STATE_WORDS[state])

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(_DOT + SPACE_8 + text_width(self.words, theme.font("label")) + SPACE_8, theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        middle = self.height() // 2
        if self.state is NetworkState.STOPPED:
            draw_icon(painter, "error", 12, theme.error, QPoint(_DOT // 2 + 1, middle))
        else:
            running = self.state is NetworkState.RUNNING
            fill = theme.ok if running else None
            draw_box(
                painter,
                QRect(0, middle - _DOT // 2, _DOT, _DOT),
                _DOT / 2,
                fill,
                None if running else theme.text_second,
            )
        rect = QRect(_DOT + SPACE_8, 0, self.width(), self.height())
        ink = theme.error if self.state is NetworkState.STOPPED else theme.text_second
        draw_text(painter, rect, self.words, theme.font("label"), ink)


class _SavedMark(QWidget):
    """The tick before the words about saving; a dot while something is not saved."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_saved = True
        self.setFixedSize(ICON_SMALL, ICON_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        name = "check" if self.is_saved else "pencil"
        draw_icon(QPainter(self), name, ICON_SMALL, theme.text_second, self.rect().center() + QPoint(1, 1))


class StatusBar(QWidget):
    """Left what goes on, right what the work is measured by."""

    restart_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved_mark = _SavedMark(self)
        self._saved = ElidedLabel("", "label", "text_second", self)
        self._services = _StateMark(self)
        self._counts = ElidedLabel("", "label", "text_second", self)
        self._selected = ElidedLabel("", "label", "text_second", self)
        self._target = ElidedLabel("", "label", "text_second", self)
        self._identity = ElidedLabel("", "label", "text_second", self)
        self._services.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
        row.setSpacing(0)
        row.addWidget(self._saved_mark)
        row.addSpacing(SPACE_4 + 2)
        for widget in (self._saved, self._services, self._counts, self._selected):
            row.addWidget(widget)
            row.addSpacing(SPACE_16)
        row.addStretch(1)
        for widget in (self._target, self._identity):
            row.addSpacing(SPACE_16)
            row.addWidget(widget)
        follow_look(self)

    def show_saved(self, words: Words, is_saved: bool) -> None:
        """Say how the scenario is kept."""
        self._saved_mark.is_saved = is_saved
        self._saved_mark.setVisible(bool(words))
        self._saved_mark.update()
        self._saved.set_words(words)

    def show_services(self, state: NetworkState) -> None:
        """Say how the services are."""
        self._services.show_state(state)

    def show_counts(self, nodes: int, connections: int) -> None:
        """Say how large the scenario is; both 0 says nothing."""
        words = Wording(
            "{nodes} 个节点 · {connections} 条连接", "{nodes} nodes · {connections} connections"
        ).format(nodes=nodes, connections=connections)
        self._counts.set_words(words if nodes else "")

    def show_selected(self, count: int) -> None:
        """Say how much is selected; 0 says nothing."""
        self._selected.set_words(Wording(f"已选 {count} 个", f"{count} selected") if count else "")

    def show_target(self, target: Words, identity: Words) -> None:
        """Say what the scenario is checked for and who plays the contact."""
        self._target.set_words(target)
        self._identity.set_words(identity)

    def words(self) -> str:
        """Everything the bar says."""
        labels = (self._saved, self._counts, self._selected, self._target, self._identity)
        return " ".join((labels[0].words, self._services.words, *(label.words for label in labels[1:])))

    def restyle(self) -> None:
        """Take sizes anew."""
        self.setFixedHeight(current_theme().px(STATUS_BAR_HEIGHT))
        self.setAccessibleName(tr("状态栏", "Status bar"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline above."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        painter.fillRect(QRect(0, 0, self.width(), theme.line_px), theme.line_hair)

    def _ask(self) -> None:
        if self._services.state is NetworkState.STOPPED:
            self.restart_asked.emit()
