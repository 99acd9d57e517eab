"""The base of every field: label and counter above, control, help and problems below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import ElidedLabel
from widgets.form.context import FormContext
from widgets.form.counter import Fill
from widgets.form.counter_label import CounterLabel
from widgets.form.problem import Problem
from widgets.form.problem_note import HelpNote, ProblemNote
from widgets.form.spec import FieldSpec
from widgets.language import language_changed, tr
from widgets.theme import theme_changed
from widgets.theme.measures import LABEL_GAP, SPACE_8

MIXED: Final = object()
"""Stands for values that differ."""
SEVERAL_VALUES: Final = Wording("多个值", "Several values")
_TOKENS = {"calm": "text_second", "warn": "warn", "error": "error"}
_LABEL_PX = 84
"""A short label is never cut for the sake of the counter, which has shorter ways to say the same."""


class Field(QWidget):
    """Shows one value of a record and tells what the person makes of it.

    Holds the value it shows, never more. Setting a value tells nothing; only people's changes do.
    """

    changed = Signal(object, object, bool)
    """Path below the field, the new value there, and whether it came by typing."""
    finished = Signal()
    """A stretch of typing is over."""
    fix_requested = Signal(object)
    patched = Signal(object)
    """New values of several fields of the same record at once: name → value."""

    def __init__(
        self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None, *, has_label: bool = True
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self.context = context
        self._value: object = None
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(LABEL_GAP)
        self._label = ElidedLabel(spec.hint.label, "label", "text_second", self, least_px=_LABEL_PX)
        self._counter = CounterLabel(self)
        self._line = QHBoxLayout()
        self._line.setSpacing(SPACE_8)
        self._line.addWidget(self._label)
        self._line.addStretch(1)
        self._line.addWidget(self._counter)
        if has_label:
            self._column.addLayout(self._line)
        else:
            self._label.hide()
        self._counter.hide()
        self._note = ProblemNote(self)
        self._note.fix_requested.connect(self.fix_requested)
        self._help = HelpNote(spec.hint.help, self)
        self._column.addWidget(self._help)
        self._column.addWidget(self._note)

    def adopt(self, body: QWidget, *, named: QWidget | None = None) -> None:
        """Put the control between label and help; *named* takes focus and accessible name in its place."""
        self._body = named or body
        self._column.insertWidget(self._column.indexOf(self._help), body)
        language_changed.connect(self.rename)
        theme_changed.connect(self.restyle)
        self.context.changed.connect(self.recount)
        self.rename()

    @property
    def value(self) -> object:
        """The value shown."""
        return self._value

    @property
    def body(self) -> QWidget:
        """The control that takes the focus."""
        assert self._body is not None
        return self._body

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems shown at this field itself."""
        return self._note.problems

    def add_to_label(self, widget: QWidget) -> None:
        """Put a small widget before the counter."""
        self._line.insertWidget(self._line.count() - 1, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_value(self, value: object) -> None:
        """Show a value; nothing happens when it is shown already."""
        if value is self._value or (type(value) is type(self._value) and value == self._value):
            self._value = value
            return
        if self._value is MIXED:
            self.show_note_at_label("")
        self._value = value
        self.show_value(value)
        self.recount()

    def show_mixed(self) -> None:
        """Show that the records edited together differ here; whatever is chosen next is told."""
        if self._value is not MIXED:
            self._value = MIXED
            self.clear_control()
            self.show_note_at_label(SEVERAL_VALUES)

    def clear_control(self) -> None:
        """Puts no value into the control, without telling."""

    def see_record(self, record: BaseModel) -> None:
        """Look at the other values of the same record, for a field whose control depends on them."""

    def show_value(self, value: object) -> None:
        """Puts a value into the control without telling."""
        raise NotImplementedError

    def tell(self, value: object, *, typed: bool = False) -> None:
        """Take a new value from the control and tell it."""
        if value == self._value and type(value) is type(self._value):
            return
        if self._value is MIXED:
            self.show_note_at_label("")
        self._value = value
        self.recount()
        self.changed.emit((), value, typed)

    def recount(self) -> None:
        """Read the counter anew."""

    def show_fill(self, fill: Fill | None) -> None:
        """Show a reading at the label's right end, None for none."""
        self._counter.setVisible(fill is not None)
        if fill is not None:
            self._counter.set_forms(fill.forms(), _TOKENS[fill.level], fill.explained())
        self._describe()

    def show_note_at_label(self, words: Wording | str) -> None:
        """Show words where the counter stands."""
        self._counter.setVisible(bool(words))
        self._counter.set_forms((words,))
        self._describe()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with this value; paths start at the field."""
        before = self.problems
        self._note.show_problems(problems)
        self._describe()
        self._announce([problem for problem in self.problems if problem not in before])
        self._mark_body(any(problem.severity == "error" for problem in problems))

    def _mark_body(self, has_error: bool) -> None:
        body = self._body
        if body is not None and bool(body.property("invalid")) != has_error:
            body.setProperty("invalid", has_error)
            body.style().unpolish(body)
            body.style().polish(body)
            body.update()

    @property
    def is_empty(self) -> bool:
        """Whether the field has nothing to show in its form."""
        return False

    def take_beside(self, field: Field) -> bool:
        """Place a narrow field of the same form into a free half row inside; False when there is none."""
        return False

    def leave_more(self) -> None:
        """Take fields out of a section outside that outlives this field."""

    def focus_path(self, path: FieldPath) -> bool:
        """Give the focus to the control of a path below the field; False when there is none."""
        self.body.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def rename(self) -> None:
        """Take the accessible name anew."""
        if self._body is not None:
            self._body.setAccessibleName(tr(self.spec.hint.label))
            self._describe()

    def _describe(self) -> None:
        """Tell who hears the form what stands around the control: help, counter, what is wrong."""
        if self._body is None:
            return
        parts = [tr(self.spec.hint.help)] if self.spec.hint.help is not None else []
        parts += [self._counter.forms[0]] if not self._counter.isHidden() else []
        parts += [tr(problem.sentence) for problem in self.problems]
        description = tr("；", "; ").join(part for part in parts if part)
        if description != self._body.accessibleDescription():
            self._body.setAccessibleDescription(description)

    def _announce(self, problems: Sequence[Problem]) -> None:
        """Speak new problems of the control the person is at."""
        body = self._body
        if body is not None and problems and body.hasFocus() and QAccessible.isActive():
            words = tr("；", "; ").join(tr(problem.sentence) for problem in problems)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(body, words))

    def restyle(self) -> None:
        """Take sizes anew."""
