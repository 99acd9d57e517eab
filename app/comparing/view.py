"""The view of a comparison: strip on top, both versions in one picture, the list beside it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.comparing.change_list import ChangeList, ChangeRow, row_of_entry, row_of_people
from app.comparing.found import Found
from app.comparing.strip import ComparingStrip
from editor.canvas.difference_view import DifferenceView
from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.wording import Wording
from widgets.common import Choice, EmptyState, StripTabs, follow_look
from widgets.handset.pictures import Pictures
from widgets.theme import current_theme

_BESIDE_PX: Final = 760
"""Narrower than this, the list stands under the picture."""
_LIST_PX: Final = 320
_TABS: Final = (
    Choice("changes", Wording("改动", "Changes")),
    Choice("people", Wording("对人的影响", "What changes for people")),
)
_SAME: Final = Wording("两个版本完全一样", "Both versions are the same")
_ONLY_MOVED: Final = Wording(
    "只移动了位置，发出去的内容没有变化", "Only places on the canvas differ; what is sent is the same"
)


class ComparingView(QWidget):
    """Shows what differs; F7 and Shift+F7 walk through it, Escape closes it."""

    node_chosen = Signal(str)
    """The person went to a node."""
    close_asked = Signal()

    def __init__(
        self, before_name: Wording, after_name: Wording, pictures: Pictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self.canvas: DifferenceView | None = None
        self._found: Found | None = None
        self.strip = ComparingStrip(self)
        self.strip.set_names(before_name, after_name)
        self.tabs = StripTabs(_TABS, self)
        self.changes = ChangeList(self)
        self.people = ChangeList(self)
        self._empty = EmptyState("success", _SAME, parent=self)
        self._pages = QStackedWidget(self)
        for page in (self.changes, self.people, self._empty):
            self._pages.addWidget(page)
        self._side = QWidget(self)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(QWidget(self))
        self._split.addWidget(self._side)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.strip)
        whole.addWidget(self._split, 1)
        self._connect()
        follow_look(self)

    def show_found(self, before: Document, after: Document, found: Found) -> None:
        """Show a comparison, or the same one after an edit."""
        self._found = found
        if self.canvas is None:
            self.canvas = DifferenceView(before, after, found.difference, self, self._pictures)
            self.canvas.node_chosen.connect(self._on_canvas)
            old = self._split.replaceWidget(0, self.canvas)
            if old is not None:
                old.deleteLater()
            self._place_list()
        else:
            self.canvas.show_versions(before, after, found.difference)
        self._fill()

    def step(self, by: int) -> None:
        """Go to the next difference (1) or the one before (-1)."""
        self.tabs.set_value("changes")
        self.changes.step(by)

    def restyle(self) -> None:
        """Take widths and colours anew."""
        self._split.setHandleWidth(current_theme().line_px)
        self._place_list()

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_list()

    def _connect(self) -> None:
        self.strip.next_asked.connect(self._next)
        self.strip.previous_asked.connect(self._previous)
        self.strip.moves_toggled.connect(self._show_moves)
        self.strip.close_asked.connect(self.close_asked)
        self.tabs.changed.connect(self._turn)
        for each in (self.changes, self.people):
            each.row_chosen.connect(self._on_row)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_asked)

    def _fill(self) -> None:
        found = self._found
        if found is None:
            return
        flow, layout = found.difference.flow_entries, found.difference.layout_entries
        entries = (*flow, *layout) if self.strip.moves.isChecked() else flow
        self.strip.set_counts(len(entries), len(layout))
        self.changes.show_rows([row_of_entry(entry) for entry in entries])
        self.people.show_rows([row_of_people(change) for change in found.people])
        self.tabs.set_count("changes", len(entries))
        self._empty.show_words(_ONLY_MOVED if layout else _SAME)
        self._turn(self.tabs.value())

    def _turn(self, key: str) -> None:
        if key == "people":
            self._pages.setCurrentWidget(self.people)
        else:
            self._pages.setCurrentWidget(self.changes if self.changes.changes.rows else self._empty)

    def _show_moves(self, shown: bool) -> None:
        if self.canvas is not None:
            self.canvas.show_moves(shown)
        self._fill()

    def _next(self) -> None:
        self.step(1)

    def _previous(self) -> None:
        self.step(-1)

    def _on_row(self, row: ChangeRow) -> None:
        if self.sender() is self.changes:
            self.strip.set_at(self.changes.currentIndex().row() + 1)
        if row.node is not None and self.canvas is not None:
            self.canvas.reveal(row.node)
            self.node_chosen.emit(row.node)

    def _on_canvas(self, node_id: str) -> None:
        self.changes.mark_node(NodeId(node_id))
        self.node_chosen.emit(node_id)

    def _place_list(self) -> None:
        beside = self.width() >= _BESIDE_PX
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._split.orientation() is not wanted:
            self._split.setOrientation(wanted)
        length = self.width() if beside else self.height() - self.strip.height()
        part = min(current_theme().px(_LIST_PX), length // 2) if beside else length * 2 // 5
        self._split.setSizes([max(1, length - part), part])
