"""A list of records of any class: triggers, cases, arms, assignments, headers, results."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pydantic import BaseModel
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.form.context import FormContext
from widgets.form.fresh import fresh_item
from widgets.form.item_frame import ItemFrame
from widgets.form.list_field import ListField
from widgets.form.problem import Problem
from widgets.form.record_fields import CONTENT, RecordFields
from widgets.form.spec import FieldSpec

_ADD = Wording("添加{what}", "Add {what}")
_NUMBERED = Wording("{what} {number}", "{what} {number}")


class RecordRow(ItemFrame):
    """Shows the fields of one item in a frame."""

    changed = Signal(object, object, bool)
    finished = Signal()
    fix_requested = Signal(object)

    def __init__(
        self, item_type: type[BaseModel], label: Wording, context: FormContext, parent: QWidget
    ) -> None:
        self._fields = RecordFields(item_type, context, groups=CONTENT)
        super().__init__("", self._fields, parent)
        self._item_label = label
        self._fields.changed.connect(self.changed)
        self._fields.finished.connect(self.finished)
        self._fields.fix_requested.connect(self.fix_requested)

    @property
    def fields(self) -> RecordFields:
        """The fields of the item."""
        return self._fields

    def show_item(self, item: object, index: int) -> None:
        """Show an item in place."""
        self.set_title(_NUMBERED.format(what=_capital(self._item_label), number=index + 1))
        if isinstance(item, BaseModel):
            self._fields.set_record(item)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with the item."""
        self._fields.show_problems(problems)

    def focus_path(self, path: FieldPath) -> bool:
        """Give the focus to a field of the item."""
        return self._fields.focus_path(path)


def _capital(words: Wording) -> Wording:
    return Wording(words.zh, words.en[:1].upper() + words.en[1:])


class RecordsField(ListField):
    """Shows each record in a frame of its own."""

    def __init__(
        self, spec: FieldSpec, context: FormContext, parent: QWidget | None, groups: Collection[str] = CONTENT
    ) -> None:
        assert isinstance(spec.item_type, type)
        self._item_type: type[BaseModel] = spec.item_type
        self._called = spec.hint.item or spec.hint.label
        super().__init__(spec, context, _ADD.format(what=self._called), parent)

    def make_row(self) -> QWidget:
        row = RecordRow(self._item_type, self._called, self.context, self)
        row.changed.connect(self._row_changed)
        row.finished.connect(self.finished)
        row.fix_requested.connect(self.fix_requested)
        return row

    def new_item(self) -> object:
        return fresh_item(self._item_type, self.items)

    def _row_changed(self, path: FieldPath, value: object, typed: bool) -> None:
        row = self.sender()
        if isinstance(row, RecordRow):
            self.item_changed(row, path, value, typed)
