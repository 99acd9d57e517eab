"""Graphviz: the graph in the DOT language, one record with its exits for each node.

Source: Graphviz documentation, "DOT Language" and "Node Shapes › Record-based Nodes".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from editor.exchange.graph_labels import exit_label, node_label, shown_nodes
from runtime.wording import Wording

_ESCAPED = str.maketrans(
    {char: f"\\{char}" for char in '\\{}|<>"'} | {"\n": "\\n", "\r": None, "\t": " ", "\0": None}
)


def graphviz(request: ExportRequest) -> str:
    """The chosen nodes as a directed graph from left to right."""
    return "\n".join(_lines(request)) + "\n"


def escaped(text: str) -> str:
    """*text* as it can stand in a field of a record."""
    return text.translate(_ESCAPED)


def _lines(request: ExportRequest) -> Iterator[str]:
    nodes = shown_nodes(request)
    names = {node.id: f"n{number}" for number, node in enumerate(nodes, start=1)}
    yield "digraph scenario {"
    yield '  graph [rankdir=LR, charset="UTF-8"];'
    yield '  node [shape=record, style=rounded, fontname="sans-serif"];'
    for node in nodes:
        fields = [f"<in> {escaped(node_label(node, request.language))}"]
        fields += [
            f"<e{number}> {escaped(exit_label(way, request.language))}"
            for number, way in enumerate(node.exits())
        ]
        yield f'  {names[node.id]} [label="{"|".join(fields)}"];'
    for node in nodes:
        for number, way in enumerate(node.exits()):
            if way.target is not None and way.target in names:
                yield f"  {names[node.id]}:e{number} -> {names[way.target]}:in;"
    yield "}"


def _write(request: ExportRequest, out: BinaryIO) -> None:
    out.write(graphviz(request).encode("utf-8", "replace"))


FORMAT = Format(
    id="dot",
    words=Wording("流程图文字（Graphviz）", "Graph as text (Graphviz)"),
    suffix=".dot",
    write=_write,
    options=frozenset({"selection", "language"}),
    rank=71,
)
