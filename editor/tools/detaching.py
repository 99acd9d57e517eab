"""Taking nodes out of the flow and keeping the way through."""

from __future__ import annotations

from collections.abc import Collection

from editor.document.draft import Draft
from editor.document.store import Store
from editor.tools.feedback import NOTHING, Feedback, Label, Shift
from editor.tools.geometry import Point
from editor.tools.gesture import Gesture
from editor.tools.pointer import Pointer
from editor.tools.stage import Stage
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.node import Node
from runtime.wording import Wording

_KINDS = ("next", "reply", "case", "arm", "other", "timeout", "failure")
_TAKES_OUT = Wording("松开：取出「{name}」，前后接上", "Release: take {name} out and close the gap")
_ONE = Wording("取出「{name}」", "Take {name} out")


def is_attached(store: Store, node_id: NodeId) -> bool:
    """Whether anything leads to a node or leaves it."""
    return bool(store.node(node_id).targets) or bool(store.leading_to({node_id}))


def main_target(node: Node) -> NodeId | None:
    """Where a node mainly leads: by its likeliest exit that leads anywhere."""
    wired = [way for way in node.exits() if way.target is not None]
    way = min(wired, key=lambda way: _KINDS.index(way.kind), default=None)
    return way.target if way is not None else None


def bridge(store: Store, draft: Draft, nodes: Collection[NodeId]) -> None:
    """Lead what comes in from outside to where the nodes mainly lead on to; the inside stays wired."""
    for before in store.leading_to(set(nodes)):
        if before.id in nodes:
            continue
        for exit_name, target in before.targets.items():
            if target in nodes:
                draft.connect(before.id, exit_name, _beyond(store, target, nodes))


def detach(store: Store, draft: Draft, nodes: Collection[NodeId]) -> None:
    """Take nodes out together: bridge them, and let none of their exits lead outside."""
    bridge(store, draft, nodes)
    for node_id, exit_name in leaving(store, nodes):
        draft.connect(node_id, exit_name, None)


def detach_selection(stage: Stage) -> bool:
    """Take the selected nodes out where they stand, in one edit; says whether anything was attached."""
    store = stage.store
    nodes = [node for node in stage.selection.nodes if is_attached(store, node)]
    if not nodes:
        return False
    with store.edit(_name(store, nodes)) as draft:
        detach(store, draft, nodes)
    return True


def leaving(store: Store, nodes: Collection[NodeId]) -> list[tuple[NodeId, ExitName]]:
    """The connections from inside a group of nodes to outside."""
    return [
        (node_id, exit_name)
        for node_id in nodes
        for exit_name, target in store.node(node_id).targets.items()
        if target not in nodes
    ]


class Detaching(Gesture):
    """Drags one node out of the flow; what led to it leads to where it led."""

    def __init__(self, stage: Stage, start: Pointer, node_id: NodeId) -> None:
        super().__init__(stage, start)
        self._node = node_id
        store = stage.store
        entering = [(n.id, name) for n in store.leading_to({node_id}) for name, to in n.targets.items()
                    if to == node_id]  # fmt: skip
        self._cut = frozenset([*entering, *leaving(store, (node_id,))])
        self._words = _TAKES_OUT.format(name=store.node(node_id).named())

    def move(self, pointer: Pointer) -> Gesture:
        shift = Shift(pointer.x - self.start.x, pointer.y - self.start.y, frozenset({self._node}))
        label = Label(Point(pointer.x, pointer.y), self._words)
        self.stage.show(Feedback(shift=shift, cut=self._cut, label=label, cursor="move"))
        return self

    def release(self, pointer: Pointer) -> None:
        store = self.stage.store
        place = store.position(self._node)
        dx, dy = pointer.x - self.start.x, pointer.y - self.start.y
        with store.edit(_name(store, (self._node,))) as draft:
            detach(store, draft, (self._node,))
            draft.move(self._node, round(place.x + dx), round(place.y + dy))
        self.stage.show(NOTHING)


def _beyond(store: Store, start: NodeId, nodes: Collection[NodeId]) -> NodeId | None:
    """The first node outside a group on the main way from inside it, or None in a circle."""
    here: NodeId | None = start
    seen: set[NodeId] = set()
    while here is not None and here in nodes:
        if here in seen:
            return None
        seen.add(here)
        here = main_target(store.node(here))
    return here


def _name(store: Store, nodes: Collection[NodeId]) -> Wording:
    if len(nodes) == 1:
        return _ONE.format(name=store.node(next(iter(nodes))).named())
    count = len(nodes)
    return Wording(f"取出 {count} 个节点", f"Take {count} nodes out")
