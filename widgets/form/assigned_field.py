"""What a variable becomes: a text with insertions or an expression, as the field beside it says."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import ToolButton
from widgets.form.context import FormContext
from widgets.form.counter import fill_of
from widgets.form.expression_watch import ExpressionWatch
from widgets.form.field import Field
from widgets.form.problem import Problem
from widgets.form.spec import FieldSpec
from widgets.form.text_area import TextArea
from widgets.form.text_field import INSERT
from widgets.language import tr

_TEXT = Wording("写文字，或插入变量", "Write text or insert a variable")
_FORMULA = Wording("例如：积分 + 10", "For example: points + 10")


class AssignedField(Field):
    """Keeps one editor for texts and one for expressions and shows the one that the record's kind wants."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.text = TextArea(context, has_insertions=True, parent=box)
        self.formula = TextArea(context, role="code", many_lines=True, is_expression=True, parent=box)
        self.formula.set_least_lines(1)
        self.area = self.text
        for area in (self.text, self.formula):
            column.addWidget(area)
            area.edited.connect(self._edited)
            area.finished.connect(self.finished)
        self.watch = ExpressionWatch(self.formula, context, "any", box)
        column.addWidget(self.watch)
        self.watch.fix_requested.connect(self.fix_requested)
        self.watch.hide()
        self.formula.hide()
        self._insert = ToolButton("variable", INSERT, side_px=18, parent=self)
        self._insert.clicked.connect(self._open_completion)
        self.add_to_label(self._insert)
        self.adopt(box, named=self.text)
        self._value = ""
        self.recount()

    def see_record(self, record: BaseModel) -> None:
        is_formula = getattr(record, "kind", "text") == "expression"
        self.area = self.formula if is_formula else self.text
        self.formula.setVisible(is_formula)
        self.watch.setVisible(is_formula)
        self.text.setVisible(not is_formula)
        self._body = self.area
        self.rename()

    def show_value(self, value: object) -> None:
        for area in (self.text, self.formula):
            area.set_value(value if isinstance(value, str) else "")
        self.watch.look()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        is_formula = self.area is self.formula
        others = self.watch.take_fix(problems)
        super().show_problems(others if is_formula else problems)

    def recount(self) -> None:
        limits = self.context.limits(self.spec.hint.limit)
        self.area.set_limits(limits)
        self.show_fill(fill_of(self.area.value(), limits, self.spec.hint.limit))

    def rename(self) -> None:
        super().rename()
        self.text.setPlaceholderText(tr(_TEXT))
        self.formula.setPlaceholderText(tr(_FORMULA))

    def focus_path(self, path: FieldPath) -> bool:
        self.area.setFocus()
        return True

    def _open_completion(self) -> None:
        self.area.open_completion()

    def _edited(self, text: str) -> None:
        other = self.formula if self.area is self.text else self.text
        other.set_value(text)
        self.tell(text, typed=True)
