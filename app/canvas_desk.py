"""Actions on what is selected on the canvas, and the menus that offer them where the pointer is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from app.main_window.menus import Menus
from runtime.wording import Wording

if TYPE_CHECKING:
    from app.editing_area import EditingArea

_NOTHING_ATTACHED = Wording(
    "所选节点本来就没有连接，不用取出", "The selected nodes are not connected; there is nothing to take out"
)
_EDITING: Final = ("cut", "copy", "paste", "duplicate", "", "delete")
_ALIGN: Final = (
    "align_left", "align_centre", "align_right", "align_top", "align_middle", "align_bottom",
    "distribute_across", "distribute_down",
)  # fmt: skip

CONTEXT_MENUS: Final[dict[str, tuple[str, ...]]] = {
    "canvas": ("paste", "select_all", "", "add_note", "cut_connections", "", "arrange", "fit"),
    "node": (*_EDITING, "delete_keeping_way", "detach", "", "frame_selection", "zoom_selection"),
    "connection": ("delete", "cut_connections"),
    "note": (*_EDITING, "", "write_on_selection"),
    "frame": ("toggle_frames", "write_on_selection", "", *_EDITING),
    "several": (
        *_EDITING, "delete_keeping_way", "detach", "", *_ALIGN, "", "frame_selection", "zoom_selection",
    ),
}  # fmt: skip
"""What the menu about a subject holds: ids of actions; an empty one is a line."""


class CanvasDesk(QObject):
    """Acts on the canvas that is open; without one it does nothing."""

    def __init__(self, menus: Menus) -> None:
        super().__init__(menus)
        self._menus = menus
        self._area: EditingArea | None = None

    def take(self, area: EditingArea | None) -> None:
        """Act on another canvas from now on."""
        self._area = area
        if area is not None:
            area.canvas.menu_asked.connect(self.open_menu)

    def open_menu(self, subject: str, place: QPoint) -> None:
        """Open the menu about a subject at a place of the screen."""
        if self._area is None:
            return
        menu = QMenu(self._area.canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action_id in CONTEXT_MENUS[subject]:
            if action_id and action_id in self._menus:
                menu.addAction(self._menus[action_id])
            elif not action_id:
                menu.addSeparator()
        menu.popup(place)

    def delete_keeping_way(self) -> None:
        """Delete the selected nodes; what led to them leads on."""
        if self._area is not None:
            self._area.canvas.delete_keeping_way()

    def detach(self) -> None:
        """Take the selected nodes out; what led to them leads on."""
        if self._area is not None and not self._area.canvas.detach_selection():
            self._area.say(_NOTHING_ATTACHED)

    def cut_connections(self) -> None:
        """Let the next stroke cut connections."""
        if self._area is not None:
            self._area.canvas.start_cutting()

    def frame_selection(self) -> None:
        """Put a frame round what is selected."""
        if self._area is not None:
            self._area.canvas.frame_selection()

    def toggle_frames(self) -> None:
        """Collapse the selected frames, or open them."""
        if self._area is not None:
            self._area.canvas.toggle_frames()

    def write(self) -> None:
        """Begin to write on the selected note or frame."""
        if self._area is not None:
            self._area.canvas.write_on_selection()

    def align_left(self) -> None:
        """Bring left edges to one line."""
        if self._area is not None:
            self._area.canvas.align("left")

    def align_centre(self) -> None:
        """Bring centres to one upright line."""
        if self._area is not None:
            self._area.canvas.align("centre")

    def align_right(self) -> None:
        """Bring right edges to one line."""
        if self._area is not None:
            self._area.canvas.align("right")

    def align_top(self) -> None:
        """Bring upper edges to one line."""
        if self._area is not None:
            self._area.canvas.align("top")

    def align_middle(self) -> None:
        """Bring middles to one level line."""
        if self._area is not None:
            self._area.canvas.align("middle")

    def align_bottom(self) -> None:
        """Bring lower edges to one line."""
        if self._area is not None:
            self._area.canvas.align("bottom")

    def distribute_across(self) -> None:
        """Make the gaps from left to right equal."""
        if self._area is not None:
            self._area.canvas.spread("across")

    def distribute_down(self) -> None:
        """Make the gaps from top to bottom equal."""
        if self._area is not None:
            self._area.canvas.spread("down")
