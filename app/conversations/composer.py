"""Where a person writes to a contact: a draft for each conversation, sent with Ctrl and Enter."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTextEdit, QVBoxLayout, QWidget

from runtime.messages.sms import sms_size
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, ElidedLabel, Label, ToolButton, follow_look
from widgets.emoji import EmojiPicker
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8, SPACE_12, SPACE_16

_SEND: Final = Wording("发送", "Send")
_HINT: Final = Wording("写给对方…  Ctrl Enter 发送", "Write to them…  Ctrl Enter sends")
_FIRST: Final = Wording(
    "点「接待」后可以回复，场景会暂停", "Take the conversation to answer; the scenario rests then"
)
_OTHER: Final = Wording("{by} 正在接待", "{by} has this conversation")
_REFUSED: Final = Wording("对方已退订，不能再发", "They have opted out: nothing may be sent")
_FIELD: Final = Wording("回复", "Answer")
_MESSAGES: Final = Wording("发送场景里的消息…", "Send a message of the scenario…")
_NO_MESSAGES: Final = Wording("这个会话没有场景消息", "There is no message of a scenario here")
_EMOJI: Final = Wording("插入表情", "Insert emoji")
_DROP: Final = Wording("不发这条消息", "Leave this message out")
_COUNT: Final = Wording("{count} 字符 · {way}", "{count} characters · {way}")
_WAY: Final = Wording("走 5G 消息", "as a 5G message")
_SMS_WAY: Final = Wording("走短信 · {parts} 条", "as SMS · {parts} part(s)")
_SMS_ONLY: Final = "sms_only"
_MOST_WORDS: Final = 24
FIELD_PX: Final = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written and not sent yet; *message_id* stays the same until it is sent."""

    text: str = ""
    node: str = ""
    node_name: str = ""
    message_id: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not self.text.strip() and not self.node


