"""The menu of what can be added where a connection was let go over nothing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget, QWidgetAction

from editor.document.making import new_node
from editor.palette.entries import palette_entries
from editor.palette.matching import matching
from runtime.flow.ids import NodeId
from runtime.wording import Wording
from widgets.icons import qicon
from widgets.language import tr
from widgets.theme import current_theme

_SEARCH = Wording("搜索要添加的节点", "Search what to add")
_ROLE: Final = "kind"


class TypeMenu(QMenu):
    """Node types and elements that can be led to, with a search field that has the focus."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(tr(_SEARCH))
        self._search.textChanged.connect(self._filter)
        self._search.installEventFilter(self)
        self._search.returnPressed.connect(self._choose_first)
        field = QWidgetAction(self)
        field.setDefaultWidget(self._search)
        self.addAction(field)
        self._entries = [self._entry(kind, label, glyph, hue) for kind, label, glyph, hue in kinds()]
        self.triggered.connect(self._choose)

    def open_at(self, place: QPoint) -> None:
        """Show the menu at a place of the screen and wait for nobody."""
        self.popup(place)
        self._search.setFocus()

    def _entry(self, kind: str, label: Wording, glyph: str, category: str) -> QAction:
        action = QAction(qicon(glyph, current_theme().category(category).fill), tr(label), self)
        action.setProperty(_ROLE, kind)
        self.addAction(action)
        return action

    def _filter(self, text: str) -> None:
        fitting = {entry.name for entry in matching(palette_entries(), text)}
        for action in self._entries:
            action.setVisible(action.property(_ROLE) in fitting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down walk the entries while one goes on typing."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._walk(step)
                return True
        return super().eventFilter(watched, event)

    def _walk(self, step: int) -> None:
        shown = [action for action in self._entries if action.isVisible()]
        if not shown:
            return
        current = self.activeAction()
        at = shown.index(current) + step if current in shown else (0 if step > 0 else -1)
        self.setActiveAction(shown[at % len(shown)])
        self._search.setFocus()

    def _choose_first(self) -> None:
        shown = [action for action in self._entries if action.isVisible()]
        current = self.activeAction()
        first = current if current in shown else next(iter(shown), None)
        self.close()
        if first is not None:
            self._choose(first)

    def _choose(self, action: QAction) -> None:
        kind = action.property(_ROLE)
        if isinstance(kind, str):
            self.chosen.emit(kind)


def kinds() -> list[tuple[str, Wording, str, str]]:
    """What a connection may lead to: kind, label, glyph and category, in the order of the palette."""
    shown = (entry for entry in palette_entries() if entry.kind == "element" or _has_entry(entry.name))
    return [(entry.name, entry.words, entry.icon, str(entry.category)) for entry in shown]


def _has_entry(name: str) -> bool:
    return new_node(name, NodeId("n")).has_entry
