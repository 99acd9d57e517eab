"""Says in a bar what a piece of work is at, once it takes longer than a moment, and lets it be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QTimer

from app.exporting.work import Work
from app.main_window.notices import Notice, NoticeAction, Notices
from editor.exchange.format import Step
from runtime.wording import Wording

T = TypeVar("T")

SHOWN_AFTER_MS = 500
_RENEWED_MS = 400
_CANCEL = Wording("取消", "Cancel")
_SHARE = Wording("{what} {percent}%", "{what} {percent}%")


class WatchedWork(QObject):
    """Runs one job at a time in a thread; the bar's key is its own."""

    def __init__(self, notices: Notices, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._key = key
        self._work: Work | None = None
        self._what = Wording("", "")
        self._done = (0, 0)
        self._then: Callable[[object], None] = _ignore
        self._failed: Callable[[Exception], None] = _ignore
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show)

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return self._work is not None

    def run(
        self,
        what: Wording,
        job: Callable[[Step], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do *job* in a thread and hand its result to *then*, its exception to *failed*, in this one.

        A job that is under way is cancelled first: the person asked for something else.
        """
        self.cancel()
        self._what, self._failed, self._done = what, failed, (0, 0)
        self._then = cast("Callable[[object], None]", then)  # it gets what the job gave, and nothing else
        work = Work(job, self)
        self._work = work
        work.progressed.connect(self._on_progress)
        work.finished.connect(self._on_finished)
        work.failed.connect(self._on_failed)
        work.cancelled.connect(self._on_cancelled)
        work.start()
        self._timer.start(SHOWN_AFTER_MS)

    def cancel(self) -> None:
        """Give up what is under way; nothing of it is kept."""
        if self._work is not None:
            self._work.cancel()
            self._end()

    def close(self) -> None:
        """Give up and wait until the thread is over, when the window goes."""
        work = self._work
        self.cancel()
        if work is not None:
            work.wait(5.0)

    def _on_progress(self, done: int, total: int) -> None:
        if self.sender() is self._work:
            self._done = (done, total)

    def _on_finished(self, made: object) -> None:
        if self.sender() is self._work:
            then = self._then
            self._end()
            then(made)

    def _on_failed(self, error: Exception) -> None:
        if self.sender() is self._work:
            failed = self._failed
            self._end()
            failed(error)

    def _on_cancelled(self) -> None:
        if self.sender() is self._work:
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._notices.dismiss(self._key)
        if self._work is not None:
            self._work.deleteLater()
        self._work = None

    def _show(self) -> None:
        done, total = self._done
        words = self._what
        if total > 0:
            words = _SHARE.format(what=words, percent=min(99, 100 * done // total))
        self._notices.show_notice(
            Notice(self._key, words, "info", actions=(NoticeAction(_CANCEL, self.cancel),))
        )
        self._timer.setInterval(_RENEWED_MS)


def _ignore(_: object) -> None:
    """Before the first job."""
