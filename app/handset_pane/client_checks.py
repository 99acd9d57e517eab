"""Checks how clients draw every message, in the pauses between other work: it needs the screen's fonts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from runtime.flow.issue import Issue

if TYPE_CHECKING:
    from app.checking import Checking
    from app.open_document import OpenDocument
    from runtime.flow.ids import NodeId
    from runtime.flow.node import Node

PAUSE_MS: Final = 40
"""Between two slices of work."""
SLICE_S: Final = 0.005
"""Length of a slice; one message more may begin in it."""


class ClientChecks(QObject):
    """Runs after the checks and adds to what they found; only messages that changed are measured again."""

    def __init__(self, document: OpenDocument, checking: Checking) -> None:
        super().__init__(checking)
        self._document = document
        self._checking = checking
        self._kept: dict[NodeId, tuple[Node, object, tuple[Issue, ...]]] = {}
        self._waiting: list[NodeId] = []
        self.measured_count = 0
        """Messages measured so far; for tests and figures."""
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._go_on)
        checking.checked.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Whether some messages have not been measured yet."""
        return self._timer.isActive()

    def run(self) -> None:
        """Measure everything now."""
        self._queue()
        while self._waiting:
            self._measure(self._waiting.pop())
        self._timer.stop()
        self._tell()

    def _begin(self) -> None:
        self._queue()
        if self._waiting:
            self._timer.start()
        else:
            self._tell()

    def _queue(self) -> None:
        nodes, variables = self._document.store.nodes, self._document.flow.variables
        self._kept = {key: kept for key, kept in self._kept.items() if key in nodes}
        self._waiting = [
            key
            for key, node in nodes.items()
            if (kept := self._kept.get(key)) is None or kept[0] is not node or kept[1] != variables
        ]

    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE_S
        while self._waiting and time.perf_counter() < until:
            self._measure(self._waiting.pop())
        if self._waiting:
            self._timer.start()
        else:
            self._tell()

    def _measure(self, key: NodeId) -> None:
        from app.handset_pane.client_losses import client_issues

        node = self._document.store.nodes.get(key)
        if node is not None:
            flow = self._document.flow
            self._kept[key] = (node, flow.variables, client_issues(node, flow))
            self.measured_count += 1

    def _tell(self) -> None:
        nodes = self._document.store.nodes
        self._checking.show_further(
            tuple(issue for key in nodes if key in self._kept for issue in self._kept[key][2])
        )
