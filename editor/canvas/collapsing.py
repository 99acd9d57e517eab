"""Collapsed frames: what they hide, and the small card that stands for it."""

from __future__ import annotations

from collections.abc import Iterable

from editor.document.store import Store
from editor.tools.geometry import Rect
from runtime.flow.layout import Frame, FrameId

CLOSED_SIZE = (200.0, 64.0)


class Collapsing:
    """Knows which frames are shown closed; one may be looked into without opening it in the document."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looked_into: set[FrameId] = set()
        self._closed: dict[FrameId, None] = {}
        self._hidden: dict[str, FrameId] = {}
        self.refresh()

    def is_closed(self, frame_id: FrameId) -> bool:
        """Whether a frame is shown as a small card."""
        return frame_id in self._closed

    def closed(self) -> Iterable[Frame]:
        """The frames that are shown as small cards."""
        frames = self._store.frames
        return (frames[frame_id] for frame_id in self._closed if frame_id not in self._hidden)

    def hider(self, thing_id: str) -> FrameId | None:
        """The closed frame that a node, note or frame is inside of, or None."""
        return self._hidden.get(thing_id)

    def rect(self, frame: Frame) -> Rect:
        """A frame's place as it is shown."""
        if frame.id in self._closed:
            return Rect(frame.x, frame.y, *CLOSED_SIZE)
        return Rect(frame.x, frame.y, frame.width, frame.height)

    def look_into(self, thing_id: str) -> bool:
        """Show what hides a thing open, until its frame is turned; says whether anything hid it."""
        found = False
        while (frame_id := self._hidden.get(thing_id)) is not None:
            self._looked_into.add(frame_id)
            self.refresh()
            found = True
        return found

    def look_away(self, frame_id: FrameId) -> bool:
        """Show a frame closed again that was only looked into; says whether it was."""
        if frame_id not in self._looked_into:
            return False
        self._looked_into.discard(frame_id)
        self.refresh()
        return True

    def refresh(self) -> set[str]:
        """Follow the document; gives the ids of what is hidden now but was not, or the other way round."""
        frames = self._store.frames
        self._looked_into = {name for name in self._looked_into if name in frames and frames[name].collapsed}
        self._closed = {
            frame.id: None
            for frame in frames.values()
            if frame.collapsed and frame.id not in self._looked_into
        }
        old, hidden = self._hidden, dict[str, FrameId]()
        for frame_id in self._closed:
            for name in frames[frame_id].members:
                if name != frame_id:
                    hidden[name] = frame_id
        self._hidden = {name: _outermost(hidden, frame_id) for name, frame_id in hidden.items()}
        return {name for name in {*old, *self._hidden} if old.get(name) != self._hidden.get(name)}


def _outermost(hidden: dict[str, FrameId], frame_id: FrameId) -> FrameId:
    seen = {frame_id}
    while (outer := hidden.get(frame_id)) is not None and outer not in seen:
        seen.add(outer)
        frame_id = outer
    return frame_id
