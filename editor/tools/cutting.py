"""Cutting connections with a stroke."""

from __future__ import annotations

from typing import ClassVar

from editor.tools.feedback import NOTHING, Feedback
from editor.tools.geometry import Point
from editor.tools.gesture import Gesture
from editor.tools.pointer import Pointer
from runtime.wording import Wording


class Cutting(Gesture):
    """Cuts every connection that a straight stroke crosses."""

    scrolls: ClassVar[bool] = False

    def move(self, pointer: Pointer) -> Gesture:
        stroke = Point(self.start.x, self.start.y), Point(pointer.x, pointer.y)
        crossed = frozenset(self.stage.crossed_by(*stroke))
        self.stage.show(Feedback(knife=stroke, cut=crossed, cursor="cross"))
        return self

    def release(self, pointer: Pointer) -> None:
        stroke = Point(self.start.x, self.start.y), Point(pointer.x, pointer.y)
        crossed = sorted(self.stage.crossed_by(*stroke))
        self.stage.show(NOTHING)
        if not crossed:
            return
        count = len(crossed)
        with self.stage.store.edit(Wording(f"断开 {count} 条连接", f"Cut {count} connections")) as draft:
            for node, exit_name in crossed:
                draft.connect(node, exit_name, None)
