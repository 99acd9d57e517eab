"""A condition: rows of variable, comparison and value, or an expression."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from runtime.flow.condition import OPERATORS, OPERATORS_OF, Condition, ConditionRow
from runtime.flow.values import ValueType, as_text
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Choice, Segment, ToolButton
from widgets.form.choice_fields import OneChoice
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.loose_fields import LooseValueField, VariableField
from widgets.form.number_field import number_from
from widgets.form.problem import Problem
from widgets.form.spec import FieldSpec, specs_of
from widgets.form.text_field import TextField
from widgets.theme.measures import SPACE_8

_ROWS, _EXPRESSION = "rows", "expression"
_MODES = (
    Choice(_ROWS, Wording("逐条设置", "Rows")),
    Choice(_EXPRESSION, Wording("写表达式", "Expression")),
)
_ADD = Wording("添加条件", "Add a comparison")
_REMOVE = Wording("移除这一条", "Remove this comparison")
_NEEDS_NO_VALUE = ("is_set", "not_set")


class ComparisonRow(QWidget):
    """One comparison: the variable, below it the operator and the value."""

    changed = Signal(str, object, bool)
    finished = Signal()
    removed = Signal()

    def __init__(self, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        variable, operator, value = specs_of(ConditionRow)
        self.variable = VariableField(variable, context, self, has_label=False)
        self.operator = OneChoice(operator, context, self, has_label=False)
        self.value = LooseValueField(value, context, self, has_label=False)
        remove = ToolButton("close", _REMOVE, side_px=24, parent=self)
        remove.clicked.connect(self.removed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.variable, 1)
        first.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        second = QHBoxLayout()
        second.setSpacing(6)
        second.addWidget(self.operator, 1)
        second.addWidget(self.value, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        for field in (self.variable, self.operator, self.value):
            field.changed.connect(self._told)
            field.finished.connect(self.finished)

    def show_row(self, row: ConditionRow) -> None:
        """Show a comparison in place."""
        self.variable.set_value(row.variable)
        offered = operators_for(row.variable, self._context)
        self.operator.offer(offered if row.operator in offered else (row.operator, *offered))
        self.operator.set_value(row.operator)
        self.value.see_record(row)
        self.value.set_value(row.value)
        self.value.setVisible(row.operator not in _NEEDS_NO_VALUE)

    def _told(self, _path: FieldPath, value: object, typed: bool) -> None:
        field = self.sender()
        if isinstance(field, Field):
            self.changed.emit(field.spec.name, value, typed)


def operators_for(variable: str, context: FormContext) -> Sequence[str]:
    """The operators that can compare a variable, all of them while it is not declared."""
    offer = context.variable(variable)
    return tuple(OPERATORS) if offer is None else OPERATORS_OF[ValueType(offer.value_type)]


def fitted(row: ConditionRow, context: FormContext) -> ConditionRow:
    """The comparison with an operator and a value that its variable can be compared by."""
    offer = context.variable(row.variable)
    if offer is None:
        return row
    offered = operators_for(row.variable, context)
    operator = row.operator if row.operator in offered else offered[0]
    value: str | float | bool = row.value
    if offer.value_type == ValueType.BOOLEAN:
        value = value if isinstance(value, bool) else True
    elif offer.value_type == ValueType.NUMBER:
        number = number_from(value) if isinstance(value, str) else None
        value = "" if isinstance(value, bool) else value if number is None else number
    else:
        value = "" if isinstance(value, bool) else as_text(value)
    return row.with_changes(operator=operator, value=value)


class ConditionField(Field):
    """Edits a condition in one of two ways; switching keeps what the other way holds until it is used."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self._value = Condition()
        self._rows: list[ComparisonRow] = []
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        self._mode = Segment(_MODES, spec.hint.label, parent=box)
        self._mode.changed.connect(self._switch)
        column.addWidget(self._mode)
        self._row_box = QWidget(box)
        self._row_column = QVBoxLayout(self._row_box)
        self._row_column.setContentsMargins(0, 0, 0, 0)
        self._row_column.setSpacing(6)
        join, expression = (each for each in specs_of(Condition) if each.name in {"join", "expression"})
        self._join = OneChoice(join, context, self._row_box, has_label=False)
        self._add = Button(_ADD, ButtonKind.LINK, icon_name="plus", small=True, parent=self._row_box)
        self._add.clicked.connect(self._add_row)
        self._row_column.addWidget(self._join)
        self._row_column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.expression = TextField(expression, context, box, has_label=False)
        column.addWidget(self._row_box)
        column.addWidget(self.expression)
        self._join.changed.connect(self._told)
        self.expression.changed.connect(self._told)
        self.expression.finished.connect(self.finished)
        self.adopt(box, named=self._mode)
        self._show_mode(_ROWS)
        self.show_value(self._value)

    @property
    def condition(self) -> Condition:
        """The condition shown."""
        assert isinstance(self._value, Condition)
        return self._value

    @property
    def rows(self) -> Sequence[ComparisonRow]:
        """One row for each comparison."""
        return tuple(self._rows)

    def rename(self) -> None:
        """The segment names itself."""

    def show_value(self, value: object) -> None:
        assert isinstance(value, Condition)
        if value.expression and self._mode.value() != _EXPRESSION:
            self._show_mode(_EXPRESSION)
        while len(self._rows) > len(value.rows):
            row = self._rows.pop()
            self._row_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(value.rows):
            self._make_row()
        for row, shown in zip(self._rows, value.rows, strict=True):
            row.show_row(shown)
        self._join.set_value(value.join)
        self._join.setVisible(len(value.rows) > 1)
        self.expression.set_value(value.expression)

    def _make_row(self) -> None:
        row = ComparisonRow(self.context, self._row_box)
        row.changed.connect(self._row_changed)
        row.finished.connect(self.finished)
        row.removed.connect(self._remove_row)
        self._row_column.insertWidget(1 + len(self._rows), row)
        self._rows.append(row)
        row.show()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self._note.show_problems(problems)

    def focus_path(self, path: FieldPath) -> bool:
        if self._mode.value() == _EXPRESSION:
            return self.expression.focus_path(())
        target = self._rows[0].variable.body if self._rows else self._add
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _show_mode(self, mode: str) -> None:
        self._mode.set_value(mode)
        self._row_box.setVisible(mode == _ROWS)
        self.expression.setVisible(mode == _EXPRESSION)

    def _switch(self, mode: str) -> None:
        self._show_mode(mode)
        if mode == _ROWS and self.condition.expression:
            self._put(self.condition.model_copy(update={"expression": ""}))
        elif mode == _EXPRESSION and not self.condition.expression:
            self._put(self.condition.model_copy(update={"expression": self.condition.source()}))

    def _put(self, condition: Condition, *, typed: bool = False) -> None:
        self.show_value(condition)
        self.tell(condition, typed=typed)

    def _add_row(self) -> None:
        self._put(self.condition.model_copy(update={"rows": (*self.condition.rows, ConditionRow())}))
        self._rows[-1].variable.body.setFocus()

    def _remove_row(self) -> None:
        row = self.sender()
        if isinstance(row, ComparisonRow):
            index = self._rows.index(row)
            rows = self.condition.rows
            self._put(self.condition.model_copy(update={"rows": (*rows[:index], *rows[index + 1 :])}))

    def _row_changed(self, name: str, value: object, typed: bool) -> None:
        row = self.sender()
        if not isinstance(row, ComparisonRow):
            return
        index = self._rows.index(row)
        rows = list(self.condition.rows)
        rows[index] = rows[index].model_copy(update={name: value})
        if name == "variable":
            rows[index] = fitted(rows[index], self.context)
        self._put(self.condition.model_copy(update={"rows": tuple(rows)}), typed=typed)

    def _told(self, _path: FieldPath, value: object, typed: bool) -> None:
        field = self.sender()
        if isinstance(field, Field):
            self.tell(self.condition.model_copy(update={field.spec.name: value}), typed=typed)
