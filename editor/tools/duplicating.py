"""Duplicating by a drag with Ctrl: the copies stand where they are let go."""

from __future__ import annotations

from editor.document.clipboard import duplicate
from editor.document.errors import PasteRefused
from editor.tools.feedback import NOTHING, Feedback, Label
from editor.tools.geometry import Point, Rect
from editor.tools.gesture import Gesture
from editor.tools.pointer import Pointer
from editor.tools.stage import Stage
from runtime.wording import Wording

_ONE = Wording("松开：复制一份到这里", "Release: put a copy here")
_MANY = Wording("松开：复制 {count} 项到这里", "Release: put copies of {count} items here")
_GHOSTS_MAX = 400
"""Of a larger selection only the first are outlined."""


class Duplicating(Gesture):
    """Carries outlines of the selection; the originals stay."""

    def __init__(self, stage: Stage, start: Pointer) -> None:
        super().__init__(stage, start)
        now = stage.selection.now
        notes = (stage.store.notes[note] for note in now.notes)
        self._rects = [
            *(stage.rect_of(node) for node in now.nodes[:_GHOSTS_MAX]),
            *(Rect(note.x, note.y, note.width, note.height) for note in notes),
            *(stage.frame_rect(frame) for frame in now.frames),
        ]
        count = len(now.nodes) + len(now.notes) + len(now.frames)
        self._words = _ONE if count == 1 else _MANY.format(count=count)

    def move(self, pointer: Pointer) -> Gesture:
        dx, dy = self._by(pointer)
        ghosts = tuple(rect.moved(dx, dy) for rect in self._rects)
        label = Label(Point(pointer.x, pointer.y), self._words)
        self.stage.show(Feedback(ghosts=ghosts, label=label, cursor="copy"))
        return self

    def release(self, pointer: Pointer) -> None:
        self.stage.show(NOTHING)
        try:
            made = duplicate(self.stage.store, self.stage.selection, self._by(pointer))
        except PasteRefused as refusal:
            self.stage.refuse(refusal.sentence)
            return
        self.stage.selection.set(made.nodes, made.notes, made.frames)

    def _by(self, pointer: Pointer) -> tuple[float, float]:
        return float(round(pointer.x - self.start.x)), float(round(pointer.y - self.start.y))
