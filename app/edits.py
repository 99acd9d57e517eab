"""What the edit and scenario menus do to the open scenario; what that takes is loaded when it is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.main_window.notices import Notices
from runtime.wording import Wording

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.open_document import OpenDocument
    from app.wiring import Wiring
    from editor.undo import History

_DELETED = Wording("已删除 {count} 个节点", "{count} nodes deleted")
_UNDO = Wording("撤销", "Undo")


class Edits(QObject):
    """Acts on the document that is open; without one it does nothing."""

    def __init__(self, notices: Notices, elsewhere: Callable[[], History | None] = lambda: None) -> None:
        """*elsewhere* gives the history of another document while that is on screen."""
        super().__init__(notices)
        self._elsewhere = elsewhere
        self._notices = notices
        self._area: EditingArea | None = None
        self._wiring: Wiring | None = None

    def take(self, area: EditingArea | None, wiring: Wiring | None) -> None:
        """Act on another document from now on."""
        self._area, self._wiring = area, wiring

    @property
    def _document(self) -> OpenDocument | None:
        return self._area.document if self._area is not None else None

    def undo(self) -> None:
        """Take the last step back."""
        if (history := self._history()) is not None:
            history.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if (history := self._history()) is not None:
            history.redo()

    def _history(self) -> History | None:
        other = self._elsewhere()
        if other is not None:
            return other
        return self._document.history if self._document is not None else None

    def duplicate(self) -> None:
        """Repeat what is selected."""
        if self._area is not None:
            self._area.inspector.duplicate_selection()

    def delete(self) -> None:
        """Delete what is selected; a note offers to take it back."""
        from editor.tools.commands import delete_selection

        area = self._area
        if area is None:
            return
        count = len(area.document.selection.nodes)
        if delete_selection(area.document.store, area.document.selection) and count > 1:
            area.toast.say(_DELETED.format(count=count), _UNDO, self.undo)

    def select_all(self) -> None:
        """Select everything on the canvas."""
        from editor.tools.commands import select_all

        if self._document is not None:
            select_all(self._document.store, self._document.selection)

    def show_scenario_form(self) -> None:
        """Show the settings of the scenario itself."""
        if self._area is not None and self._document is not None:
            self._document.selection.clear()
            self._area.show_column("inspector")
            self._area.inspector.focus_title()

    def arrange(self) -> None:
        """Put all nodes in columns."""
        if self._area is not None and self._area.document.store.nodes:
            self._area.canvas.arrange()

    def add_note(self) -> None:
        """Let the next click place a note."""
        if self._area is not None:
            self._area.canvas.start_note()

    def next_issue(self) -> None:
        """Go to the next problem."""
        self._step(1)

    def previous_issue(self) -> None:
        """Go to the problem before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._area is None or self._wiring is None:
            return
        self._area.checking.when_fresh(partial(self._go_to_issue, self._area, self._wiring, by))

    @staticmethod
    def _go_to_issue(area: EditingArea, wiring: Wiring, by: int) -> None:
        issue = area.problems.next_problem() if by > 0 else area.problems.previous_problem()
        if issue is not None:
            wiring.activate_issue(issue)
