"""What the checks found: errors that block with the way to them, warnings to tick."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from runtime.wording import Wording
from widgets.common import Button, Label, follow_look
from widgets.common.painting import draw_icon
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_MEDIUM, SPACE_8, SPACE_12

_GO = Wording("去修改", "Go there")
_KNOWN = Wording("我知道：{sentence}", "I know: {sentence}")


class StateIcon(QWidget):
    """The icon of an error or a warning, as high as a line of text."""

    def __init__(self, icon_name: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._token = icon_name, token
        follow_look(self)

    def restyle(self) -> None:
        """Be as high as a line."""
        self.setFixedSize(ICON_MEDIUM, current_theme().line_height("body"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        theme = current_theme()
        at = QPoint(self.width() // 2, self.height() // 2)
        draw_icon(QPainter(self), self._icon_name, ICON_MEDIUM, getattr(theme, self._token), at)


class ErrorRow(QWidget):
    """An error that blocks, with the way to where it is mended."""

    go_asked = Signal()

    def __init__(self, sentence: Wording, *, has_place: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_12, 8, 8, 8)
        row.setSpacing(SPACE_12)
        row.addWidget(StateIcon("error", "error"))
        self.sentence = Label(sentence, "body", wraps=True)
        row.addWidget(self.sentence, 1)
        self.button = Button(_GO, small=True)
        self.button.setVisible(has_place)
        self.button.clicked.connect(self.go_asked)
        row.addWidget(self.button)


class WarningRow(QWidget):
    """A warning with a tick; the words belong to the tick."""

    ticked = Signal()

    def __init__(self, sentence: Wording, *, is_ticked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = _KNOWN.format(sentence=sentence)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.tick = QCheckBox()
        self.tick.setChecked(is_ticked)
        self.tick.toggled.connect(self.ticked)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_12, 10, SPACE_12, 10)
        row.setSpacing(SPACE_8)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(self._sentence, "body", wraps=True), 1)
        row.addWidget(StateIcon("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
        follow_look(self)

    def restyle(self) -> None:
        """Let the tick say what it is for."""
        self.tick.setAccessibleName(tr(self._sentence))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words ticks too."""
        if self.rect().contains(event.position().toPoint()):
            self.tick.toggle()
        super().mouseReleaseEvent(event)
