"""Cards in layers, and a bend wherever a connection passes one."""

from __future__ import annotations

from dataclasses import dataclass, field

from editor.document.arranging.graph import Graph, Wire

_BENDS_LEAST = 600
_BENDS_EACH = 4
"""How many bends there may be for each card; the longest connections beyond that run straight."""

Order = list[list[int]]
"""Layer → the items in it, first to last."""


@dataclass(slots=True)
class Layered:
    """Cards and bends in layers. Items below the number of cards are cards, the others bends."""

    graph: Graph
    layer: list[int]
    """Item → layer."""
    behind: list[list[tuple[int, float]]] = field(default_factory=list)
    """Item → what leads to it from the layer before: item and port."""
    ahead: list[list[tuple[int, float]]] = field(default_factory=list)
    """Item → where it leads to in the layer behind: item and port."""
    chains: list[tuple[Wire, list[int]]] = field(default_factory=list)
    """Wires with the bends they pass."""

    @property
    def count(self) -> int:
        """How many layers there are."""
        return max(self.layer, default=-1) + 1


def layered(graph: Graph, layer: list[int]) -> Layered:
    """Cards in layers with a bend for every layer that a connection passes."""
    made = Layered(graph, list(layer), [[] for _ in layer], [[] for _ in layer])
    left = max(_BENDS_LEAST, _BENDS_EACH * len(graph))
    for wire in sorted(graph.wires, key=lambda wire: layer[wire.target] - layer[wire.source]):
        passed = layer[wire.target] - layer[wire.source] - 1
        if passed > left:
            break
        left -= passed
        bends = []
        here, port = wire.source, wire.port
        for number in range(layer[wire.source] + 1, layer[wire.target]):
            bend = len(made.layer)
            made.layer.append(number)
            made.behind.append([(here, port)])
            made.ahead.append([])
            made.ahead[here].append((bend, port))
            bends.append(bend)
            here, port = bend, 0.5
        made.ahead[here].append((wire.target, port))
        made.behind[wire.target].append((here, port))
        made.chains.append((wire, bends))
    for ways in made.ahead:
        ways.sort(key=lambda way: way[1])
    return made
