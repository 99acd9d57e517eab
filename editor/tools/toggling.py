"""Collapsing a frame, or opening it, by a click on its mark."""

from __future__ import annotations

from editor.tools.gesture import Gesture
from editor.tools.hit import Hit
from editor.tools.pointer import Pointer
from editor.tools.pressing import Pressing
from editor.tools.stage import Stage


class Toggling(Gesture):
    """A click turns the frame; a drag moves it."""

    def __init__(self, stage: Stage, start: Pointer, hit: Hit) -> None:
        super().__init__(stage, start)
        self._hit = hit

    def move(self, pointer: Pointer) -> Gesture:
        if not self.is_drag(pointer):
            return self
        return Pressing(self.stage, self.start, Hit("frame", frame=self._hit.frame)).move(pointer)

    def release(self, pointer: Pointer) -> None:
        assert self._hit.frame is not None
        self.stage.toggle_frame(self._hit.frame)
