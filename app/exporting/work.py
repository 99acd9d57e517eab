"""Work on a thread of its own that can be watched and cancelled; what it gives comes back to the window."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from editor.exchange.format import Cancelled, Step

Job: TypeAlias = Callable[[Step], object]

_TOLD_EVERY_S = 0.1


class Work(QObject):
    """Runs one job; ends with `finished`, with `failed`, or silently when it was cancelled."""

    progressed = Signal(int, int)
    """How much of how much is done; a total of 0 is not known."""
    finished = Signal(object)
    failed = Signal(object)
    """The exception."""
    cancelled = Signal()

    def __init__(self, job: Job, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._is_cancelled = threading.Event()
        self._told_at = 0.0
        self._thread = threading.Thread(target=self._run, name="exchange", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the job to end at its next step."""
        self._is_cancelled.set()

    def wait(self, timeout_s: float) -> bool:
        """Wait until the thread is over; whether it is."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _step(self, done: int, total: int) -> None:
        if self._is_cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told_at >= _TOLD_EVERY_S:
            self._told_at = now
            self.progressed.emit(done, total)

    def _run(self) -> None:
        """Runs in the thread."""
        try:
            made = self._job(self._step)
        except Cancelled:
            self._tell(self.cancelled.emit)
        except Exception as error:  # noqa: BLE001 - border of the thread: the window tells a refusal from a bug
            self._tell(partial(self.failed.emit, error))
        else:
            self._tell(partial(self.finished.emit, made))

    @staticmethod
    def _tell(emit: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the window went away meanwhile; nobody is left to be told
            emit()
