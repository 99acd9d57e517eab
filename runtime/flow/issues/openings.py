"""Where a conversation is opened, or taken up again, without the person having said anything."""

from __future__ import annotations

from collections.abc import Iterable

from runtime.flow.ids import NodeId
from runtime.flow.issues.check import Subject
from runtime.flow.issues.facts import NodeFacts


def opening_nodes(subject: Subject) -> list[NodeFacts]:
    """The nodes whose message may be the first of the conversation, in flow order."""
    return senders_behind(subject, subject.graph.starts)


def pushed_nodes(subject: Subject) -> list[NodeFacts]:
    """The nodes whose message may come later without the person having said anything: behind waits."""
    sources = [
        way.target
        for node_id, ways in subject.graph.ways.items()
        for way in ways
        if way.target is not None and (way.kind == "timeout" or subject.flow.nodes[node_id].type == "wait")
    ]
    return senders_behind(subject, sources)


def senders_behind(subject: Subject, sources: Iterable[NodeId]) -> list[NodeFacts]:
    """The nodes that send something and are come to from *sources* without another message between."""
    reached = straight_on(subject, sources)
    return [subject.facts[node_id] for node_id in reached if subject.facts[node_id].messages]


def straight_on(subject: Subject, sources: Iterable[NodeId]) -> list[NodeId]:
    """The nodes that are come to from *sources* without a further message."""
    return list(subject.graph.search(sources, lambda node_id, _: not subject.facts[node_id].messages))
