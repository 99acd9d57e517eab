"""The rubber band: what it touches is selected."""

from __future__ import annotations

from editor.document.selection import Selected
from editor.tools.feedback import NOTHING, Feedback
from editor.tools.geometry import Rect, spanned
from editor.tools.gesture import Gesture
from editor.tools.pointer import Pointer
from editor.tools.stage import Stage


class RubberBand(Gesture):
    """Selects while it is drawn; with Shift or Ctrl it adds to the selection. A click clears it."""

    def __init__(self, stage: Stage, start: Pointer) -> None:
        super().__init__(stage, start)
        self._before = stage.selection.now
        self._adds = start.shift or start.control
        if not self._adds:
            stage.selection.clear()

    def move(self, pointer: Pointer) -> Gesture:
        if self.is_drag(pointer):
            band = spanned(self.start.x, self.start.y, pointer.x, pointer.y)
            self._select(band)
            self.stage.show(Feedback(band=band))
        return self

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        self.stage.show(NOTHING)

    def cancel(self) -> None:
        self.stage.selection.put(self._before)
        super().cancel()

    def _select(self, band: Rect) -> None:
        kept = self._before if self._adds else Selected()
        store = self.stage.store
        stage = self.stage
        shown = (note for note in store.notes.values() if not stage.is_hidden(note.id))
        notes = (n.id for n in shown if band.meets(Rect(n.x, n.y, n.width, n.height)))
        frames = (frame for frame in store.frames if band.encloses(stage.frame_rect(frame)))
        self.stage.selection.set(
            (*kept.nodes, *(node_id for node_id, _ in self.stage.rects_in(band))),
            (*kept.notes, *notes),
            (*kept.frames, *frames),
            kept.connections,
        )
