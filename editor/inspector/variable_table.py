"""The variables of a flow with how often each is used."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from editor.document.change import Change
from editor.document.renaming import uses_of
from editor.document.store import Store
from editor.inspector.edits import flow_head
from editor.inspector.list_rows import ROW_PX, TextRow
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.values import as_text
from runtime.wording import Wording
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed

_NAME: Final = Wording("变量", "Variables")
_COLUMNS: Final = (
    Wording("变量", "Variable"),
    Wording("类型", "Type"),
    Wording("默认值", "Default"),
    Wording("样例值", "Sample"),
    Wording("用在", "Used in"),
)
_USED: Final = Wording("{count} 个节点", "{count} nodes")
_EDIT: Final = Wording("编辑变量", "Edit the variable")
_WHO: Final = Wording("谁在用", "Who uses it")
_UNUSED: Final = Wording("没有用到", "not used")


class VariableTable(QTableView):
    """Lists variables; Enter goes to the settings of one. Rebuilt only while it is visible."""

    variable_activated = Signal(str)
    """Name of the variable to edit."""
    uses_asked = Signal(str)
    """The person wants to see who uses the variable of this name."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._is_stale = True
        self._uses: dict[NodeId, tuple[Node, frozenset[str]]] = {}
        self._model = QStandardItemModel(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._rebuild_if_seen)
        self.setModel(self._model)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setItemDelegate(TextRow(self, padding_px=8))
        self.verticalHeader().hide()
        self.setProperty("draws_own_focus", True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.activated.connect(self._go)
        self.doubleClicked.connect(self._go)
        self._end = store.subscribe(self._on_change)
        language_changed.connect(self._spoil)
        theme_changed.connect(self._spoil)

    def close_document(self) -> None:
        """Stop listening to the document."""
        self._end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rebuild_if_seen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._go(self.currentIndex())
            return
        super().keyPressEvent(event)

    def current_name(self) -> str:
        """The variable of the current row, empty for none."""
        return str(self.currentIndex().siblingAtColumn(0).data() or "")

    def use_counts(self) -> Counter[str]:
        """Variable → number of nodes that name it; nodes that stayed are not read again."""
        kept = {}
        for node in self._store.nodes.values():
            known = self._uses.get(node.id)
            kept[node.id] = known if known is not None and known[0] is node else (node, uses_of(node))
        self._uses = kept
        return Counter(name for _, names in kept.values() for name in names)

    def _on_change(self, change: Change) -> None:
        if change.touches_flow():
            self._spoil()

    def _spoil(self) -> None:
        self._is_stale = True
        self._later.start()

    def _rebuild_if_seen(self) -> None:
        if self._is_stale and self.isVisible():
            self.rebuild()

    def rebuild(self) -> None:
        """List the variables anew."""
        self._is_stale = False
        theme = current_theme()
        self.setAccessibleName(tr(_NAME))
        counts = self.use_counts()
        row = self.currentIndex().row()
        self._model.clear()
        self._model.setHorizontalHeaderLabels([tr(words) for words in _COLUMNS])
        for variable in flow_head(self._store).variables:
            count = counts[variable.name]
            default = "—" if variable.default is None else as_text(variable.default)
            used = tr(_USED.format(count=count)) if count else tr(_UNUSED)
            texts = (variable.name, tr(variable.type.wording), default, variable.sample or "—", used)
            items = [QStandardItem(text) for text in texts]
            for item in items[1:]:
                item.setForeground(theme.text_second)
            self._model.appendRow(items)
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_PX))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        if row >= 0:
            self.selectRow(min(row, self._model.rowCount() - 1))

    def _open_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr(_EDIT)).triggered.connect(self._go_current)
        menu.addAction(tr(_WHO)).triggered.connect(self._ask_uses)
        menu.popup(self.viewport().mapToGlobal(at))

    def _go_current(self) -> None:
        self._go(self.currentIndex())

    def _ask_uses(self) -> None:
        if self.current_name():
            self.uses_asked.emit(self.current_name())

    def _go(self, index: QModelIndex) -> None:
        self.variable_activated.emit(str(index.siblingAtColumn(0).data()))
