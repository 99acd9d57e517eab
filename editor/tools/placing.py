"""Placing something new where the pointer clicks."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from editor.tools.feedback import NOTHING, Feedback
from editor.tools.geometry import Point, Rect
from editor.tools.gesture import Gesture
from editor.tools.pointer import Pointer
from editor.tools.stage import Stage
from runtime.flow.layout import Note, NoteId
from runtime.wording import Wording

NOTE_SIZE = (200.0, 96.0)


class Placing(Gesture):
    """Carries a ghost until the button is let go; used for notes from the tool strip and for new nodes."""

    scrolls: ClassVar[bool] = False

    def __init__(
        self, stage: Stage, start: Pointer, size: tuple[float, float], put: Callable[[Point], None]
    ) -> None:
        super().__init__(stage, start)
        self._size = size
        self._put = put

    def move(self, pointer: Pointer) -> Gesture:
        width, height = self._size
        ghost = Rect(pointer.x - width / 2, pointer.y - height / 2, width, height)
        self.stage.show(Feedback(ghost=ghost, cursor="cross"))
        return self

    def release(self, pointer: Pointer) -> None:
        width, height = self._size
        self.stage.show(NOTHING)
        self._put(Point(round(pointer.x - width / 2), round(pointer.y - height / 2)))


def place_note(stage: Stage, at: Point) -> NoteId:
    """Add an empty note at a place and select it."""
    width, height = NOTE_SIZE
    with stage.store.edit(Wording("添加便签", "Add note")) as draft:
        made = NoteId(draft.new_id("note"))
        draft.put_note(Note(id=made, x=at.x, y=at.y, width=width, height=height))
    stage.selection.set(notes=[made])
    return made
