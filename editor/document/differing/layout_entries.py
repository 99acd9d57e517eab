"""The entries about the canvas alone: what moved, notes and frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from editor.document.differing.alike import alike
from editor.document.differing.entries import Entry, EntryKind, FieldChange, Sign
from runtime.flow.document import Document
from runtime.flow.issues.naming import name_of, quoted, shortened
from runtime.flow.layout import Frame, Note
from runtime.wording import Wording, same

_MOVED: Final = Wording("移动了{node}", "Moved {node}")
_NOTE: Final = {
    "added": Wording("新增便签{name}", "New note {name}"),
    "removed": Wording("删除便签{name}", "Note {name} removed"),
    "changed": Wording("改了便签", "Changed a note"),
    "moved": Wording("移动了便签{name}", "Moved note {name}"),
}
_FRAME: Final = {
    "added": Wording("新增分组框{name}", "New frame {name}"),
    "removed": Wording("删除分组框{name}", "Frame {name} removed"),
    "changed": Wording("分组框{name}改了标题", "Frame {name} has another title"),
    "moved": Wording("移动了分组框{name}", "Moved frame {name}"),
}


def layout_entries(before: Document, after: Document) -> list[Entry]:
    """Notes, frames, then moved nodes; a node that only one version has did not move."""
    old, new = before.layout, after.layout
    found = _things("note", old.notes.values(), new.notes.values())
    found += _things("frame", old.frames.values(), new.frames.values())
    return [*found, *_moves(before, after)]


def _moves(before: Document, after: Document) -> list[Entry]:
    found: list[Entry] = []
    places = before.layout.positions
    for node_id, place in after.layout.positions.items():
        old, node = places.get(node_id), after.flow.nodes.get(node_id)
        if node is None or old is None or node_id not in before.flow.nodes or alike(old, place):
            continue
        change = FieldChange("changed", ("positions", node_id), ("positions", node_id), old, place)
        words = _MOVED.format(node=name_of(node))
        found.append(Entry("moved", "moved", words, node_id, changes=(change,)))
    return found


def _things(kind: EntryKind, old: Iterable[Note | Frame], new: Iterable[Note | Frame]) -> list[Entry]:
    were: dict[str, Note | Frame] = {thing.id: thing for thing in old}
    are: dict[str, Note | Frame] = {thing.id: thing for thing in new}
    return [
        _thing(kind, name, were.get(name), are.get(name))
        for name in dict.fromkeys([*are, *were])
        if not alike(were.get(name), are.get(name))
    ]


def _thing(kind: EntryKind, name: str, old: Note | Frame | None, new: Note | Frame | None) -> Entry:
    words = _NOTE if kind == "note" else _FRAME
    is_text = old is not None and new is not None and _text(old) != _text(new)
    sign: Sign = "added" if old is None else "removed" if new is None else "changed" if is_text else "moved"
    shown = new or old
    assert shown is not None
    sentence = words[sign].format(name=quoted(shortened(_text(shown)) or same("…")))
    section = f"{kind}s"
    change = FieldChange(
        "added" if old is None else "removed" if new is None else "changed",
        (section,) if old is None else (section, name),
        (section,) if new is None else (section, name),
        old,
        new,
    )
    was = same(shortened(_text(old))) if is_text and old is not None else None
    now = same(shortened(_text(new))) if is_text and new is not None else None
    return Entry(kind, sign, sentence, item=name, changes=(change,), was=was, now=now)


def _text(thing: Note | Frame) -> str:
    return thing.text if isinstance(thing, Note) else thing.title
