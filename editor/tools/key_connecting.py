"""Connecting without a pointer: keys choose the exit and where it leads."""

from __future__ import annotations

from editor.tools.feedback import NOTHING, Feedback, Wire
from editor.tools.stage import Stage
from editor.tools.wiring import candidates, connect
from runtime.flow.ids import NodeId
from runtime.wording import Wording

_WORDS = Wording("「{exit}」接到「{name}」：回车", "“{exit}” to {name}: press Enter")


class KeyConnecting:
    """Up and down choose the exit, left and right the node it may lead to, nearest first."""

    def __init__(self, stage: Stage, node: NodeId) -> None:
        self._stage = stage
        self._node = stage.store.node(node)
        ways = self._node.exits()
        loose = [index for index, way in enumerate(ways) if way.target is None]
        self._exit = loose[0] if loose else 0
        self._ways = ways
        self._target = 0
        self._targets: list[NodeId] = []
        self._choose_exit()

    @property
    def is_possible(self) -> bool:
        """Whether there is an exit and a node it may lead to."""
        return bool(self._ways and self._targets)

    def turn_exit(self, step: int) -> None:
        """Choose another exit."""
        self._exit = (self._exit + step) % len(self._ways)
        self._choose_exit()
        self.show()

    def turn_target(self, step: int) -> None:
        """Choose another node."""
        self._target = (self._target + step) % len(self._targets)
        self.show()

    def confirm(self) -> None:
        """Connect."""
        self._stage.show(NOTHING)
        connect(self._stage, self._node.id, self._ways[self._exit].name, self._targets[self._target])

    def cancel(self) -> None:
        """Escape: leave everything as it was."""
        self._stage.show(NOTHING)

    def show(self) -> None:
        """Draw the connection that Enter would make."""
        way, target = self._ways[self._exit], self._targets[self._target]
        words = _WORDS.format(exit=way.label, name=self._stage.store.node(target).named())
        wire = Wire(
            self._stage.exit_of(self._node.id, way.name),
            self._stage.entry_of(target),
            self._node.id,
            way.name,
            "allowed",
            target,
            words,
            frozenset(self._targets),
        )
        self._stage.show(Feedback(wire=wire))

    def _choose_exit(self) -> None:
        if not self._ways:
            return
        way = self._ways[self._exit]
        allowed = candidates(self._stage, self._node, way.name) - {self._node.id}
        here = self._stage.exit_of(self._node.id, way.name)
        entries = {node: self._stage.entry_of(node) for node in allowed}
        self._targets = sorted(
            allowed,
            key=lambda node: ((entries[node].x - here.x) ** 2 + (entries[node].y - here.y) ** 2, node),
        )
        kept = [index for index, node in enumerate(self._targets) if node == way.target]
        self._target = kept[0] if kept else 0
