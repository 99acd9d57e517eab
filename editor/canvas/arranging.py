"""Arranging the whole canvas in one edit."""

from __future__ import annotations

from collections.abc import Mapping

from editor.document.arranging import arranged
from editor.tools.commands import FRAME_MARGIN, FRAME_MAX, FRAME_TITLE
from editor.tools.geometry import Rect, united
from editor.tools.stage import Stage
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame
from runtime.wording import Wording


def arrange_all(stage: Stage) -> None:
    """Put all nodes in columns by how far they are from the start; frames go with what stood on them."""
    store = stage.store
    rects = {node_id: stage.rect_of(node_id) for node_id in store.nodes}
    places = arranged(store.nodes, {node_id: (rect.width, rect.height) for node_id, rect in rects.items()})
    moved = {
        node_id: Rect(places[node_id].x, places[node_id].y, rect.width, rect.height)
        for node_id, rect in rects.items()
    }
    with store.edit(Wording("自动排列", "Arrange")) as draft:
        for node_id, place in places.items():
            draft.move(node_id, place.x, place.y)
        for frame in store.frames.values():
            draft.put_frame(_refitted(frame, rects, moved))


def _refitted(frame: Frame, before: Mapping[NodeId, Rect], after: Mapping[NodeId, Rect]) -> Frame:
    area = Rect(frame.x, frame.y, frame.width, frame.height)
    inside = united(after[node_id] for node_id, rect in before.items() if area.encloses(rect))
    if inside is None:
        return frame
    around = inside.grown(FRAME_MARGIN)
    return frame.with_changes(
        x=around.x,
        y=around.y - FRAME_TITLE,
        width=min(around.width, FRAME_MAX),
        height=min(around.height + FRAME_TITLE, FRAME_MAX),
    )
