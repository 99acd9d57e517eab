"""The one bridge between Qt and asyncio: an asyncio loop that lives inside Qt's own.

It is made with the first task, long after the first paint, and ends with the last owner of tasks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from runtime.wording import Wording

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger(__name__)

END_MS: Final = 3_000
"""How long cancelled tasks may take to end."""

_loop: asyncio.AbstractEventLoop | None = None
_owners = 0


class Errands(QObject):
    """Owns tasks: starts them, hears of their failures, and cancels them all when it is closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: set[asyncio.Task[None]] = set()
        self._has_loop = False

    @property
    def is_busy(self) -> bool:
        """Whether a task is under way."""
        return bool(self._tasks)

    def start(
        self, work: Coroutine[Any, Any, None], failed: Callable[[Exception], None] | None = None
    ) -> asyncio.Task[None]:
        """Runs *work* in Qt's loop; *failed* hears of what it raises, else it is logged as an error."""
        loop = self._loop_in_use()
        task = loop.create_task(_reported(work, failed))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(partial(_end, work))
        return task

    def close(self, last: Coroutine[Any, Any, None] | None = None) -> None:
        """Cancels every task, does *last*, and gives the loop back; waits a few seconds at most."""
        if not self._has_loop:
            if last is not None:
                last.close()
            return
        for task in tuple(self._tasks):
            task.cancel()
        if last is not None:
            self.start(last, _ignore)
        waiting = QEventLoop()
        poll = QTimer()
        poll.setInterval(5)

        def look() -> None:
            if not self._tasks:
                waiting.quit()

        poll.timeout.connect(look)
        QTimer.singleShot(END_MS, waiting, waiting.quit)
        if self._tasks:
            poll.start()
            waiting.exec()
            poll.stop()
        self._has_loop = False
        _give_back()

    def _loop_in_use(self) -> asyncio.AbstractEventLoop:
        global _loop, _owners  # noqa: PLW0603  # one loop a program, as Qt has one application
        if not self._has_loop:
            self._has_loop = True
            _owners += 1
        if _loop is None:
            import asyncio

            import qasync

            _loop = qasync.QEventLoop(QApplication.instance(), already_running=True)
            asyncio.set_event_loop(_loop)
        return _loop


def _end(work: Coroutine[Any, Any, None], _task: asyncio.Task[None]) -> None:
    """What was cancelled before it began is given up; anything else is over already."""
    work.close()


async def _reported(work: Coroutine[Any, Any, None], failed: Callable[[Exception], None] | None) -> None:
    try:
        await work
    except Exception as error:  # the border between tasks and widgets
        if failed is None:
            log.error("task_failed kind=%s", type(error).__name__, exc_info=error)
        else:
            failed(error)


def _ignore(error: Exception) -> None:
    """What fails while everything ends concerns nobody any more."""


def _give_back() -> None:
    global _loop, _owners  # noqa: PLW0603  # as above
    _owners -= 1
    if _owners == 0 and _loop is not None:
        import asyncio

        # qasync ends a loop that it did not run itself only together with the application.
        asyncio.events._set_running_loop(None)  # noqa: SLF001
        setattr(_loop, "_QEventLoop__is_running", False)  # noqa: B010
        _loop.close()
        asyncio.set_event_loop(None)
        _loop = None


def plain_reason(error: Exception) -> Wording:
    """An error of a task as a sentence for people."""
    sentence = getattr(error, "sentence", None)
    return sentence if isinstance(sentence, Wording) else Wording(str(error), str(error))
