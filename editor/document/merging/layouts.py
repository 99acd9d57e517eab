"""Joins where things stand: ours wins, and only the words of notes and frames can be in conflict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from editor.document.differing.alike import alike
from editor.document.merging.conflict import Conflict, ConflictKind
from editor.document.merging.values import Clash
from editor.document.merging.wording import worded
from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame, Layout, Note, Position
from runtime.flow.node import Node

ASIDE: Final = 24.0
"""How far a node of the other copy moves when one of ours stands exactly there, in scene units."""

K = TypeVar("K", bound=str)
T = TypeVar("T", Note, Frame)


def joined_layout(
    base: Document, ours: Document, theirs: Document, nodes: dict[NodeId, Node]
) -> tuple[Layout, list[Conflict]]:
    """The places of *nodes*, notes and frames, and the notes and frames whose words both copies changed."""
    conflicts: list[Conflict] = []
    were, mine, yours = base.layout, ours.layout, theirs.layout
    notes = _things("note", were.notes, mine.notes, yours.notes, conflicts)
    frames = _things("frame", were.frames, mine.frames, yours.frames, conflicts)
    layout = Layout.model_construct(
        positions=_positions(base, ours, theirs, nodes), notes=notes, frames=frames
    )
    return layout, conflicts


def _positions(
    base: Document, ours: Document, theirs: Document, nodes: dict[NodeId, Node]
) -> dict[NodeId, Position]:
    were, mine, yours = base.layout.positions, ours.layout.positions, theirs.layout.positions
    new = {name for name in ours.flow.nodes if name not in base.flow.nodes}
    taken = {(mine[name].x, mine[name].y) for name in new if name in mine}
    found: dict[NodeId, Position] = {}
    for name in dict.fromkeys([*mine, *yours]):
        if name not in nodes and (name in ours.flow.nodes or name in theirs.flow.nodes):
            continue
        place = mine.get(name)
        if place is None or (name in yours and alike(place, were.get(name))):
            place = yours.get(name, place)
        if place is None:
            continue
        while name not in mine and (place.x, place.y) in taken:
            place = Position(x=place.x + ASIDE, y=place.y + ASIDE)
        found[name] = place
    return found


def _things(
    kind: ConflictKind,
    were: Mapping[K, T],
    mine: Mapping[K, T],
    yours: Mapping[K, T],
    conflicts: list[Conflict],
) -> dict[K, T]:
    found: dict[K, T] = {}
    for name in dict.fromkeys([*mine, *yours]):
        base, ours, theirs = were.get(name), mine.get(name), yours.get(name)
        if ours is None or theirs is None:
            shown = ours or theirs
            if shown is not None and (base is None or _text(base) != _text(shown)):
                found[name] = shown  # new, or reworded by one copy and removed by the other
            continue
        found[name] = _joined(base, ours, theirs)
        texts = {_text(thing) for thing in (base, ours, theirs) if thing is not None}
        if len(texts) == 3 or (base is None and len(texts) == 2):
            field = "text" if kind == "note" else "title"
            clash = Clash((field,), _text(base) if base else None, _text(ours), _text(theirs))
            conflicts.append(worded(clash, kind, name, ours, {}))
    return found


def _joined(base: T | None, ours: T, theirs: T) -> T:
    if base is None:
        return ours
    updates = {
        name: getattr(theirs, name)
        for name in type(ours).model_fields
        if alike(getattr(base, name), getattr(ours, name))
        and not alike(getattr(ours, name), getattr(theirs, name))
    }
    return ours.model_copy(update=updates) if updates else ours


def _text(thing: Note | Frame) -> str:
    return thing.text if isinstance(thing, Note) else thing.title
