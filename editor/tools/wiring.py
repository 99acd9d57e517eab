"""Drawing a connection: what both connecting anew and leading elsewhere share."""

from __future__ import annotations

from abc import abstractmethod
from typing import Literal

from editor.document.connecting import connection_refusal
from editor.tools.feedback import NOTHING, Feedback, Wire
from editor.tools.geometry import Point
from editor.tools.gesture import Gesture
from editor.tools.pointer import Pointer
from editor.tools.stage import Stage
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.node import Node
from runtime.wording import Wording

_COLLAPSED = Wording("分组收起来了，先展开再接", "The frame is collapsed; open it to connect inside")
CONNECTS = Wording("松开：接到「{name}」", "Release: connect to {name}")


def candidates(stage: Stage, source: Node, exit_name: ExitName) -> frozenset[NodeId]:
    """The nodes that an exit may lead to."""
    return frozenset(
        node.id for node in stage.store.nodes.values() if connection_refusal(source, exit_name, node) is None
    )


class Wiring(Gesture):
    """Pulls the end of a connection to a node."""

    def __init__(self, stage: Stage, start: Pointer, node: NodeId, exit_name: ExitName) -> None:
        super().__init__(stage, start)
        self.source = node
        self._node = stage.store.node(node)
        self.draw_from(exit_name)

    def draw_from(self, exit_name: ExitName) -> None:
        """Draw from this exit of the node from now on."""
        self.exit_name = exit_name
        self._candidates = candidates(self.stage, self._node, exit_name)
        self._origin = self.stage.exit_of(self.source, exit_name)

    def move(self, pointer: Pointer) -> Gesture:
        target, refusal = self._under(pointer)
        end = Point(pointer.x, pointer.y)
        if refusal is not None:
            wire = Wire(
                self._origin, end, self.source, self.exit_name, "refused", target, refusal, self._candidates
            )
        elif target is None:
            wire = self._wire(end, words=self.words_for_nowhere())
        else:
            words = CONNECTS.format(name=self.stage.store.node(target).named())
            wire = self._wire(self.stage.entry_of(target), target, words)
        self.stage.show(Feedback(wire=wire, cut=self.cut_by(target), cursor="cross"))
        return self

    def release(self, pointer: Pointer) -> None:
        target, refusal = self._under(pointer)
        self.stage.show(NOTHING)
        if refusal is not None:
            self.stage.refuse(refusal)
        elif target is None:
            self.release_nowhere(pointer)
        else:
            connect(self.stage, self.source, self.exit_name, target)

    @abstractmethod
    def words_for_nowhere(self) -> Wording | None:
        """What letting go over nothing will do."""

    @abstractmethod
    def release_nowhere(self, pointer: Pointer) -> None:
        """Let go over nothing."""

    def cut_by(self, target: NodeId | None) -> frozenset[tuple[NodeId, ExitName]]:
        """The connections that letting go over *target* will cut."""
        return frozenset()

    def _under(self, pointer: Pointer) -> tuple[NodeId | None, Wording | None]:
        hit = self.stage.hit(pointer.x, pointer.y, pointer.zoom)
        if hit is not None and hit.frame is not None:
            members = self.stage.store.frames[hit.frame].members
            return None, _COLLAPSED if any(map(self.stage.is_hidden, members)) else None
        if hit is None or hit.node is None or hit.part == "connection":
            return None, None
        if hit.part == "exit" and hit.node == self.source and hit.exit == self.exit_name:
            return None, None
        target = self.stage.store.node(hit.node)
        return hit.node, connection_refusal(self._node, self.exit_name, target)

    def _wire(self, end: Point, target: NodeId | None = None, words: Wording | None = None) -> Wire:
        verdict: Literal["open", "allowed"] = "open" if target is None else "allowed"
        return Wire(self._origin, end, self.source, self.exit_name, verdict, target, words, self._candidates)


def connect(stage: Stage, source: NodeId, exit_name: ExitName, target: NodeId | None) -> None:
    """Let an exit lead to a node, or nowhere, in one edit."""
    name = Wording("断开连接", "Disconnect") if target is None else Wording("连接", "Connect")
    with stage.store.edit(name) as draft:
        draft.connect(source, exit_name, target)
