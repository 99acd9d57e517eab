"""What a tap on an entry of the fixed menu does: nothing yet, a reply, or an action."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Button, ButtonKind
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.fresh import fresh_suggestion
from widgets.form.problem import Problem
from widgets.form.spec import FieldSpec
from widgets.form.suggestion_row import SuggestionRow

_ADD = Wording("设置点了以后做什么", "Say what a tap does")


class TapField(Field):
    """Edits one optional suggestion whose text is that of the record around it."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        self._text = ""
        self._is_taken = False
        self._row: SuggestionRow | None = None
        self._box = QWidget(self)
        self._rows = QVBoxLayout(self._box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.add_button = Button(_ADD, ButtonKind.LINK, icon_name="plus", small=True, parent=self._box)
        self.add_button.clicked.connect(self._start)
        self._rows.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.adopt(self._box, named=self.add_button)

    @property
    def row(self) -> SuggestionRow | None:
        """The row of the suggestion, None while there is none."""
        return self._row

    @property
    def is_empty(self) -> bool:
        return self._value is None and self._is_taken

    def rename(self) -> None:
        """The button and the row keep names of their own."""

    def see_record(self, record: BaseModel) -> None:
        self._text = str(getattr(record, "text", ""))
        self._is_taken = bool(getattr(record, "is_list", False))

    def show_value(self, value: object) -> None:
        self.add_button.setVisible(value is None)
        if not isinstance(value, Suggestion):
            if self._row is not None:
                self._rows.removeWidget(self._row)
                self._row.hide()
                self._row.deleteLater()
                self._row = None
            return
        if self._row is None:
            self._row = SuggestionRow(self.context, self._box, has_text=False)
            self._row.changed.connect(self.changed)
            self._row.finished.connect(self.finished)
            self._row.fix_requested.connect(self.fix_requested)
            self._row.removed.connect(self._remove)
            self._rows.addWidget(self._row)
            self._row.show()
        self._row.show_item(value, 0)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        if self._row is not None:
            self._row.show_problems(problems)
        self._note.show_problems([each for each in problems if self._row is None])

    def focus_path(self, path: FieldPath) -> bool:
        if self._row is None:
            self.add_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return self._row.focus_path(path)

    def _start(self) -> None:
        self._put(fresh_suggestion(self._text))
        if self._row is not None:
            self._row.chip.setChecked(True)
            self._row.chip.setFocus()

    def _remove(self) -> None:
        self._put(None)
        self.add_button.setFocus()

    def _put(self, suggestion: Suggestion | None) -> None:
        self.show_value(suggestion)
        self.tell(suggestion)
