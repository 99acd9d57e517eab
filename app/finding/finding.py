"""What the window offers for finding things: search and replace, who uses what, the command palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.finding.candidates import Target
from app.finding.find_desk import FindDesk
from app.finding.palette import Palette
from app.finding.uses_list import SubjectList, UsesList
from editor.document.change import Change
from editor.document.spots import source_path
from editor.document.uses import Subject, Use, uses
from editor.inspector.problems import OUTLINE
from editor.inspector.variable_table import VariableTable
from runtime.flow.flow import Flow
from runtime.wording import Wording
from widgets.common import PickList
from widgets.form.text_area import TextArea
from widgets.theme import current_theme

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.files import Files
    from app.main_window.menus import Menus
    from app.settings import Settings
    from app.wiring import Wiring

_LIST_PX: Final = 640
_STILL_USED: Final = Wording(
    "变量「{name}」删了，还有 {count} 处在用", "{name} is gone, {count} places still use it"
)
_WHO: Final = Wording("看在哪里", "See where")


class Finding(QObject):
    """Acts on the scenario that is open; the palette works without one."""

    everywhere_asked = Signal(str)
    """The person wants to search all scenarios for these words."""

    def __init__(self, window: QWidget, menus: Menus, settings: Settings, files: Files) -> None:
        super().__init__(window)
        self._window = window
        self._menus = menus
        self._files = files
        self._area: EditingArea | None = None
        self._wiring: Wiring | None = None
        self._lost: str = ""
        self.search = FindDesk(self)
        self.palette = Palette(window, menus, settings, files.recent.paths)
        self.palette.picked.connect(self._go)
        self.search.everywhere_asked.connect(self.everywhere_asked)

    def take(self, area: EditingArea | None, wiring: Wiring | None) -> None:
        """Act on another document from now on."""
        self._area, self._wiring = area, wiring
        self.search.take(area)
        self.palette.take(area.document.store if area is not None else None, self.search.index)
        if area is not None:
            area.document.changed.connect(self._on_change)
            area.problems.variables.uses_asked.connect(self.show_uses_of_variable)
            area.context.uses_asked.connect(self.show_uses_of_variable)

    def open_palette(self) -> None:
        """Open or close the command palette."""
        self.palette.open_at(self._top())

    def find(self) -> None:
        """Search the open scenario."""
        self.search.find()

    def replace(self) -> None:
        """Search the open scenario and replace what is found."""
        self.search.replace()

    def next(self) -> None:
        """Go to the next place that was found."""
        self.search.next()

    def previous(self) -> None:
        """Go to the place before that was found."""
        self.search.previous()

    def go_to_outline(self) -> None:
        """Take the keyboard to the outline, to the row of what is selected or else to the first."""
        if self._area is None:
            return
        self._area.problems.show_tab(OUTLINE)
        outline = self._area.problems.outline
        outline.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not outline.currentIndex().isValid():
            outline.setCurrentIndex(outline.outline.index(0, 0))

    def who_uses(self) -> None:
        """List who uses the variable at hand, or ask which variable, keyword or picture is meant."""
        if self._area is None:
            return
        name = _variable_at_hand()
        if name and any(variable.name == name for variable in self._area.document.flow.variables):
            self.show_uses(Subject("variable", name))
            return
        listed = SubjectList(self._window, self._area.document.store)
        listed.picked.connect(self.show_uses)
        self._open(listed)

    def show_uses_of_variable(self, name: str) -> None:
        """List who uses a variable."""
        self.show_uses(Subject("variable", name))

    def show_uses(self, subject: Subject) -> None:
        """List who uses something; picking a row goes there."""
        if self._area is not None:
            listed = UsesList(self._window, self._area.document.store, subject)
            listed.picked.connect(self._go_to_use)
            self._open(listed)

    def _open(self, listed: PickList) -> None:
        listed.closed.connect(listed.deleteLater)
        width = current_theme().px(_LIST_PX)
        listed.open_at(QRect((self._window.width() - width) // 2, self._top(), width, 0))

    def _top(self) -> int:
        window = self._window
        toolbar = getattr(window, "toolbar", None)
        if isinstance(toolbar, QWidget) and toolbar.isVisible():
            return toolbar.mapTo(window, toolbar.rect().bottomLeft()).y() - 4
        return current_theme().px(60)

    def _go(self, target: Target) -> None:
        if target.kind == "command":
            action = self._menus[target.id]
            if action.isEnabled():
                action.trigger()
        elif target.kind == "scenario":
            self._files.open_path(target.id)
        elif target.kind == "uses":
            self.show_uses(Subject("variable", target.id))
        elif target.kind == "text" and target.match is not None:
            self.search.go_to(target.match)
        elif self._wiring is not None:
            self._menus["area_edit"].trigger()
            self._wiring.go_to(target.kind, target.id)

    def _go_to_use(self, use: Use) -> None:
        area = self._area
        if area is None:
            return
        area.show_column("inspector")
        if use.node is None:
            area.document.selection.clear()
            area.inspector.flow_pane.focus_path(use.path)
            return
        area.canvas.reveal(use.node)
        node = area.document.store.nodes.get(use.node)
        if node is not None and not area.inspector.focus_path(source_path(node, use.path)):
            area.inspector.focus_title()

    def _on_change(self, change: Change) -> None:
        """Say who still uses a variable that was deleted."""
        before, after = change.records.get(("flow", ""), (None, None))
        if self._area is None or not isinstance(before, Flow) or not isinstance(after, Flow):
            return
        kept = {variable.name for variable in after.variables}
        for name in (each.name for each in before.variables if each.name not in kept):
            count = len(uses(self._area.document.store, Subject("variable", name)))
            if count:
                self._lost = name
                self._area.toast.say(_STILL_USED.format(name=name, count=count), _WHO, self._show_lost)

    def _show_lost(self) -> None:
        self.show_uses_of_variable(self._lost)


def _variable_at_hand() -> str:
    """The variable of the row or of the pill where the keyboard is, or nothing."""
    focused = QApplication.focusWidget()
    if isinstance(focused, VariableTable):
        return focused.current_name()
    return focused.variable_at_cursor() if isinstance(focused, TextArea) else ""
