"""The same message on several kinds of phones, side by side over the canvas."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.handset_pane.matrix_column import (
    PHONE_HEIGHT,
    PHONE_HEIGHT_MAX,
    ClientColumn,
    MatrixColumn,
    SmsColumn,
    dress_column,
)
from app.handset_pane.values_choice import ValuesChoice
from app.publishing.sheet_frame import SheetFrame
from app.publishing.sheet_header import SheetHeader
from runtime.messages.client_profile import client_profiles
from runtime.messages.message import Message
from runtime.wording import Wording
from widgets.common import Button, Choice, EmptyState, Segment
from widgets.handset import ChatbotProfile, Entry, Pictures
from widgets.handset.measures import TEXT_SIZES
from widgets.handset.palette import PictureTheme
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8, SPACE_12, SPACE_16

_PADDING: Final = 20
_AROUND_PHONE: Final = 370
"""Header, tools, title and note above a phone, and its findings below."""
_TITLE = Wording("机型对照", "Handsets side by side")
_CLOSE = Wording("关闭机型对照", "Close the comparison")
_APPROXIMATE = Wording(
    "各客户端的画法是近似的：来源和近似之处见帮助文档",
    "How clients draw is approximate: see the documentation",
)
_EMPTY = Wording(
    "选中一条消息，这里显示它在各种手机上的样子", "Select a message to see it on several handsets"
)
_SIZES = Wording("手机上的字号", "Text size on the handsets")
_THEMES = Wording("手机上的外观", "Look of the handsets")
_EXPORT = Wording("存成图片…", "Save as a picture…")


class MatrixSheet(SheetFrame):
    """Phones in a row that scrolls; text size and theme hold for all of them."""

    field_chosen = Signal(object)
    """The path of a field in the node."""
    export_asked = Signal()

    def __init__(self, host: QWidget, over: QWidget, home: QWidget) -> None:
        super().__init__(host, over, home)
        self.setAccessibleName(tr(_TITLE))
        self.header = SheetHeader(_TITLE, _CLOSE)
        self.header.closed.connect(self.close_sheet)
        self.sizes = Segment(
            [Choice(str(size), Wording(f"{size}%", f"{size}%")) for size in TEXT_SIZES], _SIZES
        )
        self.themes = Segment(
            (Choice("light", Wording("浅色", "Light")), Choice("dark", Wording("深色", "Dark"))), _THEMES
        )
        self.export_button = Button(_EXPORT, icon_name="image", small=True)
        self.export_button.clicked.connect(self.export_asked)
        self.values_choice = ValuesChoice()
        self.sizes.changed.connect(self._dress)
        self.themes.changed.connect(self._dress)
        self.empty = EmptyState("device", _EMPTY)
        clients = [ClientColumn(client) for client in client_profiles()]
        self.sms = SmsColumn()
        self.columns: tuple[MatrixColumn, ...] = (*clients[:-1], self.sms, clients[-1])
        for column in clients:
            column.field_chosen.connect(self.field_chosen)
        self._profile = ChatbotProfile("")
        self._pictures: Pictures | None = None
        self._build()
        self.show_nothing()

    @property
    def text_size(self) -> int:
        """Percent."""
        return int(self.sizes.value())

    @property
    def picture_theme(self) -> PictureTheme:
        """Light or dark."""
        return "dark" if self.themes.value() == "dark" else "light"

    def set_look(self, theme: PictureTheme, text_size: int) -> None:
        """Begin with what the handset pane shows."""
        self.themes.set_value(theme)
        self.sizes.set_value(str(text_size))
        self._dress()

    def set_chatbot(self, profile: ChatbotProfile, pictures: Pictures) -> None:
        """Show who speaks, with these pictures."""
        if profile != self._profile or pictures is not self._pictures:
            self._profile, self._pictures = profile, pictures
            self._dress()

    def show_message(
        self,
        name: str,
        message: Message,
        entries: tuple[Entry, ...],
        sms: tuple[Entry, ...],
        text: str | None,
    ) -> None:
        """Draw a message on every phone; *entries* is how the editor's phone shows it."""
        self.header.set_texts(_TITLE, name)
        self._stack(has_message=True)
        for column in self.columns:
            if isinstance(column, ClientColumn):
                column.show_message(message, entries)
        self.sms.show_message(sms, text, message)

    def show_nothing(self) -> None:
        """Nothing with a message is selected."""
        self.header.set_texts(_TITLE, _APPROXIMATE)
        self._stack(has_message=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.height() - current_theme().px(_AROUND_PHONE)
        for column in self.columns:
            column.set_phone_height(min(max(room, PHONE_HEIGHT), PHONE_HEIGHT_MAX))

    def _stack(self, *, has_message: bool) -> None:
        self.empty.setVisible(not has_message)
        self._scroll.setVisible(has_message)
        self.export_button.setEnabled(has_message)

    def _dress(self, _key: str = "") -> None:
        if self._pictures is None:
            return
        for column in self.columns:
            dress_column(column, self._profile, self._pictures, self.picture_theme, self.text_size)
            if isinstance(column, ClientColumn):
                column.show_losses()

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(_PADDING, SPACE_12, _PADDING, SPACE_8)
        tools.setSpacing(SPACE_12)
        tools.addWidget(self.sizes)
        tools.addWidget(self.themes)
        tools.addWidget(self.values_choice)
        tools.addStretch(1)
        tools.addWidget(self.export_button)
        row_holder = QWidget()
        row = QHBoxLayout(row_holder)
        row.setContentsMargins(_PADDING, SPACE_8, _PADDING, SPACE_16)
        row.setSpacing(SPACE_16)
        for column in self.columns:
            row.addWidget(column)
        row.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(row_holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        row_holder.setAutoFillBackground(False)
        page = QVBoxLayout(self)
        page.setContentsMargins(1, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addLayout(tools)
        page.addWidget(self._scroll, 1)
        page.addWidget(self.empty, 1)

    def _place(self) -> QRect:
        right = self._over.mapTo(self._host, QPoint(self._over.width(), 0)).x()
        return QRect(0, 0, right, self._host.height())
