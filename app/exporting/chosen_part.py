"""The part of a scenario that a person chose to export."""

from __future__ import annotations

from editor.exchange.format import ExportRequest
from runtime.flow.document import Document


def chosen_part(request: ExportRequest) -> Document:
    """The chosen nodes with the connections among them, without notes and frames; all when none is chosen."""
    document = request.document
    if not request.selection:
        return document
    nodes = {
        node.id: node.model_copy(
            update={"targets": {name: to for name, to in node.targets.items() if to in request.selection}}
        )
        for node in document.flow.nodes.values()
        if node.id in request.selection
    }
    positions = {
        node_id: document.layout.positions[node_id]
        for node_id in nodes
        if node_id in document.layout.positions
    }
    layout = document.layout.model_copy(update={"positions": positions, "notes": {}, "frames": {}})
    return document.model_copy(
        update={"flow": document.flow.model_copy(update={"nodes": nodes}), "layout": layout}
    )
