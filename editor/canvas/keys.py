"""What keys do on the canvas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from editor.canvas.stage import CanvasStage
from editor.tools import commands
from editor.tools.commands import Direction
from editor.tools.desk import Desk
from editor.tools.key_connecting import KeyConnecting
from runtime.flow.ids import NodeId

_ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CanvasKeys:
    """Handles the keys of one canvas; those it does not know go on to the window."""

    def __init__(self, stage: CanvasStage, desk: Desk, show_node: Callable[[NodeId], None]) -> None:
        self._stage = stage
        self._desk = desk
        self._show_node = show_node
        self._connecting: KeyConnecting | None = None

    @property
    def is_connecting(self) -> bool:
        """Whether a connection is being chosen with keys."""
        return self._connecting is not None

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; says whether it meant anything."""
        if self._connecting is not None:
            return self._while_connecting(self._connecting, event)
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if self._desk.gesture is not None:
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            commands.select_all(self._stage.store, self._stage.selection)
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            keeps_way = bool(held & Qt.KeyboardModifier.ControlModifier)
            return commands.delete_selection(self._stage.store, self._stage.selection, keeps_way)
        if key in _ARROWS:
            return self._arrow(_ARROWS[Qt.Key(key)], held)
        return self._walk(key, held)

    def cancel(self) -> None:
        """The pointer took over: stop choosing with keys."""
        if self._connecting is not None:
            self._connecting.cancel()
            self._connecting = None

    def _walk(self, key: int, held: Qt.KeyboardModifier) -> bool:
        current = self._stage.selection.current_node()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            backwards = key == Qt.Key.Key_Backtab or bool(held & Qt.KeyboardModifier.ShiftModifier)
            return self._shown(commands.select_next(self._stage, backwards))
        if key in _ENTER and current is not None:
            self._stage.activate(current)
            return True
        if key == Qt.Key.Key_C and held == Qt.KeyboardModifier.NoModifier and current is not None:
            return self._begin_connecting(current)
        return False

    def _arrow(self, direction: Direction, held: Qt.KeyboardModifier) -> bool:
        if held & Qt.KeyboardModifier.ControlModifier:
            return self._shown(commands.select_along(self._stage, direction))
        return commands.nudge(self._stage, direction, bool(held & Qt.KeyboardModifier.ShiftModifier))

    def _shown(self, node: NodeId | None) -> bool:
        if node is not None:
            self._show_node(node)
        return True

    def _escape(self) -> bool:
        if self._desk.cancel():
            return True
        if self._stage.selection.now.is_empty():
            return False
        self._stage.selection.clear()
        return True

    def _begin_connecting(self, node: NodeId) -> bool:
        connecting = KeyConnecting(self._stage, node)
        if connecting.is_possible:
            self._connecting = connecting
            connecting.show()
        return True

    def _while_connecting(self, connecting: KeyConnecting, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.cancel()
        elif key in _ENTER:
            self._connecting = None
            connecting.confirm()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            connecting.turn_exit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            connecting.turn_target(1 if key == Qt.Key.Key_Right else -1)
        return True
