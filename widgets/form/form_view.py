"""A form for one record, scrolling: the only thing other packages need to know of this one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from runtime.records import FieldPath, replaced_at
from runtime.wording import Wording
from widgets.form.context import FormContext
from widgets.form.problem import Problem
from widgets.form.record_fields import CONTENT, RecordFields
from widgets.theme.measures import FIELD_GAP, PANE_PADDING, SPACE_24

_DOES_NOT_FIT = Wording("这个值用不了，还没有改动。", "This value cannot be used; nothing was changed.")


class FormView(QScrollArea):
    """Builds a form from a record's hints and keeps it in step with the record.

    A value the record refuses stays in its field with a sentence below, and is not told. Setting a record of
    the same class again changes only the fields that differ, so that focus and cursor stay.
    """

    changed = Signal(object, object, str)
    """Path of the value, the value, and a key that is the same for keystrokes into one field, else empty."""
    edit_finished = Signal()
    """A stretch of typing is over; the next change belongs to another step of undo."""
    fix_requested = Signal(object)
    """The token of the problem whose fix was chosen."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._record: BaseModel | None = None
        self._identity: object = None
        self._groups: frozenset[str] = frozenset()
        self._skipped: frozenset[str] = frozenset()
        self._fields: RecordFields | None = None
        self._problems: tuple[Problem, ...] = ()
        self._refused: tuple[Problem, ...] = ()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(PANE_PADDING, 10, PANE_PADDING, SPACE_24)
        self._column.setSpacing(FIELD_GAP)
        self._column.addStretch(1)
        self.setWidget(page)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)

    def _make_room(self, _least: int, most: int) -> None:
        """Let the scroll bar stand in the padding, so that fields never change their width."""
        taken = self.verticalScrollBar().sizeHint().width() if most > 0 else 0
        self._column.setContentsMargins(PANE_PADDING, 10, max(0, PANE_PADDING - taken), SPACE_24)

    @property
    def record(self) -> BaseModel | None:
        """The record shown."""
        return self._record

    @property
    def fields(self) -> RecordFields:
        """The fields; there are none before a record is set."""
        assert self._fields is not None
        return self._fields

    @property
    def is_empty(self) -> bool:
        """Whether the record has nothing to show in the groups of this form."""
        return self._fields is None or self._fields.is_empty

    def add_below(self, widget: QWidget) -> None:
        """Put a widget under the fields, scrolling with them."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def set_record(
        self,
        record: BaseModel,
        groups: Collection[str] = CONTENT,
        skipped: Collection[str] = (),
        identity: object = None,
    ) -> None:
        """Show a record; the form is built anew for another class, other groups or another *identity*."""
        key = (type(record), frozenset(groups), frozenset(skipped))
        if self._fields is None or key != (type(self._record), self._groups, self._skipped):
            self._record, self._groups, self._skipped = record, key[1], key[2]
            self._rebuild(type(record))
        elif identity != self._identity:
            self._refused = ()
            self.verticalScrollBar().setValue(0)
        self._identity = identity
        self._record = record
        self.fields.set_record(record)
        self.fields.setVisible(not self.fields.is_empty)

    def _rebuild(self, record_type: type[BaseModel]) -> None:
        if self._fields is not None:
            self._column.removeWidget(self._fields)
            self._fields.hide()
            self._fields.deleteLater()
        fields = RecordFields(
            record_type, self._context, self.widget(), groups=self._groups, skipped=self._skipped
        )
        fields.changed.connect(self._changed)
        fields.finished.connect(self.edit_finished)
        fields.fix_requested.connect(self.fix_requested)
        self._fields = fields
        self._refused = ()
        self._column.insertWidget(0, fields)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show each problem at its field; paths start at the record."""
        self._problems = tuple(problems)
        if self._fields is not None:
            self._fields.show_problems((*self._problems, *self._refused))

    def focus_path(self, path: FieldPath) -> bool:
        """Give the focus to the control of a path and scroll there; False when the form does not show it."""
        if self._fields is None or not self._fields.focus_path(path):
            return False
        QTimer.singleShot(0, self, self._show_focus)
        return True

    def _show_focus(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, 60)

    def _changed(self, path: FieldPath, value: object, typed: bool) -> None:
        assert self._record is not None
        try:
            record = replaced_at(self._record, path, value)
        except ValidationError:
            self._refused = (Problem(path, _DOES_NOT_FIT),)
            self.show_problems(self._problems)
            return
        if self._refused:
            self._refused = ()
            self.show_problems(self._problems)
        self._record = record
        self.fields.set_record(record)
        key = "/".join(str(step) for step in path) if typed else ""
        self.changed.emit(path, value, key)
