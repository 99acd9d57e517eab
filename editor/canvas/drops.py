"""What can be dropped on the canvas: node types and message elements from the palette."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData

from editor.document.own_kinds import own_kind
from runtime.flow.node import node_types
from runtime.messages.elements.element import element_types

PALETTE_MIME = "application/x-xinliu-palette+json"
"""JSON object with either `node` (a node type) or `element` (a message element's type)."""

_BYTES_MAX = 1_000


def palette_kind(data: QMimeData) -> str | None:
    """The type that a drag from the palette carries, or None for anything else."""
    raw = bytes(data.data(PALETTE_MIME).data()) if data.hasFormat(PALETTE_MIME) else b""
    if not raw or len(raw) > _BYTES_MAX:
        return None
    try:
        read = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(read, dict):
        return None
    node, element = read.get("node"), read.get("element")
    if isinstance(node, str) and node in node_types():
        return node
    is_known = isinstance(element, str) and (element in element_types() or own_kind(element) is not None)
    return str(element) if is_known else None


def palette_data(kind: str) -> QMimeData:
    """The data of a drag that adds a node type or an element."""
    data = QMimeData()
    part = "node" if kind in node_types() else "element"
    data.setData(PALETTE_MIME, json.dumps({part: kind}).encode())
    return data
