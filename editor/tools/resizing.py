"""Resizing a note or a frame by its corner."""

from __future__ import annotations

from editor.tools.feedback import NOTHING, Feedback
from editor.tools.geometry import Rect
from editor.tools.gesture import Gesture
from editor.tools.hit import Hit
from editor.tools.pointer import Pointer
from editor.tools.stage import Stage
from runtime.flow.layout import Frame, Note
from runtime.wording import Wording

SIDE_MIN = 48.0
NOTE_MAX = 4_000.0
FRAME_MAX = 20_000.0


class Resizing(Gesture):
    """Drags the lower right corner."""

    def __init__(self, stage: Stage, start: Pointer, hit: Hit) -> None:
        super().__init__(stage, start)
        if hit.note is not None:
            self._thing: Note | Frame = stage.store.notes[hit.note]
        else:
            assert hit.frame is not None
            self._thing = stage.store.frames[hit.frame]

    def move(self, pointer: Pointer) -> Gesture:
        self.stage.show(Feedback(ghost=self._resized(pointer), cursor="resize"))
        return self

    def release(self, pointer: Pointer) -> None:
        self.stage.show(NOTHING)
        wanted = self._resized(pointer)
        changed = self._thing.with_changes(width=wanted.width, height=wanted.height)
        with self.stage.store.edit(Wording("改变大小", "Resize")) as draft:
            if isinstance(changed, Note):
                draft.put_note(changed)
            else:
                draft.put_frame(changed)

    def _resized(self, pointer: Pointer) -> Rect:
        width = self._thing.width + pointer.x - self.start.x
        height = self._thing.height + pointer.y - self.start.y
        longest = NOTE_MAX if isinstance(self._thing, Note) else FRAME_MAX
        return Rect(self._thing.x, self._thing.y, _side(width, longest), _side(height, longest))


def _side(length: float, longest: float) -> float:
    return float(round(min(max(length, SIDE_MIN), longest)))
