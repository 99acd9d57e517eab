"""Pressing on something: a click selects it, a drag becomes another gesture."""

from __future__ import annotations

from editor.tools.detaching import Detaching, is_attached
from editor.tools.duplicating import Duplicating
from editor.tools.gesture import Gesture
from editor.tools.hit import Hit
from editor.tools.moving import Moving
from editor.tools.pointer import Pointer
from editor.tools.rerouting import Rerouting
from editor.tools.stage import Stage


class Pressing(Gesture):
    """Decides between click and drag on a node, a note, a frame or a connection.

    With Ctrl a drag duplicates, with Alt it takes a node out of the flow.
    """

    def __init__(self, stage: Stage, start: Pointer, hit: Hit) -> None:
        super().__init__(stage, start)
        self._hit = hit
        self._adds = start.shift or start.control
        if not self._adds and not self._is_selected():
            self._select_only()

    def move(self, pointer: Pointer) -> Gesture:
        if not self.is_drag(pointer):
            return self
        if self._hit.part == "connection":
            assert self._hit.node is not None
            assert self._hit.exit is not None
            return Rerouting(self.stage, self.start, self._hit.node, self._hit.exit).move(pointer)
        if not self._is_selected():
            self._toggle()
        if self.start.control:
            return Duplicating(self.stage, self.start).move(pointer)
        if self.start.alt and self._is_single_and_attached():
            assert self._hit.node is not None
            return Detaching(self.stage, self.start, self._hit.node).move(pointer)
        return Moving(self.stage, self.start).move(pointer)

    def release(self, pointer: Pointer) -> None:
        if self._adds:
            self._toggle()
        else:
            self._select_only()

    def _is_selected(self) -> bool:
        hit, now = self._hit, self.stage.selection.now
        if hit.part == "connection":
            return (hit.node, hit.exit) in now.connections
        return hit.node in now.nodes or hit.note in now.notes or hit.frame in now.frames

    def _is_single_and_attached(self) -> bool:
        now, node = self.stage.selection.now, self._hit.node
        if node is None or now.nodes != (node,) or now.notes or now.frames:
            return False
        return is_attached(self.stage.store, node)

    def _select_only(self) -> None:
        hit, selection = self._hit, self.stage.selection
        if hit.part == "connection" and hit.node is not None and hit.exit is not None:
            selection.set(connections=[(hit.node, hit.exit)])
        else:
            selection.set(
                [hit.node] if hit.node is not None else (),
                [hit.note] if hit.note is not None else (),
                [hit.frame] if hit.frame is not None else (),
            )

    def _toggle(self) -> None:
        hit = self._hit
        if hit.part == "connection" and hit.node is not None and hit.exit is not None:
            self.stage.selection.toggle(connection=(hit.node, hit.exit))
        else:
            self.stage.selection.toggle(node=hit.node, note=hit.note, frame=hit.frame)
