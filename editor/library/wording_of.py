"""Everything written in a scenario, as one text to search in."""

from __future__ import annotations

from editor.document.folding import folded
from editor.document.spots import spot_of_frame, spot_of_note, spots_of_flow, spots_of_node
from runtime.flow.document import Document

CHARACTERS_MAX = 4_000_000


def searchable(document: Document) -> str:
    """Names, texts, variables, keywords and notes, a line each, folded; kinds of nodes do not count."""
    bare: dict[str, object] = {"nodes": {}}
    found = list(spots_of_flow(document.flow.model_copy(update=bare)))
    for node in document.flow.nodes.values():
        found += spots_of_node(node)
    found += [spot_of_note(note) for note in document.layout.notes.values()]
    found += [spot_of_frame(frame) for frame in document.layout.frames.values()]
    texts = dict.fromkeys(spot.text for spot in found if spot.path != ("type",) and spot.text)
    return folded("\n".join(texts))[:CHARACTERS_MAX]
