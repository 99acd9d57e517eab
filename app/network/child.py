"""A process of ours behind the window: started, watched, started again when it dies."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from app.network.state import NetworkState
from runtime.wording import Wording, same

log = logging.getLogger(__name__)

STOP_MS: Final = 4_000
START_MS: Final = 30_000
RESTARTS_MAX: Final = 3
"""Deaths within `CALM_S` after which nobody starts it again but the person."""
CALM_S: Final = 60.0
_RESTART_MS: Final = 400
_TAIL: Final = 4_000


class Child(QObject):
    """`python -m MODULE …`; its first line is a JSON object that says where it listens, or why it does not.

    It ends when its standard input is closed, so it cannot outlive this program.
    """

    ready = Signal(object)
    """The object of the first line."""
    state_changed = Signal()
    died = Signal()
    """It ended although nobody asked it to; it is being started again, or has stopped for good."""

    def __init__(
        self, name: Wording, module: str, arguments: Sequence[str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.state = NetworkState.OFF
        self.news: dict[str, Any] = {}
        self.reason: Wording = same("")
        """Why it stopped; empty when it did not."""
        self._arguments = ["-m", module, *arguments, "--ends-with-stdin"]
        self._is_wanted = False
        self._deaths: list[float] = []
        self._complaints = b""
        self._process: QProcess | None = None
        self._port = 0
        """Where the one that died listened: carriers go on to report there."""
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(START_MS)
        self._late.timeout.connect(self._on_late)

    @property
    def pid(self) -> int:
        """The process id, 0 while there is none."""
        return int(self._process.processId()) if self._process is not None else 0

    @property
    def complaints(self) -> str:
        """The end of what it wrote on its error stream."""
        return self._complaints.decode("utf-8", "replace")

    def start(self) -> None:
        """Starts it unless it runs; forgets earlier deaths."""
        self._is_wanted = True
        self._deaths.clear()
        if self._process is None:
            self._spawn()

    def stop(self) -> None:
        """Ends it and waits for that a few seconds; kills it then."""
        self._is_wanted = False
        process, self._process = self._process, None
        self._late.stop()
        if process is not None:
            process.finished.disconnect(self._on_finished)
            process.closeWriteChannel()
            process.terminate()
            if not process.waitForFinished(STOP_MS):
                process.kill()
                process.waitForFinished(STOP_MS)
            process.deleteLater()
        self._show(NetworkState.OFF)

    def _spawn(self) -> None:
        if not self._is_wanted or self._process is not None:
            return
        self.news, self._complaints, self.reason = {}, b"", same("")
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_error_output)
        process.finished.connect(self._on_finished)
        self._process = process
        self._show(NetworkState.STARTING)
        self._late.start()
        port = [f"--port={self._port}"] if self._port else []
        process.start(sys.executable, [*self._arguments, *port])

    def _on_output(self) -> None:
        process = self._process
        if process is None or self.news:
            return
        if not process.canReadLine():
            return
        line = bytes(process.readLine().data())
        try:
            news = json.loads(line)
        except ValueError:
            news = {"error": line.decode("utf-8", "replace").strip()}
        self._late.stop()
        if "error" in news:
            error = news["error"]
            if self._port and isinstance(error, dict) and error.get("code") == "port_taken":
                # Somebody else was faster: any other place is better than none.
                self._port = 0
                return
            self.reason = Wording(error["zh"], error["en"]) if isinstance(error, dict) else same(str(error))
            self._is_wanted = False
            return
        self.news = news
        self._port = int(news.get("port", 0))
        self._show(NetworkState.RUNNING)
        self.ready.emit(news)

    def _on_error_output(self) -> None:
        if self._process is not None:
            self._complaints = (self._complaints + bytes(self._process.readAllStandardError().data()))[
                -_TAIL:
            ]

    def _on_late(self) -> None:
        if self._process is not None:
            self.reason = Wording("30 秒没有回音", "It did not answer within 30 seconds")
            self._process.kill()

    def _on_finished(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self._late.stop()
        now = time.monotonic()
        self._deaths = [each for each in self._deaths if now - each < CALM_S] + [now]
        log.info("child_ended module=%s wanted=%s", self._arguments[1], self._is_wanted)
        goes_on = self._is_wanted and len(self._deaths) <= RESTARTS_MAX
        if not goes_on and not self.reason.zh:
            self.reason = same(self.complaints.strip().rpartition("\n")[2])
        self._show(NetworkState.STARTING if goes_on else NetworkState.STOPPED)
        self.died.emit()
        if goes_on:
            QTimer.singleShot(_RESTART_MS, self, self._spawn)

    def _show(self, state: NetworkState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit()
