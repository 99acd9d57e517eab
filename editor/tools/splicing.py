"""Putting a node into a connection: what led on leads to it, and its way out leads on."""

from __future__ import annotations

from editor.document.connecting import connection_refusal
from editor.document.draft import Draft
from editor.document.store import Store
from editor.tools.feedback import Label
from editor.tools.geometry import Point
from editor.tools.stage import Stage
from runtime.flow.exit import ExitOffer
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.node import Node
from runtime.wording import Wording

INSERTS = Wording("松开：插到「{before}」和「{after}」之间", "Release: insert between {before} and {after}")
_KINDS = ("next", "reply", "case", "arm", "other", "timeout", "failure")
"""The ways out from the likeliest to lead on to the least likely."""


def way_on(node: Node) -> ExitOffer | None:
    """The exit by which a node that is put into a connection leads on: the likeliest that leads nowhere."""
    loose = [offer for offer in node.offers() if offer.name not in node.targets]
    return min(loose, key=lambda offer: _KINDS.index(offer.kind), default=None)


def may_splice(store: Store, node: Node, key: tuple[NodeId, ExitName]) -> bool:
    """Whether a node can be put into a connection: it has an entry and a way out that is free."""
    source = store.nodes.get(key[0])
    after = source.targets.get(key[1]) if source is not None else None
    if source is None or after is None or node.id in (source.id, after) or node.id in source.targets.values():
        return False
    return way_on(node) is not None and connection_refusal(source, key[1], node) is None


def splice(draft: Draft, node_id: NodeId, key: tuple[NodeId, ExitName]) -> None:
    """Put a node of the draft into a connection; `may_splice` was asked before."""
    after = draft.node(key[0]).targets[key[1]]
    way = way_on(draft.node(node_id))
    draft.connect(*key, node_id)
    if way is not None:
        draft.connect(node_id, way.name, after)


def splice_label(stage: Stage, at: Point, key: tuple[NodeId, ExitName]) -> Label:
    """What letting go on a connection will do, in words."""
    source = stage.store.node(key[0])
    after = stage.store.node(source.targets[key[1]])
    return Label(at, INSERTS.format(before=source.named(), after=after.named()))
