"""What the inspector shows while nothing is selected: the scenario itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from pydantic import ValidationError
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.document.renaming import rename_variable
from editor.document.store import Store
from editor.inspector.edits import flow_head, put_flow_value
from editor.inspector.variable_rows import VariablesField
from runtime.flow.issue import Issue
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Button, FlowLayout, Label
from widgets.form import FormContext, FormView, Problem
from widgets.theme.measures import PANE_PADDING

_TAKE: Final = Wording("从聊天机器人库取用…", "Take one of the library…")
_KEEP: Final = Wording("存进聊天机器人库", "Keep in the library")
_EMPTY: Final = Wording("选中一个节点，在这里修改内容", "Select a node to edit it here")


class FlowPane(QWidget):
    """Edits name, purpose, limits, chatbot and variables of the flow."""

    def __init__(
        self, store: Store, context: FormContext, seal: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._seal = seal
        self._line = Label(_EMPTY, "label", "text_second", wraps=True, parent=self)
        self._line.setContentsMargins(PANE_PADDING, 10, PANE_PADDING, 0)
        self.form = FormView(context, self)
        self.take_chatbot = Button(_TAKE, small=True, icon_name="import", parent=self)
        self.keep_chatbot = Button(_KEEP, small=True, icon_name="export", parent=self)
        self.form.add_below(self._chatbot_row())
        self.variables = VariablesField(context)
        self.form.add_below(self.variables)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self.form, 1)
        self.form.changed.connect(self._changed)
        self.form.edit_finished.connect(self._finished)
        self.variables.changed.connect(self._variables_changed)
        self.variables.finished.connect(self._finished)
        self.variables.renamed.connect(self._rename)

    def _chatbot_row(self) -> QWidget:
        row = QWidget()
        line = FlowLayout(row)
        line.addWidget(self.take_chatbot)
        line.addWidget(self.keep_chatbot)
        return row

    def show_flow(self) -> None:
        """Show the flow as it is now."""
        head = flow_head(self._store)
        self.form.set_record(head, identity=head.id)
        self.variables.set_value(head.variables)

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """Show the issues that concern no node at their fields."""
        own = [Problem(issue.path, issue.sentence, issue.severity) for issue in issues if issue.node is None]
        self.form.show_problems(own)

    def focus_path(self, path: FieldPath) -> bool:
        """Give the focus to a field of the flow."""
        if path and path[0] == "variables":
            return self.variables.focus_path(path[1:])
        return self.form.focus_path(path)

    def _changed(self, path: FieldPath, value: object, merge: str) -> None:
        try:
            put_flow_value(self._store, path, value, merge)
        except (LookupError, ValidationError):
            self.show_flow()

    def _variables_changed(self, path: FieldPath, value: object, typed: bool) -> None:
        whole = ("variables", *path)
        self._changed(whole, value, "/".join(map(str, whole)) if typed else "")

    def _rename(self, old: str, new: str) -> None:
        rename_variable(self._store, old, new)

    def _finished(self) -> None:
        self._seal()
