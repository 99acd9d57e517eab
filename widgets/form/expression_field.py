"""An expression: completion while it is written, what is wrong in place, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from widgets.form.context import FormContext
from widgets.form.expression_watch import ExpressionWatch
from widgets.form.problem import Problem
from widgets.form.spec import FieldSpec
from widgets.form.text_field import TextField


class ExpressionField(TextField):
    """Edits an expression of the type its hint wants."""

    def __init__(
        self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None, *, has_label: bool = True
    ) -> None:
        super().__init__(spec, context, parent, has_label=has_label)
        self.watch = ExpressionWatch(self.area, context, spec.hint.expression, self)
        self.watch.fix_requested.connect(self.fix_requested)
        self._column.insertWidget(self._column.indexOf(self._help), self.watch)

    def show_value(self, value: object) -> None:
        super().show_value(value)
        self.watch.look()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        super().show_problems(self.watch.take_fix(problems))
