"""One comparison of a condition: a variable, how it is compared, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from runtime.flow.condition import OPERATORS, OPERATORS_OF, ConditionRow
from runtime.flow.values import ValueType, as_text
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import ToolButton
from widgets.form.choice_fields import OneChoice
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.loose_fields import LooseValueField, VariableField
from widgets.form.number_field import number_from
from widgets.form.spec import specs_of

_REMOVE: Final = Wording("移除这一条", "Remove this comparison")
_MOMENTS: Final = ("before", "since")
"""They compare with a day and an hour, which need a line of their own."""
_NEEDS_NO_VALUE: Final = ("is_set", "not_set")


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
        self._second = second = QHBoxLayout()
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
        ways = QBoxLayout.Direction
        is_moment = row.operator in _MOMENTS
        self._second.setDirection(ways.TopToBottom if is_moment else ways.LeftToRight)
        self._second.setSpacing(4 if is_moment else 6)

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
