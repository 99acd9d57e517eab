"""One phone of the comparison: whose it is, the phone, and what it does not show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.handset_pane.loss_words import short_words
from runtime.messages.client_profile import ClientProfile
from runtime.messages.message import Message
from runtime.messages.sms import SmsSize, sms_size
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Label
from widgets.handset import ChatbotEntry, ChatbotProfile, Entry, HandsetView, Pictures, SmsView
from widgets.handset.hit_area import HitArea
from widgets.handset.layout.loss import Loss
from widgets.handset.palette import PictureTheme
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_4, SPACE_8

COLUMN_WIDTH = 268
PHONE_HEIGHT = 480
"""Least height of a phone; it takes what room there is."""
PHONE_HEIGHT_MAX = 620
_NO_LOSS = Wording("全部看得到", "Everything shows")
_SMS_TITLE = Wording("只收短信的手机", "A phone for SMS only")
_SMS_NOTE = Wording("收到的就是下面这些字，一字不差。", "Gets exactly these words.")
_NO_SMS = Wording("这条消息没有短信回落", "This message has no SMS fallback")
_PARTS = Wording(
    "{encoding}，{units} 单位，分 {parts} 条，每条 {room}", "{encoding}, {units} units, {parts} SMS of {room}"
)
_NUMBER = Wording("{number} → {text}", "{number} → {text}")
_ENCODINGS = {"gsm7": "GSM-7", "ucs2": "UCS-2"}


class MatrixColumn(QWidget):
    """Title and note over a phone, findings below."""

    def __init__(self, title: Wording, note: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.words: tuple[Wording, ...] = ()
        """What stands under the phone."""
        self.setFixedWidth(current_theme().px(COLUMN_WIDTH))
        self._phone: QWidget | None = None
        self._note = Label(note, "label", "text_second", wraps=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._note.setFixedHeight(current_theme().px(56))
        self._below = QVBoxLayout()
        self._below.setSpacing(SPACE_4)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_8)
        self._column.addWidget(Label(title, "body_strong"))
        self._column.addWidget(self._note)
        self._column.addLayout(self._below)
        self._column.addStretch(1)

    def put_phone(self, phone: QWidget) -> None:
        """Put the phone between the note and the findings."""
        phone.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        phone.setFixedHeight(PHONE_HEIGHT)
        self._phone = phone
        self._column.insertWidget(2, phone)

    def set_phone_height(self, height_px: int) -> None:
        """Let the phone be as high as there is room for."""
        if self._phone is not None:
            self._phone.setFixedHeight(height_px)

    def show_words(self, widgets: Sequence[QWidget], words: Sequence[Wording]) -> None:
        """Show these under the phone."""
        self.words = tuple(words)
        while (item := self._below.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            self._below.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)


class ClientColumn(MatrixColumn):
    """A kind of client; a finding leads to its field."""

    field_chosen = Signal(object)
    """The path of the field in the node."""

    def __init__(self, client: ClientProfile, parent: QWidget | None = None) -> None:
        super().__init__(client.title, client.note, parent)
        self.client = client
        self.losses: tuple[Loss, ...] = ()
        self._base: FieldPath = ()
        self.phone = ClientPhone(self)
        self.phone.setAccessibleName(tr(client.title))
        self.phone.set_mode("edit")
        self.phone.set_client(client)
        self.phone.field_clicked.connect(self.field_chosen)
        self.put_phone(self.phone)

    def show_message(self, message: Message, entries: Sequence[Entry]) -> None:
        """Draw the message as this client does and list what is missing."""
        shown = next((entry for entry in entries if isinstance(entry, ChatbotEntry)), ChatbotEntry(()))
        self._base = shown.base
        self.phone.set_entries((replace(shown, blocks=message.blocks_on(self.client.shows.value)),))
        self.show_losses()

    def show_losses(self) -> None:
        """List what the phone does not show as it is now."""
        self.losses = self.phone.losses
        if not self.losses:
            self.show_words((Label(_NO_LOSS, "label", "ok"),), (_NO_LOSS,))
            return
        said: dict[Wording, FieldPath] = {}
        for loss in self.losses:
            said.setdefault(short_words(loss), loss.path)
        buttons = []
        for words, path in said.items():
            button = Button(words, ButtonKind.LINK, icon_name="warning", small=True)
            button.setProperty("path", (*self._base, *path))
            button.clicked.connect(self._choose)
            buttons.append(button)
        self.show_words(buttons, tuple(said))

    def _choose(self) -> None:
        button = self.sender()
        assert isinstance(button, Button)
        self.field_chosen.emit(tuple(button.property("path")))


class ClientPhone(HandsetView):
    """A phone that is looked at: a click leads to a field, nothing is sent."""

    def sizeHint(self) -> QSize:
        return QSize(COLUMN_WIDTH, PHONE_HEIGHT)

    def tap(self, area: HitArea) -> None:
        """Lead to the field."""
        if area.path:
            self.field_clicked.emit(area.path)


class SmsColumn(MatrixColumn):
    """The phone without 5G messages, word for word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_SMS_TITLE, _SMS_NOTE, parent)
        self.phone = SmsView(self)
        self.phone.set_caption_visible(False)
        self.phone.set_mode("edit")
        self.put_phone(self.phone)

    def show_message(self, entries: Sequence[Entry], text: str | None, message: Message) -> None:
        """Show the exact text, its size, and which number stands for which reply."""
        self.phone.set_entries(entries)
        lines = list(sms_words(text, message))
        self.show_words([Label(line, "label", "text_second", wraps=True) for line in lines], lines)


def sms_words(text: str | None, message: Message) -> tuple[Wording, ...]:
    """Alphabet, units and parts of the SMS, then its numbers with their replies."""
    if text is None:
        return (_NO_SMS,)
    size: SmsSize = sms_size(text)
    head = _PARTS.format(
        encoding=_ENCODINGS[size.encoding],
        units=str(size.units),
        parts=str(size.parts),
        room=str(size.units_per_part),
    )
    numbers = (
        _NUMBER.format(number=str(number), text=reply.text)
        for number, reply in enumerate(message.replies(), 1)
    )
    return (head, *numbers)


def dress_column(
    column: MatrixColumn, profile: ChatbotProfile, pictures: Pictures, theme: PictureTheme, text_size: int
) -> None:
    """Give a column's phone its sender, pictures, theme and text size."""
    if isinstance(column, ClientColumn):
        column.phone.set_profile(profile)
        column.phone.set_pictures(pictures)
        column.phone.set_picture_theme(theme)
        column.phone.set_text_size(text_size)
    elif isinstance(column, SmsColumn):
        column.phone.set_sender(profile.sms_sender)
        column.phone.set_picture_theme(theme)
        column.phone.phone.set_text_size(text_size)
