"""Picks what to add behind an exit by typing its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from editor.document.folding import folded
from editor.palette.matching import initials_of
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.node import node_types
from runtime.messages.elements.element import element_types
from runtime.wording import Wording
from widgets.common import PickList, PickRow
from widgets.language import tr

_PROMPT: Final = Wording("添加什么", "What to add")
_NOTHING: Final = Wording("没有叫「{words}」的节点", "There is no node called {words}")


class TypeList(PickList):
    """Lists message elements and node types that can be led to; picks (node, exit or nothing, kind)."""

    def __init__(self, window: QWidget, node_id: NodeId, exit_name: ExitName | None) -> None:
        self._behind = (node_id, exit_name or "")
        super().__init__(window, _PROMPT, self._found)
        self.set_nothing_words(lambda words: _NOTHING.format(words=words))

    def _found(self, words: str) -> Sequence[PickRow]:
        wanted = folded(words.strip())
        return [
            PickRow((*self._behind, kind), tr(label), "", "", icon, category)
            for kind, label, icon, category in kinds_to_add()
            if any(
                wanted in each for each in (folded(label.zh), folded(label.en), kind, initials_of(label.zh))
            )
        ]


def kinds_to_add() -> list[tuple[str, Wording, str, str]]:
    """What a connection may lead to: kind, label, glyph and category; elements before node types."""
    elements = [(name, kind.label, kind.icon, "talk") for name, kind in element_types().items()]
    nodes = [
        (name, kind.label, kind.icon, str(kind.category))
        for name, kind in node_types().items()
        if name not in ("start", "send_message")
    ]
    return [*elements, *nodes]
