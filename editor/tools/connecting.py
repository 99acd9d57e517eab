"""Connecting: from an exit to a node, or into the void to add one."""

from __future__ import annotations

from editor.tools.geometry import Point
from editor.tools.pointer import Pointer
from editor.tools.wiring import Wiring
from runtime.wording import Wording


class Connecting(Wiring):
    """Draws a connection from an exit; over nothing it offers what could be added there."""

    def words_for_nowhere(self) -> Wording | None:
        return Wording("松开：新建一个节点", "Release: add a node")

    def release_nowhere(self, pointer: Pointer) -> None:
        if self.is_drag(pointer):
            self.stage.offer_types(self.source, self.exit_name, Point(pointer.x, pointer.y))
        else:
            self.stage.selection.set([self.source])
