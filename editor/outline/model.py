"""The outline as Qt's model: nodes at the first level, their exits at the second."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from editor.document.change import Change
from editor.document.store import Store
from editor.inspector.edits import icon_of, rename_node, type_words
from editor.outline.commands import item_name, rename_item
from editor.outline.steps import Exits, Steps, numbers_of
from runtime.flow.exit import Exit
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.node import MAX_TITLE, Node
from widgets.language import tr

NODE: Final = int(Qt.ItemDataRole.UserRole) + 1
EXIT: Final = int(Qt.ItemDataRole.UserRole) + 2
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_EDIT: Final = int(Qt.ItemDataRole.EditRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_NAME: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_DESCRIPTION: Final = int(Qt.ItemDataRole.AccessibleDescriptionRole)
_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
WAITS_FROM: Final = 1_500
"""A scenario of more nodes is walked only when the outline is looked at."""

_EXIT_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_NODE_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


class OutlineModel(QAbstractItemModel):
    """Follows a store when told to; what is expanded and current stays so through every change."""

    added = Signal(list)
    """Nodes that were not there before."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.is_awake = len(store.nodes) <= WAITS_FROM
        """Whether it follows the store: a large one is not walked before somebody looks."""
        self.steps = Steps(store, walks=self.is_awake)
        self.words = ""
        self._rows: list[NodeId] = self.steps.shown("")
        self._row_of = numbers_of(self._rows)
        self._counts: dict[NodeId, int] = {}
        """Number of exits each node's rows show; what the view was told, until it is told otherwise."""

    def wake(self, exits: Exits) -> None:
        """Follow the store from now on: somebody looks; *exits* were read before."""
        self.steps.take_exits(exits)
        if not self.is_awake:
            self.is_awake = True
            self.refresh()

    def refresh(self) -> None:
        """Follow whatever happened to the store: order, names, exits."""
        before = set(self._row_of)
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        places = [self._identity(index) for index in old]
        self.steps.reorder()
        self._rows = self.steps.shown(self.words)
        self._row_of = numbers_of(self._rows)
        self._counts.clear()
        self.changePersistentIndexList(old, [self._place_of(*place) for place in places])
        self.layoutChanged.emit()
        fresh = [node_id for node_id in self._rows if node_id not in before]
        if fresh:
            self.added.emit(fresh)

    def follow(self, changes: Iterable[Change]) -> None:
        """Follow changes: only the touched rows are told anew where neither order nor exits differ."""
        if not self.is_awake:
            return
        touched: set[NodeId] = set()
        for change in changes:
            for node_id in change.node_ids():
                before, after = change.records["node", node_id]
                if (
                    not (isinstance(before, Node) and isinstance(after, Node))
                    or before.targets != after.targets
                ):
                    self.refresh()
                    return
                touched.add(node_id)
                if before.named() != after.named():
                    touched |= {each.id for each in self._store.leading_to({node_id})}
        if self.words or any(
            node in self._counts and len(self.steps.exits(node)) != self._counts[node] for node in touched
        ):
            self.refresh()
            return
        self.retell(touched)

    def retell(self, nodes: Iterable[NodeId]) -> None:
        """Have the rows of nodes and of their exits read again."""
        for node_id in nodes:
            row = self._row_of.get(node_id)
            if row is None:
                continue
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)
            count = self._counts.get(node_id, 0)
            if count:
                self.dataChanged.emit(self.index(0, 0, index), self.index(count - 1, 0, index))

    def filter(self, words: str) -> None:
        """Show only nodes in which words stand."""
        if words != self.words:
            self.words = words
            self.is_awake = True
            self.refresh()

    def index_of(self, node_id: NodeId | None, exit_name: ExitName | None = None) -> QModelIndex:
        """The index of a node or one of its exits; the node for an exit it no longer has."""
        row = self._row_of.get(node_id) if node_id is not None else None
        if row is None or node_id is None:
            return QModelIndex()
        parent = self.index(row, 0)
        if exit_name is not None:
            for number, way in enumerate(self.steps.exits(node_id)):
                if way.name == exit_name:
                    return self.index(number, 0, parent)
        return parent

    def node_at(self, index: _AnyIndex) -> NodeId | None:
        """The node of a row, or of the node an exit's row belongs to."""
        if not index.isValid():
            return None
        inner = int(index.internalId())
        row = inner - 1 if inner else index.row()
        return self._rows[row] if row < len(self._rows) else None

    def exit_at(self, index: _AnyIndex) -> Exit | None:
        """The exit of a row, None for a node's row."""
        node_id = self.node_at(index)
        if node_id is None or not index.internalId():
            return None
        exits = self.steps.exits(node_id)
        return exits[index.row()] if index.row() < len(exits) else None

    def index(self, row: int, column: int, parent: _AnyIndex = _NOWHERE) -> QModelIndex:
        inner = parent.row() + 1 if parent.isValid() else 0
        if column or not 0 <= row < (self.rowCount(parent) if inner else len(self._rows)):
            return QModelIndex()
        return self.createIndex(row, 0, inner)

    def parent(self, index: _AnyIndex = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # Qt has two
        inner = int(index.internalId()) if index.isValid() else 0
        return self.createIndex(inner - 1, 0, 0) if inner else QModelIndex()

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._rows)
        if parent.internalId():
            return 0
        node_id = self._rows[parent.row()]
        count = self._counts.get(node_id)
        if count is None:
            count = self._counts[node_id] = len(self.steps.exits(node_id))
        return count

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 1

    def hasChildren(self, parent: _AnyIndex = _NOWHERE) -> bool:
        return self.rowCount(parent) > 0

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        # The tree asks this of every row before it shows the first: 10,000 times at once.
        if not index.internalId():
            return _NODE_FLAGS
        way = self.exit_at(index)
        node = self.node(self.node_at(index))
        is_named = node is not None and way is not None and item_name(node, way.name) is not None
        return _EXIT_FLAGS | Qt.ItemFlag.ItemIsEditable if is_named else _EXIT_FLAGS

    def data(self, index: _AnyIndex, role: int = _DISPLAY) -> object:
        node = self.node(self.node_at(index))
        if node is None:
            return None
        way = self.exit_at(index)
        if role == NODE:
            return node.id
        if role == EXIT:
            return way.name if way is not None else None
        return self._node_data(node, role) if way is None else self._exit_data(node, way, role)

    def setData(self, index: _AnyIndex, value: object, role: int = _EDIT) -> bool:
        node, way = self.node(self.node_at(index)), self.exit_at(index)
        if node is None or not isinstance(value, str):
            return False
        if way is not None:
            return rename_item(self._store, node.id, way.name, value.strip())
        title = value.strip()[:MAX_TITLE]
        if title != tr(node.named()):
            rename_node(self._store, node.id, title)
        return True

    def node(self, node_id: NodeId | None) -> Node | None:
        """The node with an id, None for one that is gone."""
        return self._store.nodes.get(node_id) if node_id is not None else None

    def _identity(self, index: _AnyIndex) -> tuple[NodeId | None, ExitName | None]:
        way = self.exit_at(index)
        if way is None and index.internalId():
            return None, None
        return self.node_at(index), way.name if way is not None else None

    def _place_of(self, node_id: NodeId | None, exit_name: ExitName | None) -> QModelIndex:
        """Where what was known of a row is now; nowhere when it is gone.

        Two rows never become one: Qt would forget the second (`removePersistentIndexData` takes all that
        stand at a place), and the view would crash on it when the model is gone.
        """
        index = self.index_of(node_id, exit_name)
        return index if (exit_name is not None) == bool(index.internalId()) else QModelIndex()

    def _node_data(self, node: Node, role: int) -> object:
        if role in (_DISPLAY, _EDIT):
            return tr(node.named())
        if role == _NAME:
            return f"{tr(node.named())}，{tr(self.steps.node_facts(node, type_words(node)))}"
        if role in (_DESCRIPTION, _TIP):
            return tr(self.steps.problem_words(node.id)) or tr(type_words(node))
        return icon_of(node) if role == int(Qt.ItemDataRole.UserRole) else None

    def _exit_data(self, node: Node, way: Exit, role: int) -> object:
        if role == _DISPLAY:
            return tr(self.steps.exit_words(node.id, way))
        if role == _EDIT:
            return item_name(node, way.name)
        if role == _NAME:
            facts = tr(self.steps.exit_facts(node.id, way))
            words = tr("出口", "Exit") + f" {tr(self.steps.exit_words(node.id, way))}"
            return f"{words}，{facts}" if facts else words
        if role in (_DESCRIPTION, _TIP):
            return tr(self.steps.problem_words(node.id, way.name)) or None
        return None
