"""Values whose form depends on others: lists of words, names of variables, values of a variable's type."""

from __future__ import annotations

import re

from pydantic import BaseModel
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCompleter, QWidget

from runtime.wording import Wording
from widgets.common import Choice, ChoiceField, Segment
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.line_edit import LineEdit
from widgets.form.moment_edit import MomentEdit
from widgets.form.number_field import number_from, number_words
from widgets.form.spec import FieldSpec
from widgets.language import tr

_BETWEEN = re.compile(r"[、，,;；\n]")
_SEPARATED = Wording("用顿号隔开", "Separated by commas")
_NO_VARIABLE = Wording("选一个变量，或写新的名字", "Choose a variable or write a new name")
_YES_NO = (Choice("true", Wording("是", "Yes")), Choice("false", Wording("否", "No")))


class WordsField(Field):
    """A list of words in one line."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self.edit = LineEdit(self)
        self.edit.textEdited.connect(self._typed)
        self.edit.finished.connect(self.finished)
        self.adopt(self.edit)
        self._value = ()

    def show_value(self, value: object) -> None:
        words = value if isinstance(value, tuple) else ()
        if words_from(self.edit.text()) != words:
            self.edit.setText("、".join(str(word) for word in words))

    def rename(self) -> None:
        super().rename()
        self.edit.setPlaceholderText(tr(_SEPARATED))

    def _typed(self, text: str) -> None:
        self.tell(words_from(text), typed=True)


def words_from(text: str) -> tuple[str, ...]:
    """The words of a line, without empty ones."""
    return tuple(word.strip() for word in _BETWEEN.split(text) if word.strip())


class VariableField(Field):
    """The name of a variable: one of the declared, or a new one."""

    def __init__(
        self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None, *, has_label: bool = True
    ) -> None:
        super().__init__(spec, context, parent, has_label=has_label)
        self.list = ChoiceField(spec.hint.label, self)
        self.list.setEditable(True)
        self.list.setInsertPolicy(ChoiceField.InsertPolicy.NoInsert)
        completer = self.list.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.adopt(self.list)
        self._value = ""
        self.recount()
        self.list.editTextChanged.connect(self._typed)

    def show_value(self, value: object) -> None:
        if self.list.currentText() != value:
            with QSignalBlocker(self.list):
                self.list.setEditText(str(value or ""))

    def recount(self) -> None:
        names = [offer.name for offer in self.context.variables]
        if names == [self.list.itemText(index) for index in range(self.list.count())]:
            return
        text = self.list.currentText()
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems(names)
            self.list.setEditText(text)

    def rename(self) -> None:
        super().rename()
        edit = self.list.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(tr(_NO_VARIABLE))
            edit.setAccessibleName(self.list.accessibleName())

    def _typed(self, text: str) -> None:
        self.tell(text.strip(), typed=True)


class LooseValueField(Field):
    """A text, a number or yes/no, as the variable or the type beside it wants."""

    def __init__(
        self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None, *, has_label: bool = True
    ) -> None:
        super().__init__(spec, context, parent, has_label=has_label)
        body = QWidget(self)
        self._wanted = "text"
        self._has_value = True
        self.edit = LineEdit(body)
        self._segment = Segment(_YES_NO, spec.hint.label, parent=body)
        self._segment.hide()
        self._moment: MomentEdit | None = None
        self.edit.textEdited.connect(self._typed)
        self.edit.finished.connect(self.finished)
        self._segment.changed.connect(self._picked)
        self._stack(body)
        self.adopt(body, named=self.edit)
        self._value = ""

    def _stack(self, body: QWidget) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.edit)
        column.addWidget(self._segment)
        self._column_of_edits = column

    def see_record(self, record: BaseModel) -> None:
        offer = self.context.variable(str(getattr(record, "variable", "")))
        own = getattr(record, "type", None)
        self._wanted = offer.value_type if offer is not None else str(own or "text")
        is_boolean = self._wanted == "boolean"
        is_moment = self._wanted == "date"
        if is_moment and self._moment is None:
            self._moment = MomentEdit(self.context, self.body.parentWidget() or self, has_zone=False)
            self._moment.edited.connect(self._moment_told)
            self._moment.finished.connect(self.finished)
            self._column_of_edits.addWidget(self._moment)
        if self._moment is not None:
            self._moment.setVisible(is_moment)
        self.edit.setVisible(not is_boolean and not is_moment)
        self._segment.setVisible(is_boolean)

    def show_value(self, value: object) -> None:
        if isinstance(value, bool):
            self._segment.set_value("true" if value else "false")
            return
        self._segment.clear()
        if self._moment is not None:
            self._moment.show_text(value if isinstance(value, str) else "")
        words = number_words(value) if isinstance(value, int | float) else str(value or "")
        if self.edit.text() != words and not (self.edit.hasFocus() and self._read(self.edit.text()) == value):
            self.edit.setText(words)

    def _read(self, text: str) -> object:
        if not text and self.spec.is_optional:
            return None
        number = number_from(text) if self._wanted == "number" else None
        return text if number is None else number

    def _typed(self, text: str) -> None:
        self.tell(self._read(text), typed=True)

    def _moment_told(self, text: str, typed: bool) -> None:
        self.tell(None if not text and self.spec.is_optional else text, typed=typed)

    def _picked(self, key: str) -> None:
        self.tell(key == "true")
