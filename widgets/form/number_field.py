"""A number, and a length of time as a number with its unit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import ChoiceField, Label
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.line_edit import LineEdit
from widgets.form.spec import FieldSpec
from widgets.language import tr
from widgets.theme.measures import SPACE_8


def number_from(text: str) -> float | None:
    """The number a person wrote, None when it is none; full-width digits and commas are understood."""
    try:
        number = float(text.strip().replace("，", "").replace(",", "").replace("．", "."))
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None


def number_words(number: float) -> str:
    """The number as people write it: 60, not 60.0."""
    return str(int(number)) if float(number).is_integer() else f"{number:.10g}"


class NumberField(Field):
    """Takes a number; arrow keys step by one; an empty optional field is None."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self._is_whole = int in spec.plain_types and float not in spec.plain_types
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8)
        self.edit = LineEdit(row)
        self.edit.textEdited.connect(self._typed)
        self.edit.stepped.connect(self._step)
        self.edit.finished.connect(self._leave)
        line.addWidget(self.edit, 1)
        if spec.hint.unit is not None:
            line.addWidget(Label(spec.hint.unit, "body", "text_second", parent=row))
        self.adopt(row, named=self.edit)

    def show_value(self, value: object) -> None:
        words = number_words(value) if isinstance(value, int | float) else ""
        if number_from(self.edit.text()) != value or not self.edit.hasFocus():
            self.edit.setText(words)

    def clear_control(self) -> None:
        self.edit.clear()

    def _typed(self, text: str) -> None:
        if not text.strip() and self.spec.is_optional:
            self.tell(None, typed=True)
            return
        number = number_from(text)
        if number is not None and (not self._is_whole or number.is_integer()):
            self.tell(int(number) if self._is_whole else number, typed=True)

    def _step(self, step: int) -> None:
        now = self._value if isinstance(self._value, int | float) else 0
        changed = now + step
        self.edit.setText(number_words(changed))
        self.tell(changed, typed=True)

    def _leave(self) -> None:
        """Show what counts when something unreadable was left behind."""
        if isinstance(self._value, int | float):
            self.edit.setText(number_words(self._value))
        elif self._value is None:
            self.edit.clear()
        self.finished.emit()


_UNITS: Final = (
    (1, Wording("秒", "seconds")),
    (60, Wording("分钟", "minutes")),
    (3600, Wording("小时", "hours")),
    (86400, Wording("天", "days")),
)


class DurationField(Field):
    """A length of time in whole seconds, written as a number and a unit."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8)
        self.edit = LineEdit(row)
        self.unit = ChoiceField(Wording("单位", "Unit"), row)
        self.edit.textEdited.connect(self._typed)
        self.edit.stepped.connect(self._step)
        self.edit.finished.connect(self.finished)
        line.addWidget(self.edit, 1)
        line.addWidget(self.unit, 1)
        self.adopt(row, named=self.edit)
        self.unit.currentIndexChanged.connect(self._picked)

    def show_value(self, value: object) -> None:
        seconds = int(value) if isinstance(value, int | float) else 0
        if self._seconds() == seconds and self.edit.text():
            return
        size = 3600 if seconds in {0, 86400} else max(size for size, _ in _UNITS if seconds % size == 0)
        with QSignalBlocker(self.unit):
            self.unit.setCurrentIndex([each for each, _ in _UNITS].index(size))
        self.edit.setText(number_words(seconds / size))

    def clear_control(self) -> None:
        with QSignalBlocker(self.unit):
            self.unit.setCurrentIndex([each for each, _ in _UNITS].index(3600))
        self.edit.clear()

    def rename(self) -> None:
        super().rename()
        with QSignalBlocker(self.unit):
            index = max(0, self.unit.currentIndex())
            self.unit.clear()
            self.unit.addItems([tr(words) for _, words in _UNITS])
            self.unit.setCurrentIndex(index)

    def _seconds(self) -> int | None:
        number = number_from(self.edit.text())
        if number is None or number < 0 or self.unit.currentIndex() < 0:
            return None
        return round(number * _UNITS[self.unit.currentIndex()][0])

    def _typed(self, _text: str) -> None:
        seconds = self._seconds()
        if seconds is not None:
            self.tell(seconds, typed=True)

    def _picked(self, _index: int) -> None:
        seconds = self._seconds()
        if seconds is not None:
            self.tell(seconds)

    def _step(self, step: int) -> None:
        number = number_from(self.edit.text()) or 0
        self.edit.setText(number_words(max(0, number + step)))
        self._typed("")
