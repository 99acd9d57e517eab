"""The exits of a node with the nodes they lead to: wiring without a pointer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.document.store import Store
from editor.inspector.fixes import can_fix
from runtime.flow.exit import Exit
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue
from runtime.flow.node import Node
from runtime.wording import Wording
from widgets.common import ChoiceField, Label
from widgets.form import Problem
from widgets.form.problem_note import ProblemNote
from widgets.language import tr
from widgets.theme.measures import FIELD_GAP, LABEL_GAP

_TITLE: Final = Wording("出口接到", "Exits lead to")
_NOWHERE: Final = Wording("未连接", "Not connected")
_LEADS: Final = Wording("出口「{label}」接到", "Exit {label} leads to")


class TargetField(ChoiceField):
    """Chooses a target; the list is filled only when it is needed, for flows have many nodes."""

    chosen = Signal(object)
    """Id of the target, None for nowhere."""

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(_TITLE, parent)
        self._store = store
        self._target: NodeId | None = None
        self._is_filled = False
        self.currentIndexChanged.connect(self._picked)

    def show_target(self, target: NodeId | None) -> None:
        """Show where the exit leads now."""
        self._target = target
        self._is_filled = False
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self._words(target), target)
        if self.hasFocus():
            self.fill()

    def fill(self) -> None:
        """List every node that may be entered."""
        if self._is_filled:
            return
        self._is_filled = True
        with QSignalBlocker(self):
            self.clear()
            self.addItem(tr(_NOWHERE), None)
            for node in self._store.nodes.values():
                if node.has_entry:
                    self.addItem(tr(node.named()), node.id)
            self.setCurrentIndex(max(0, self.findData(self._target)))

    def restyle(self) -> None:
        """Take words and sizes anew."""
        super().restyle()
        if hasattr(self, "_store") and not self._is_filled and self.count():
            self.setItemText(0, self._words(self._target))

    def showPopup(self) -> None:
        self.fill()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.fill()
        super().focusInEvent(event)

    def _words(self, target: NodeId | None) -> str:
        return (
            tr(self._store.node(target).named()) if target in self._store.nodes and target else tr(_NOWHERE)
        )

    def _picked(self, index: int) -> None:
        target = self.itemData(index)
        if index >= 0 and target != self._target:
            self._target = target
            self.chosen.emit(target)


class ExitRow(QWidget):
    """One exit: its label, its target, what is wrong with it."""

    chosen = Signal(object)
    fix_requested = Signal(object)

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.exit_name: ExitName = ExitName("")
        self._label = Label("", "label", "text_second", parent=self)
        self.field = TargetField(store, self)
        self._note = ProblemNote(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_GAP)
        for widget in (self._label, self.field, self._note):
            column.addWidget(widget)
        self.field.chosen.connect(self.chosen)
        self._note.fix_requested.connect(self.fix_requested)

    def show_exit(self, way: Exit) -> None:
        """Show an exit in place."""
        note = f" · {tr(way.note)}" if way.note is not None else ""
        self.exit_name = way.name
        self._label.set_words(Wording(way.label.zh + note, way.label.en + note))
        self.field.show_target(way.target)
        self.field.setAccessibleName(tr(_LEADS.format(label=way.label)))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with the exit."""
        self._note.show_problems(problems)


class ExitList(QWidget):
    """Lists all exits of a node; choosing a target is one edit."""

    fix_requested = Signal(object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._node_id: NodeId | None = None
        self._rows: list[ExitRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(FIELD_GAP)
        self._title = Label(_TITLE, "body_strong", parent=self)
        self._column.addWidget(self._title)

    @property
    def rows(self) -> Sequence[ExitRow]:
        """One row for each exit, in their order."""
        return tuple(self._rows)

    def show_node(self, node: Node) -> None:
        """Show the exits of a node; rows are reused."""
        self._node_id = node.id
        exits = node.exits()
        while len(self._rows) > len(exits):
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(exits):
            row = ExitRow(self._store, self)
            row.chosen.connect(self._connect)
            row.fix_requested.connect(self.fix_requested)
            self._rows.append(row)
            self._column.addWidget(row)
            row.show()
        for row, way in zip(self._rows, exits, strict=True):
            row.show_exit(way)
        self.setVisible(bool(exits))

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """Show each issue at its exit."""
        for row in self._rows:
            own = [
                Problem((), issue.sentence, issue.severity, fix_words(issue), issue)
                for issue in issues
                if issue.exit == row.exit_name
            ]
            row.show_problems(own)

    def focus_exit(self, name: ExitName) -> bool:
        """Give the focus to the target of an exit; False when the node has no such exit."""
        for row in self._rows:
            if row.exit_name == name:
                row.field.setFocus()
                return True
        return False

    def _connect(self, target: NodeId | None) -> None:
        row, nodes = self.sender(), self._store.nodes
        # What was listed may have gone while the list was open.
        is_there = self._node_id in nodes and (target is None or target in nodes)
        if isinstance(row, ExitRow) and self._node_id is not None and is_there:
            connect_exit(self._store, self._node_id, row.exit_name, target)


def fix_words(issue: Issue) -> Wording | None:
    """What the repair of an issue is called, None when there is none that can be made."""
    return issue.fix.label if issue.fix is not None and can_fix(issue) else None


def connect_exit(store: Store, node_id: NodeId, exit_name: ExitName, target: NodeId | None) -> None:
    """Let an exit lead to a node, or nowhere, as one edit."""
    if target is None:
        name = Wording("断开连接", "Disconnect")
    else:
        name = Wording("接到「{name}」", "Connect to {name}").format(name=store.node(target).named())
    with store.edit(name) as draft:
        draft.connect(node_id, exit_name, target)
