"""The conversations area: the list, the conversation, and what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.areas.area import AreaContext, AreaPage
from app.conversations import words
from app.conversations.commands import KEY
from app.conversations.composer import Draft
from app.conversations.desk import ConversationDesk
from app.conversations.details import Details
from app.conversations.exporting import ask_to_export
from app.conversations.feed import Feed
from app.conversations.filters import FilterMenu
from app.conversations.list_model import ConversationModel
from app.conversations.list_view import ConversationList, ListColumn
from app.conversations.pane import ConversationPane
from app.conversations.row import Row
from runtime.wording import Wording
from widgets.common import (
    Button,
    ButtonKind,
    Choice,
    EmptyState,
    Label,
    PickList,
    PickRow,
    SearchField,
    Segment,
    ToolButton,
    follow_look,
)
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8, SPACE_16, SPACE_24

LIST_PX: Final = 330
DETAILS_PX: Final = 300
HEADER_PX: Final = 56
SEARCH_MS: Final = 250
MINUTE_MS: Final = 30_000


class ConversationsPage(AreaPage):
    """Puts list, conversation and details side by side; the desk does what they ask for."""

    has_search = True

    def __init__(self, context: AreaContext) -> None:
        super().__init__(context)
        self.feed = Feed(context.link, self)
        self.desk = ConversationDesk(self.feed, lambda: context.settings.own_name, self)
        self.model = ConversationModel(self)
        self.list = ConversationList(self.model)
        self.pane = ConversationPane()
        self.details = Details()
        self.stages = Segment([Choice(key, name) for key, name in words.STAGES.items()], words.TITLE)
        self.search = SearchField(words.SEARCH)
        self.filter_button = ToolButton("filter", words.FILTER)
        self.filters = FilterMenu(self, context.link, self.filter_button)
        self.own_name = QLineEdit(context.settings.own_name)
        self.empty = EmptyState("conversations", "", "")
        self.nothing = EmptyState("conversations", words.CHOOSE)
        self.away = QWidget()
        self.people = PickList(self, words.PASS_ON, self._colleagues)
        self._counts: Mapping[str, int] = {}
        self._is_applying = False
        self._taking = ""  # the contact whose conversation is being taken, until it is
        self._search_soon = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._build()
        self._connect()
        follow_look(self)
        self._show_away()

    def shown(self) -> None:
        """Follow, and start the service if it does not run."""
        self.feed.begin()
        self.desk.watch(is_watched=True)
        self._minute.start()
        if not self.model.rows:
            self._ask()
        self.list.setFocus()

    def hidden(self) -> None:
        """Look at nothing that nobody sees."""
        self.feed.pause()
        self.desk.watch(is_watched=False)
        self._minute.stop()

    def close_area(self) -> None:
        """End everything."""
        self.feed.close()
        self.desk.close()
        self._minute.stop()

    def take(self) -> None:
        """Take the open conversation over; once it is taken one stands among those for people and writes."""
        self._taking = self.desk.contact
        self.desk.take()

    def hand_back(self) -> None:
        """Let the scenario of the open conversation go on."""
        self.desk.hand_back()

    def pass_on(self) -> None:
        """Ask who is to have the open conversation."""
        if self.desk.contact:
            at = self.pane.mapTo(self, QPoint(self.pane.width() - 340, self.pane.pass_on.height() + SPACE_24))
            self.people.open_at(QRect(at.x(), at.y(), 320, 240))

    def write(self) -> None:
        """Go to where one writes."""
        self.pane.composer.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write_note(self) -> None:
        """Go to where notes are written."""
        self.details.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_search(self) -> None:
        """Go to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def export(self) -> None:
        """Ask how the transcript is to be exported."""
        if self.desk.contact:
            self.pane.ask_format()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        theme = current_theme()
        self._header.setFixedHeight(theme.px(HEADER_PX))
        self._fit_sides()
        self.search.setFixedWidth(theme.px(230))
        self.own_name.setPlaceholderText(tr(words.NAME))
        self.own_name.setToolTip(tr(words.ME))
        self.own_name.setAccessibleName(tr(words.NAME))
        self._show_counts(self._counts)
        self._show_empty()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairlines."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(
            0, self._header.height() - theme.line_px, self.width(), theme.line_px, theme.line_hair
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the conversation its room."""
        super().resizeEvent(event)
        self._fit_sides()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the list goes to writing; keys of the list work from the search too."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.list and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.write()
                return True
            if watched is self.search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return):
                self.list.setFocus()
                self.list.choose_first()
                return True
        return super().eventFilter(watched, event)

    def _fit_sides(self) -> None:
        """The sides grow with the text as far as more than half of a small window stays between them."""
        theme, spare = current_theme(), self.width() // 4
        self.list_column.setFixedWidth(max(LIST_PX, min(theme.px(LIST_PX), spare)))
        self.details.setFixedWidth(max(DETAILS_PX, min(theme.px(DETAILS_PX), spare)))

    def _build(self) -> None:
        self._header = QWidget()
        head = QHBoxLayout(self._header)
        head.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        head.setSpacing(SPACE_8)
        head.addWidget(Label(words.TITLE, "area_title"))
        head.addStretch(1)
        for widget in (self.stages, self.filter_button, self.search):
            head.addWidget(widget)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.empty)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_8)
        foot.setSpacing(SPACE_8)
        foot.addWidget(Label(words.NAME, "label", "text_second"))
        foot.addWidget(self.own_name, 1)
        self.list_column = ListColumn()
        left = QVBoxLayout(self.list_column)
        left.setContentsMargins(0, 0, 1, 0)
        left.setSpacing(0)
        left.addWidget(self._lists, 1)
        left.addLayout(foot)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.nothing)
        self._middle.addWidget(self.pane)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.list_column)
        body.addWidget(self._middle, 1)
        body.addWidget(self.details)
        away = QHBoxLayout(self.away)
        away.setContentsMargins(SPACE_24, SPACE_8, SPACE_24, SPACE_8)
        self._away_words = Label(words.AWAY, "body", "warn", wraps=True)
        self._start = Button(words.START, ButtonKind.LINK, small=True)
        away.addWidget(self._away_words, 1)
        away.addWidget(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.away)
        column.addLayout(body, 1)
        self.details.hide()

    def _connect(self) -> None:
        feed, desk, pane = self.feed, self.desk, self.pane
        feed.page_came.connect(self._take_page)
        feed.changed.connect(self._take_changes)
        feed.counted.connect(self._show_counts)
        feed.online_changed.connect(self._show_away)
        feed.failed.connect(self._show_failure)
        self.model.more_wanted.connect(feed.ask_more)
        self.list.chosen.connect(self._open)
        self.stages.changed.connect(self._ask)
        self.search.textChanged.connect(self._search_soon.start)
        self._search_soon.timeout.connect(self._ask)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.filter_button.clicked.connect(self.filters.open)
        self.filters.changed.connect(self._ask)
        self.own_name.editingFinished.connect(self._keep_name)
        self.empty.triggered.connect(self._show_running)
        self._start.clicked.connect(self.context.link.want_service)
        self._minute.timeout.connect(self.list.viewport().update)
        desk.row_changed.connect(self._show_row)
        desk.about_came.connect(self._show_about)
        desk.transcript_came.connect(self._show_transcript)
        desk.sent.connect(self._on_sent)
        desk.failed.connect(pane.composer.show_problem)
        pane.take_asked.connect(self.take)
        pane.hand_back_asked.connect(desk.hand_back)
        pane.pass_on_asked.connect(self.pass_on)
        pane.export_asked.connect(self._export)
        pane.transcript.set_pictures(desk.pictures)
        pane.transcript.older_asked.connect(desk.read_older)
        pane.composer.send_asked.connect(desk.send)
        pane.composer.left.connect(self.list.setFocus)
        self.people.set_nothing_words(lambda _typed: words.TYPE_A_NAME)
        self.people.picked.connect(self._pass_on_to)
        self.details.note_written.connect(self._note)
        self.details.canvas_asked.connect(self._show_on_canvas)

    def _ask(self, _: object = None) -> None:
        wanted = {"stage": self.stages.value(), "search": self.search.text().strip(), **self.filters.chosen()}
        self.list.scrollToTop()
        self.feed.ask(wanted)

    def _take_page(self, rows: list[Row], has_more: bool, is_first: bool) -> None:
        self.filters.learn(rows)
        if is_first:
            self._changing(lambda: self.model.show(rows, has_more=has_more))
        else:
            self._changing(lambda: self.model.add(rows, has_more=has_more))

    def _take_changes(self, changed: Mapping[str, Row]) -> None:
        """Rows of this tab come and go; while something is searched only those that are shown change."""
        stage = self.stages.value()
        is_narrow = bool(self.search.text().strip() or self.filters.chosen())
        here = {row.contact for row in self.model.rows}
        kept = [
            row for row in changed.values() if row.stage == stage and (not is_narrow or row.contact in here)
        ]
        gone = [contact for contact, row in changed.items() if row.stage != stage and contact in here]
        self._changing(lambda: self.model.apply(kept, gone))

    def _changing(self, change: Callable[[], None]) -> None:
        """Whatever the rows do, the open conversation stays open."""
        self._is_applying = True
        with self.list.held():
            change()
        self.list.mark(self.desk.contact)
        self._is_applying = False
        self._show_empty()

    def _open(self, row: Row) -> None:
        if self._is_applying or row.contact == self.desk.contact:
            return
        if self.desk.contact:
            self.desk.drafts[self.desk.contact] = self.pane.composer.draft
        self.desk.open(row)
        self.pane.composer.show_draft(self.desk.drafts.get(row.contact, Draft()))

    def _show_row(self, row: Row) -> None:
        self._take_changes({row.contact: row})
        self._middle.setCurrentWidget(self.pane)
        self.details.show()
        self.pane.show_row(row, self.context.settings.own_name)

    def _show_about(self, about: Mapping[str, object]) -> None:
        self.pane.show_about(about, self.context.settings.own_name)
        self.details.show_about(about)
        row = self.desk.row
        if row is not None and row.contact == self._taking and about.get("taken_by"):
            self._taking = ""
            self.write()
            if self.stages.value() != row.stage:
                self.stages.set_value(row.stage)
                self._ask()

    def _show_transcript(
        self, lines: list[Mapping[str, object]], marks: list[Mapping[str, object]], is_other: bool
    ) -> None:
        self.pane.show_transcript(lines, marks, is_other=is_other)

    def _on_sent(self, contact: str) -> None:
        if contact == self.desk.contact:
            self.pane.composer.show_sent()

    def _note(self, text: str) -> None:
        self.desk.note(text)
        self.details.note.clear()

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        waiting = counts.get("people", 0)
        name = words.STAGES["people"]
        shown = words.COUNTED.format(words=name, count=waiting) if waiting else name
        self.stages.part("people").set_words(shown)
        self.context.show_count(KEY, waiting)
        self._show_empty()

    def _show_empty(self) -> None:
        self._lists.setCurrentWidget(self.list if self.model.rows else self.empty)
        self.nothing.setVisible(bool(self.model.rows))
        stage, typed = self.stages.value(), self.search.text().strip()
        if typed:
            self.empty.show_words(words.NOT_FOUND.format(words=typed))
        elif stage == "people":
            running = self._counts.get("running", 0)
            told = words.NOBODY.format(count=f"{running:,}") if running else words.NOBODY_AT_ALL
            self.empty.show_words(told, words.SHOW_RUNNING if running else "")
        else:
            self.empty.show_words(words.NO_RUNNING if stage == "running" else words.NO_ENDED)

    def _show_running(self) -> None:
        self.stages.set_value("running")
        self._ask()

    def _show_away(self, _: object = None) -> None:
        is_online = self.feed.is_online
        self.away.setVisible(not is_online)
        has_stopped = self.context.link.why_stopped is not None
        self._away_words.set_words(words.AWAY if has_stopped or self.model.rows else words.STARTING)
        self._start.setVisible(has_stopped)

    def _show_failure(self, why: Wording) -> None:
        self._away_words.set_words(why)
        self.away.show()

    def _keep_name(self) -> None:
        name = self.own_name.text().strip()
        if name:
            self.context.settings.own_name = name
        self.own_name.setText(self.context.settings.own_name)
        if self.desk.row is not None:
            self._show_row(self.desk.row)

    def _colleagues(self, typed: str) -> list[PickRow]:
        names = {row.taken_by for row in self.model.rows if row.taken_by} - {self.context.settings.own_name}
        found = [PickRow(name, name, icon_name="user") for name in sorted(names) if typed.strip() in name]
        if typed.strip() and typed.strip() not in names:
            shown = tr(words.TO.format(name=typed.strip()))
            found.append(PickRow(typed.strip(), shown, icon_name="user"))
        return found

    def _pass_on_to(self, name: object) -> None:
        self.desk.pass_on(str(name))

    def _show_on_canvas(self, node: str) -> None:
        row, session = self.desk.row, self.desk.about.get("session") or {}
        if row is not None and session:
            wait = session.get("wait") or []
            self.context.show_node(str(session["flow_id"]), node or (str(wait[1]) if wait else ""))

    def _export(self, kind: str) -> None:
        if self.desk.row is not None:
            told = (self.pane.lines, self.pane.marks)
            ask_to_export(self, kind, self.desk.row, told, self.pane.composer.show_problem)
