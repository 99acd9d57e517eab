"""The middle column: who it is, what was said, and where one writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QCursor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolTip, QVBoxLayout, QWidget

from app.conversations.composer import Composer
from app.conversations.row import PEOPLE, Row
from app.conversations.transcript import entries_of, why_not
from runtime.wording import Wording
from widgets.common import Badge, BadgeState, Button, ButtonKind, ElidedLabel, ToolButton, follow_look
from widgets.handset import TranscriptView
from widgets.handset.palette import DEFAULT_THEME_COLOUR
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import INSPECTOR_HEADER_HEIGHT, SPACE_8, SPACE_16

_TAKE: Final = Wording("接待", "Take it")
_TAKE_FROM: Final = Wording("从 {by} 接过来", "Take it from {by}")
_PASS_ON: Final = Wording("转给同事", "Pass on")
_DONE: Final = Wording("解决，交还场景", "Done, hand back")
_EXPORT: Final = Wording("导出会话记录", "Export the transcript")
_OPTED_OUT: Final = Wording("已退订", "Opted out")
_SPAM: Final = Wording("举报过垃圾消息", "Reported spam")
FORMATS: Final = {
    "txt": Wording("文本", "Text"),
    "csv": Wording("表格（CSV）", "Table (CSV)"),
    "html": Wording("网页（HTML）", "Web page (HTML)"),
    "pdf": Wording("PDF", "PDF"),
}


class ConversationPane(QWidget):
    """Shows one conversation and says what the person wants with it."""

    take_asked = Signal()
    pass_on_asked = Signal()
    hand_back_asked = Signal()
    export_asked = Signal(str)
    """The format: txt, csv, html or pdf."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: Row | None = None
        self.lines: list[Mapping[str, Any]] = []
        """What is shown, in the order it was told."""
        self.marks: list[Mapping[str, Any]] = []
        self._colour = DEFAULT_THEME_COLOUR
        self.name = ElidedLabel("", "section_title")
        self.number = ElidedLabel("", "body", "text_second")
        self.mark = Badge("", BadgeState.ERROR)
        self.export = ToolButton("export", _EXPORT)
        self.pass_on = Button(_PASS_ON)
        self.take = Button(_TAKE, ButtonKind.PRIMARY)
        self.done = Button(_DONE, ButtonKind.PRIMARY)
        self.transcript = TranscriptView()
        self.composer = Composer()
        self._build()
        self.take.clicked.connect(self.take_asked)
        self.pass_on.clicked.connect(self.pass_on_asked)
        self.done.clicked.connect(self.hand_back_asked)
        self.export.clicked.connect(self.ask_format)
        self.transcript.reason_asked.connect(self._say_why)
        follow_look(self)

    def show_row(self, row: Row, own_name: str) -> None:
        """Show whose conversation it is and what can be done with it."""
        self._row = row
        is_mine = row.taken_by == own_name
        self.name.set_words(row.title)
        self.number.set_words(row.number if row.name else "")
        words = _TAKE_FROM.format(by=row.taken_by) if row.taken_by else _TAKE
        self.take.set_words(words)
        self.take.setVisible(not is_mine)
        self.pass_on.setVisible(is_mine)
        self.done.setVisible(is_mine)

    def show_about(self, about: Mapping[str, Any], own_name: str) -> None:
        """Show what follows from what is known of the contact."""
        self._colour = str(about.get("theme_colour") or DEFAULT_THEME_COLOUR)
        self._dress_transcript()
        has_refused = about.get("refused_at") is not None
        self.mark.setVisible(has_refused or bool(about.get("spam")))
        self.mark.show_state(_OPTED_OUT if has_refused else _SPAM, BadgeState.ERROR)
        taken_by = str(about.get("taken_by") or "")
        waits = about.get("stage") == PEOPLE and not taken_by
        self.composer.set_state(
            may_write=taken_by == own_name or waits,
            taken_by="" if taken_by == own_name else taken_by,
            has_refused=has_refused,
        )
        self.composer.set_capability(str(about.get("capability", "")))
        names = [(str(one["node"]), tr(Wording(one["zh"], one["en"]))) for one in about.get("messages") or []]
        self.composer.set_messages(names)

    def show_transcript(
        self, lines: list[Mapping[str, Any]], marks: list[Mapping[str, Any]], *, is_other: bool
    ) -> None:
        """Show what was said; *is_other* is another conversation than before."""
        self.lines, self.marks = lines, marks
        self.transcript.show_entries(entries_of(lines, marks), is_other=is_other)

    def ask_format(self) -> None:
        """Let the person choose how to export."""
        menu = QMenu(self)
        for key, words in FORMATS.items():
            action = QAction(tr(words), menu)
            action.setData(key)
            menu.addAction(action)
        menu.triggered.connect(self._export)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.export.mapToGlobal(QPoint(0, self.export.height())))

    def restyle(self) -> None:
        """Take sizes and colours anew."""
        theme = current_theme()
        self._header.setFixedHeight(theme.px(INSPECTOR_HEADER_HEIGHT))
        self._dress_transcript()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the header with its hairline."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(
            0, self._header.height() - theme.line_px, self.width(), theme.line_px, theme.line_hair
        )

    def _dress_transcript(self) -> None:
        self.transcript.set_look("dark" if current_theme().is_dark else "light", self._colour)

    def _build(self) -> None:
        self._header = QWidget()
        row = QHBoxLayout(self._header)
        row.setContentsMargins(SPACE_16, 0, SPACE_16, 0)
        row.setSpacing(SPACE_8)
        for widget in (self.name, self.number, self.mark):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.export, self.pass_on, self.take, self.done):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.transcript, 1)
        column.addWidget(self.composer)
        self.mark.hide()

    def _export(self, action: QAction) -> None:
        self.export_asked.emit(str(action.data()))

    def _say_why(self, key: object) -> None:
        line = next((one for one in self.lines if one.get("message_id") == key), None)
        why = why_not(line) if line is not None else None
        if why is not None:
            QToolTip.showText(QCursor.pos(), tr(why), self.transcript)
