"""A record inside a record, shown in line with its neighbours."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pydantic import BaseModel
from PySide6.QtWidgets import QWidget

from runtime.records import FieldPath, replaced_at
from widgets.common import Label
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.more_section import MoreSection
from widgets.form.problem import Problem
from widgets.form.record_fields import RecordFields
from widgets.form.spec import FieldSpec
from widgets.theme.measures import FIELD_GAP


class NestedField(Field):
    """Shows the fields of a record; they are rebuilt only when the value is of another class.

    An optional record that is not there shows its media field alone; choosing a file makes it.
    """

    def __init__(
        self,
        spec: FieldSpec,
        context: FormContext,
        parent: QWidget | None,
        groups: Collection[str],
        more: MoreSection | None,
    ) -> None:
        super().__init__(spec, context, parent, has_label=False)
        if spec.hint.widget == "section":
            self._column.insertWidget(0, Label(spec.hint.label, "body_strong", parent=self))
        assert spec.record_type is not None
        self._groups = groups
        self._more = more
        self._record_type: type[BaseModel] | None = None
        self._fields: RecordFields | None = None
        self._empty = spec.record_type() if spec.is_optional else None
        self._guests: list[Field] = []
        self._help.hide()
        self._column.setSpacing(FIELD_GAP)
        self._column.removeWidget(self._note)
        self._column.addWidget(self._note)

    @property
    def fields(self) -> RecordFields:
        """The fields of the record."""
        assert self._fields is not None
        return self._fields

    @property
    def body(self) -> QWidget:
        return self.fields

    @property
    def is_empty(self) -> bool:
        return self._fields is None or self._fields.is_empty

    def set_value(self, value: object) -> None:
        shown = self._empty if value is None else value
        if not isinstance(shown, BaseModel) or (value is self._value and self._fields is not None):
            return
        self._value = value
        if type(shown) is not self._record_type:
            self._build(type(shown))
        self.fields.set_record(shown)
        if self._empty is not None and self.fields.media_name is not None:
            self.fields.show_only(self.fields.media_name if value is None else None)

    def take_beside(self, field: Field) -> bool:
        if self._fields is None and self._empty is not None:
            self._build(type(self._empty))
        return self._fields is not None and self._fields.take_beside(field)

    def _build(self, record_type: type[BaseModel]) -> None:
        if self._fields is not None:
            self._fields.leave_more()
            self._column.removeWidget(self._fields)
            self._fields.hide()
            self._fields.deleteLater()
        self._record_type = record_type
        fields = RecordFields(
            record_type,
            self.context,
            self,
            groups=self._groups,
            more=self._more,
            is_removable=self._empty is not None,
        )
        fields.changed.connect(self._child_changed)
        fields.finished.connect(self.finished)
        fields.fix_requested.connect(self.fix_requested)
        fields.removed.connect(self._remove)
        self._fields = fields
        self._column.insertWidget(self._column.indexOf(self._note), fields)

    def _child_changed(self, path: FieldPath, value: object, typed: bool) -> None:
        if self._value is None and self._empty is not None:
            made = replaced_at(self._empty, path, value) if path else value
            self.changed.emit((), made, typed)
        else:
            self.changed.emit(path, value, typed)

    def _remove(self) -> None:
        if self._empty is not None:
            self.changed.emit((), None, False)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        own = tuple(problem for problem in problems if not problem.path)
        self._note.show_problems(own)
        if self._fields is not None:
            self._fields.show_problems([problem for problem in problems if problem.path])

    def focus_path(self, path: FieldPath) -> bool:
        return self._fields is not None and self._fields.focus_path(path)

    def leave_more(self) -> None:
        if self._fields is not None:
            self._fields.leave_more()
