"""Hours, days and moments, written in figures; days can be picked from a calendar."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from runtime.flow.condition import moment_from
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import ToolButton
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.line_edit import LineEdit
from widgets.form.moment_edit import MomentEdit
from widgets.form.moment_words import date_from, open_calendar, time_from
from widgets.form.spec import FieldSpec
from widgets.form.text_area import TextArea

_PICK = Wording("从日历里选", "Pick from a calendar")
_FROM_VARIABLE = Wording("取自变量", "Take it from a variable")


class TimeField(Field):
    """An hour of the day, `10:00`."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self.edit = LineEdit(self)
        self.edit.setPlaceholderText("10:00")
        self.edit.textEdited.connect(self._typed)
        self.edit.stepped.connect(self._step)
        self.edit.finished.connect(self._leave)
        self.adopt(self.edit)

    def show_value(self, value: object) -> None:
        if isinstance(value, time) and time_from(self.edit.text()) != value:
            self.edit.setText(f"{value:%H:%M}")

    def clear_control(self) -> None:
        self.edit.clear()

    def _typed(self, text: str) -> None:
        moment = time_from(text)
        if moment is not None:
            self.tell(moment, typed=True)

    def _step(self, step: int) -> None:
        now = self._value if isinstance(self._value, time) else time(0, 0)
        minutes = (now.hour * 60 + now.minute + 30 * step) % 1440
        moment = time(minutes // 60, minutes % 60)
        self.edit.setText(f"{moment:%H:%M}")
        self.tell(moment, typed=True)

    def _leave(self) -> None:
        if isinstance(self._value, time):
            self.edit.setText(f"{self._value:%H:%M}")
        self.finished.emit()


class DateField(Field):
    """A day, `2026-03-15`; an empty optional field is None."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.edit = LineEdit(row)
        self.edit.setPlaceholderText("2026-03-15")
        self.edit.textEdited.connect(self._typed)
        self.edit.finished.connect(self.finished)
        pick = ToolButton("calendar", _PICK, bordered=True, side_px=32, parent=row)
        pick.clicked.connect(self._open_calendar)
        line.addWidget(self.edit, 1)
        line.addWidget(pick)
        self.adopt(row, named=self.edit)

    def show_value(self, value: object) -> None:
        if date_from(self.edit.text()) != value:
            self.edit.setText(value.isoformat() if isinstance(value, date) else "")

    def _typed(self, text: str) -> None:
        day = date_from(text)
        if day is not None or (not text.strip() and self.spec.is_optional):
            self.tell(day, typed=True)

    def _open_calendar(self) -> None:
        open_calendar(self.edit, date_from(self.edit.text()), self._take)

    def _take(self, day: QDate) -> None:
        chosen = date(day.year(), day.month(), day.day())
        self.edit.setText(chosen.isoformat())
        self.tell(chosen)


class MomentField(Field):
    """A moment as day, hour and zone, or an insertion that gives one."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.edit = MomentEdit(context, box, has_zone=True)
        self.area = TextArea(context, has_insertions=True, parent=box)
        self.kind = ToolButton("variable", _FROM_VARIABLE, side_px=18, parent=self)
        self.kind.setCheckable(True)
        self.kind.toggled.connect(self._turn)
        column.addWidget(self.edit)
        column.addWidget(self.area)
        self.area.hide()
        self.edit.edited.connect(self._picked)
        self.area.edited.connect(self._typed)
        for part in (self.edit, self.area):
            part.finished.connect(self.finished)
        self.add_to_label(self.kind)
        self.adopt(box, named=self.edit.day)
        self._value = ""

    def show_value(self, value: object) -> None:
        text = value if isinstance(value, str) else ""
        is_moment = not text or moment_from(text) is not None
        if not is_moment or (text and self.area.isHidden() is False):
            self._show_kind(is_variable=not is_moment)
        self.edit.show_text(text if is_moment else "")
        self.area.set_value("" if is_moment else text)

    def focus_path(self, path: FieldPath) -> bool:
        target = self.edit.day if self.area.isHidden() else self.area
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _show_kind(self, *, is_variable: bool) -> None:
        with QSignalBlocker(self.kind):
            self.kind.setChecked(is_variable)
        self.edit.setVisible(not is_variable)
        self.area.setVisible(is_variable)

    def _turn(self, is_variable: bool) -> None:
        self._show_kind(is_variable=is_variable)
        self.finished.emit()
        if is_variable:
            self.area.open_completion()
        else:
            self.edit.day.setFocus()
            self.area.set_value("")
            self.tell("")

    def _picked(self, text: str, typed: bool) -> None:
        self.tell(text, typed=typed)

    def _typed(self, text: str) -> None:
        self.tell(text, typed=True)
