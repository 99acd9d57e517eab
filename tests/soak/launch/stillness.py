"""How long the window's thread stands still, phase by phase, and waiting that lets the window live."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

TICK_MS = 4
LOOK_MS = 20


class Stillness(QObject):
    """Ticks in the window's thread; the longest time between two ticks is what a person feels."""

    def __init__(self) -> None:
        super().__init__()
        self.worst: dict[str, tuple[float, float]] = {}
        """Phase → longest gap in ms, by the clock and by this thread's CPU time."""
        self._phase = ""
        self._last: tuple[float, float] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def enter(self, phase: str) -> None:
        """What is measured from now on."""
        self._phase, self._last = phase, None
        self._timer.start(TICK_MS)

    def stop(self) -> None:
        """Measures no more."""
        self._timer.stop()

    def _tick(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        if self._last is not None:
            wall, cpu = ((after - before) * 1000 for before, after in zip(self._last, now, strict=True))
            most = self.worst.get(self._phase, (0.0, 0.0))
            self.worst[self._phase] = (max(most[0], wall), max(most[1], cpu))
        self._last = now


def wait_until(holds: Callable[[], bool], wait_s: float, what: str) -> float:
    """Lets the window live until something holds; returns the seconds, raises TimeoutError after *wait_s*."""
    begun = time.perf_counter()
    while not holds():
        if time.perf_counter() - begun > wait_s:
            raise TimeoutError(f"after {wait_s:.0f} s still not: {what}")
        loop = QEventLoop()
        QTimer.singleShot(LOOK_MS, loop.quit)
        loop.exec()
    return time.perf_counter() - begun
