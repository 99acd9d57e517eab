"""What the inspector shows while several nodes are selected: how many, which, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.inspector.edits import icon_of
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.wording import Wording
from widgets.common import Button, Label, ListRow
from widgets.theme.measures import PANE_PADDING, SPACE_8, SPACE_12

_COUNT: Final = Wording("已选 {count} 个节点", "{count} nodes selected")
_DUPLICATE: Final = Wording("再制 {count} 个节点", "Duplicate {count} nodes")
_DELETE: Final = Wording("删除 {count} 个节点", "Delete {count} nodes")
_MORE: Final = Wording("还有 {count} 个", "{count} more")
_MOST_ROWS: Final = 12


class SeveralPane(QWidget):
    """Lists the selected nodes; a click on one selects it alone."""

    node_chosen = Signal(object)
    duplicate_requested = Signal()
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label("", "section_title", parent=self)
        self._rows: dict[ListRow, NodeId] = {}
        self._rest = Label("", "label", "text_second", parent=self)
        self.duplicate = Button(_DUPLICATE, icon_name="duplicate", parent=self)
        self.delete = Button(_DELETE, icon_name="trash", parent=self)
        self.duplicate.clicked.connect(self.duplicate_requested)
        self.delete.clicked.connect(self.delete_requested)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PANE_PADDING, SPACE_12, PANE_PADDING, SPACE_12)
        self._column.setSpacing(SPACE_8)
        for widget in (self._count, self.duplicate, self.delete, self._rest):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def show_nodes(self, nodes: Sequence[Node]) -> None:
        """Show these nodes."""
        for label, words in ((self.duplicate, _DUPLICATE), (self.delete, _DELETE)):
            label.set_words(words.format(count=len(nodes)))
        self._count.set_words(_COUNT.format(count=len(nodes)))
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()
        for node in nodes[:_MOST_ROWS]:
            row = ListRow(node.named(), icon_name=icon_of(node), category=node.category, parent=self)
            row.clicked.connect(self._choose)
            self._column.insertWidget(self._column.count() - 2, row)
            self._rows[row] = node.id
        rest = len(nodes) - _MOST_ROWS
        self._rest.setVisible(rest > 0)
        self._rest.set_words(_MORE.format(count=rest))

    def _choose(self) -> None:
        row = self.sender()
        if isinstance(row, ListRow):
            self.node_chosen.emit(self._rows[row])
