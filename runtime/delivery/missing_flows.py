"""Scenarios that a flow calls or goes on in, and that nobody can go to because they are not online."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from runtime.flow.flow import Flow
from runtime.flow.flow_references import references_in
from runtime.flow.ids import NodeId
from runtime.wording import Wording

_OFFLINE = Wording(
    "「{node}」要去场景「{name}」，它还没有上线。先发布它。",
    '"{node}" goes on in the scenario "{name}", which is not online yet. Publish it first.',
)


@dataclass(frozen=True, slots=True)
class MissingFlow:
    """A scenario that is not online, and the node that names it."""

    flow_id: str
    name: str
    node: NodeId
    sentence: Wording


def callers_of(flow_id: str, others: Iterable[Flow]) -> list[tuple[str, str]]:
    """Which of *others* go to that scenario: (id, name)."""
    return [
        (other.id, other.name or other.id)
        for other in others
        if other.id != flow_id and any(reference.id == flow_id for _, _, reference in references_in(other))
    ]


def missing_flows(flow: Flow, online: Collection[str]) -> tuple[MissingFlow, ...]:
    """What *flow* names that is not *online*; itself it may name, for it is online once it is published."""
    found: list[MissingFlow] = []
    for node, _, reference in references_in(flow):
        if reference.id and reference.id not in online and reference.id != flow.id:
            sentence = _OFFLINE.format(node=node.named(), name=reference.called())
            found.append(MissingFlow(reference.id, reference.name or reference.id, node.id, sentence))
    return tuple(found)
