"""The variables of a flow as rows: name and type in one line, the rest when opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from runtime.flow.values import ValueType
from runtime.flow.variable import Variable
from runtime.records import FieldPath, Hint
from runtime.wording import Wording
from widgets.common import ChoiceField, ToolButton
from widgets.form import FormContext, Problem
from widgets.form.fresh import fresh_item
from widgets.form.item_frame import Grip
from widgets.form.line_edit import LineEdit
from widgets.form.list_field import ListField
from widgets.form.problem_note import ProblemNote
from widgets.form.record_fields import RecordFields
from widgets.form.spec import FieldSpec
from widgets.language import language_changed, tr
from widgets.theme.measures import FIELD_GAP

_LABEL: Final = Wording("变量", "Variables")
_ADD: Final = Wording("添加变量", "Add a variable")
_NAME: Final = Wording("变量名", "Name")
_TYPE: Final = Wording("类型", "Type")
_DETAILS: Final = Wording("默认值与样例", "Default and sample")
_REMOVE: Final = Wording("移除变量", "Remove the variable")
_NO_NAME: Final = Wording(
    "变量名以文字开头，只含文字、数字和下划线，最多 40 个字。",
    "A name begins with a letter and has letters, digits and underscores only, 40 at most.",
)
_TAKEN: Final = Wording("已经有变量叫「{name}」。", "There is a variable called {name} already.")


_NARROW_PX = 72
"""Least width of a field of a row; the narrowest inspector has room for two beside the buttons."""


class VariableRow(QWidget):
    """Edits one variable; a new name counts when the field is left, so that uses can follow it."""

    changed = Signal(object, object, bool)
    renamed = Signal(str, str)
    """Old name and new name."""
    finished = Signal()
    moved = Signal(int)
    removed = Signal()
    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._variable: Variable | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._grip = Grip(self)
        self.name = LineEdit(self)
        self.type = ChoiceField(_TYPE, self)
        self.details_button = ToolButton("chevron_right", _DETAILS, side_px=24, parent=self)
        self.details_button.setCheckable(True)
        self._remove = ToolButton("trash", _REMOVE, side_px=24, parent=self)
        self._note = ProblemNote(self)
        self._fields = RecordFields(Variable, context, self, skipped=("name", "type"))
        self._fields.setContentsMargins(22, 4, 0, 8)
        self._fields.hide()
        self._build()
        language_changed.connect(self._rename_types)
        self._rename_types()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._grip)
        line.addWidget(self.name, 3)
        line.addWidget(self.type, 2)
        line.addWidget(self.details_button)
        line.addWidget(self._remove)
        self.name.setMinimumWidth(_NARROW_PX)
        self.type.setMinimumWidth(_NARROW_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(FIELD_GAP // 3)
        column.addLayout(line)
        column.addWidget(self._note)
        column.addWidget(self._fields)
        self._grip.moved.connect(self.moved)
        self._grip.removed.connect(self.removed)
        self._grip.dragged.connect(self.dragged)
        self._grip.dropped.connect(self.dropped)
        self._remove.clicked.connect(self.removed)
        self.details_button.toggled.connect(self._open)
        self.name.finished.connect(self._take_name)
        self.name.returnPressed.connect(self._take_name)
        self.type.currentIndexChanged.connect(self._take_type)
        self._fields.changed.connect(self.changed)
        self._fields.finished.connect(self.finished)

    def show_item(self, item: object, index: int) -> None:
        """Show a variable in place."""
        assert isinstance(item, Variable)
        is_other = self._variable is None or self._variable.name != item.name
        self._variable = item
        if is_other or not self.name.hasFocus():
            self.name.setText(item.name)
        with QSignalBlocker(self.type):
            self.type.setCurrentIndex(list(ValueType).index(item.type))
        self._fields.set_record(item)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with the variable."""
        self._note.show_problems([Problem((), each.sentence, each.severity) for each in problems])

    def focus_path(self, path: FieldPath) -> bool:
        """Give the focus to the name, or open the details and give it to one of their fields."""
        if path and path[0] not in {"name", "type"}:
            self.details_button.setChecked(True)
            return self._fields.focus_path(path)
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()
        return True

    def say(self, sentence: Wording | None) -> None:
        """Show why a name was not taken."""
        self._note.show_problems([Problem((), sentence)] if sentence is not None else [])

    def _open(self, is_open: bool) -> None:
        self.details_button.set_icon_name("chevron_down" if is_open else "chevron_right")
        self._fields.setVisible(is_open)

    def _take_name(self) -> None:
        if self._variable is None or self.name.text().strip() == self._variable.name:
            return
        try:
            named = self._variable.with_changes(name=self.name.text().strip())
        except ValidationError:
            self.say(_NO_NAME)
            return
        self.say(None)
        self.renamed.emit(self._variable.name, named.name)

    def _take_type(self, index: int) -> None:
        if self._variable is not None and index >= 0:
            kind = list(ValueType)[index]
            self.changed.emit((), self._variable.model_copy(update={"type": kind, "default": None}), False)

    def _rename_types(self) -> None:
        with QSignalBlocker(self.type):
            index = max(0, self.type.currentIndex())
            self.type.clear()
            self.type.addItems([tr(kind.wording) for kind in ValueType])
            self.type.setCurrentIndex(index)
        self.name.setAccessibleName(tr(_NAME))


class VariablesField(ListField):
    """Lists the variables of a flow."""

    renamed = Signal(str, str)
    """Old name and new name, both sound and the new one free."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        spec = FieldSpec("variables", Hint(_LABEL), tuple[Variable, ...], (), has_hint=True)
        super().__init__(spec, context, _ADD, parent)

    def make_row(self) -> QWidget:
        row = VariableRow(self.context, self)
        row.changed.connect(self._row_changed)
        row.renamed.connect(self._row_renamed)
        row.finished.connect(self.finished)
        return row

    def new_item(self) -> object:
        return fresh_item(Variable, self.items)

    def _row_changed(self, path: FieldPath, value: object, typed: bool) -> None:
        row = self.sender()
        if isinstance(row, VariableRow):
            self.item_changed(row, path, value, typed)

    def _row_renamed(self, old: str, new: str) -> None:
        row = self.sender()
        if not isinstance(row, VariableRow):
            return
        if any(isinstance(item, Variable) and item.name == new for item in self.items):
            row.say(_TAKEN.format(name=new))
            return
        self.renamed.emit(old, new)
