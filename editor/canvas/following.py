"""Notes and frames go along when the nodes about them are moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from editor.tools.commands import FRAME_MARGIN, FRAME_MAX, FRAME_TITLE
from editor.tools.geometry import Rect, united
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame, Note

_NEAR: Final = 400.0
"""A note farther than this from every node belongs to none."""
_STEP: Final = 24.0
_TRIES: Final = 60


def follow(
    notes: Iterable[Note],
    frames: Iterable[Frame],
    before: Mapping[NodeId, Rect],
    moved: Mapping[NodeId, Rect],
) -> tuple[list[Note], list[Frame]]:
    """The notes and frames that have to change when nodes move: *before* are all nodes, *moved* new places.

    A frame is fitted to the nodes that stood on it; a note keeps its place beside the nearest node and looks
    for room above or below where that is taken.
    """
    after = {**before, **moved}
    new_frames = []
    for frame in frames:
        fitted = _refitted(frame, before, moved, after)
        if fitted != frame:
            new_frames.append(fitted)
    new_notes: list[Note] = []
    for note in notes:
        nearest = _nearest(_area(note), before)
        if nearest is None or nearest not in moved:
            continue
        old, new = before[nearest], moved[nearest]
        place = _clear(_area(note).moved(new.x - old.x, new.y - old.y), after.values())
        new_notes.append(note.with_changes(x=round(place.x), y=round(place.y)))
    return new_notes, new_frames


def _area(thing: Note | Frame) -> Rect:
    return Rect(thing.x, thing.y, thing.width, thing.height)


def _refitted(
    frame: Frame, before: Mapping[NodeId, Rect], moved: Mapping[NodeId, Rect], after: Mapping[NodeId, Rect]
) -> Frame:
    area = _area(frame)
    members = [node_id for node_id, rect in before.items() if area.encloses(rect)]
    if not any(node_id in moved for node_id in members):
        return frame
    inside = united(after[node_id] for node_id in members)
    assert inside is not None, "some member moved"
    around = inside.grown(FRAME_MARGIN)
    return frame.with_changes(
        x=round(around.x),
        y=round(around.y - FRAME_TITLE),
        width=min(round(around.width), FRAME_MAX),
        height=min(round(around.height + FRAME_TITLE), FRAME_MAX),
    )


def _nearest(area: Rect, rects: Mapping[NodeId, Rect]) -> NodeId | None:
    best, found = _NEAR, None
    for node_id, rect in rects.items():
        distance = max(rect.x - area.right, area.x - rect.right, rect.y - area.bottom, area.y - rect.bottom)
        if distance < best:
            best, found = distance, node_id
    return found


def _clear(area: Rect, taken: Iterable[Rect]) -> Rect:
    """The place nearest to *area*, straight above or below, where no node stands; itself without one."""
    column = [rect for rect in taken if rect.x < area.right and area.x < rect.right]
    for number in range(_TRIES):
        for way in (1, -1):
            tried = area.moved(0, way * number * _STEP)
            if not any(rect.meets(tried) for rect in column):
                return tried
    return area
