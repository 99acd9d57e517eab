"""Opens the text field over a note or a frame, and makes the edit when it is done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from editor.canvas.camera import Camera
from editor.canvas.note_editor import NoteEditor
from editor.document.store import Store
from editor.tools.geometry import Rect
from editor.tools.hit import Hit
from runtime.flow.layout import FrameId, NoteId
from runtime.wording import Wording

_TITLE_HEIGHT = 34.0
_FIELD_MIN = (180, 34)


class Writing:
    """Text on notes and titles of frames."""

    def __init__(self, store: Store, camera: Camera, parent: QWidget) -> None:
        self._store = store
        self._camera = camera
        self._parent = parent

    def open(self, hit: Hit) -> None:
        """Begin to write on what was hit, if it can be written on."""
        if hit.note is not None:
            note = self._store.notes[hit.note]
            area = Rect(note.x, note.y, note.width, note.height)
            editor = NoteEditor(note.text, self._field(area), False, self._parent)
            editor.finished.connect(partial(write_note, self._store, hit.note))
        elif hit.frame is not None:
            frame = self._store.frames[hit.frame]
            area = Rect(frame.x, frame.y, frame.width, _TITLE_HEIGHT)
            editor = NoteEditor(frame.title, self._field(area), True, self._parent)
            editor.finished.connect(partial(write_title, self._store, hit.frame))

    def _field(self, area: Rect) -> QRect:
        """Where the text field stands: over the area, but never too small to write in."""
        return self._camera.view_rect(area).united(
            QRect(self._camera.view_rect(area).topLeft(), QSize(_FIELD_MIN[0], _FIELD_MIN[1]))
        )


def write_note(store: Store, note_id: NoteId, text: str) -> None:
    """Put text on a note; one that is gone stays gone."""
    note = store.notes.get(note_id)
    if note is not None:
        with store.edit(Wording("写便签", "Write note")) as draft:
            draft.put_note(note.with_changes(text=text))


def write_title(store: Store, frame_id: FrameId, title: str) -> None:
    """Give a frame a title; one that is gone stays gone."""
    frame = store.frames.get(frame_id)
    if frame is not None:
        with store.edit(Wording("改分组标题", "Rename frame")) as draft:
            draft.put_frame(frame.with_changes(title=title))
