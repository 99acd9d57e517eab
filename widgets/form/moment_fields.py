"""Hours, days and moments, written in figures; days can be picked from a calendar."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import ToolButton
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.line_edit import LineEdit
from widgets.form.spec import FieldSpec
from widgets.form.text_field import TextField

_PICK = Wording("从日历里选", "Pick from a calendar")


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


class MomentField(TextField):
    """A moment in RFC 3339, or an insertion that gives one; a day can be picked from a calendar."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self.area.setPlaceholderText("2026-03-15T10:00:00+08:00")
        pick = ToolButton("calendar", _PICK, side_px=18, parent=self)
        pick.clicked.connect(self._open_calendar)
        self.add_to_label(pick)

    def _open_calendar(self) -> None:
        open_calendar(self.area, date_from(self.area.value()[:10]), self._take)

    def _take(self, day: QDate) -> None:
        rest = self.area.value()[10:] if date_from(self.area.value()[:10]) else "T10:00:00+08:00"
        text = f"{day.year():04}-{day.month():02}-{day.day():02}{rest}"
        self.area.set_value(text)
        self.tell(text)


def time_from(text: str) -> time | None:
    """The hour a person wrote, None when it is none; a full-width colon is understood."""
    hours, _, minutes = text.strip().replace("：", ":").partition(":")
    if hours.isdecimal() and (minutes or "0").isdecimal() and int(hours) < 24 and int(minutes or 0) < 60:
        return time(int(hours), int(minutes or 0))
    return None


def date_from(text: str) -> date | None:
    """The day a person wrote, None when it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def open_calendar(below: QWidget, day: date | None, taken: object) -> QWidget:
    """Open a calendar under a widget; *taken* is a slot that gets the QDate."""
    popup = QWidget(below, Qt.WindowType.Popup)
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = QCalendarWidget(popup)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    if day is not None:
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    calendar.activated.connect(taken)
    calendar.clicked.connect(taken)
    calendar.clicked.connect(popup.close)
    column = QVBoxLayout(popup)
    column.setContentsMargins(4, 4, 4, 4)
    column.addWidget(calendar)
    popup.move(below.mapToGlobal(QPoint(0, below.height() + 4)))
    popup.show()
    calendar.setFocus()
    return popup
