"""Cutting connections with a stroke."""

from __future__ import annotations

from editor.tools.feedback import NOTHING, Feedback, Label
from editor.tools.geometry import Point
from editor.tools.gesture import Gesture
from editor.tools.pointer import Pointer
from editor.tools.stage import Stage
from runtime.wording import Wording

_HOW = Wording("划过要断开的连接，Esc 不剪了", "Draw across the connections to cut; Esc stops")
_NONE = Wording("还没有划到连接", "No connection crossed yet")
_CUTS = Wording("松开：断开 {count} 条连接", "Release: cut {count} connections")
_CUTS_ONE = Wording("松开：断开 1 条连接", "Release: cut 1 connection")


class Cutting(Gesture):
    """Cuts every connection that a straight stroke crosses; armed, it waits for the stroke to begin."""

    def __init__(self, stage: Stage, start: Pointer, is_armed: bool = False) -> None:
        super().__init__(stage, start)
        self._is_armed = is_armed
        if is_armed:
            self.move(start)

    def begin(self, pointer: Pointer) -> None:
        super().begin(pointer)
        self._is_armed = False

    def move(self, pointer: Pointer) -> Gesture:
        here = Point(pointer.x, pointer.y)
        if self._is_armed:
            self.stage.show(Feedback(label=Label(here, _HOW), cursor="cross"))
            return self
        stroke = Point(self.start.x, self.start.y), here
        crossed = frozenset(self.stage.crossed_by(*stroke))
        words = _NONE if not crossed else _CUTS_ONE if len(crossed) == 1 else _CUTS.format(count=len(crossed))
        self.stage.show(Feedback(knife=stroke, cut=crossed, label=Label(here, words), cursor="cross"))
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
