"""What the inspector shows while several nodes are selected: what they share, which, and what can be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from editor.document.store import Store
from editor.inspector.common_fields import CommonFields
from editor.inspector.edits import icon_of, put_in_all
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Button, FlowLayout, Label, ListRow
from widgets.form import FormContext
from widgets.theme.measures import PANE_PADDING, SPACE_8, SPACE_12

_DUPLICATE: Final = Wording("再制", "Duplicate")
_FRAME: Final = Wording("加框", "Frame")
_DELETE: Final = Wording("删除", "Delete")
_TIPS: Final = {
    "duplicate": Wording("再制 {count} 个节点", "Duplicate {count} nodes"),
    "frame": Wording("给 {count} 个节点加框", "Put a frame around {count} nodes"),
    "delete": Wording("删除 {count} 个节点", "Delete {count} nodes"),
}
_MORE: Final = Wording("还有 {count} 个", "{count} more")
_TOGETHER: Final = Wording("一起修改 {count} 个「{type}」", 'Change {count} × "{type}" together')
_DIFFERENT: Final = Wording(
    "不同类型的节点没有共同的设置：{types}", "Nodes of different types share no settings: {types}"
)
_NODES: Final = Wording("选中的节点", "Selected nodes")
_MOST_ROWS: Final = 12


class SeveralPane(QScrollArea):
    """Edits the settings that nodes of one type share; lists the nodes, a click on one selects it alone."""

    node_chosen = Signal(object)
    duplicate_requested = Signal()
    frame_requested = Signal()
    delete_requested = Signal()

    def __init__(
        self, store: Store, context: FormContext, seal: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._seal = seal
        self._ids: tuple[NodeId, ...] = ()
        self._rows: dict[ListRow, NodeId] = {}
        page = QWidget()
        self._title = Label("", "label", "text_second", wraps=True, parent=page)
        self.common = CommonFields(context, page)
        self._listed = Label(_NODES, "section_title", parent=page)
        self._rest = Label("", "label", "text_second", parent=page)
        self.duplicate = Button(_DUPLICATE, icon_name="duplicate", small=True, parent=page)
        self.frame = Button(_FRAME, icon_name="frame", small=True, parent=page)
        self.delete = Button(_DELETE, icon_name="trash", small=True, parent=page)
        buttons = FlowLayout()
        for button in (self.duplicate, self.frame, self.delete):
            buttons.addWidget(button)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(PANE_PADDING, SPACE_12, PANE_PADDING, SPACE_12)
        self._column.setSpacing(SPACE_8)
        self._column.addLayout(buttons)
        for widget in (self._title, self.common, self._listed, self._rest):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        self.duplicate.clicked.connect(self.duplicate_requested)
        self.frame.clicked.connect(self.frame_requested)
        self.delete.clicked.connect(self.delete_requested)
        self.common.changed.connect(self._changed)
        self.common.finished.connect(self._finished)

    def show_nodes(self, nodes: Sequence[Node]) -> None:
        """Show these nodes, or the same ones after a change."""
        ids = tuple(node.id for node in nodes)
        for key, button in (("duplicate", self.duplicate), ("frame", self.frame), ("delete", self.delete)):
            button.set_tip(_TIPS[key].format(count=len(nodes)))
        self.common.show_nodes(nodes)
        self._title.set_words(_title_of(nodes, has_settings=bool(self.common.fields)))
        if ids != self._ids:
            self.verticalScrollBar().setValue(0)
        self._ids = ids
        self._list(nodes)

    def _list(self, nodes: Sequence[Node]) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()
        for node in nodes[:_MOST_ROWS]:
            row = ListRow(node.named(), icon_name=icon_of(node), category=node.category, parent=self.widget())
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

    def _changed(self, path: FieldPath, value: object, typed: bool) -> None:
        known = [node_id for node_id in self._ids if node_id in self._store.nodes]
        try:
            put_in_all(self._store, known, path, value, "/".join(map(str, path)) if typed else "")
        except (LookupError, ValidationError):
            self.common.show_nodes([self._store.node(node_id) for node_id in known])

    def _finished(self) -> None:
        self._seal()


def _title_of(nodes: Sequence[Node], *, has_settings: bool) -> Wording:
    kinds = Counter(type(node) for node in nodes)
    if len(kinds) == 1:
        label = nodes[0].label
        return _TOGETHER.format(count=len(nodes), type=label) if has_settings else Wording("", "")
    zh = "、".join(f"{kind.label.zh} {count}" for kind, count in kinds.items())
    en = ", ".join(f"{kind.label.en} {count}" for kind, count in kinds.items())
    return _DIFFERENT.format(types=Wording(zh, en))
