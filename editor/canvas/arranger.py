"""Arranges what stands on one canvas: worked out beside the screen, then the cards glide to their places."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from editor.canvas.arranging import apply_places, task_of
from editor.canvas.gliding import Gliding
from editor.canvas.scene import CanvasScene
from editor.document.arranging import ArrangeStopped, Direction, Task, arranged
from editor.tools.stage import Stage
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.layout import Layout, Position
from runtime.wording import Wording
from widgets.background import Errand, begin

AT_ONCE_MAX: Final = 60
"""So few nodes are arranged before the next frame; more in a thread."""
PATIENCE_MS: Final = 500
"""From when on it is said that arranging goes on."""

_State: TypeAlias = tuple[Flow, Layout]
_CHANGED = Wording(
    "排列时场景有改动，没有移动节点。再排列一次。",
    "The scenario was changed while it was being arranged; nothing was moved. Arrange it again.",
)
_STOPPED = Wording("已停止排列，没有移动节点。", "Arranging was stopped; nothing was moved.")
_TOO_FEW = Wording("选两个以上的节点再排列。", "Select two or more nodes to arrange them.")


class Arranging(QObject):
    """One arrangement at a time; what is worked out for a state that was edited meanwhile is dropped."""

    busy_changed = Signal(bool)
    """Arranging takes so long that somebody should know, or is over."""
    arranged = Signal()
    """The whole canvas was arranged."""

    def __init__(self, stage: Stage, scene: CanvasScene, host: QWidget) -> None:
        super().__init__(host)
        self._stage = stage
        self._gliding = Gliding(scene, host)
        self._errand: Errand[dict[NodeId, Position]] | None = None
        self._state: _State | None = None
        self._is_whole = True
        self.direction: Direction = "right"
        """The way the flow runs after the next arrangement."""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._say_busy)

    @property
    def is_busy(self) -> bool:
        """Whether an arrangement is being worked out."""
        return self._errand is not None

    def arrange(self) -> None:
        """Arrange everything."""
        self._begin(())

    def arrange_selection(self) -> None:
        """Arrange the selected nodes where they are; what is about them stays."""
        chosen = self._stage.selection.nodes
        if len(chosen) < 2:
            self._stage.refuse(_TOO_FEW)
        else:
            self._begin(chosen)

    def toggle(self) -> None:
        """Arrange everything, or stop the arrangement that is under way."""
        if self._errand is None:
            self.arrange()
        else:
            self.stop()
            self._stage.refuse(_STOPPED)

    def stop(self) -> None:
        """Give up the arrangement under way; nothing is moved."""
        if self._errand is not None:
            self._errand.stop()
            self._end()

    def _begin(self, only: Collection[NodeId]) -> None:
        self.stop()
        self._is_whole = not only
        self._state = self._now()
        task = task_of(self._stage, self.direction, only)
        if len(task.boxes) <= AT_ONCE_MAX:
            self._apply(arranged(task))
            return
        self._errand = begin(lambda errand: _worked_out(task, errand), self._take)
        self._patience.start()

    def _take(self, places: dict[NodeId, Position]) -> None:
        state = self._state
        self._end()
        now = self._now()
        if state is None or now[0] is not state[0] or now[1] is not state[1]:
            self._stage.refuse(_CHANGED)
        else:
            self._apply(places)

    def _apply(self, places: dict[NodeId, Position]) -> None:
        store = self._stage.store
        before = {node_id: store.position(node_id) for node_id in places}
        if apply_places(self._stage, places):
            self._gliding.go(before)
        if self._is_whole:
            self.arranged.emit()

    def _end(self) -> None:
        self._errand = None
        self._patience.stop()
        self.busy_changed.emit(False)

    def _say_busy(self) -> None:
        if self._errand is not None:
            self.busy_changed.emit(True)

    def _now(self) -> _State:
        return self._stage.store.flow, self._stage.store.layout


def _worked_out(task: Task, errand: Errand[dict[NodeId, Position]]) -> dict[NodeId, Position]:
    try:
        return arranged(task.stopping(errand.is_stopped))
    except ArrangeStopped:
        return {}