class _Field(QTextEdit):
    """Takes plain text; Ctrl and Enter send it, Escape leaves."""

    sent = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Composer(QWidget):
    """Keeps the draft of the conversation that is shown; whoever owns it keeps those of the others."""

    send_asked = Signal(object)
    """The Draft."""
    left = Signal()
    """Escape was pressed in the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: list[tuple[str, str]] = []
        self._draft = Draft()
        self._may_write = False
        self._is_sending = False
        self._gets_sms = False
        self.field = _Field()
        self.field.setAcceptRichText(False)
        self.field.setTabChangesFocus(True)
        self.card = QWidget()
        self.card_name = ElidedLabel("", "label", "accent")
        self.card_drop = ToolButton("close", _DROP, side_px=24)
        self.problem = Label("", "label", "error", wraps=True)
        self.messages = ToolButton("rich_card", _MESSAGES)
        self.emoji = ToolButton("emoji", _EMOJI)
        self.count = Label("", "label", "text_second")
        self.send = Button(_SEND, ButtonKind.PRIMARY)
        self._build()
        self._connect()
        follow_look(self)

    @property
    def draft(self) -> Draft:
        """What is written now."""
        text = self.field.toPlainText()
        return Draft(text, self._draft.node, self._draft.node_name, self._draft.message_id)

    def show_draft(self, draft: Draft) -> None:
        """Go on with a draft."""
        self._draft = draft
        if self.field.toPlainText() != draft.text:
            self.field.setPlainText(draft.text)
        self.problem.setVisible(False)
        self._show_card()

    def set_messages(self, messages: list[tuple[str, str]]) -> None:
        """Offer the messages of the scenario: node id and name each."""
        self._messages = messages
        self._refresh()

    def set_state(self, *, may_write: bool, taken_by: str = "", has_refused: bool = False) -> None:
        """Let the person write, or say why not."""
        self._may_write = may_write and not has_refused
        hint = _REFUSED if has_refused else _HINT if may_write else _OTHER.format(by=taken_by)
        if not taken_by and not may_write and not has_refused:
            hint = _FIRST
        self.field.setPlaceholderText(tr(hint))
        self._refresh()

    def set_capability(self, capability: str) -> None:
        """Count by what the contact's handset was seen to show: rcs, sms_only or unknown."""
        self._gets_sms = capability == _SMS_ONLY
        self._refresh()

    def show_sending(self) -> None:
        """Wait for the answer; what is written stays until then."""
        self._is_sending = True
        self.problem.setVisible(False)
        self._refresh()

    def show_sent(self) -> None:
        """It is on its way: begin anew."""
        self._is_sending = False
        self.show_draft(Draft())
        self._refresh()

    def show_problem(self, words: Wording) -> None:
        """Say why it was not sent; nothing of it is lost."""
        self._is_sending = False
        self.problem.set_words(words)
        self.problem.setVisible(True)
        self._refresh()

    def ask_message(self) -> None:
        """Let the person choose a message of the scenario."""
        menu = QMenu(self)
        for node, name in self._messages:
            action = QAction(name, menu)
            action.setData((node, name))
            menu.addAction(action)
        menu.triggered.connect(self._attach)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.messages.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def pick_emoji(self) -> None:
        """Open the list of emoji at the field."""
        if self._may_write:
            EmojiPicker(self.field).open_at_cursor()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.field.setAccessibleName(tr(_FIELD))
        self.field.setFixedHeight(current_theme().px(FIELD_PX))
        self._refresh()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline above."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(0, 0, self.width(), theme.line_px, theme.line_hair)

    def _build(self) -> None:
        card = QHBoxLayout(self.card)
        card.setContentsMargins(0, 0, 0, 0)
        card.addWidget(self.card_name)
        card.addWidget(self.card_drop)
        card.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(SPACE_8)
        below.addWidget(self.messages)
        below.addWidget(self.emoji)
        below.addStretch(1)
        below.addWidget(self.count)
        below.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_8)
        for widget in (self.card, self.field, self.problem):
            column.addWidget(widget)
        column.addLayout(below)
        self.problem.setVisible(False)
        self.card.setVisible(False)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_text)
        self.field.sent.connect(self._ask_send)
        self.field.left.connect(self.left)
        self.send.clicked.connect(self._ask_send)
        self.messages.clicked.connect(self.ask_message)
        self.emoji.clicked.connect(self.pick_emoji)
        self.card_drop.clicked.connect(self._drop_card)

    def _on_text(self) -> None:
        if self.field.toPlainText() != self._draft.text:
            # Other words are another message: the id of the old ones must not hide them.
            self._draft = Draft(self.field.toPlainText(), self._draft.node, self._draft.node_name)
        self._refresh()

    def _attach(self, action: QAction) -> None:
        node, name = action.data()
        self._draft = Draft("", str(node), str(name))
        self.field.clear()
        self._show_card()

    def _drop_card(self) -> None:
        self._draft = Draft(self.field.toPlainText())
        self._show_card()

    def _show_card(self) -> None:
        self.card.setVisible(bool(self._draft.node))
        self.card_name.set_words(self._draft.node_name[:_MOST_WORDS])
        self._refresh()

    def _ask_send(self) -> None:
        draft = self.draft
        if draft.is_empty or self._is_sending or not self._may_write:
            return
        if not draft.message_id:
            draft = Draft(draft.text, draft.node, draft.node_name, f"p-{uuid.uuid4().hex}")
            self._draft = draft
        self.show_sending()
        self.send_asked.emit(draft)

    def _refresh(self) -> None:
        has_card = bool(self._draft.node)
        self.field.setEnabled(self._may_write and not has_card)
        self.emoji.setEnabled(self._may_write and not has_card)
        self.messages.setEnabled(self._may_write and bool(self._messages))
        self.messages.setToolTip(tr(_MESSAGES if self._messages else _NO_MESSAGES))
        self.send.setEnabled(self._may_write and not self._is_sending and not self.draft.is_empty)
        text = self.field.toPlainText()
        way = _SMS_WAY.format(parts=sms_size(text).parts) if self._gets_sms and text else _WAY
        self.count.set_words(_COUNT.format(count=len(text), way=way) if text else "")
