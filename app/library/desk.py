"""Does everything with the workspace in a thread of its own; the window never waits for a disk."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Signal

from app.reasons import reason_of
from editor.library.errors import LibraryRefusal
from runtime.flow.errors import UnreadableDocument
from runtime.wording import Wording

if TYPE_CHECKING:
    from editor.library.entry import Entry
    from editor.library.workspace import Workspace

log = logging.getLogger(__name__)

T = TypeVar("T")
_UNDONE = Wording("没有做成：{why}。", "This did not work: {why}.")


HELD_MAX_S: Final = 3.0
"""No longer than this, so that a program that ends without a word can end."""


class LibraryDesk(QObject):
    """Opens the workspace with the first question; questions are answered one after the other, in order."""

    changed = Signal()
    """The list of scenarios, or what is known of one, is not what it was."""
    failed = Signal(object)
    """The reason, a Wording."""
    _answered = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._thread = ThreadPoolExecutor(1, "library")
        self._workspace: Workspace | None = None
        self._is_open = True
        self._free = threading.Event()
        self._free.set()
        self._answered.connect(self._deliver)

    def hold(self) -> None:
        """Begin nothing until `release`: what loads first would wait for what is not needed yet."""
        self._free.clear()

    def release(self) -> None:
        """Begin with what was asked."""
        self._free.set()

    def ask(
        self,
        work: Callable[[Workspace], T],
        then: Callable[[T], None] | None = None,
        refused: Callable[[Wording], None] | None = None,
    ) -> None:
        """Does *work* in the thread and hands its result to *then* in this one.

        When it cannot be done *refused* gets the reason; without it, `failed` tells it.
        """
        if self._is_open:
            self._thread.submit(self._work, work, then, refused)

    def refresh(self, known: tuple[Path, ...] = ()) -> None:
        """Reads what was changed from outside, file by file, and enters the files *known* from elsewhere."""

        def begin(workspace: Workspace) -> Iterator[Entry]:
            workspace.adopt(known)
            workspace.versions.thin_out()
            return workspace.refresh()

        self.ask(begin, self._step)

    def close(self) -> None:
        """Waits for what was asked and closes the workspace."""
        if self._is_open:
            self._is_open = False
            self._free.set()
            self._thread.shutdown(wait=True)
            if self._workspace is not None:
                self._workspace.close()

    def _step(self, reading: Iterator[Entry]) -> None:
        def one(workspace: Workspace) -> bool:
            return next(reading, None) is not None

        def go_on(has_more: bool) -> None:
            self.changed.emit()
            if has_more:
                self._step(reading)

        self.ask(one, go_on)

    def _work(
        self,
        work: Callable[[Workspace], T],
        then: Callable[[T], None] | None,
        refused: Callable[[Wording], None] | None,
    ) -> None:
        """Runs in the thread."""
        self._free.wait(HELD_MAX_S)
        try:
            result = work(self._opened())
        except (LibraryRefusal, UnreadableDocument) as error:
            self._refuse(error.sentence, refused)
        except OSError as error:
            self._refuse(_UNDONE.format(why=reason_of(error)), refused)
        except Exception as error:  # noqa: BLE001 - border of the thread: a bug belongs into the crash report
            self._answered.emit(partial(_raise, error))
        else:
            if then is not None:
                self._answered.emit(partial(then, result))

    def _refuse(self, sentence: Wording, refused: Callable[[Wording], None] | None) -> None:
        log.info("library_refused sentence=%s", sentence.en)
        self._answered.emit(partial(refused or self.failed.emit, sentence))

    def _opened(self) -> Workspace:
        if self._workspace is None:
            from editor.library.workspace import Workspace

            self._workspace = Workspace(self.folder)
        return self._workspace

    def _deliver(self, answer: Callable[[], None]) -> None:
        if self._is_open:
            answer()


def _raise(error: Exception) -> None:
    raise error
