"""The invitation to the tour at the foot of the start page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import Button, ButtonKind, follow_look
from widgets.common.elided_label import Label
from widgets.icons import icon
from widgets.theme import current_theme
from widgets.theme.measures import ICON_EMPTY, RADIUS_CARD, SPACE_12, SPACE_24

_TITLE = Wording(
    "第一次用？两分钟亲手做一个会回话的消息", "New here? Make a message that talks back, in two minutes"
)
_WORDS = Wording(
    "拖一张卡片、连一条线、在右边的手机上点一下——引导会等您。",
    "Drag a card, draw a line, tap on the phone at the right: the tour waits for you.",
)
_LATER = Wording("以后再说", "Later")
_BEGIN = Wording("开始引导", "Begin the tour")


class TourStrip(QWidget):
    """Invites until it is put away or the tour was done."""

    begin_asked = Signal()
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.later_button = Button(_LATER, ButtonKind.PLAIN, parent=self)
        self.begin_button = Button(_BEGIN, parent=self)
        self.later_button.clicked.connect(self.put_away)
        self.begin_button.clicked.connect(self.begin_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE_24 + ICON_EMPTY, SPACE_12, SPACE_24, SPACE_12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(_TITLE, "body_strong", wraps=True))
        words.addWidget(Label(_WORDS, "body", "text_second", wraps=True))
        row.addLayout(words, 1)
        row.addWidget(self.later_button)
        row.addWidget(self.begin_button)
        follow_look(self)

    def restyle(self) -> None:
        """Take colours anew."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a dashed frame and the lamp."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.line_control, theme.line_px, Qt.PenStyle.DashLine))
        inset = theme.line_px / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, RADIUS_CARD, RADIUS_CARD)
        lamp = icon("guide", ICON_EMPTY, theme.accent, self.devicePixelRatioF())
        painter.drawPixmap(SPACE_24, (self.height() - ICON_EMPTY) // 2, lamp)
