"""The compiled engine: layers and a first order from fast-sugiyama, where it is installed."""

from __future__ import annotations

from editor.document.arranging.graph import Graph


def engine_layers(graph: Graph) -> list[int] | None:
    """The layer of every card by the engine, from 0, or None when it cannot be had.

    The engine takes away circles and chooses layers so that connections are short (network simplex).
    """
    try:
        from fast_sugiyama import from_edges
    except ImportError:
        return None
    if len(graph) < 2:
        return None
    edges = [(wire.source, wire.target) for wire in graph.wires]
    layouts = from_edges(edges, dummy_vertices=False, check_layout=False, crossing_minimization="barycenter")
    heights = {int(item): float(y) for positions, *_ in layouts for item, (_, y) in positions}
    if len(heights) < len(graph):
        return None
    levels = {y: number for number, y in enumerate(sorted(set(heights.values()), reverse=True))}
    layer = [levels[heights[card]] for card in range(len(graph))]
    if any(layer[wire.source] >= layer[wire.target] for wire in graph.wires):
        return None
    return layer
