"""The fields of one record, one under the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from pydantic import BaseModel
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from runtime.records import FieldPath
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.more_section import MoreSection
from widgets.form.problem import Problem, below
from widgets.form.spec import FieldSpec, in_groups, specs_of
from widgets.theme.measures import FIELD_GAP

CONTENT: Final = frozenset({"content", "more"})
_HALVES_GAP_PX: Final = 10
_OF_MEDIA: Final = ("size_bytes", "content_type", "duration_s")
"""Fields that come with the file; they are shown and have their problems at the media field."""


class HalfRow(QWidget):
    """Two narrow fields side by side, one below the other where their words would be cut."""

    def __init__(self, first: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(_HALVES_GAP_PX)
        self._line.addWidget(first, 1)

    @property
    def is_full(self) -> bool:
        """Whether both places are taken."""
        return self._line.count() == 2

    def add(self, second: Field) -> None:
        """Take the second field."""
        self._line.addWidget(second, 1)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as the width allows."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Measure again when words or letters change."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        items = [self._line.itemAt(place) for place in range(self._line.count())]
        wished = max((item.sizeHint().width() for item in items if item is not None), default=0)
        fits = 2 * wished + self._line.spacing() <= self.width() or len(items) < 2
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if fits else ways.TopToBottom
        if self._line.direction() is not way:
            self._line.setDirection(way)


class RecordFields(QWidget):
    """Builds and holds the fields of a record class; knows only what the fields' hints say."""

    changed = Signal(object, object, bool)
    """Path below the record, the new value there, and whether it came by typing."""
    finished = Signal()
    fix_requested = Signal(object)
    removed = Signal()
    """The person wants the whole record gone."""

    def __init__(
        self,
        record_type: type[BaseModel],
        context: FormContext,
        parent: QWidget | None = None,
        *,
        groups: Collection[str] = CONTENT,
        skipped: Collection[str] = (),
        more: MoreSection | None = None,
        is_removable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._record: BaseModel | None = None
        self._context = context
        self._groups = groups
        self._is_removable = is_removable
        self._fields: dict[str, Field] = {}
        self._halves: list[HalfRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(FIELD_GAP)
        self._own_more = MoreSection(self) if more is None else None
        section = more if more is not None else self._own_more
        assert section is not None
        self._more: MoreSection = section
        specs = [spec for spec in in_groups(specs_of(record_type), groups) if spec.name not in skipped]
        self._media_name = next((spec.name for spec in specs if spec.hint.widget == "media"), None)
        for spec in specs:
            if not (self._media_name and spec.name in _OF_MEDIA):
                self._add(spec)
        if self._own_more is not None:
            self._column.addWidget(self._own_more)

    @property
    def record(self) -> BaseModel | None:
        """The record shown."""
        return self._record

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the record shows in these groups."""
        return all(field.isHidden() for field in self._fields.values())

    def field(self, name: str) -> Field:
        """The field of a name; raises KeyError when the form has none."""
        return self._fields[name]

    def fields(self) -> Sequence[Field]:
        """All fields in order."""
        return tuple(self._fields.values())

    def _add(self, spec: FieldSpec) -> None:
        from widgets.form.choose import make_field

        field = make_field(
            spec, self._context, self, self._groups, self._more, is_removable=self._is_removable
        )
        field.changed.connect(self._child_changed)
        field.finished.connect(self.finished)
        field.fix_requested.connect(self.fix_requested)
        field.patched.connect(self._patch)
        self._fields[spec.name] = field
        if spec.hint.group == "more" and spec.record_type is None:
            self._more.add(field)
        elif spec.is_half:
            self._add_half(field)
        else:
            self._column.addWidget(field)

    def _add_half(self, field: Field) -> None:
        names = list(self._fields)
        previous = self._fields[names[-2]] if len(names) > 1 else None
        if previous is not None and previous.spec.hint.widget == "cards" and previous.take_beside(field):
            return
        if not self.take_beside(field, after=previous):
            self._halves.append(HalfRow(field, self))
            self._column.addWidget(self._halves[-1])

    def take_beside(self, field: Field, *, after: Field | None = None) -> bool:
        """Place a narrow field into the free half of a row; False when there is none.

        With *after* only the row that this field stands in counts.
        """
        for row in self._halves:
            if not row.is_full and (after is None or after.parentWidget() is row):
                row.add(field)
                return True
        if after is not None:
            return False
        return any(child.take_beside(field) for child in self._fields.values())

    def set_record(self, record: BaseModel) -> None:
        """Show a record of the class; fields whose value stays are left alone."""
        if record is self._record:
            return
        self._record = record
        for name, field in self._fields.items():
            field.see_record(record)
            field.set_value(getattr(record, name))
            field.setVisible(field.spec.hint.counts_in(record) and not field.is_empty)
        self._more.recount()

    def show_only(self, name: str | None) -> None:
        """Show one field alone, or all that count when *name* is None."""
        assert self._record is not None
        for each, field in self._fields.items():
            counts = field.spec.hint.counts_in(self._record) and not field.is_empty
            field.setVisible(counts if name is None else each == name)
        self._more.recount()

    @property
    def media_name(self) -> str | None:
        """The name of the media field, None when the record has none."""
        return self._media_name

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show each problem at its field; paths start at the record."""
        for name, field in self._fields.items():
            own = below(problems, name)
            if name == self._media_name:
                own += tuple(each for alias in _OF_MEDIA for each in below(problems, alias))
            field.show_problems(own)

    def focus_path(self, path: FieldPath) -> bool:
        """Give the focus to the control of a path; False when the form does not show it."""
        if not path:
            return any(field.focus_path(()) for field in self._fields.values() if not field.isHidden())
        name = self._media_name if path[0] in _OF_MEDIA and self._media_name else path[0]
        field = self._fields.get(str(name))
        if field is None:
            return False
        if self._more.holds(field):
            self._more.set_open(True)
        return field.focus_path(path[1:])

    def open_more(self) -> None:
        """Open the section of rare fields: here they are what the form is for."""
        self._more.set_open(True)

    def leave_more(self) -> None:
        """Take the own fields out of a section that outlives them."""
        for field in self._fields.values():
            if self._more is not self._own_more and self._more.holds(field):
                self._more.drop(field)
                field.hide()
                field.deleteLater()
            field.leave_more()

    def _child_changed(self, path: FieldPath, value: object, typed: bool) -> None:
        field = self.sender()
        if isinstance(field, Field):
            self.changed.emit((field.spec.name, *path), value, typed)

    def _patch(self, values: dict[str, object] | None) -> None:
        if values is None:
            self.removed.emit()
        elif self._record is not None:
            known = {name: value for name, value in values.items() if name in type(self._record).model_fields}
            field = self.sender()
            if isinstance(field, Field) and self._media_name and self._media_name != "source":
                known[self._media_name] = values["source"]
            self.changed.emit((), self._record.model_copy(update=known), False)
