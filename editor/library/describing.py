"""What differs between two states of a scenario, in words."""

from __future__ import annotations

from typing import Final

from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.wording import Wording

_ADDED: Final = Wording("加了「{node}」", 'added "{node}"')
_REMOVED: Final = Wording("删了「{node}」", 'removed "{node}"')
_CHANGED: Final = Wording("改了「{node}」", 'changed "{node}"')
_SETTINGS: Final = Wording("改了场景设置", "changed the scenario's settings")
_LAYOUT: Final = Wording("挪了画布上的东西", "moved things on the canvas")


def changes_between(before: Document, after: Document) -> tuple[Wording, ...]:
    """One sentence for every difference."""
    old, new = before.flow.nodes, after.flow.nodes
    found = [_ADDED.format(node=new[each].named()) for each in new if each not in old]
    found += [_REMOVED.format(node=old[each].named()) for each in old if each not in new]
    found += [_CHANGED.format(node=new[each].named()) for each in new if _differs(each, before, after)]
    bare: dict[str, object] = {"nodes": {}}
    if before.flow.model_copy(update=bare) != after.flow.model_copy(update=bare):
        found.append(_SETTINGS)
    if not found and before.layout != after.layout:
        found.append(_LAYOUT)
    return tuple(found)


def _differs(node_id: NodeId, before: Document, after: Document) -> bool:
    return node_id in before.flow.nodes and before.flow.nodes[node_id] != after.flow.nodes[node_id]
