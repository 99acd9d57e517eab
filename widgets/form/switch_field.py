"""Yes or no."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from widgets.common import Label, Switch
from widgets.form.context import FormContext
from widgets.form.field import SEVERAL_VALUES, Field
from widgets.form.spec import FieldSpec


class SwitchField(Field):
    """A switch with its label beside it."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent, has_label=False)
        self._switch = Switch(spec.hint.label, self, wraps=True)
        self._switch.toggled.connect(self.tell)
        self.adopt(self._switch)
        self._value = False

        self._several = Label(SEVERAL_VALUES, "label", "text_second", parent=self)
        self._several.hide()
        self._column.addWidget(self._several)

    def show_value(self, value: object) -> None:
        self._several.hide()
        self._switch.setChecked(bool(value))

    def clear_control(self) -> None:
        with QSignalBlocker(self._switch):
            self._switch.setChecked(False)
        self._several.show()
