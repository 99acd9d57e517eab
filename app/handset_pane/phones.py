"""The phone and its twin in one pane: twin below, beside, or as a second tab."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.handset_pane.edited_message import TwoPhones
from runtime.wording import Wording
from widgets.common import Choice, Segment
from widgets.handset import ChatbotProfile, HandsetView, Pictures, SmsView
from widgets.handset.metrics import PHONE_HEIGHT_MIN, PHONE_WIDTH
from widgets.handset.palette import PictureTheme
from widgets.handset.phone_state import PhoneMode
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import PANE_PADDING, SPACE_8, SPACE_12, SPACE_16

Twin: TypeAlias = Literal["below", "beside", "tab"]

_PHONE_SHARE = 0.62
"""Of the pane's height, when the twin stands below."""
_TWIN_HEIGHT = 516.0
"""Of the twin below the phone, in the phone's own px: high enough for two texts and an answer."""
_WHICH = Wording("看哪部手机", "Which handset")


class Phones(QWidget):
    """Arranges both phones and shows the same walk on both."""

    twin_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._twin: Twin = "below"
        self._offers_twin = True
        self._theme: PictureTheme | None = None
        self.tabs = Segment(
            (Choice("5g", Wording("5G", "5G")), Choice("sms", Wording("短信", "SMS"))), _WHICH, self
        )
        self.tabs.changed.connect(self._arrange_now)
        self._holder = QWidget()
        self.handset = HandsetView(self._holder)
        self.sms = SmsView(self._holder)
        self.sms.typed.connect(self.twin_typed)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._holder)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._scroll.viewport().setAutoFillBackground(False)
        self._holder.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._scroll, 1)
        theme_changed.connect(self._redress)
        self._redress()

    def set_twin(self, twin: Twin) -> None:
        """Put the twin where there is room for it."""
        if twin != self._twin:
            self._twin = twin
            self._arrange_now()

    def set_offers_twin(self, offered: bool) -> None:
        """Show the twin at all: a real handset is one of the two, never both."""
        if offered != self._offers_twin:
            self._offers_twin = offered
            self._arrange_now()

    def show_twin(self, shown: bool) -> None:
        """Turn to the twin, or back, where both are tabs; where one handset is shown, to that one."""
        self.tabs.set_value("sms" if shown else "5g")
        self._arrange_now()

    def set_mode(self, mode: PhoneMode) -> None:
        """Switch both phones."""
        self.handset.set_mode(mode)
        self.sms.set_mode(mode)

    def set_profile(self, profile: ChatbotProfile, sms_sender: str) -> None:
        """Show who is speaking on both phones."""
        self.handset.set_profile(profile)
        self.sms.set_sender(sms_sender)

    def set_pictures(self, pictures: Pictures) -> None:
        """Take pictures from a loader."""
        self.handset.set_pictures(pictures)

    def show_phones(self, phones: TwoPhones) -> None:
        """Show both conversations."""
        self.handset.set_entries(phones.entries)
        self.sms.set_entries(phones.sms)
        self.sms.set_agreement(phones.agreement)

    def scroll_to_end(self) -> None:
        """Show the newest of both."""
        self.handset.scroll_to_end()
        self.sms.phone.scroll_to_end()

    def sizeHint(self) -> QSize:
        return QSize(372, 800)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_now()

    @property
    def picture_theme(self) -> PictureTheme:
        """What the pictures wear now."""
        if self._theme is not None:
            return self._theme
        return "dark" if current_theme().is_dark else "light"

    def set_look(self, theme: PictureTheme | None, text_size: int) -> None:
        """Draw light or dark, None as the program, at a text size in percent."""
        self._theme = theme
        self.handset.set_text_size(text_size)
        self.sms.phone.set_text_size(text_size)
        self._redress()

    def _redress(self) -> None:
        picture_theme = self.picture_theme
        self.handset.set_picture_theme(picture_theme)
        self.sms.set_picture_theme(picture_theme)

    def _arrange_now(self, _key: str = "") -> None:
        is_tab = self._twin == "tab" and self._offers_twin
        self.tabs.setVisible(is_tab)
        row = self.layout()
        assert row is not None
        row.setContentsMargins(PANE_PADDING, SPACE_12 if is_tab else 0, PANE_PADDING, 0)
        row.activate()
        one_only = is_tab or not self._offers_twin
        shows_sms = not one_only or self.tabs.value() == "sms"
        self.handset.setVisible(not one_only or not shows_sms)
        self.sms.setVisible(shows_sms)
        self.sms.set_caption_visible(self._offers_twin)
        room = self._scroll.size()
        top, width, height = SPACE_16, room.width(), room.height() - SPACE_16 - SPACE_12
        if one_only:
            self.handset.setGeometry(0, top, width, height)
            self.sms.setGeometry(0, top, width, height)
            self._holder.resize(room)
        elif self._twin == "beside":
            half = (width - SPACE_16) // 2
            self.handset.setGeometry(0, top, half, height)
            self.sms.setGeometry(half + SPACE_16, top - SPACE_8, half, height + SPACE_8)
            self._holder.resize(room)
        else:
            self._stack(top, width, height)
        self._scroll.verticalScrollBar().setSingleStep(24)

    def _stack(self, top: int, width: int, height: int) -> None:
        """Puts the twin below; what does not fit is scrolled to."""
        scale = width / PHONE_WIDTH
        phone = max(round(PHONE_HEIGHT_MIN * scale), round(height * _PHONE_SHARE))
        caption = self.sms.caption.sizeHint().height() + 4
        below = top + phone + SPACE_8
        twin = max(round(_TWIN_HEIGHT * scale) + caption, height + top - below)
        self.handset.setGeometry(QRect(0, top, width, phone))
        self.sms.setGeometry(QRect(0, below, width, twin))
        self._holder.resize(width, below + twin + SPACE_12)
