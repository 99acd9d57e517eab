"""A list of suggestions: those of a card, or the chips under a message."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.form.context import FormContext
from widgets.form.fresh import fresh_suggestion
from widgets.form.list_field import ListField
from widgets.form.spec import FieldSpec
from widgets.form.suggestion_row import SuggestionRow

_ADD = Wording("添加建议", "Add a suggestion")


class SuggestionsField(ListField):
    """One row for each suggestion; Enter in a text goes to the next row, in the last one adds another."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, _ADD, parent)

    def make_row(self) -> QWidget:
        row = SuggestionRow(self.context, self)
        row.changed.connect(self._row_changed)
        row.finished.connect(self.finished)
        row.fix_requested.connect(self.fix_requested)
        row.submitted.connect(self._next)
        return row

    def new_item(self) -> object:
        return fresh_suggestion()

    def _row_changed(self, path: FieldPath, value: object, typed: bool) -> None:
        row = self.sender()
        if isinstance(row, SuggestionRow):
            self.item_changed(row, path, value, typed)

    def _next(self) -> None:
        row = self.sender()
        if not isinstance(row, SuggestionRow):
            return
        index = self.rows.index(row) + 1
        if index < len(self.rows):
            self.focus_path((index,))
        elif row.area.value():
            self.add_item()
