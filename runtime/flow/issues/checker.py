"""Runs every check over a flow, and again after an edit without repeating what stayed the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from runtime.flow.expressions.scope import scope_of
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.issue import Issue
from runtime.flow.issues.check import FlowCheck, OtherFlow, Subject, Surroundings, checks, node_checks
from runtime.flow.issues.facts import NodeFacts, facts_of
from runtime.flow.issues.graph import FlowGraph
from runtime.flow.issues.naming import form_order
from runtime.flow.node import Node
from runtime.flow.targets import targets_of
from runtime.messages.media_facts import MediaFacts
from runtime.messages.targets import targets_of_profile


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was found about one node; good as long as the very same node stands in the flow."""

    facts: NodeFacts
    issues: tuple[Issue, ...]


class Checker:
    """Checks one flow again and again; nodes are frozen, so one that is the same object is not read twice."""

    def __init__(self) -> None:
        self._kept: dict[NodeId, _Kept] = {}
        self._around: Surroundings | None = None

    def check(
        self,
        flow: Flow,
        profile: str | None = None,
        media: Collection[str] | Mapping[str, MediaFacts] | None = None,
        flows: Mapping[str, OtherFlow] | None = None,
    ) -> tuple[Issue, ...]:
        """Every issue of *flow*: errors first, then in flow order, then in form order.

        *profile* replaces the flow's targets; *media* are the names the scenario's media have, or a mapping
        from them to what is known of each file; *flows* are the other scenarios by id. Raises ValueError for
        an unknown *profile*; an unknown one in the flow is an issue.
        """
        around = Surroundings(
            targets=targets_of_profile(profile) if profile else targets_of(flow),
            scope=scope_of(flow.variables, flow.time_zone),
            variables=flow.variables,
            purpose=flow.purpose,
            signature=flow.chatbot.signature,
            language=flow.language,
            languages=tuple(tag for tag in flow.languages if tag != flow.language),
            media=None if media is None else frozenset(media),
            media_facts=dict(media) if isinstance(media, Mapping) else {},
            flows=flows,
        )
        if around != self._around:
            self._kept, self._around = {}, around
        kept = {node_id: self._about(node, around) for node_id, node in flow.nodes.items()}
        self._kept = kept
        graph = FlowGraph(flow, {node_id: about.facts.ways for node_id, about in kept.items()})
        subject = Subject(flow, graph, {node_id: about.facts for node_id, about in kept.items()}, around)
        found = [issue for about in kept.values() for issue in about.issues]
        for check in checks():
            if isinstance(check, FlowCheck):
                found += check.run(subject)
        return tuple(sorted(found, key=lambda issue: _rank(issue, graph)))

    def _about(self, node: Node, around: Surroundings) -> _Kept:
        known = self._kept.get(node.id)
        if known is not None and known.facts.node is node:
            return known
        facts = facts_of(node, around.scope, around.languages, around.language)
        issues: list[Issue] = []
        for check in node_checks():
            issues += check.run(facts, around)
        return _Kept(facts, tuple(issues))


def check_flow(
    flow: Flow,
    profile: str | None = None,
    media: Collection[str] | Mapping[str, MediaFacts] | None = None,
    flows: Mapping[str, OtherFlow] | None = None,
) -> tuple[Issue, ...]:
    """Every issue of *flow*, as `Checker.check` gives them."""
    return Checker().check(flow, profile, media, flows)


def _rank(issue: Issue, graph: FlowGraph) -> tuple[bool, int, tuple[int, ...]]:
    """Sorts errors before warnings and follows the flow; what concerns the whole flow comes first."""
    if issue.node is None:
        return issue.severity != "error", -1, ()
    return issue.severity != "error", graph.order[issue.node], form_order(graph.nodes[issue.node], issue.path)
