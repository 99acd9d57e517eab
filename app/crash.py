"""The last resort for bugs: logs each once, says so in the window, and keeps the work safe."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from app.main_window.notices import Notice
from app.places import state_folder
from runtime.messages.phone_numbers import without_numbers
from runtime.wording import Wording

if TYPE_CHECKING:
    from app.main_window.window import Window

log = logging.getLogger(__name__)

_SENTENCE = Wording(
    "信流自己出了错，刚才那一步可能没有做完。修改已另存一份，建议保存后重新打开。",
    "Xinliu itself made a mistake; the last step may be incomplete. Your changes were kept aside. "
    "Save, then open the program again.",
)
_KEPT_MAX = 200


class CrashReporter:
    """Takes the place of `sys.excepthook`; one bug in a paint method is one report, not sixty a second."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._seen: set[tuple[str, int]] = set()
        window.closed.connect(self.remove)

    def install(self) -> None:
        """Hear of every exception that nobody caught."""
        sys.excepthook = self

    def remove(self) -> None:
        """Let Python report again by itself."""
        sys.excepthook = sys.__excepthook__

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        place = _place_of(trace)
        if place in self._seen or len(self._seen) >= _KEPT_MAX:
            return
        self._seen.add(place)
        report = without_numbers("".join(traceback.format_exception(kind, error, trace)))
        log.error("uncaught_exception kind=%s place=%s:%s\n%s", kind.__name__, *place, report)
        _append(report)
        if self._window.files.autosaver is not None:
            self._window.files.autosaver.save_now()
        self._window.notices.show_notice(Notice("crash", _SENTENCE, "error", report))


def install(window: Window) -> CrashReporter:
    """Reports uncaught exceptions in a window from now on."""
    reporter = CrashReporter(window)
    reporter.install()
    return reporter


def _place_of(trace: TracebackType | None) -> tuple[str, int]:
    last = trace
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return ("", 0) if last is None else (last.tb_frame.f_code.co_filename, last.tb_lineno)


def _append(report: str) -> None:
    try:
        folder = state_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "crashes.log").open("a", encoding="utf-8") as stream:
            stream.write(report + "\n")
    except OSError:
        log.info("crash_report_not_kept")
