"""How people see a chatbot: its page, and its menu under an empty conversation."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.handset_pane.edited_message import profile_of_chatbot
from runtime.flow.chatbot import Chatbot
from runtime.wording import Wording
from widgets.common import Choice, Segment, follow_look
from widgets.handset import HandsetView, Pictures
from widgets.theme import current_theme
from widgets.theme.measures import PANE_PADDING, SPACE_12

_PAGE, _TALK = "page", "talk"
_SIDES: Final = (
    Choice(_PAGE, Wording("资料页", "Profile page")),
    Choice(_TALK, Wording("会话与菜单", "Conversation and menu")),
)
_WHICH: Final = Wording("手机上看什么", "What the handset shows")
_WIDEST_PX: Final = 380


class ChatbotPreview(QWidget):
    """Shows what is edited at once; taps work as on a handset."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sides = Segment(_SIDES, _WHICH, parent=self)
        self.handset = HandsetView(self)
        self.handset.set_pictures(pictures)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(260)
        column = QVBoxLayout(self)
        column.setContentsMargins(PANE_PADDING, SPACE_12, PANE_PADDING, SPACE_12)
        column.setSpacing(SPACE_12)
        column.addWidget(self.sides)
        column.addWidget(self.handset, 1)
        self.sides.changed.connect(self._turn)
        follow_look(self)
        self._turn(_PAGE)

    def show_chatbot(self, chatbot: Chatbot) -> None:
        """Show a chatbot as it is now."""
        self.handset.set_profile(profile_of_chatbot(chatbot))

    def show_side(self, side: str) -> None:
        """Show the page, or the conversation."""
        self.sides.set_value(side)
        self._turn(side)

    def restyle(self) -> None:
        """Take colours anew; the picture has its own theme, which follows the program's."""
        theme = current_theme()
        self.handset.set_picture_theme("dark" if theme.is_dark else "light")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line at the left."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        painter.fillRect(QRect(0, 0, theme.line_px, self.height()), theme.line_hair)

    def _turn(self, side: str) -> None:
        self.handset.show_page(side == _PAGE)
