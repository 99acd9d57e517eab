"""A document as the catalogue keeps it, written record by record.

The library works in a thread beside the screen. Writing thousands of nodes in one call would hold the
interpreter for as long as that call takes, and the screen would stand still.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from runtime.flow.document import FORMAT, Document


@dataclass(frozen=True, slots=True)
class Canonical:
    """What is kept of a document."""

    digest: str
    """Of the flow; the same as `runtime.flow.document.digest` gives."""
    layout_digest: str
    data: bytes
    """A text that `file_format.from_text` reads, UTF-8."""


def canonical(document: Document) -> Canonical:
    """The document in canonical JSON, without blanks and with sorted keys."""
    flow = _encoded("".join(_flow_parts(document)))
    layout = _encoded("".join(_layout_parts(document)))
    digest = hashlib.sha256(flow).hexdigest()
    head = f'{{"digest":"{digest}","format":{FORMAT},"flow":'.encode()
    data = b"".join((head, flow, b',"layout":', layout, b"}"))
    return Canonical(digest, hashlib.sha256(layout).hexdigest(), data)


def _flow_parts(document: Document) -> Iterator[str]:
    bare: dict[str, object] = {"nodes": {}}
    head: dict[str, Any] = document.flow.model_copy(update=bare).model_dump(mode="json")
    for number, key in enumerate(sorted(head)):
        yield f'{"," if number else "{"}"{key}":'
        if key == "nodes":
            yield from _table_parts(document.flow.nodes)
        else:
            yield _dumped(head[key])
    yield "}"


def _layout_parts(document: Document) -> Iterator[str]:
    layout = document.layout
    tables: dict[str, Mapping[Any, BaseModel]] = {
        "frames": layout.frames, "notes": layout.notes, "positions": layout.positions,
    }  # fmt: skip
    for number, (key, table) in enumerate(tables.items()):
        yield f'{"," if number else "{"}"{key}":'
        yield from _table_parts(table)
    yield "}"


def _table_parts(table: Mapping[Any, BaseModel]) -> Iterator[str]:
    yield "{"
    for number, name in enumerate(sorted(table)):
        yield f"{',' if number else ''}{_dumped(name)}:{_dumped(table[name].model_dump(mode='json'))}"
    yield "}"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
