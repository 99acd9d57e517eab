"""How far a chatbot is at each carrier: what happened when, and what may come next."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.chatbots.words import BADGES, ICONS, STEP_WORDS
from editor.library.chatbots.audit import (
    CARRIERS,
    NEXT_STATES,
    STATE_WORDS,
    AuditState,
    Registration,
)
from editor.library.chatbots.document import ChatbotDocument
from runtime.flow.issue import Issue
from runtime.messages.targets import TARGETS
from runtime.wording import Wording
from widgets.common import Badge, Button, FlowLayout, Label, ToolButton
from widgets.form import Problem
from widgets.form.line_edit import LineEdit
from widgets.form.problem_note import ProblemNote
from widgets.language import language_changed, tr
from widgets.theme.measures import GROUP_GAP, PANE_PADDING, SPACE_4, SPACE_8, SPACE_24

CarrierName = Literal["mobile", "unicom", "telecom", "aliyun"]

_INTRO: Final = Wording(
    "审核在各家平台上进行，这里只记下进度。资料每改一次都要重新提交。",
    "Audits happen at the carriers; this keeps track of them. Every change has to be handed in again.",
)
_NOTE: Final = Wording("备注：单号、退回的原因……", "Note: the request's number, why it was rejected…")
_NOTE_OF: Final = Wording("{who}的备注", "Note on {who}")
_DAY_OF: Final = Wording("{who}：哪一天", "{who}: on which day")
_DROP: Final = Wording("去掉最后一步", "Take the last step back")
_HISTORY: Final = Wording("{day} {state}", "{day} {state}")


class CarrierRow(QWidget):
    """One carrier: its state, the day and note of the last step, what may come next, and what was before."""

    stepped = Signal(str, str)
    """The carrier and the state that came."""
    dropped = Signal(str)
    noted = Signal(str, str, bool)
    """The carrier, the note, and whether it is being typed."""
    dated = Signal(str, object)
    """The carrier and the day of its last step."""
    finished = Signal()

    def __init__(self, carrier: CarrierName, parent: QWidget) -> None:
        super().__init__(parent)
        self.carrier = carrier
        self._registration: Registration | None = None
        self.badge = Badge("", parent=self)
        self.day = LineEdit(self)
        self.note = LineEdit(self)
        self.drop = ToolButton("undo", _DROP, parent=self)
        self._before = Label("", "label", "text_second", wraps=True, parent=self)
        self._problems = ProblemNote(self)
        self._steps = QWidget(self)
        self._buttons = FlowLayout(self._steps)
        self._build()
        language_changed.connect(self.rename)
        self.rename()

    def show_registration(self, registration: Registration) -> None:
        """Show how far it is."""
        if registration == self._registration:
            return
        is_other_state = self._registration is None or self._registration.state != registration.state
        self._registration = registration
        last = registration.steps[-1] if registration.steps else None
        state = registration.state
        self.badge.show_state(STATE_WORDS[state], BADGES[state], ICONS[state])
        for widget in (self.day, self.note, self.drop):
            widget.setVisible(last is not None)
        if last is not None:
            _put(self.day, last.on.isoformat())
            _put(self.note, last.note)
        self._tell_history(registration)
        if is_other_state:
            self._offer(NEXT_STATES[state])

    def show_issues(self, issues: tuple[Issue, ...]) -> None:
        """Show what is wrong with it."""
        self._problems.show_problems([Problem((), issue.sentence, issue.severity) for issue in issues])

    def rename(self) -> None:
        """Take words anew."""
        who = TARGETS[self.carrier]
        self.note.setPlaceholderText(tr(_NOTE))
        self.note.setAccessibleName(tr(_NOTE_OF.format(who=who)))
        self.day.setAccessibleName(tr(_DAY_OF.format(who=who)))
        self.day.setPlaceholderText("2026-01-31")

    def _build(self) -> None:
        self.day.setFixedWidth(112)
        self.day.setMaxLength(10)
        self.note.setMaxLength(500)
        head = QHBoxLayout()
        head.setSpacing(SPACE_8)
        head.addWidget(Label(TARGETS[self.carrier], "body_strong", parent=self))
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self.day)
        head.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self._problems)
        column.addWidget(self._steps)
        column.addWidget(self._before)
        self.note.textEdited.connect(self._type_note)
        self.note.finished.connect(self.finished)
        self.day.editingFinished.connect(self._take_day)
        self.drop.clicked.connect(self._drop)

    def _offer(self, states: tuple[AuditState, ...]) -> None:
        had_focus = any(child.hasFocus() for child in self._steps.findChildren(Button))
        for old in self._steps.findChildren(Button):
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        made = []
        for state in states:
            button = Button(STEP_WORDS[state], small=True, icon_name=ICONS[state], parent=self._steps)
            button.setProperty("state", state)
            button.clicked.connect(self._step)
            self._buttons.addWidget(button)
            button.show()
            made.append(button)
        if had_focus and made:
            made[0].setFocus()

    def _tell_history(self, registration: Registration) -> None:
        lines = [
            _HISTORY.format(day=step.on.isoformat(), state=STATE_WORDS[step.state])
            for step in registration.steps[:-1]
        ]
        zh, en = (" → ".join(getattr(line, name) for line in lines) for name in ("zh", "en"))
        self._before.set_words(Wording(zh, en))
        self._before.setVisible(bool(lines))

    def _step(self) -> None:
        self.stepped.emit(self.carrier, str(self.sender().property("state")))

    def _drop(self) -> None:
        self.dropped.emit(self.carrier)

    def _type_note(self, text: str) -> None:
        self.noted.emit(self.carrier, text, True)

    def _take_day(self) -> None:
        registration = self._registration
        if registration is None or not registration.steps:
            return
        try:
            day = date.fromisoformat(self.day.text().strip())
        except ValueError:
            _put(self.day, registration.steps[-1].on.isoformat())
            return
        self.dated.emit(self.carrier, day)


class AuditPane(QScrollArea):
    """Tells every change as the registration that is to be; holds no truth."""

    put = Signal(object, object, str)
    """The ChatbotDocument after it, the edit's name, and the key of typing or nothing."""
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: ChatbotDocument | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(PANE_PADDING, SPACE_8 + SPACE_4, PANE_PADDING, SPACE_24)
        column.setSpacing(GROUP_GAP)
        column.addWidget(Label(_INTRO, "label", "text_second", wraps=True, parent=page))
        self.rows = {name: CarrierRow(name, page) for name in CARRIERS}
        for row in self.rows.values():
            column.addWidget(row)
            row.stepped.connect(self._step)
            row.dropped.connect(self._drop)
            row.noted.connect(self._note)
            row.dated.connect(self._date)
            row.finished.connect(self.finished)
        column.addStretch(1)
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)

    def show_document(self, document: ChatbotDocument, issues: tuple[Issue, ...]) -> None:
        """Show how far a chatbot is."""
        self._document = document
        for name, row in self.rows.items():
            row.show_registration(document.registration(row.carrier))
            own = tuple(
                issue for issue in issues if issue.path[:1] == ("registrations",) and name in issue.carriers
            )
            row.show_issues(own)

    def _step(self, carrier: str, state: str) -> None:
        if self._document is not None:
            came = cast(AuditState, state)
            today = date.today()  # noqa: DTZ011 - the wall's day
            after = self._document.stepped(cast(CarrierName, carrier), came, today)
            words = Wording("{who}：{state}", "{who}: {state}")
            name = words.format(who=TARGETS[carrier], state=STATE_WORDS[came])
            self.put.emit(after, name, "")

    def _drop(self, carrier: str) -> None:
        known = self._known(carrier)
        if self._document is not None and known is not None:
            after = self._document.with_registration(known.with_changes(steps=known.steps[:-1]))
            self.put.emit(after, _DROP, "")

    def _note(self, carrier: str, text: str, _typed: bool) -> None:
        self._change_last(carrier, {"note": text}, Wording("修改备注", "Change the note"), f"note/{carrier}")

    def _date(self, carrier: str, day: date) -> None:
        self._change_last(carrier, {"on": day}, Wording("修改日期", "Change the day"), "")

    def _change_last(self, carrier: str, fields: dict[str, object], name: Wording, merge: str) -> None:
        known = self._known(carrier)
        if self._document is None or known is None or not known.steps:
            return
        last = known.steps[-1].with_changes(**fields)
        after = self._document.with_registration(known.with_changes(steps=(*known.steps[:-1], last)))
        self.put.emit(after, name, merge)

    def _known(self, carrier: str) -> Registration | None:
        name = cast("CarrierName", carrier)
        return self._document.registration(name) if self._document is not None else None


def _put(field: LineEdit, text: str) -> None:
    """Show a text without moving the cursor of who is typing it."""
    if field.text() != text:
        field.setText(text)
