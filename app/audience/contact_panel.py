"""The panel at the right: what is known of one contact, and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
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
_STATES: Final = {
    "granted": BadgeState.OK,
    "refused": BadgeState.ERROR,
    "none": BadgeState.NEUTRAL,
    "blacklisted": BadgeState.ERROR,
}
WIDTH_PX: Final = 320


class ContactPanel(QWidget):
    """Shows a contact; the profile says what the person wants to change."""

    closed = Signal()
    more_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contact: Mapping[str, Any] | None = None
        self.number = Label("", "section_title")
        self.badge = Badge()
        self.close_button = ToolButton("close", _CLOSE)
        self.parts = Segment((Choice("profile", _PROFILE), Choice("line", _LINE)), _PARTS)
        self.profile = Profile()
        self.timeline = Timeline()
        self._pages = QStackedWidget()
        self._header = QWidget()
        self._build()
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
            self.timeline.show_entries((), is_first=True, has_more=False)
        self._contact = contact
        self.number.set_words(str(contact["number"]) or "—")
        state = consent_of(dict(contact))
        self.badge.show_state(CONSENT_WORDS[state], _STATES[state])
        self.profile.show_contact(contact, attributes, tags)
        self.show()

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

    def _ask_more(self) -> None:
        self.more_asked.emit(self.contact)

    def _build(self) -> None:
        row = QHBoxLayout(self._header)
        row.setContentsMargins(SPACE_16, 0, SPACE_8, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self.number)
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
