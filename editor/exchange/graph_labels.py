"""What the drawings made of text say about nodes and exits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.wording import Language, printable

if TYPE_CHECKING:
    from editor.exchange.format import ExportRequest
    from runtime.flow.exit import Exit
    from runtime.flow.node import Node

_LINE_LONGEST = 40


def shown_nodes(request: ExportRequest) -> tuple[Node, ...]:
    """The chosen nodes in the order of a conversation; all of them when none is chosen."""
    from editor.document.walk_order import walk_order

    nodes = walk_order(request.document.flow)
    return tuple(node for node in nodes if not request.selection or node.id in request.selection)


def node_label(node: Node, language: Language) -> str:
    """The node's name and, where there is one, the first line of its preview below it."""
    name = node.named().text(language)
    lines = [line.text(language) for line in node.preview().lines]
    said = next((line.strip() for line in lines if line.strip() and line.strip() != name), "")
    return printable(name, _LINE_LONGEST) + (f"\n{printable(said, _LINE_LONGEST)}" if said else "")


def exit_label(way: Exit, language: Language) -> str:
    """The exit's words."""
    return printable(way.label.text(language), _LINE_LONGEST)
