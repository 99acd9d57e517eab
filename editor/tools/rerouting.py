"""Leading a connection elsewhere by its end, or cutting it in the void."""

from __future__ import annotations

from editor.tools.pointer import Pointer
from editor.tools.wiring import Wiring, connect
from runtime.flow.ids import ExitName, NodeId
from runtime.wording import Wording


class Rerouting(Wiring):
    """Takes the end of a connection off its node; let go over nothing, the connection is gone."""

    def words_for_nowhere(self) -> Wording | None:
        return Wording("松开：断开连接", "Release: disconnect")

    def release_nowhere(self, pointer: Pointer) -> None:
        if self.is_drag(pointer):
            connect(self.stage, self.source, self.exit_name, None)
        else:
            self.stage.selection.set(connections=[(self.source, self.exit_name)])

    def cut_by(self, target: NodeId | None) -> frozenset[tuple[NodeId, ExitName]]:
        return frozenset({(self.source, self.exit_name)})
