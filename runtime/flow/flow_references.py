"""Which other scenarios a scenario names, wherever a node of any type does."""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.flow import Flow
from runtime.flow.flow_reference import FlowReference
from runtime.flow.node import Node
from runtime.records import FieldPath


def references_in(flow: Flow) -> Iterator[tuple[Node, FieldPath, FlowReference]]:
    """Every reference with its node and its path there, in document order; empty ones too."""
    for node in flow.nodes.values():
        for name in type(node).model_fields:
            value = getattr(node, name)
            if isinstance(value, FlowReference):
                yield node, (name,), value
