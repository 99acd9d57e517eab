"""Picks where an exit leads by typing a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from editor.document.connecting import connection_refusal
from editor.document.folding import folded
from editor.document.store import Store
from editor.inspector.edits import icon_of, type_words
from editor.outline.steps import Steps
from runtime.flow.exit import Exit
from runtime.flow.ids import NodeId
from runtime.wording import Wording
from widgets.common import PickList, PickRow
from widgets.language import tr

_PROMPT: Final = Wording("「{exit}」接到哪个节点", "Where {exit} leads")
_NOTHING: Final = Wording("没有能接的节点叫「{words}」", "No node to lead to is called {words}")
_NOW: Final = Wording("现在的去处", "where it leads now")
_ROWS_MAX: Final = 200


class TargetList(PickList):
    """Lists the nodes an exit may lead to, by step; picks (node, exit, target)."""

    def __init__(self, window: QWidget, store: Store, steps: Steps, node_id: NodeId, way: Exit) -> None:
        self._store = store
        self._steps = steps
        self._node = store.node(node_id)
        self._way = way
        super().__init__(window, _PROMPT.format(exit=way.label), self._found)
        self.set_nothing_words(lambda words: _NOTHING.format(words=words))

    def _found(self, words: str) -> Sequence[PickRow]:
        wanted = folded(words.strip())
        rows: list[PickRow] = []
        for node_id in self._steps.shown(""):
            node = self._store.node(node_id)
            name = node.named()
            if wanted and not any(
                wanted in folded(text) for text in (name.zh, name.en, node.label.zh, node.label.en)
            ):
                continue
            if connection_refusal(self._node, self._way.name, node) is not None:
                continue
            detail = tr(_NOW) if node_id == self._way.target else tr(type_words(node))
            key = (self._node.id, self._way.name, node_id)
            number = str(self._steps.number(node_id))
            rows.append(PickRow(key, tr(name), detail, number, icon_of(node), node.category))
            if len(rows) == _ROWS_MAX:
                break
        return rows
