"""Writes a large scenario into its file beside the screen, so that editing goes on meanwhile."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.main_window.notices import Notice, NoticeAction
from app.reasons import reason_of
from runtime.wording import Wording
from widgets.background import Errand, begin

if TYPE_CHECKING:
    from app.open_document import OpenDocument
    from runtime.flow.document import Document

_SAVE_AS = Wording("另存为…", "Save as…")
LARGE_NODES: Final = 300
"""A scenario of more nodes takes longer to write than the screen may stand still."""


class Saving(QObject):
    """One write at a time; the newest state wins, and a write that is overtaken never lands after it."""

    changed = Signal()
    """Writing began or ended."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._errand: Errand[None] | None = None
        self._lock = threading.Lock()

    @property
    def is_busy(self) -> bool:
        """Whether something is being written."""
        return self._errand is not None

    def begin(
        self,
        document: OpenDocument,
        path: Path,
        saved: Callable[[Path], None],
        failed: Callable[[Path, OSError], None],
    ) -> None:
        """Write the present state; *saved* or *failed* is called when that is over.

        What was edited meanwhile counts as not saved.
        """
        self.stop()
        value, index = document.document, document.history.stack.index()

        def work(errand: Errand[None]) -> None:
            with self._lock:
                if not errand.is_stopped():
                    _write(value, path)

        def done(_: None) -> None:
            self._errand = None
            is_same = document.history.stack.index() == index and document.document is value
            document.mark_saved(path) if is_same else document.mark_stored(path)
            saved(path)
            self.changed.emit()

        def fail(error: Exception) -> None:
            self._errand = None
            self.changed.emit()
            if not isinstance(error, OSError):
                raise error
            failed(path, error)

        self._errand = begin(work, done, fail)
        self.changed.emit()

    def write_now(self, document: Document, path: Path) -> None:
        """Write at once and wait for it; raises OSError."""
        self.stop()
        with self._lock:
            _write(document, path)

    def stop(self) -> None:
        """Hear no more of what is being written; one that has begun is finished all the same."""
        if self._errand is not None:
            self._errand.stop()
            self._errand = None
            self.changed.emit()


def _write(document: Document, path: Path) -> None:
    from runtime.flow.file_format import write_document

    write_document(document, path)


def save_failure(document: Document, path: Path, error: OSError, save_as: Callable[[], None]) -> Notice:
    """The bar for a file that could not be written."""
    from runtime.flow.file_format import to_text

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        size_mb = max(0.1, len(to_text(document).encode("utf-8", "surrogatepass")) / 1e6)
        sentence = Wording(
            "没有保存：磁盘已满（需要 {size} MB）。原文件没有改动，修改还在窗口里。"
            "清理空间后再保存，或另存到别处。",
            "Not saved: the disk is full ({size} MB needed). The old file is untouched and your changes are "
            "still here. Free space, or save elsewhere.",
        ).format(size=f"{size_mb:.1f}")
    else:
        sentence = Wording(
            "没有保存到「{name}」：{why}。原文件没有改动，修改还在窗口里。另存到别处。",
            'Not saved to "{name}": {why}. The old file is untouched and your changes are still here. '
            "Save elsewhere.",
        ).format(name=path.name, why=reason_of(error))
    return Notice("save", sentence, "error", f"{path}\n{error}", (NoticeAction(_SAVE_AS, save_as),))
