"""The menu of what can be added where a connection was let go over nothing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget, QWidgetAction

from runtime.flow.node import node_types
from runtime.messages.elements.element import element_types
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
        wanted = text.strip().casefold()
        for action in self._entries:
            words = f"{action.text()} {action.property(_ROLE)}".casefold()
            action.setVisible(wanted in words)

    def _choose_first(self) -> None:
        first = next((action for action in self._entries if action.isVisible()), None)
        self.close()
        if first is not None:
            self._choose(first)

    def _choose(self, action: QAction) -> None:
        kind = action.property(_ROLE)
        if isinstance(kind, str):
            self.chosen.emit(kind)


def kinds() -> list[tuple[str, Wording, str, str]]:
    """What a connection may lead to: kind, label, glyph and category; elements before node types."""
    elements = [(name, kind.label, kind.icon, "talk") for name, kind in element_types().items()]
    nodes = [
        (name, kind.label, kind.icon, str(kind.category))
        for name, kind in node_types().items()
        if name not in ("start", "send_message")
    ]
    return [*elements, *nodes]
