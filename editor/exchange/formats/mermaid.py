"""Mermaid: the graph as text that documentation sites draw.

Source: Mermaid documentation, "Flowchart syntax": shapes, entity codes in quoted texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from editor.exchange.format import ExportRequest, Format
from editor.exchange.graph_labels import exit_label, node_label, shown_nodes
from runtime.wording import Wording

if TYPE_CHECKING:
    from runtime.flow.node import Node

_SHAPES = {
    "entry": ("([", "])"),
    "talk": ("(", ")"),
    "decide": ("{{", "}}"),
    "data": ("[(", ")]"),
    "outside": ("[[", "]]"),
}
_END = ("(((", ")))")
_ESCAPED = str.maketrans(
    {char: f"#{ord(char)};" for char in '#&<>"`;\\'} | {"\n": "<br/>", "\r": None, "\t": " "}
)


def mermaid(request: ExportRequest) -> str:
    """The chosen nodes as a Mermaid flowchart from left to right."""
    return "\n".join(_lines(request)) + "\n"


def escaped(text: str) -> str:
    """*text* as it can stand between quotation marks in a flowchart."""
    return text.translate(_ESCAPED)


def _lines(request: ExportRequest) -> Iterator[str]:
    nodes = shown_nodes(request)
    names = {node.id: f"n{number}" for number, node in enumerate(nodes, start=1)}
    yield "flowchart LR"
    for node in nodes:
        left, right = _shape(node)
        yield f'  {names[node.id]}{left}"{escaped(node_label(node, request.language))}"{right}'
    for node in nodes:
        for way in node.exits():
            if way.target is not None and way.target in names:
                label = escaped(exit_label(way, request.language))
                yield f'  {names[node.id]} -->|"{label}"| {names[way.target]}'


def _shape(node: Node) -> tuple[str, str]:
    return _END if node.type == "end" else _SHAPES.get(node.category, ("[", "]"))


def _write(request: ExportRequest, out: BinaryIO) -> None:
    out.write(mermaid(request).encode("utf-8", "replace"))


FORMAT = Format(
    id="mermaid",
    words=Wording("流程图文字（Mermaid）", "Graph as text (Mermaid)"),
    suffix=".mmd",
    write=_write,
    options=frozenset({"selection", "language"}),
    rank=70,
)
