"""Work that would make the screen stand still is done in a thread; its result comes back as an event."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from shiboken6 import isValid

T = TypeVar("T")

CONSIDERATE_S: Final = 0.000_1
"""How soon a thread at work gives way to the one that paints; Python's own 5 ms would cost a frame 30 ms."""


class _Post(QObject):
    """Carries what a thread has to say to the thread of the screen."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, say: Callable[[], None]) -> None:
        say()


class _Shared:
    """What all workers of the program share."""

    post: _Post | None = None
    busy = 0
    usual_s = 0.005
    lock = threading.Lock()


class Errand(Generic[T]):
    """One piece of work under way."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Ask the work to end; whatever it finds is dropped."""
        self._stopped.set()

    def is_stopped(self) -> bool:
        """Whether nobody waits for it any more; the work asks between steps."""
        return self._stopped.is_set()

    def say(self, tell: Callable[[], None]) -> None:
        """Have something done in the thread of the screen, unless nobody waits any more."""

        def told() -> None:
            if not self.is_stopped():
                tell()

        post = _Shared.post
        if post is not None:
            try:
                post.arrived.emit(told)
            except RuntimeError:  # the application is gone
                self.stop()


def begin(
    work: Callable[[Errand[T]], T],
    done: Callable[[T], None],
    failed: Callable[[Exception], None] | None = None,
) -> Errand[T]:
    """Do *work* in a thread of its own and call *done* with its result in the thread of the screen.

    *work* touches no widget and only values that do not change. What it raises goes to *failed*, or is raised
    in the thread of the screen. Once the errand is stopped nothing is called any more.
    """
    if _Shared.post is None or not isValid(_Shared.post):
        _Shared.post = _Post()
    errand: Errand[T] = Errand()
    _give_way(1)

    def run() -> None:
        try:
            result = work(errand)
        except Exception as error:  # the border of the thread
            kept = error
            errand.say(lambda: _fail(kept, failed))
        else:
            errand.say(lambda: done(result))
        finally:
            _give_way(-1)

    threading.Thread(target=run, name="errand", daemon=False).start()
    return errand


def _fail(error: Exception, failed: Callable[[Exception], None] | None) -> None:
    if failed is None:
        raise error
    failed(error)


def _give_way(change: int) -> None:
    with _Shared.lock:
        if not _Shared.busy:
            _Shared.usual_s = sys.getswitchinterval()
        _Shared.busy += change
        sys.setswitchinterval(CONSIDERATE_S if _Shared.busy else _Shared.usual_s)
