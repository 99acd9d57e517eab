"""The panel at the right: what is known of one contact, and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.audience.contact_model import CONSENT_WORDS, consent_of
from app.audience.profile import Profile
from app.audience.timeline import Timeline
from runtime.wording import Wording
from widgets.common import Badge, BadgeState, Choice, Label, Segment, ToolButton, follow_look
from widgets.theme import current_theme
from widgets.theme.measures import INSPECTOR_HEADER_HEIGHT, SPACE_8, SPACE_12, SPACE_16

_PROFILE: Final = Wording("资料", "Profile")
_LINE: Final = Wording("经过", "History")
_PARTS: Final = Wording("联系人的部分", "Parts of the contact")
_CLOSE: Final = Wording("关闭联系人", "Close the contact")
_SHOW: Final = Wording("显示完整号码（会留下记录）", "Show the whole number; that you saw it is kept")
_HIDE: Final = Wording("隐藏号码", "Hide the number")
_STATES: Final = {
    "granted": BadgeState.OK,
    "refused": BadgeState.ERROR,
    "none": BadgeState.NEUTRAL,
    "blacklisted": BadgeState.ERROR,
}
WIDTH_PX: Final = 320
SHOWN_MS: Final = 10_000
"""How long a whole number stands on the screen."""


class ContactPanel(QWidget):
    """Shows a contact; the profile says what the person wants to change."""

    closed = Signal()
    more_asked = Signal(str)
    number_asked = Signal(str)
    """The contact whose whole number somebody wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contact: Mapping[str, Any] | None = None
        self.number = Label("", "section_title")
        self.eye = ToolButton("eye", _SHOW, side_px=24)
        self.badge = Badge()
        self.close_button = ToolButton("close", _CLOSE)
        self.parts = Segment((Choice("profile", _PROFILE), Choice("line", _LINE)), _PARTS)
        self.profile = Profile()
        self.timeline = Timeline()
        self._pages = QStackedWidget()
        self._header = QWidget()
        self._hiding = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._hiding.timeout.connect(self.hide_number)
        self._build()
        self.eye.clicked.connect(self._ask_number)
        self.close_button.clicked.connect(self.closed)
        self.parts.changed.connect(self._turn)
        self.timeline.more_asked.connect(self._ask_more)
        follow_look(self)

    @property
    def contact(self) -> str:
        """The id of the contact that is shown, empty for none."""
        return "" if self._contact is None else str(self._contact["contact"])

    def show_contact(
        self, contact: Mapping[str, Any], attributes: Sequence[Mapping[str, Any]], tags: Sequence[str]
    ) -> None:
        """Show a contact with the attributes and tags there are."""
        if contact["contact"] != self.contact:
            self._hiding.stop()
            self.timeline.show_entries((), is_first=True, has_more=False)
        self._contact = contact
        self.eye.setVisible(bool(contact["number"]))
        if not self._hiding.isActive():
            self.hide_number()
        state = consent_of(dict(contact))
        self.badge.show_state(CONSENT_WORDS[state], _STATES[state])
        self.profile.show_contact(contact, attributes, tags)
        self.show()

    def show_number(self, contact: str, number: str) -> None:
        """Show a whole number for ten seconds, if its contact is still shown."""
        if contact == self.contact and self.isVisible():
            self.number.set_words(number)
            self.eye.set_words(_HIDE)
            self._hiding.start()

    def hide_number(self) -> None:
        """Show the number masked again."""
        self._hiding.stop()
        number = "" if self._contact is None else str(self._contact["number"])
        self.number.set_words(number or "—")
        self.eye.set_words(_SHOW)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no whole number behind."""
        super().hideEvent(event)
        self.hide_number()

    def restyle(self) -> None:
        """Take sizes and colours anew."""
        theme = current_theme()
        self.setFixedWidth(theme.px(WIDTH_PX))
        self._header.setFixedHeight(theme.px(INSPECTOR_HEADER_HEIGHT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with the hairline to the table."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(0, 0, theme.line_px, self.height(), theme.line_hair)

    def _turn(self, part: str) -> None:
        self._pages.setCurrentIndex(int(part == "line"))

    def _ask_number(self) -> None:
        if self._hiding.isActive():
            self.hide_number()
        else:
            self.number_asked.emit(self.contact)

    def _ask_more(self) -> None:
        self.more_asked.emit(self.contact)

    def _build(self) -> None:
        row = QHBoxLayout(self._header)
        row.setContentsMargins(SPACE_16, 0, SPACE_8, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self.number)
        row.addWidget(self.eye)
        row.addWidget(self.badge)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self._pages.addWidget(self.profile)
        self._pages.addWidget(self.timeline)
        parts = QHBoxLayout()
        parts.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        parts.addWidget(self.parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(current_theme().line_px, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(parts)
        column.addWidget(self._pages, 1)
