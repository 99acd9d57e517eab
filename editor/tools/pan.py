"""Panning: the scene follows the pointer."""

from __future__ import annotations

from typing import ClassVar

from editor.tools.feedback import NOTHING, Feedback
from editor.tools.gesture import Gesture
from editor.tools.pointer import Pointer
from editor.tools.stage import Stage


class Pan(Gesture):
    """Drags the whole scene, with the middle button or with Space held."""

    scrolls: ClassVar[bool] = False

    def __init__(self, stage: Stage, start: Pointer) -> None:
        super().__init__(stage, start)
        self._last = start
        stage.show(Feedback(cursor="closed_hand"))

    def move(self, pointer: Pointer) -> Gesture:
        self.stage.scroll_by(self._last.x_px - pointer.x_px, self._last.y_px - pointer.y_px)
        self._last = pointer
        return self

    def release(self, pointer: Pointer) -> None:
        self.stage.show(NOTHING)
