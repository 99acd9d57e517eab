"""A text of one or many lines, with insertions where the record allows them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from runtime.wording import Wording
from widgets.common import ToolButton
from widgets.form.context import FormContext
from widgets.form.counter import fill_of
from widgets.form.field import Field
from widgets.form.spec import FieldSpec
from widgets.form.text_area import TextArea
from widgets.language import tr

INSERT = Wording("插入变量", "Insert a variable")


class TextField(Field):
    """Edits a text; counts it in the wire's unit and tints what is over the limit."""

    def __init__(
        self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None, *, has_label: bool = True
    ) -> None:
        super().__init__(spec, context, parent, has_label=has_label)
        hint = spec.hint
        self.area = TextArea(
            context,
            many_lines=hint.widget == "long_text",
            has_insertions=hint.template,
            role="code" if hint.expression else "body",
            parent=self,
        )
        self.area.edited.connect(self._edited)
        self.area.finished.connect(self.finished)
        self.adopt(self.area)
        if hint.template and has_label:
            button = ToolButton("variable", INSERT, side_px=18, parent=self)
            button.clicked.connect(self.area.open_completion)
            self.add_to_label(button)
        self._value = ""
        self.recount()

    def show_value(self, value: object) -> None:
        self.area.set_value(value if isinstance(value, str) else "")

    def recount(self) -> None:
        limit = self.context.limit(self.spec.hint.limit)
        self.area.set_limit(limit)
        self.show_fill(fill_of(self.area.value(), limit) if limit is not None else None)

    def rename(self) -> None:
        super().rename()
        if self.spec.hint.placeholder is not None:
            self.area.setPlaceholderText(tr(self.spec.hint.placeholder))

    def _edited(self, text: str) -> None:
        self.tell(text, typed=True)
