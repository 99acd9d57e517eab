"""The right column: the way through the scenario, variables, the contact, consent, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.conversations.way_view import WayView, steps_of
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, ElidedLabel, Label, follow_look
from widgets.language import Words, tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_4, SPACE_8, SPACE_16, SPACE_24

_WAY: Final = Wording("走到哪里了", "The way it took")
_ON_CANVAS: Final = Wording("在画布上看", "Show on the canvas")
_NO_WAY: Final = Wording("还没有走进场景", "In no scenario yet")
_VARIABLES: Final = Wording("变量", "Variables")
_CONTACT: Final = Wording("联系人", "Contact")
_TAGS: Final = Wording("标签", "Tags")
_CONSENT: Final = Wording("同意", "Consent")
_NO_CONSENT: Final = Wording("没有记录", "Nothing is recorded")
_GRANTED: Final = Wording("{day} 同意接收：{proof}", "Agreed on {day}: {proof}")
_REFUSED: Final = Wording("{day} 退订：{proof}", "Opted out on {day}: {proof}")
_SPAM: Final = Wording("垃圾举报", "Spam reports")
_NOTES: Final = Wording("备注", "Notes")
_NEW_NOTE: Final = Wording("写一条备注，回车保存", "Write a note, Enter keeps it")
_FROM_SCENARIO: Final = Wording("场景", "The scenario")
_MOST: Final = 30


class _NoteField(QLineEdit):
    """Enter keeps the note, Escape empties the field."""

    written = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.written.emit(self.text().strip())
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class Details(QWidget):
    """Shows what is known of the conversation; holds only the note that is being written."""

    canvas_asked = Signal(str)
    """The node to go to; empty for where it rests."""
    note_written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone: tzinfo | None = None
        self.way = WayView()
        self.on_canvas = Button(_ON_CANVAS, ButtonKind.LINK, small=True)
        self.note = _NoteField()
        self.note.setMaxLength(2000)
        self._no_way = Label(_NO_WAY, "label", "text_second")
        self._facts = QVBoxLayout()
        self._notes = QVBoxLayout()
        self._shown: object = None
        self._build()
        self.way.node_chosen.connect(self.canvas_asked)
        self.on_canvas.clicked.connect(self._ask_canvas)
        self.note.written.connect(self.note_written)
        follow_look(self)

    def show_about(self, about: Mapping[str, Any]) -> None:
        """Show a conversation; nothing is built anew when nothing changed."""
        told = {key: about.get(key) for key in _TOLD}
        if told == self._shown:
            return
        self._shown = told
        session = about.get("session") or {}
        path = about.get("path") or []
        self.way.show_steps(steps_of(path, is_waiting=session.get("status") == "waiting"))
        self.on_canvas.setVisible(bool(path))
        self._no_way.setVisible(not path)
        _empty(self._facts)
        self._add_pairs(_VARIABLES, session.get("variables") or {})
        self._add_pairs(_CONTACT, about.get("attributes") or {})
        self._add_lines(_TAGS, ["  ".join(about.get("tags") or [])] if about.get("tags") else [])
        self._add_lines(_CONSENT, [*self._consents(about)] or [_NO_CONSENT])
        self._add_lines(_SPAM, [self._spam(one) for one in about.get("spam") or []], "error")
        _empty(self._notes)
        for one in about.get("notes") or []:
            who = str(one["by"]) or tr(_FROM_SCENARIO)
            self._notes.addWidget(Label(str(one["text"]), "body", wraps=True))
            self._notes.addWidget(Label(f"{who} · {self._time(one['at'])}", "label", "text_second"))

    def restyle(self) -> None:
        """Take words and colours anew."""
        self.note.setPlaceholderText(tr(_NEW_NOTE))
        self.note.setAccessibleName(tr(_NEW_NOTE))
        self._shown = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline at the left."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        painter.fillRect(0, 0, theme.line_px, self.height(), theme.line_hair)

    def _build(self) -> None:
        inner = QWidget()
        inner.setAutoFillBackground(False)
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(Label(_WAY, "body_strong"))
        head.addStretch(1)
        head.addWidget(self.on_canvas)
        column.addLayout(head)
        column.addWidget(self.way)
        column.addWidget(self._no_way)
        column.addLayout(self._facts)
        column.addSpacing(SPACE_24)
        column.addWidget(Label(_NOTES, "body_strong"))
        column.addSpacing(SPACE_8)
        self._notes.setSpacing(SPACE_4)
        column.addLayout(self._notes)
        column.addSpacing(SPACE_8)
        column.addWidget(self.note)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scroll)

    def _add_title(self, words: Words) -> None:
        self._facts.addSpacing(SPACE_24)
        self._facts.addWidget(Label(words, "body_strong"))
        self._facts.addSpacing(SPACE_8)

    def _add_pairs(self, title: Words, pairs: Mapping[str, Any]) -> None:
        shown = [(name, plain(value)) for name, value in pairs.items() if value not in (None, "")]
        if not shown:
            return
        self._add_title(title)
        for name, value in shown[:_MOST]:
            row = QHBoxLayout()
            row.setSpacing(SPACE_16)
            row.addWidget(ElidedLabel(name, "body", "text_second"), 1)
            row.addWidget(ElidedLabel(value, "body"), 0)
            self._facts.addLayout(row)
            self._facts.addSpacing(SPACE_8)

    def _add_lines(self, title: Words, lines: Sequence[Words], colour: str = "text_second") -> None:
        if lines:
            self._add_title(title)
        for words in lines:
            self._facts.addWidget(Label(words, "label", colour, wraps=True))
            self._facts.addSpacing(SPACE_4)

    def _consents(self, about: Mapping[str, Any]) -> list[Words]:
        found: list[Words] = []
        for one in about.get("consents") or []:
            day = f"{datetime.fromisoformat(one['at']).astimezone(self.zone):%Y-%m-%d}"
            words = _GRANTED if one["kind"] == "granted" else _REFUSED
            found.append(words.format(day=day, proof=one["proof"]))
        return found

    def _spam(self, one: Mapping[str, Any]) -> str:
        return " · ".join(part for part in (self._time(one["at"]), one["kind"], one["text"]) if part)

    def _time(self, written: str) -> str:
        return f"{datetime.fromisoformat(written).astimezone(self.zone):%m-%d %H:%M}"

    def _ask_canvas(self) -> None:
        self.canvas_asked.emit("")


_TOLD: Final = ("contact", "session", "path", "attributes", "tags", "consents", "spam", "notes")


def plain(value: object) -> str:
    """A variable's value in words."""
    if isinstance(value, bool):
        return tr("是", "yes") if value else tr("否", "no")
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return str(value.get("$at") or value.get("label") or "，".join(str(one) for one in value.values()))
    return str(value)


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if isinstance(inner, QVBoxLayout | QHBoxLayout):
            _empty(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
