"""Checks the open scenario while it is edited, beside the thread that paints."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.comparing.conflict_issues import conflict_issues
from editor.document.change import Change
from runtime.flow.issue import Issue
from widgets.background import Errand, begin

if TYPE_CHECKING:
    from app.open_document import OpenDocument
    from editor.library.media.file_facts import FileFacts
    from editor.library.media_folder import MediaFolder
    from runtime.flow.flow import Flow
    from runtime.flow.issues.check import OtherFlow
    from runtime.flow.issues.checker import Checker

QUIET_MS = 120
"""How long nothing must change before the checks run."""
LARGE_NODES = 2_000
PAINTED_MS = 300
"""How long after it was opened a large scenario is checked."""
LATEST_MS = 600
"""How long somebody who types without a pause waits for the checks at most."""


class Checking(QObject):
    """Runs the checks a moment after an edit, in a thread; several edits in a row are one run.

    The checks, and the libraries they need, are loaded with the first run. What is found for a state that has
    been edited meanwhile is dropped, and the checks run again.
    """

    checked = Signal(object)
    """A tuple of Issue, in the checker's order."""

    def __init__(self, document: OpenDocument, parent: QObject | None = None) -> None:
        super().__init__(parent or document)
        self._document = document
        self._checker: Checker | None = None
        self._files: FileFacts | None = None
        self._first_at = 0.0
        self._errand: Errand[_Found] | None = None
        self._waiting: list[Callable[[], None]] = []
        self.issues: tuple[Issue, ...] = ()
        self.more_issues: Callable[[Flow], Iterable[Issue]] = lambda _flow: ()
        """What is found beyond the checks, by those who know more than the scenario; quick."""
        self.flows: Mapping[str, OtherFlow] | None = None
        """The other scenarios by id, None while they are not known."""
        self.further: tuple[Issue, ...] = ()
        """What others found that no check can: how clients of several kinds draw the messages."""
        self.took_s = 0.0
        """How long the last run took."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        document.changed.connect(self._on_change)

    @property
    def is_fresh(self) -> bool:
        """Whether the issues are those of the document as it is now."""
        return self.took_s > 0 and self._errand is None and not self._timer.isActive()

    def show_further(self, issues: tuple[Issue, ...]) -> None:
        """Show these beside the issues; they hinder nothing."""
        if issues != self.further:
            self.further = issues
            self.checked.emit((*self.issues, *issues))

    def know(self, flows: Mapping[str, OtherFlow]) -> None:
        """Check against these other scenarios from now on."""
        if flows != self.flows:
            self.flows = flows
            if self.took_s > 0 and not self.is_waiting:
                self.soon()

    def run(self) -> None:
        """Checks now and waits for it."""
        self._drop()
        self._take(self._check(self._document.flow, self._document.media, self.flows))

    @property
    def is_waiting(self) -> bool:
        """Whether the flow was edited after the last run."""
        return self._timer.isActive()

    def soon(self, delay_ms: int = QUIET_MS) -> None:
        """Checks in a moment; a large scenario is painted first, the threads would hinder each other."""
        is_large = len(self._document.store.nodes) > LARGE_NODES
        self._timer.start(max(delay_ms, PAINTED_MS) if is_large else delay_ms)

    def when_fresh(self, then: Callable[[], None]) -> None:
        """Call *then* once the issues are those of the document as it is now, at once if they are."""
        if self.is_fresh:
            then()
            return
        self._waiting.append(then)
        if self._errand is None:
            self._begin()

    def close(self) -> None:
        """The document goes: nothing is found for it any more."""
        self._timer.stop()
        self._waiting.clear()
        self._drop()

    def _begin(self) -> None:
        self._timer.stop()
        if self._errand is not None:
            self._timer.start(QUIET_MS)
            return
        flow, media, flows = self._document.flow, self._document.media, self.flows
        self._errand = begin(lambda _: self._check(flow, media, flows), self._take)

    def _check(self, flow: Flow, media: MediaFolder, flows: Mapping[str, OtherFlow] | None) -> _Found:
        from editor.library.media.file_facts import FileFacts
        from runtime.flow.issues.checker import Checker

        checker = self._checker or Checker()
        files = self._files
        if files is None or files.folder is not media:
            files = self._files = FileFacts(media)
        begun = time.perf_counter()
        issues = checker.check(flow, media=files.by_name(), flows=flows)
        return _Found(flow, flows, checker, issues, time.perf_counter() - begun)

    def _take(self, found: _Found) -> None:
        self._errand = None
        self._checker = found.checker
        if found.flow is not self._document.flow or found.flows is not self.flows:
            self._begin()
            return
        conflicts = conflict_issues(self._document.store.conflicts.values())
        self.issues = (*conflicts, *found.issues, *self.more_issues(found.flow))
        self.took_s = found.took_s
        self._first_at = 0.0
        self.checked.emit((*self.issues, *self.further))
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _drop(self) -> None:
        self._timer.stop()
        if self._errand is not None:
            self._errand.stop()
            self._errand = None
            self._checker = None

    def _on_change(self, change: Change) -> None:
        if not change.touches_flow() and not any(kind == "conflict" for kind, _ in change.records):
            return
        now = time.monotonic()
        if not self._first_at:
            self._first_at = now
        waited_ms = (now - self._first_at) * 1000
        self.soon(QUIET_MS if waited_ms < LATEST_MS - QUIET_MS else 0)


class _Found:
    """What a run found, for which flow and others beside it; the checker remembers what it read."""

    def __init__(
        self,
        flow: Flow,
        flows: Mapping[str, OtherFlow] | None,
        checker: Checker,
        issues: tuple[Issue, ...],
        took_s: float,
    ) -> None:
        self.flow = flow
        self.flows = flows
        self.checker = checker
        self.issues = issues
        self.took_s = took_s
