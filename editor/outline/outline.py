"""The tree of the outline: everything that the canvas can do, without a pointer and for who hears it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QTreeView, QWidget

from editor.document.change import Change
from editor.document.errors import DocumentRefusal
from editor.document.making import kind_label
from editor.document.selection import Selection
from editor.document.store import Store
from editor.inspector.exit_list import connect_exit
from editor.outline.commands import add_behind, can_move, move_item
from editor.outline.model import OutlineModel
from editor.outline.row_painter import RowPainter
from editor.outline.steps import Exits, read_exits, why_empty
from editor.outline.target_list import TargetList
from editor.outline.type_list import TypeList
from editor.tools.commands import delete_selection
from runtime.flow.exit import Exit
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue
from runtime.wording import Wording
from widgets.background import Errand, begin
from widgets.common import PickList
from widgets.common.painting import CENTRE, draw_text
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import SPACE_8

EXPANDED_MAX: Final = 150
"""Scenarios with more nodes are listed folded, so that the list is there at once."""
_MANY: Final = 500
_PATIENCE_MS: Final = 120
_LIST_PX: Final = 340
_LIST_HEIGHT_PX: Final = 360
_NAME: Final = Wording("大纲", "Outline")
_HELP: Final = Wording(
    "回车：编辑或沿出口走。Insert：在出口后添加。C：接到。Delete：断开或删除。F2：改名。Alt+↑↓：调顺序。",
    "Enter: edit, or go along an exit. Insert: add behind. C: connect. Delete: cut or delete. F2: rename. "
    "Alt+Up and Down: reorder.",
)
_CONNECT: Final = Wording("接到…", "Connect to…")
_ADD: Final = Wording("在后面添加…", "Add behind…")
_CUT: Final = Wording("断开", "Disconnect")
_UP: Final = Wording("上移", "Move up")
_DOWN: Final = Wording("下移", "Move down")
_EDIT: Final = Wording("编辑内容", "Edit the content")
_RENAME: Final = Wording("改名", "Rename")
_DELETE: Final = Wording("删除", "Delete")
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Outline(QTreeView):
    """Lists nodes in walk order with their exits below; shares the selection with the canvas.

    It follows the document only while it is visible.
    """

    node_activated = Signal(object)
    """A node, by its id, is to be shown and edited."""
    node_shown = Signal(object)
    """A node, by its id, is to be brought into view."""
    refused = Signal(object)
    """The sentence why something cannot be done."""

    def __init__(self, store: Store, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._selection = selection
        self._changes: list[Change] = []
        self._is_selecting = False
        self._reading: Errand[Exits] | None = None
        self._picking: PickList | None = None
        self.outline = OutlineModel(store, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._catch_up)
        self.setModel(self.outline)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setItemDelegate(RowPainter(self))
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTreeView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("draws_own_focus", True)
        self.customContextMenuRequested.connect(self._open_menu)
        self.selectionModel().selectionChanged.connect(self._selected)
        self.outline.added.connect(self._unfold)
        self.doubleClicked.connect(self._go)
        self._ends = (store.subscribe(self._on_change), selection.subscribe(self._on_selection))
        language_changed.connect(self.restyle)
        theme_changed.connect(self.restyle)
        self._unfold(list(store.nodes))
        self.restyle()

    def close_document(self) -> None:
        """Stop listening to the document."""
        if self._reading is not None:
            self._reading.stop()
        for end in self._ends:
            end()

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """Show what the checks found at nodes and exits."""
        self.outline.retell(self.outline.steps.take_issues(issues))

    def set_found(self, nodes: frozenset[NodeId]) -> None:
        """Mark the nodes in which a search found something."""
        touched = self.outline.steps.found ^ nodes
        self.outline.steps.found = nodes
        self.outline.retell(touched)

    def filter(self, words: str) -> None:
        """Show only the nodes in which words stand; the selection stays."""
        self.outline.filter(words)
        self._on_selection()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME))
        self.setAccessibleDescription(tr(_HELP))
        self.setFont(current_theme().font("body"))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say in an empty list why it is empty."""
        super().paintEvent(event)
        if not self.outline.rowCount():
            theme = current_theme()
            words = why_empty(self.outline.words, is_reading=self._reading is not None)
            painter = QPainter(self.viewport())
            room = self.viewport().rect().adjusted(SPACE_8, 0, -SPACE_8, 0)
            draw_text(painter, room, tr(words), theme.font("body"), theme.text_second, CENTRE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.outline.is_awake and self._reading is None:
            self._reading = begin(partial(read_exits, tuple(self._store.nodes.values())), self._wake)
        self._catch_up()
        self._on_selection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve what changes the scenario; arrows and F2 are the tree's."""
        index, key = self.currentIndex(), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        is_renaming = self.state() == QTreeView.State.EditingState
        if not index.isValid() or is_renaming:  # a field does not keep Enter to itself
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.open_types(index) if control else self._go(index)
        elif key == Qt.Key.Key_Insert:
            self.open_types(index)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._delete(index)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(index, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_C and plain:
            self.open_targets(index)
        elif key == Qt.Key.Key_Menu:
            self._open_menu(self.visualRect(index).center())
        else:
            super().keyPressEvent(event)

    def open_targets(self, index: QModelIndex) -> PickList | None:
        """Offer the nodes an exit may lead to; from a node, its first exit that leads nowhere."""
        node_id, way = self._way(index)
        if node_id is None or way is None:
            return None
        picking = TargetList(self.window(), self._store, self.outline.steps, node_id, way)
        picking.picked.connect(self._connect)
        return self._open_list(picking, index)

    def open_types(self, index: QModelIndex) -> PickList | None:
        """Offer what can be added behind an exit; from a node, behind its first exit that leads nowhere."""
        node_id, way = self._way(index)
        if node_id is None:
            return None
        picking = TypeList(self.window(), node_id, way.name if way is not None else None)
        picking.picked.connect(self._add)
        return self._open_list(picking, index)

    def _open_list(self, picking: PickList, index: QModelIndex) -> PickList:
        self.setCurrentIndex(index)
        self._picking = picking
        picking.closed.connect(picking.deleteLater)
        picking.open_at(self._list_place(index))
        return picking

    def _list_place(self, index: QModelIndex) -> QRect:
        """Below the row where there is room, else as low as the list fits."""
        window = self.window()
        corner = self.viewport().mapTo(window, self.visualRect(index).bottomLeft())
        top = max(SPACE_8, min(corner.y(), window.height() - current_theme().px(_LIST_HEIGHT_PX)))
        return QRect(corner.x(), top, current_theme().px(_LIST_PX), 0)

    def _on_change(self, change: Change) -> None:
        if not change.touches_flow():
            return
        self._changes.append(change)
        self._later.start(0 if len(self._store.nodes) <= _MANY else _PATIENCE_MS)

    def _wake(self, exits: Exits) -> None:
        """Begin to follow the store, now that the exits are known."""
        self._reading = None
        self.outline.wake(exits)
        self._catch_up()
        self._on_selection()

    def _catch_up(self) -> None:
        if not self._changes or not self.isVisible():
            return
        changes, self._changes = self._changes, []
        with QSignalBlocker(self.selectionModel()):
            self.outline.follow(changes)
        self._on_selection()
        self.viewport().update()

    def _unfold(self, nodes: list[NodeId]) -> None:
        if len(self._store.nodes) <= EXPANDED_MAX:
            for node_id in nodes:
                self.expand(self.outline.index_of(node_id))

    def _on_selection(self) -> None:
        """Select the rows of the selected nodes; an exit that is current in one of them stays so."""
        if self._is_selecting or self._changes:
            return
        chosen = QItemSelection()
        last: QModelIndex | None = None
        for node_id in self._selection.nodes:
            index = self.outline.index_of(node_id)
            if index.isValid():
                last = index
                chosen.select(index, index)
        model, current = self.selectionModel(), self.currentIndex()
        is_exit = self.outline.exit_at(current) is not None
        keeps_exit = is_exit and self.outline.node_at(current) in self._selection.nodes
        with QSignalBlocker(model):
            if not keeps_exit:
                model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                if last is not None:
                    model.setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
        if last is not None and not self.hasFocus():
            self.scrollTo(last)
        self.viewport().update()

    def _selected(self) -> None:
        found = (self.outline.node_at(index) for index in self.selectionModel().selectedIndexes())
        self._is_selecting = True
        self._selection.set(node for node in found if node is not None)
        self._is_selecting = False
        node_id = self.outline.node_at(self.currentIndex())
        if node_id is not None and self.hasFocus():
            self.node_shown.emit(node_id)

    def _way(self, index: QModelIndex) -> tuple[NodeId | None, Exit | None]:
        """The node of a row and the exit meant: its own, or the first that leads nowhere, or the first."""
        node_id, way = self.outline.node_at(index), self.outline.exit_at(index)
        if node_id is None or way is not None:
            return node_id, way
        exits = self.outline.steps.exits(node_id)
        loose = next((each for each in exits if each.target is None), None)
        return node_id, loose or next(iter(exits), None)

    def _go(self, index: QModelIndex) -> None:
        node_id, way = self.outline.node_at(index), self.outline.exit_at(index)
        if way is None:
            if node_id is not None:
                self._selection.set([node_id])
                self.node_activated.emit(node_id)
        elif way.target is None:
            self.open_targets(index)
        else:
            self._go_to(way.target)

    def _go_to(self, node_id: NodeId, exit_name: ExitName | None = None) -> None:
        self._catch_up()
        index = self.outline.index_of(node_id, exit_name)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.node_shown.emit(node_id)

    def _delete(self, index: QModelIndex) -> None:
        way, node_id = self.outline.exit_at(index), self.outline.node_at(index)
        if way is not None and node_id is not None:
            connect_exit(self._store, node_id, way.name, None)
        else:
            row = index.row()
            delete_selection(self._store, self._selection)
            self._catch_up()
            near = self.outline.index(max(0, min(row, self.outline.rowCount() - 1)), 0)
            if near.isValid():
                self.setCurrentIndex(near)

    def _move(self, index: QModelIndex, by: int) -> None:
        way, node_id = self.outline.exit_at(index), self.outline.node_at(index)
        if way is not None and node_id is not None and move_item(self._store, node_id, way.name, by):
            self._go_to(node_id, way.name)

    def _connect(self, key: object) -> None:
        node_id, exit_name, target = _three(key)
        try:
            connect_exit(self._store, NodeId(node_id), ExitName(exit_name), NodeId(target))
        except DocumentRefusal as refusal:
            self.refused.emit(refusal.sentence)
            return
        self._go_to(NodeId(node_id), ExitName(exit_name))

    def _add(self, key: object) -> None:
        node_id, exit_name, kind = _three(key)
        title = tr(kind_label(kind))
        made = add_behind(
            self._store, kind, NodeId(node_id), ExitName(exit_name) if exit_name else None, title
        )
        self._go_to(made)

    def _open_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_for(index).popup(self.viewport().mapToGlobal(at))

    def menu_for(self, index: QModelIndex) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        way, node_id = self.outline.exit_at(index), self.outline.node_at(index)
        node = self.outline.node(node_id)
        if node is None:
            return menu
        if way is None:
            self._entry(menu, _EDIT, self._go_current)
            self._entry(menu, _RENAME, self._edit_current)
        self._entry(menu, _ADD, self._add_current)
        self._entry(menu, _CONNECT, self._connect_current)
        if way is not None:
            self._entry(menu, _CUT, self._delete_current, is_possible=way.target is not None)
            self._entry(menu, _UP, self._raise_current, is_possible=can_move(node, way.name, -1))
            self._entry(menu, _DOWN, self._lower_current, is_possible=can_move(node, way.name, 1))
        else:
            self._entry(menu, _DELETE, self._delete_current)
        return menu

    def _entry(
        self, menu: QMenu, words: Wording, slot: Callable[[], object], *, is_possible: bool = True
    ) -> None:
        action = QAction(tr(words), menu)
        action.setEnabled(is_possible)
        action.triggered.connect(slot)
        menu.addAction(action)

    def _go_current(self) -> None:
        self._go(self.currentIndex())

    def _edit_current(self) -> None:
        self.edit(self.currentIndex())

    def _add_current(self) -> None:
        self.open_types(self.currentIndex())

    def _connect_current(self) -> None:
        self.open_targets(self.currentIndex())

    def _delete_current(self) -> None:
        self._delete(self.currentIndex())

    def _raise_current(self) -> None:
        self._move(self.currentIndex(), -1)

    def _lower_current(self) -> None:
        self._move(self.currentIndex(), 1)


def _three(key: object) -> tuple[str, str, str]:
    assert isinstance(key, tuple)
    first, second, third = key
    return str(first), str(second), str(third)
