"""The twin of the phone: the same walk on a handset without 5G messages, word for word as it goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.handset.entries import Entry, SmsEntry
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.line import sms_text
from widgets.handset.palette import PictureTheme
from widgets.handset.phone_state import PhoneMode
from widgets.handset.phone_view import PhoneView
from widgets.handset.profile import ChatbotProfile
from widgets.handset.sms_caption import SmsCaption
from widgets.language import language_changed, tr


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether the numbers of the SMS lead where the buttons lead; `number` is the first that does not."""

    holds: bool
    number: int = 0

    def words(self) -> str:
        """The finding in a few words."""
        if self.holds:
            return tr("数字与按钮一致", "Numbers match")
        return tr(f"数字 {self.number} 与按钮去处不同", f"Number {self.number} leads elsewhere")


class SmsPhone(PhoneView):
    """The phone of the twin: grey bubbles, digits for answers."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(True, parent)
        self._input.sent.connect(self.typed)
        self.setAccessibleName(tr("短信预览", "SMS preview"))

    def set_sender(self, number: str) -> None:
        """Show the number the SMS come from, masked as it shall be seen."""
        self._phone.state.profile = ChatbotProfile(number)
        self.update()

    def tap(self, area: HitArea) -> None:
        """Send what is typed."""
        if area.kind is AreaKind.SEND:
            self._input.send()


class SmsView(QWidget):
    """The twin with its caption: how many SMS the newest text makes, whether its numbers are proved right."""

    typed = Signal(str)
    """What the person sent: mostly a digit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agreement: Agreement | None = None
        self.caption = SmsCaption(self)
        self.phone = SmsPhone(self)
        self.phone.typed.connect(self.typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.caption)
        column.addWidget(self.phone, 1)
        language_changed.connect(self._say)

    def sizeHint(self) -> QSize:
        return QSize(340, 400)

    def set_sender(self, number: str) -> None:
        """Show the number the SMS come from."""
        self.phone.set_sender(number)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show the walk as SMS: `SmsEntry` from the business, `ContactText` with digits from the person."""
        self.phone.set_entries(entries)
        self._say()

    def append(self, entry: Entry) -> None:
        """Show one more entry."""
        self.phone.append(entry)
        self._say()

    def set_agreement(self, agreement: Agreement | None) -> None:
        """Say whether the numbers were proved to lead where the buttons do; None says nothing."""
        self._agreement = agreement
        self._say()

    def set_picture_theme(self, picture_theme: PictureTheme) -> None:
        """Draw the picture light or dark."""
        self.phone.set_picture_theme(picture_theme)

    def set_mode(self, mode: PhoneMode) -> None:
        """While editing nobody types."""
        self.phone.set_mode(mode)

    def set_caption_visible(self, is_visible: bool) -> None:
        """Hide the caption where a tab says the same."""
        self.caption.setVisible(is_visible)

    def _say(self) -> None:
        newest = next((entry for entry in reversed(self.phone.entries) if isinstance(entry, SmsEntry)), None)
        size = sms_text(newest.text) if newest is not None else ""
        finding = self._agreement.words() if self._agreement is not None else ""
        self.caption.say(size, finding, is_good=self._agreement is None or self._agreement.holds)
