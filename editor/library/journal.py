"""Records of a document as lines of JSON, and the document that a row of such lines makes.

A line is `[[kind, id, record or null], …]`: what the records are after one edit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from editor.document.change import Key, Stored
from runtime.flow.document import Document
from runtime.records import Record

_TABLES = {"node": "nodes", "position": "positions", "note": "notes", "frame": "frames"}


def every_record(document: Document) -> Iterator[tuple[Key, Stored]]:
    """What makes the document out of nothing."""
    bare: dict[str, object] = {"nodes": {}}
    yield ("flow", ""), document.flow.model_copy(update=bare)
    for node in document.flow.nodes.values():
        yield ("node", node.id), node
    layout = document.layout
    for place, position in layout.positions.items():
        yield ("position", place), position
    for note in layout.notes.values():
        yield ("note", note.id), note
    for frame in layout.frames.values():
        yield ("frame", frame.id), frame


def line_of(records: Iterable[tuple[Key, Stored]]) -> bytes:
    """One line, record by record: a thread that writes never keeps the others waiting for long."""
    parts = [
        json.dumps([kind, name, _plain(after)], ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        for (kind, name), after in records
    ]
    return f"[{','.join(parts)}]\n".encode("utf-8", "surrogatepass")


def replayed(lines: Sequence[str]) -> dict[str, Any]:
    """The document the lines make, as plain JSON data; what follows a broken line does not count."""
    head: dict[str, Any] = {}
    tables: dict[str, dict[str, Any]] = {kind: {} for kind in _TABLES}
    for line in lines:
        try:
            records = json.loads(line)
        except (ValueError, RecursionError):
            break
        for kind, name, after in records:
            if kind == "flow":
                head = after
            elif kind == "order":
                table = tables[name]
                tables[name] = {each: table[each] for each in after if each in table} | table
            elif after is None:
                tables[kind].pop(name, None)
            else:
                tables[kind][name] = after
    layout = {_TABLES[kind]: tables[kind] for kind in ("position", "note", "frame")}
    return {"flow": head | {"nodes": tables["node"]}, "layout": layout}


def _plain(stored: Stored) -> object:
    return stored.model_dump(mode="json") if isinstance(stored, Record) else stored
