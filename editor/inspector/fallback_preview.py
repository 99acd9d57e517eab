"""The SMS that goes out instead of a message, as it will read, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from runtime.flow.sms_cost import sms_cost
from runtime.messages.fallback import CHINESE
from runtime.messages.message import Message
from runtime.messages.sms import sms_size
from runtime.wording import Wording, same
from widgets.common import ElidedLabel, Label
from widgets.common.painting import draw_box
from widgets.form.template_tokens import INSERTION
from widgets.theme import current_theme
from widgets.theme.measures import LABEL_GAP, RADIUS_CONTROL

_TITLE: Final = Wording("收到的短信", "The SMS people get")
_NONE: Final = Wording("不能收 5G 消息的手机什么也收不到。", "Handsets without 5G messages get nothing.")
_EMPTY: Final = Wording("还没有内容可以发。", "There is nothing to send yet.")
_COUNT: Final = Wording("{parts} 条 · {units}/{room} 字", "{parts} SMS · {units}/{room}")
_AT_MOST: Final = Wording("最多 {parts} 条 · {units}/{room} 字", "up to {parts} SMS · {units}/{room}")
"""Where the longest values make more of it than the samples that are shown."""


class _Paper(QWidget):
    """The ground under the text."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_CONTROL, theme.sunken, theme.line_hair)


class FallbackPreview(QWidget):
    """Shows the exact text with sample values in place of variables, and how many parts it takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label("", "label", "text_second", parent=self)
        self._text = Label("", "body", wraps=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        paper = _Paper(self)
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.addWidget(self._text)
        line = QHBoxLayout()
        line.addWidget(ElidedLabel(_TITLE, "label", "text_second", parent=self))
        line.addStretch(1)
        line.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_GAP)
        column.addLayout(line)
        column.addWidget(paper)

    @property
    def text(self) -> str:
        """The text shown."""
        return self._text.text()

    @property
    def count_words(self) -> str:
        """The counter shown, empty when nothing goes out."""
        return self._count.text()

    def show_message(
        self,
        message: Message,
        signature: str,
        samples: Mapping[str, str],
        language: str = CHINESE,
        longest: Mapping[str, str] | None = None,
    ) -> None:
        """Show the SMS twin of a message whose texts are in *language*, counted with the *longest* values."""
        text = message.fallback_text(signature, language)
        if text is None:
            self._show(_NONE, "text_second", Wording("", ""))
            return
        filled = INSERTION.sub(lambda match: samples.get(match.group(1).strip()) or match.group(), text)
        if not filled.strip():
            self._show(_EMPTY, "text_second", Wording("", ""))
            return
        shown = sms_size(filled)
        size = shown if longest is None else sms_cost(text, longest)
        if size.units <= shown.units:
            size = shown
        room = size.room(max(1, size.parts))
        words = (_COUNT if size.parts == shown.parts else _AT_MOST).format(
            parts=size.parts, units=size.units, room=room
        )
        self._show(same(filled), "text", words)
        self._count.set_colour("warn" if size.parts > 1 else "text_second")

    def _show(self, text: Wording, colour: str, count: Wording) -> None:
        self._text.set_words(text)
        self._text.set_colour(colour)
        self._count.set_words(count)
