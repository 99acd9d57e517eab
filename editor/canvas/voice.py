"""What a screen reader says of the canvas: the node that is current, its exits, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from editor.canvas.view import CanvasView
from editor.document.selection import Selection
from editor.document.store import Store
from runtime.flow.issue import Issue
from runtime.flow.node import Node
from runtime.wording import Wording
from widgets.language import language_changed, tr

_EMPTY: Final = Wording("还没有节点", "no nodes yet")
_COUNT: Final = Wording(
    "{count} 个节点，没有选中。按 Tab 走到节点，大纲里有同样的内容",
    "{count} nodes, none selected. Tab goes to a node; the outline has the same",
)
_SEVERAL: Final = Wording("选中 {count} 个节点", "{count} nodes selected")
_NOWHERE: Final = Wording("未连接", "not connected")
_NO_EXITS: Final = Wording("没有出口", "no exits")
_EXITS: Final = Wording("出口：{exits}", "exits: {exits}")
_PROBLEMS: Final = Wording("问题：{problems}", "problems: {problems}")


class CanvasVoice(QObject):
    """Keeps the accessible description of a canvas true and speaks when another node is current."""

    def __init__(self, canvas: CanvasView, store: Store, selection: Selection) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._store = store
        self._selection = selection
        self._issues: tuple[Issue, ...] = ()
        self._ends = (selection.subscribe(self._tell), store.subscribe(self._on_change))
        language_changed.connect(self.refresh)
        self.refresh()

    def close_document(self) -> None:
        """Stop listening to the document."""
        for end in self._ends:
            end()

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """Tell other problems from now on."""
        self._issues = tuple(issues)
        self.refresh()

    def refresh(self) -> None:
        """Describe the canvas as it is now."""
        words = self.words()
        if words != self._canvas.accessibleDescription():
            self._canvas.setAccessibleDescription(words)

    def words(self) -> str:
        """The current node in words, or how much there is."""
        nodes = [self._store.nodes[each] for each in self._selection.nodes if each in self._store.nodes]
        if len(nodes) == 1:
            return tr(self._node(nodes[0]))
        if nodes:
            return tr(_SEVERAL.format(count=len(nodes)))
        count = len(self._store.nodes)
        return tr(_COUNT.format(count=count) if count else _EMPTY)

    def _node(self, node: Node) -> Wording:
        parts = [node.named(), node.label] if node.title else [node.label]
        exits = []
        for way in node.exits():
            target = self._store.nodes.get(way.target) if way.target is not None else None
            to = target.named() if target is not None else _NOWHERE
            exits.append(Wording(f"{way.label.zh} → {to.zh}", f"{way.label.en} → {to.en}"))
        parts.append(_EXITS.format(exits=_joined(exits)) if exits else _NO_EXITS)
        problems = [issue.sentence for issue in self._issues if issue.node == node.id]
        parts += [_PROBLEMS.format(problems=_joined(problems))] if problems else []
        return _joined(parts)

    def _on_change(self, _change: object) -> None:
        self.refresh()

    def _tell(self) -> None:
        self.refresh()
        if self._canvas.hasFocus() and QAccessible.isActive():
            words = self._canvas.accessibleDescription()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, words))


def _joined(parts: Sequence[Wording]) -> Wording:
    return Wording("，".join(part.zh for part in parts), ", ".join(part.en for part in parts))
