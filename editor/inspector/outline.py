"""The outline: nodes and exits as a tree, the canvas's twin for keyboard and screen reader."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QMenu, QTreeView, QWidget

from editor.document.change import Change
from editor.document.selection import Selection
from editor.document.store import Store
from editor.document.walk_order import walk_order
from editor.inspector.edits import icon_of, rename_node
from editor.inspector.exit_list import connect_exit
from editor.inspector.list_rows import TallRow
from editor.tools.commands import delete_selection
from runtime.flow.exit import Exit
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.node import MAX_TITLE, Node
from runtime.wording import Wording
from widgets.icons import has_icon, qicon
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed

_NODE: Final = int(Qt.ItemDataRole.UserRole) + 1
_EXIT: Final = int(Qt.ItemDataRole.UserRole) + 2
_NAME: Final = Wording("大纲", "Outline")
_NOWHERE: Final = Wording("未连接", "not connected")
_CONNECT: Final = Wording("接到", "Connect to")
_CUT: Final = Wording("断开", "Disconnect")
_RENAME: Final = Wording("改名", "Rename")
_DELETE: Final = Wording("删除", "Delete")


class Outline(QTreeView):
    """Lists nodes in walk order with their exits below; shares the selection with the canvas.

    Enter goes to a node or along an exit, Delete removes or disconnects, F2 renames, the menu key connects.
    Rebuilt only while it is visible.
    """

    node_activated = Signal(object)

    def __init__(self, store: Store, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._selection = selection
        self._items: dict[NodeId, QStandardItem] = {}
        self._is_stale = True
        self._touched: set[NodeId] = set()
        self._model = QStandardItemModel(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._rebuild_if_seen)
        self.setModel(self._model)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setItemDelegate(TallRow(self))
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTreeView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setProperty("draws_own_focus", True)
        self.customContextMenuRequested.connect(self._open_menu)
        self.selectionModel().selectionChanged.connect(self._selected)
        self.doubleClicked.connect(self._go)
        self._model.itemChanged.connect(self._renamed)
        self._ends = (store.subscribe(self._on_change), selection.subscribe(self._on_selection))
        language_changed.connect(self._spoil)
        theme_changed.connect(self._spoil)

    def close_document(self) -> None:
        """Stop listening to the document."""
        for end in self._ends:
            end()

    def item_of(self, node_id: NodeId) -> QStandardItem | None:
        """The row of a node, None when the outline is not up to date or has none."""
        return self._items.get(node_id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rebuild_if_seen()

    def _on_change(self, change: Change) -> None:
        for node_id in change.node_ids():
            before, after = change.records["node", node_id]
            if not (isinstance(before, Node) and isinstance(after, Node)) or before.targets != after.targets:
                self._is_stale = True
            elif before.named() != after.named():
                self._touched |= {
                    node.id for node in self._store.nodes.values() if node_id in node.targets.values()
                }
            self._touched.add(node_id)
        if self._touched or self._is_stale:
            self._later.start()

    def _spoil(self) -> None:
        self._is_stale = True
        self._later.start()

    def _rebuild_if_seen(self) -> None:
        if not self.isVisible():
            return
        if self._is_stale:
            self.rebuild()
        elif self._touched:
            self._refresh_touched()

    def _refresh_touched(self) -> None:
        """Write the rows of changed nodes anew where the order stays."""
        with QSignalBlocker(self._model):
            for node_id in self._touched:
                item = self._items.get(node_id)
                if item is None or node_id not in self._store.nodes:
                    continue
                node = self._store.node(node_id)
                item.setText(tr(node.named()))
                exits = node.exits()
                if len(exits) != item.rowCount():
                    self._is_stale = True
                    continue
                for row, way in enumerate(exits):
                    item.child(row).setText(self._exit_words(way))
        self._touched.clear()
        if self._is_stale:
            self.rebuild()
        self.viewport().update()

    def rebuild(self) -> None:
        """List everything anew; what was open stays open."""
        self._is_stale = False
        self._touched.clear()
        self.setAccessibleName(tr(_NAME))
        self.setFont(current_theme().font("body"))
        opened = {node for node, item in self._items.items() if self.isExpanded(item.index())}
        first = not self._items
        with QSignalBlocker(self.selectionModel()), QSignalBlocker(self._model):
            self._model.clear()
            self._items.clear()
            for node in walk_order(self._store.flow):
                item = self._node_item(node)
                self._items[node.id] = item
                self._model.appendRow(item)
        self._model.layoutChanged.emit()
        for node_id, item in self._items.items():
            if node_id in opened or first:
                self.expand(item.index())
        self._on_selection()

    def _node_item(self, node: Node) -> QStandardItem:
        item = QStandardItem(tr(node.named()))
        item.setData(node.id, _NODE)
        item.setData(tr(node.label), int(Qt.ItemDataRole.AccessibleDescriptionRole))
        item.setToolTip(tr(node.label))
        if has_icon(icon_of(node)):
            item.setIcon(qicon(icon_of(node), current_theme().category(node.category).fill))
        for way in node.exits():
            item.appendRow(self._exit_item(node, way))
        return item

    def _exit_item(self, node: Node, way: Exit) -> QStandardItem:
        item = QStandardItem(self._exit_words(way))
        item.setData(node.id, _NODE)
        item.setData(way.name, _EXIT)
        item.setEditable(False)
        item.setForeground(current_theme().text_second if way.target is not None else current_theme().warn)
        return item

    def _exit_words(self, way: Exit) -> str:
        target = tr(self._store.node(way.target).named()) if way.target is not None else tr(_NOWHERE)
        return f"{tr(way.label)} → {target}"

    def _on_selection(self) -> None:
        if self._is_stale:
            return
        chosen = QItemSelection()
        last: QModelIndex | None = None
        for node_id in self._selection.nodes:
            item = self._items.get(node_id)
            if item is not None:
                last = item.index()
                chosen.select(last, last)
        model = self.selectionModel()
        exit_shown = self.currentIndex().data(_EXIT) is not None
        with QSignalBlocker(model):
            if not (exit_shown and self.currentIndex().data(_NODE) in self._selection.nodes):
                model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                if last is not None:
                    model.setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
        if last is not None and not self.hasFocus():
            self.scrollTo(last)
        self.viewport().update()

    def _selected(self) -> None:
        nodes = [index.data(_NODE) for index in self.selectionModel().selectedIndexes()]
        self._selection.set(NodeId(str(node)) for node in nodes)

    def _go(self, index: QModelIndex) -> None:
        node_id = NodeId(str(index.data(_NODE)))
        exit_name = index.data(_EXIT)
        if exit_name is not None and node_id in self._store.nodes:
            target = self._store.node(node_id).targets.get(ExitName(str(exit_name)))
            if target is None:
                self.open_targets(index)
                return
            node_id = target
        self._selection.set([node_id])
        self.node_activated.emit(node_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve Enter, Delete and the menu key; arrows and F2 are the tree's."""
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self._go(index)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._delete(index)
        elif event.key() == Qt.Key.Key_Menu and index.isValid():
            self._open_menu(self.visualRect(index).center())
        else:
            super().keyPressEvent(event)

    def _delete(self, index: QModelIndex) -> None:
        exit_name = index.data(_EXIT) if index.isValid() else None
        if exit_name is not None:
            connect_exit(self._store, NodeId(str(index.data(_NODE))), ExitName(str(exit_name)), None)
        else:
            delete_selection(self._store, self._selection)

    def _renamed(self, item: QStandardItem) -> None:
        node_id = NodeId(str(item.data(_NODE)))
        title = item.text().strip()[:MAX_TITLE]
        if item.data(_EXIT) is None and node_id in self._store.nodes:
            node = self._store.node(node_id)
            if title != tr(node.named()):
                rename_node(self._store, node_id, title)

    def _open_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            return
        menu = self._menu_for(index)
        menu.popup(self.viewport().mapToGlobal(at))

    def open_targets(self, index: QModelIndex) -> QMenu:
        """Offer the nodes an exit may lead to."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_targets(menu, index)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        return menu

    def _menu_for(self, index: QModelIndex) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if index.data(_EXIT) is not None:
            self._fill_targets(menu.addMenu(tr(_CONNECT)), index)
            menu.addAction(tr(_CUT)).triggered.connect(self._delete_current)
        else:
            menu.addAction(tr(_RENAME)).triggered.connect(self._edit_current)
            menu.addAction(tr(_DELETE)).triggered.connect(self._delete_current)
        return menu

    def _fill_targets(self, menu: QMenu, index: QModelIndex) -> None:
        for node in walk_order(self._store.flow):
            if node.has_entry:
                action = QAction(tr(node.named()), menu)
                action.setData((index.data(_NODE), index.data(_EXIT), node.id))
                action.triggered.connect(self._connect_chosen)
                menu.addAction(action)

    def _connect_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            source, exit_name, target = action.data()
            connect_exit(self._store, NodeId(source), ExitName(exit_name), NodeId(target))

    def _delete_current(self) -> None:
        self._delete(self.currentIndex())

    def _edit_current(self) -> None:
        self.edit(self.currentIndex())
