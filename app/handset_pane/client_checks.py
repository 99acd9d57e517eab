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
    from runtime.messages.client_profile import ClientProfile
    from widgets.handset.layout.loss import Loss

PAUSE_MS: Final = 40
"""Between two slices of work."""
SLICE_S: Final = 0.005
"""Length of a slice; one message on one client more may begin in it."""


class ClientChecks(QObject):
    """Runs after the checks and adds to what they found; only messages that changed are measured again."""

    def __init__(self, document: OpenDocument, checking: Checking) -> None:
        super().__init__(checking)
        self._document = document
        self._checking = checking
        self._kept: dict[NodeId, tuple[Node, object, tuple[Issue, ...]]] = {}
        self._waiting: list[NodeId] = []
        self._found: list[tuple[ClientProfile, tuple[Loss, ...]]] = []
        """Of the last of those that wait, client by client."""
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
            self._measure()
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
        self._found = []
        self._kept = {key: kept for key, kept in self._kept.items() if key in nodes}
        self._waiting = [
            key
            for key, node in nodes.items()
            if (kept := self._kept.get(key)) is None or kept[0] is not node or kept[1] != variables
        ]

    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE_S
        while self._waiting and time.perf_counter() < until:
            self._measure()
        if self._waiting:
            self._timer.start()
        else:
            self._tell()

    def _measure(self) -> None:
        """One message on one client."""
        from app.handset_pane.client_losses import client_issues, said_losses
        from app.handset_pane.edited_message import message_in
        from runtime.messages.client_profile import client_profiles

        key, flow = self._waiting[-1], self._document.flow
        node, clients = self._document.store.nodes.get(key), client_profiles()
        if node is not None and message_in(node) is not None and len(self._found) < len(clients):
            client = clients[len(self._found)]
            self._found.append((client, said_losses(node, flow, client)))
            if len(self._found) < len(clients):
                return
            self.measured_count += 1
        if node is not None:
            self._kept[key] = (node, flow.variables, client_issues(node, self._found))
        self._waiting.pop()
        self._found = []

    def _tell(self) -> None:
        nodes = self._document.store.nodes
        self._checking.show_further(
            tuple(issue for key in nodes if key in self._kept for issue in self._kept[key][2])
        )
