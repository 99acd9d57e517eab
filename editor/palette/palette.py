"""The palette: everything that can be put onto the canvas, searchable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from editor.palette.entries import PaletteEntry, palette_entries
from editor.palette.entry_list import EntryList
from editor.palette.matching import matching
from runtime.wording import Wording
from widgets.common import EmptyState, SearchField, ToolButton
from widgets.theme.measures import SPACE_12

_SEARCH: Final = Wording("搜索元素", "Search")
_NOT_FOUND: Final = Wording("没有找到「{words}」。换个词试试", "Nothing is called {words}. Try another word")
WIDTH_PX: Final = 176
COMPACT_WIDTH_PX: Final = 52
WIDTH_LEAST_PX: Final = 160
WIDTH_MOST_PX: Final = 280
SEARCH_KEY: Final = "/"


class Palette(QWidget):
    """Lists message elements and node types; compact, it shows icons with their names as tooltips."""

    requested = Signal(str, str)
    """Kind (`element`, `node` or `template`) and name of what shall be put onto the canvas."""
    menu_asked = Signal(str, QPoint)
    """Name of an entry of the person's own, and where on the screen its menu opens."""
    widening_requested = Signal()
    """The compact palette's search was clicked: there is no room to search in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_compact = False
        self.search = SearchField(_SEARCH, SEARCH_KEY, self)
        self._open_search = ToolButton("search", _SEARCH, SEARCH_KEY, parent=self)
        self._open_search.hide()
        self.list = EntryList()
        self._none = EmptyState("search", "")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
        top.addWidget(self.search)
        self._column.setContentsMargins(0, 10, 0, 8)
        self._column.addLayout(top)
        self._column.addWidget(self._open_search, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._stack, 1)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self.list.request_current)
        self.search.installEventFilter(self)
        self._open_search.clicked.connect(self.widening_requested)
        self.list.requested.connect(self.requested)
        self.list.menu_asked.connect(self.menu_asked)
        self.list.left_upwards.connect(self.focus_search)
        self._own: tuple[PaletteEntry, ...] = ()
        self.list.show_entries(palette_entries())

    def set_own(self, entries: Sequence[PaletteEntry]) -> None:
        """Offer these below the types: what the person made."""
        if tuple(entries) != self._own:
            self._own = tuple(entries)
            self._find(self.search.text())

    @property
    def is_compact(self) -> bool:
        """Whether only icons show."""
        return self._is_compact

    def set_compact(self, is_compact: bool) -> None:
        """Show icons only (52 px) or icons and words."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            if is_compact:
                self.search.clear()
            self.search.setVisible(not is_compact)
            self._open_search.setVisible(is_compact)
            self.list.set_compact(is_compact)
            if self._own:
                self._find(self.search.text())
            self.updateGeometry()

    def focus_search(self) -> None:
        """Give the focus to the search, as `/` asks."""
        if self._is_compact:
            self.widening_requested.emit()
            return
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def sizeHint(self) -> QSize:
        return QSize(COMPACT_WIDTH_PX if self._is_compact else WIDTH_PX, 600)

    def minimumSizeHint(self) -> QSize:
        return QSize(COMPACT_WIDTH_PX if self._is_compact else WIDTH_LEAST_PX, 200)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search goes into the list."""
        is_key = watched is self.search and event.type() is QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self.list.shows_focus = True
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _find(self, words: str) -> None:
        own = () if self._is_compact else self._own  # as icons alone they all look the same
        found = matching((*palette_entries(), *own), words)
        self.list.show_entries(found)
        self._none.show_words(_NOT_FOUND.format(words=words.strip()))
        self._stack.setCurrentWidget(self.list if found else self._none)
