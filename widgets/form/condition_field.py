"""A condition: comparisons in rows and groups, or the same as an expression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runtime.flow.condition import Condition, ConditionRow
from runtime.flow.condition_reading import MOST_ROWS, rows_of
from runtime.flow.values import ValueType
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Choice, FlowLayout, Label, Segment
from widgets.form.choice_fields import OneChoice
from widgets.form.comparison_row import ComparisonRow, fitted
from widgets.form.context import FormContext
from widgets.form.expression_field import ExpressionField
from widgets.form.field import Field
from widgets.form.problem import Problem
from widgets.form.spec import FieldSpec, specs_of
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8

_ROWS: Final = "rows"
_EXPRESSION: Final = "expression"
_MODES: Final = (
    Choice(_ROWS, Wording("逐条设置", "Rows")),
    Choice(_EXPRESSION, Wording("写表达式", "Expression")),
)
_ADD: Final = Wording("添加条件", "Add a comparison")
_ADD_GROUP: Final = Wording("添加一组", "Add a group")
_INSIDE: Final = {
    "all": Wording("其中任一条件", "Any of these"),
    "any": Wording("其中全部条件", "All of these"),
}
"""How the whole is joined → how the rows of a group are."""
_ONLY_EXPRESSION: Final = Wording(
    "这个表达式不能拆成逐条设置，只能在这里改。", "Rows cannot say this; change it here."
)


class GroupBox(QWidget):
    """The rows of one group beside a bar, with how they are joined above."""

    add_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = Label("", "label", "text_second", parent=self)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        add = Button(_ADD, ButtonKind.LINK, icon_name="plus", small=True, parent=self)
        add.clicked.connect(self.add_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 0, 2)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addLayout(self.rows)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_join(self, join: str) -> None:
        """Say how the rows are joined when the whole is joined by *join*."""
        self._words.set_words(_INSIDE[join])

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRect(0, 2, 2, self.height() - 4), current_theme().line_control)


class ConditionField(Field):
    """Edits a condition in one of two ways that mean the same; what rows cannot say stays an expression."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self._value = Condition()
        self._rows: list[ComparisonRow] = []
        self._groups: dict[int, GroupBox] = {}
        self._shape: tuple[int, ...] = ()
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        self._mode = Segment(_MODES, spec.hint.label, parent=box)
        self._mode.changed.connect(self._switch)
        column.addWidget(self._mode)
        join, expression = (each for each in specs_of(Condition) if each.name in {"join", "expression"})
        self._row_box = QWidget(box)
        self._join = OneChoice(join, context, self._row_box, has_label=False)
        self._build_rows()
        self.expression = ExpressionField(expression, context, box, has_label=False)
        self._only = Label(_ONLY_EXPRESSION, "label", "text_second", wraps=True, parent=box)
        self._only.hide()
        for part in (self._row_box, self.expression, self._only):
            column.addWidget(part)
        self._join.changed.connect(self._told)
        self.expression.changed.connect(self._told)
        self.expression.finished.connect(self.finished)
        self.expression.fix_requested.connect(self.fix_requested)
        self.adopt(box, named=self._mode)
        self._show_mode(_ROWS)
        self.show_value(self._value)

    def _build_rows(self) -> None:
        column = QVBoxLayout(self._row_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._row_column = QVBoxLayout()
        self._row_column.setSpacing(6)
        self._add = Button(_ADD, ButtonKind.LINK, icon_name="plus", small=True, parent=self._row_box)
        self._add_group = Button(
            _ADD_GROUP, ButtonKind.LINK, icon_name="plus", small=True, parent=self._row_box
        )
        self._add.clicked.connect(self._add_row)
        self._add_group.clicked.connect(self._start_group)
        buttons = FlowLayout()
        buttons.addWidget(self._add)
        buttons.addWidget(self._add_group)
        column.addWidget(self._join)
        column.addLayout(self._row_column)
        column.addLayout(buttons)

    @property
    def condition(self) -> Condition:
        """The condition shown."""
        assert isinstance(self._value, Condition)
        return self._value

    @property
    def rows(self) -> Sequence[ComparisonRow]:
        """One row for each comparison, in the order of the condition."""
        return tuple(self._rows)

    def rename(self) -> None:
        """The segment names itself."""

    def show_value(self, value: object) -> None:
        assert isinstance(value, Condition)
        if value.expression and self._mode.value() != _EXPRESSION:
            self._show_mode(_EXPRESSION)
        shape = tuple(row.group for row in value.rows)
        if shape != self._shape:
            self._rebuild(shape)
        for row, shown in zip(self._rows, value.rows, strict=True):
            row.show_row(shown)
        for group in self._groups.values():
            group.show_join(value.join)
        self._join.set_value(value.join)
        units = {number or ("alone", index) for index, number in enumerate(shape)}
        self._join.setVisible(len(units) > 1)
        self._add_group.setVisible(bool(value.rows) and len(value.rows) <= MOST_ROWS - 2)
        self._add.setVisible(len(value.rows) < MOST_ROWS)
        self.expression.set_value(value.expression)

    def _rebuild(self, shape: tuple[int, ...]) -> None:
        """Stand as many rows as there are where they belong; those that can stay do."""
        kept = 0
        while kept < min(len(shape), len(self._shape)) and shape[kept] == self._shape[kept]:
            kept += 1
        for row in self._rows[kept:]:
            _drop(row)
        del self._rows[kept:]
        for number in [number for number in self._groups if number not in shape]:
            _drop(self._groups.pop(number))
        for number in shape[kept:]:
            self._rows.append(self._make_row(number))
        self._shape = shape

    def _make_row(self, number: int) -> ComparisonRow:
        if number and number not in self._groups:
            group = GroupBox(self._row_box)
            group.add_requested.connect(self._add_to_group)
            self._groups[number] = group
            self._row_column.addWidget(group)
            group.show()
        row = ComparisonRow(self.context, self._groups[number] if number else self._row_box)
        row.changed.connect(self._row_changed)
        row.finished.connect(self.finished)
        row.removed.connect(self._remove_row)
        (self._groups[number].rows if number else self._row_column).addWidget(row)
        row.show()
        return row

    def show_problems(self, problems: Sequence[Problem]) -> None:
        in_words = self._mode.value() == _EXPRESSION
        others = self.expression.watch.take_fix(problems)
        self._note.show_problems(others if in_words else problems)

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
        self._only.hide()

    def _switch(self, mode: str) -> None:
        condition = self.condition
        if mode == _EXPRESSION:
            self._show_mode(mode)
            if not condition.expression:
                self._put(condition.model_copy(update={"expression": condition.source()}))
            return
        if not condition.expression.strip():
            self._show_mode(mode)
            return
        read = self._in_rows(condition)
        if read is None:
            self._mode.set_value(_EXPRESSION)
            self._only.show()
            return
        self._show_mode(mode)
        self._put(read)

    def _in_rows(self, condition: Condition) -> Condition | None:
        """The expression as rows: those it was made from while nothing was changed, else what it says."""
        kept = condition.model_copy(update={"expression": ""})
        if kept.rows and kept.source() == condition.expression.strip():
            return kept
        types = {offer.name: ValueType(offer.value_type) for offer in self.context.variables}
        return rows_of(condition.expression, types)

    def _put(self, condition: Condition, *, typed: bool = False) -> None:
        self.show_value(condition)
        self.tell(condition, typed=typed)

    def _put_rows(self, rows: Sequence[ConditionRow], *, typed: bool = False) -> None:
        self._put(self.condition.model_copy(update={"rows": tuple(rows)}), typed=typed)

    def _add_row(self) -> None:
        self._put_rows((*self.condition.rows, ConditionRow()))
        self._rows[-1].variable.body.setFocus()

    def _start_group(self) -> None:
        number = max(self._shape, default=0) + 1
        self._put_rows((*self.condition.rows, ConditionRow(group=number), ConditionRow(group=number)))
        self._rows[-2].variable.body.setFocus()

    def _add_to_group(self) -> None:
        box = self.sender()
        number = next((number for number, group in self._groups.items() if group is box), 0)
        if number:
            rows = list(self.condition.rows)
            place = len(rows) - self._shape[::-1].index(number)
            rows.insert(place, ConditionRow(group=number))
            self._put_rows(rows)
            self._rows[place].variable.body.setFocus()

    def _remove_row(self) -> None:
        row = self.sender()
        if isinstance(row, ComparisonRow):
            index = self._rows.index(row)
            self._put_rows([each for place, each in enumerate(self.condition.rows) if place != index])

    def _row_changed(self, name: str, value: object, typed: bool) -> None:
        row = self.sender()
        if not isinstance(row, ComparisonRow):
            return
        index = self._rows.index(row)
        rows = list(self.condition.rows)
        rows[index] = rows[index].model_copy(update={name: value})
        if name == "variable":
            rows[index] = fitted(rows[index], self.context)
        self._put_rows(rows, typed=typed)

    def _told(self, _path: FieldPath, value: object, typed: bool) -> None:
        field = self.sender()
        if isinstance(field, Field):
            changed = self.condition.model_copy(update={field.spec.name: value})
            self._only.hide()
            if field is self._join:
                self.show_value(changed)
            self.tell(changed, typed=typed)


def _drop(widget: QWidget) -> None:
    parent = widget.parentWidget()
    layout = parent.layout() if parent is not None else None
    if layout is not None:
        layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
