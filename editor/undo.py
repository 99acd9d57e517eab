"""The history of edits: one command class for everything that can be undone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from editor.document.change import Change
from editor.document.selection import Selected, Selection
from editor.document.store import Store
from runtime.wording import Wording
from widgets.language import language_changed, tr

MERGE_WITHIN_S = 1.0
"""Edits of one key that follow each other faster than this are one step."""

STEPS_MAX = 2_000


class Edited(Protocol):
    """What is edited: it tells every change and takes changes back."""

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call back after every change; returns what ends it."""

    def apply(self, change: Change) -> None:
        """Make everything what it is after a change."""


class _Step(QUndoCommand):
    """One change on the stack."""

    def __init__(self, history: History, change: Change, group: int, selected: Selected) -> None:
        super().__init__(tr(change.name))
        self._history = history
        self.change = change
        self.selected = selected
        """What was selected before it."""
        self._group = group

    def id(self) -> int:
        return self._group

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step):
            return False
        self.change = self.change.then(other.change)
        self.setObsolete(self.change.is_empty())
        return True

    def undo(self) -> None:
        self._history.replay(self.change.reversed())

    def redo(self) -> None:
        self._history.replay(self.change)


class History(QObject):
    """Records every change of a store and plays it back; the document is clean when it is as last saved.

    With a selection, which must have been made before it, taking back a deletion selects again what was.
    """

    changed = Signal()
    """What can be undone or redone, or its name, is not what it was."""
    clean_changed = Signal(bool)

    def __init__(
        self,
        store: Edited,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
        selection: Selection | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._selection = selection
        self._clock = clock
        self._replaying = False
        self._last_key = ""
        self._last_at_s = 0.0
        self._group = 0
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(STEPS_MAX)
        self.stack.indexChanged.connect(self._on_index)
        self.stack.cleanChanged.connect(self.clean_changed)
        language_changed.connect(self.changed)
        self._end = store.subscribe(self._on_change)

    def undo(self) -> None:
        """Take the last step back, if there is one."""
        self.seal()
        step = self.stack.command(self.stack.index() - 1) if self.stack.canUndo() else None
        self.stack.undo()
        if self._selection is not None and isinstance(step, _Step) and _removes(step.change):
            self._selection.put(step.selected)
            assert isinstance(self._store, Store)
            self._selection.prune(self._store)

    def redo(self) -> None:
        """Do the step again that was taken back last, if there is one."""
        self.seal()
        self.stack.redo()

    def seal(self) -> None:
        """End the current run of merging: the focus moved, or something else began."""
        self._last_key = ""

    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.stack.canUndo()

    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self.stack.canRedo()

    def undo_name(self) -> Wording | None:
        """The name of the step that undo takes back, or None."""
        return self._name(self.stack.index() - 1)

    def redo_name(self) -> Wording | None:
        """The name of the step that redo does again, or None."""
        return self._name(self.stack.index())

    def names(self) -> tuple[Wording, ...]:
        """The names of all steps, oldest first, those taken back included."""
        found = (self._name(index) for index in range(self.stack.count()))
        return tuple(name for name in found if name is not None)

    def is_clean(self) -> bool:
        """Whether the document is as it was saved last."""
        return self.stack.isClean()

    def set_clean(self) -> None:
        """Remember that the document was saved as it is now."""
        self.seal()
        self.stack.setClean()

    def forget_clean(self) -> None:
        """Remember that no step leads to what stands in the file."""
        self.seal()
        self.stack.resetClean()

    def close(self) -> None:
        """Stop listening and forget every step."""
        self._end()
        self.stack.clear()

    def replay(self, change: Change) -> None:
        """Apply a recorded change without recording it again."""
        if self._replaying:
            return
        self._replaying = True
        try:
            self._store.apply(change)
        finally:
            self._replaying = False

    def _on_change(self, change: Change) -> None:
        if self._replaying:
            return
        now = self._clock()
        follows = change.merge and change.merge == self._last_key and now - self._last_at_s <= MERGE_WITHIN_S
        if not follows:
            self._group = self._group % 1_000_000 + 1
        self._last_key, self._last_at_s = change.merge, now
        self._replaying = True
        try:
            selected = self._selection.at_last_change if self._selection is not None else Selected()
            self.stack.push(_Step(self, change, self._group if change.merge else -1, selected))
        finally:
            self._replaying = False
        self.changed.emit()

    def _on_index(self, index: int) -> None:
        if not self._replaying:
            self.changed.emit()

    def _name(self, index: int) -> Wording | None:
        step = self.stack.command(index) if 0 <= index < self.stack.count() else None
        return step.change.name if isinstance(step, _Step) else None


def _removes(change: Change) -> bool:
    """Whether a change takes something away that can be selected."""
    removed = (kind for (kind, _), (_, after) in change.records.items() if after is None)
    return any(kind in ("node", "note", "frame") for kind in removed)
