"""Joins two edited copies of one scenario, given the version both began with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from editor.document.differing.aligning import own_name
from editor.document.differing.alike import alike
from editor.document.merging.conflict import Conflict, Side
from editor.document.merging.layouts import joined_layout
from editor.document.merging.renaming import item_ids, item_of_exit, items_told_apart, told_apart
from editor.document.merging.values import Clash, Joining
from editor.document.merging.wording import worded, worded_node
from runtime.flow.document import Document
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.node import Node, UnknownNode, parse_node

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Merge:
    """The joined scenario, which can always be opened, and what a person has yet to decide."""

    document: Document
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Document, ours: Document, theirs: Document) -> Merge:
    """Join *ours* and *theirs*; what only one copy changed is taken over, where both did ours stays.

    A node or item that one copy removed and the other changed stays. Of places on the canvas ours wins.
    """
    theirs = told_apart(base, ours, theirs)
    joiner = _NodeJoiner(base.flow.nodes, ours.flow.nodes, theirs.flow.nodes)
    nodes = joiner.joined()
    head, clashes = _joined_head(base.flow, ours.flow, theirs.flow)
    flow = head.model_copy(update={"nodes": nodes})
    layout, layout_conflicts = joined_layout(base, ours, theirs, nodes)
    conflicts = [worded(clash, "flow", "", flow, nodes) for clash in clashes]
    conflicts += joiner.conflicts(nodes)
    return Merge(Document.model_construct(flow=flow, layout=layout), (*conflicts, *layout_conflicts))


def _joined_head(base: Flow, ours: Flow, theirs: Flow) -> tuple[Flow, list[Clash]]:
    joining = Joining()
    joined = joining.record(base, ours, theirs, without={"id", "nodes"})
    if alike(base.id, ours.id) and not alike(ours.id, theirs.id):
        joined = joined.model_copy(update={"id": theirs.id})
    variables = tuple({variable.name: variable for variable in reversed(joined.variables)}.values())[::-1]
    if len(variables) != len(joined.variables) and joined.variables not in (ours.variables, theirs.variables):
        joined = joined.model_copy(update={"variables": variables})
    try:
        type(joined).model_validate({**joined.__dict__, "nodes": {}})
    except ValidationError:
        return ours, [*joining.clashes]
    return joined, joining.clashes


class _NodeJoiner:
    """Joins the nodes of two copies."""

    def __init__(
        self, base: dict[NodeId, Node], ours: dict[NodeId, Node], theirs: dict[NodeId, Node]
    ) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self._clashes: list[tuple[NodeId, Clash]] = []
        self._node_clashes: list[tuple[NodeId, Clash, bool]] = []

    def joined(self) -> dict[NodeId, Node]:
        """Node id → node, with no exit that leads to a node that is not there."""
        nodes: dict[NodeId, Node] = {}
        for node_id in dict.fromkeys([*self._ours, *self._theirs]):
            node = self._one(node_id)
            if node is not None:
                nodes[node_id] = node
        while wired := [node for node in self._dropped(nodes) if self._is_wired_anew(node, nodes)]:
            for node in wired:
                stayed: Side = "ours" if node.id in self._ours else "theirs"
                self._node_clashes.append((node.id, self._removal(node.id, stayed), True))
                nodes[node.id] = node
        return {node_id: _without_loose_ends(node, nodes) for node_id, node in nodes.items()}

    def conflicts(self, nodes: dict[NodeId, Node]) -> Iterator[Conflict]:
        """What clashed, in words, in the order of the nodes."""
        found = [worded(clash, "node", node_id, nodes[node_id], nodes) for node_id, clash in self._clashes]
        found += [worded_node(clash, nodes[node_id], wired) for node_id, clash, wired in self._node_clashes]
        place = {node_id: index for index, node_id in enumerate(nodes)}
        return iter(sorted(found, key=lambda conflict: place[NodeId(conflict.name)]))

    def _one(self, node_id: NodeId) -> Node | None:
        base, ours, theirs = self._base.get(node_id), self._ours.get(node_id), self._theirs.get(node_id)
        if ours is not None and theirs is not None:
            return self._both(base, ours, theirs)
        shown = ours or theirs
        assert shown is not None
        if base is None:
            return shown
        if alike(base, shown) or self._lost_only_ends(base, shown):
            return None
        stayed: Side = "ours" if ours is not None else "theirs"
        self._node_clashes.append((node_id, self._removal(node_id, stayed), False))
        return shown

    def _both(self, base: Node | None, ours: Node, theirs: Node) -> Node:
        if alike(ours, theirs) or (base is not None and alike(base, theirs)):
            return ours
        if base is not None and alike(base, ours):
            return theirs
        is_known = base is not None and type(base) is type(ours) is type(theirs)
        if base is None or not is_known or (isinstance(ours, UnknownNode) and base.type != ours.type):
            self._clashes.append((ours.id, Clash((), base, ours, theirs)))
            return ours
        theirs = items_told_apart(base, ours, theirs)
        touched: dict[Side, set[str]] = {"ours": _rewired(base, ours), "theirs": _rewired(base, theirs)}
        touched["ours"] -= set(item_ids(theirs))
        touched["theirs"] -= set(item_ids(ours))
        joining = Joining(touched if any(touched.values()) else {})
        ours, theirs = _with_ends_of_items(base, ours, theirs), _with_ends_of_items(base, theirs, ours)
        joined = joining.record(base, ours, theirs, without={"id", "type", "data"})
        if isinstance(ours, UnknownNode):
            joined = _with_data(joining, base, ours, theirs, joined)
        joined = _offered(joined, ours)
        if not _is_valid(joined):
            self._clashes.append((ours.id, Clash((), base, ours, theirs)))
            return ours
        self._clashes += [(ours.id, clash) for clash in joining.clashes]
        return joined

    def _lost_only_ends(self, base: Node, shown: Node) -> bool:
        """Whether a node differs only because what it led to was removed: nobody changed it."""
        others = self._ours if shown.id in self._ours else self._theirs
        targets = {name: target for name, target in base.targets.items() if target in others}
        return targets != base.targets and alike(base.model_copy(update={"targets": targets}), shown)

    def _removal(self, node_id: NodeId, stayed: Side) -> Clash:
        base, ours, theirs = (nodes.get(node_id) for nodes in (self._base, self._ours, self._theirs))
        return Clash((), base, ours, theirs, "theirs" if stayed == "ours" else "ours", stayed)

    def _dropped(self, nodes: dict[NodeId, Node]) -> Iterator[Node]:
        """What was there before and one copy removed."""
        for node_id in self._base:
            node = self._ours.get(node_id) or self._theirs.get(node_id)
            if node is not None and node_id not in nodes:
                yield node

    def _is_wired_anew(self, dropped: Node, nodes: dict[NodeId, Node]) -> bool:
        """Whether the joined nodes lead to a removed one by an exit that did not lead there before."""
        return any(
            target == dropped.id and self._target_before(node.id, name) != target
            for node in nodes.values()
            for name, target in node.targets.items()
        )

    def _target_before(self, node_id: NodeId, name: ExitName) -> NodeId | None:
        base = self._base.get(node_id)
        return base.targets.get(name) if base is not None else None


def _rewired(base: Node, node: Node) -> set[str]:
    """The suggestions, cases and arms whose connection differs."""
    names = {*base.targets, *node.targets}
    turned = (name for name in names if node.targets.get(name) not in (None, base.targets.get(name)))
    return {item for name in turned if (item := item_of_exit(name)) is not None}


def _with_ends_of_items(base: Node, node: Node, other: Node) -> Node:
    """*node* with the connections of items it removed: they go with the items, if those go."""
    gone = set(item_ids(base)) & set(item_ids(other)) - set(item_ids(node))
    ends = {name: target for name, target in base.targets.items() if item_of_exit(name) in gone}
    return node.model_copy(update={"targets": {**ends, **node.targets}}) if ends else node


def _with_data(joining: Joining, base: Node, ours: UnknownNode, theirs: Node, joined: Node) -> Node:
    assert isinstance(base, UnknownNode)
    assert isinstance(theirs, UnknownNode)
    if alike(base.data, ours.data):
        return joined.model_copy(update={"data": theirs.data})
    if not alike(base.data, theirs.data) and not alike(ours.data, theirs.data):
        joining.clashes.append(Clash(("data",), base.data, ours.data, theirs.data))
    return joined


def _offered(joined: Node, ours: Node) -> Node:
    """*joined* without the connections of exits it has no more; what ours kept unoffered stays."""
    offered = {offer.name for offer in joined.offers()} | {
        name for name in ours.targets if name not in {offer.name for offer in ours.offers()}
    }
    kept = {name: target for name, target in joined.targets.items() if name in offered}
    return joined if len(kept) == len(joined.targets) else joined.model_copy(update={"targets": kept})


def _without_loose_ends(node: Node, nodes: dict[NodeId, Node]) -> Node:
    kept = {name: target for name, target in node.targets.items() if target in nodes}
    return node if len(kept) == len(node.targets) else node.model_copy(update={"targets": kept})


def _is_valid(node: Node) -> bool:
    """Whether a file could hold the joined node: each field was valid, together they may be too many."""
    try:
        parse_node(node.model_dump(mode="json"))
    except ValidationError:
        return False
    items = [
        name for value in node.__dict__.values() if isinstance(value, tuple) for name in map(own_name, value)
    ]
    named = [name for name in items if name is not None]
    return len(named) == len(set(named))
