"""Pressing on the row of folded exits: a click shows them, a drag draws a connection from one of them."""

from __future__ import annotations

from editor.tools.connecting import Connecting
from editor.tools.gesture import Gesture
from editor.tools.pointer import Pointer
from editor.tools.stage import Stage
from runtime.flow.ids import ExitName, NodeId


class Unfolding(Gesture):
    """Decides between click and drag on the row of folded exits."""

    def __init__(self, stage: Stage, start: Pointer, node: NodeId, exit_name: ExitName | None) -> None:
        super().__init__(stage, start)
        self._node = node
        self._exit = exit_name

    def move(self, pointer: Pointer) -> Gesture:
        if self._exit is None or not self.is_drag(pointer):
            return self
        self.stage.unfold(self._node)
        return UnfoldedConnecting(self.stage, self.start, self._node, self._exit).move(pointer)

    def release(self, pointer: Pointer) -> None:
        self.stage.unfold(self._node)


class UnfoldedConnecting(Connecting):
    """Shows all exits while it goes on; passing over another exit of the node draws from that one."""

    def move(self, pointer: Pointer) -> Gesture:
        hit = self.stage.hit(pointer.x, pointer.y, pointer.zoom)
        if hit is not None and hit.part == "exit" and hit.node == self.source and hit.exit is not None:
            self.draw_from(hit.exit)
        return super().move(pointer)

    def release(self, pointer: Pointer) -> None:
        super().release(pointer)
        self._fold()

    def cancel(self) -> None:
        super().cancel()
        self._fold()

    def _fold(self) -> None:
        if self.source in self.stage.store.nodes and self.stage.is_unfolded(self.source):
            self.stage.unfold(self.source)
