"""Keeps the list live: reads pages, follows what changes, and tells it in few large steps.

A thousand events a second come in as small pieces of work; what they change is gathered and shown ten times
a second at most. When the runtime is gone, everything stays on screen, and what was missed is read by its
revision once it is back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from app.conversations.port import ReceptionPort
from app.conversations.row import Row
from app.loop import plain_reason
from runtime.wording import Wording

log = logging.getLogger(__name__)

STEP_MS: Final = 100
"""Changes are shown this often at most."""
SLICE: Final = 200
"""Lines that are taken in at once before the window has its turn."""
AGAIN_S: Final = 0.5
COUNT_MS: Final = 1_000
RESTART_MS: Final = 1_000
MOST_RESTARTS: Final = 3
CALM_MS: Final = 60_000
"""After this long without a stop the service may be started as often again."""
PAGE: Final = 100


class Link(Protocol):
    """The part of `app.publishing.service_link.ServiceLink` that this uses."""

    @property
    def changed(self) -> SignalInstance:
        """The service came or went."""

    @property
    def client(self) -> Any:  # noqa: ANN401 - only its `reception` counts here
        """The runtime's client, None while there is none."""

    @property
    def why_stopped(self) -> Wording | None:
        """Why the service stopped."""

    def want_service(self) -> None:
        """Start the service unless it runs."""

    def start(
        self, work: Coroutine[Any, Any, None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Run a task."""


class Feed(QObject):
    """Asks for the list as it is wanted; everything comes back by signals."""

    page_came = Signal(object, bool, bool)
    """Rows, whether there are more, and whether it is the first page."""
    changed = Signal(object)
    """Contact → Row, for those that changed since the last step."""
    counted = Signal(object)
    """Stage → number."""
    online_changed = Signal(bool)
    failed = Signal(object)
    """Why the list cannot be read, a Wording."""

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._filters: dict[str, object] = {}
        self._next = ""
        self._revision: int | None = None
        self._gathered: dict[str, dict[str, Any]] = {}
        self._follower = 0
        self._asked = 0
        self._is_wanted = False
        self._is_due = True
        self._restarts = 0
        self._step = QTimer(self, singleShot=True, interval=STEP_MS)
        self._step.timeout.connect(self._tell)
        self._count = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._count.timeout.connect(self._ask_counts)
        self._restart = QTimer(self, singleShot=True, interval=RESTART_MS)
        self._restart.timeout.connect(self._want_service)
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._forget_restarts)
        link.changed.connect(self._on_link)

    @property
    def reception(self) -> ReceptionPort | None:
        """The runtime's side, None while it is away."""
        client = self._link.client
        found: ReceptionPort | None = getattr(client, "reception", None)
        return found

    @property
    def is_online(self) -> bool:
        """Whether the runtime is there."""
        return self.reception is not None

    def begin(self) -> None:
        """Begin to follow, and bring the runtime up if it does not run."""
        self._is_wanted = True
        if self.is_online:
            self._on_link()
        else:
            self._link.want_service()

    def pause(self) -> None:
        """Let the runtime be started by others: nobody looks at the list now."""
        self._is_wanted = False
        self._restart.stop()

    def close(self) -> None:
        """Follow nothing any more."""
        self._follower += 1
        self._is_wanted = False
        for timer in (self._step, self._count, self._restart, self._calm):
            timer.stop()

    def ask(self, filters: dict[str, object]) -> None:
        """Read the first page of what *filters* want."""
        self._filters = dict(filters)
        self._next = ""
        self._asked += 1
        self._is_due = True
        if self.is_online:
            self._link.start(self._read(self._asked), self._page_failed)

    def ask_more(self) -> None:
        """Read the next page."""
        if self._next and self.is_online:
            self._link.start(self._read(self._asked), self._page_failed)

    def run(self, work: Coroutine[Any, Any, None], failed: Callable[[Exception], None]) -> None:
        """Do something with the runtime; *failed* hears why it could not be done."""
        self._link.start(work, failed)

    def _on_link(self) -> None:
        self._follower += 1
        self.online_changed.emit(self.is_online)
        if self.is_online:
            self._calm.start()
            if self._is_due:
                self.ask(self._filters)
            self._link.start(self._follow(self._follower), self._ignore)
            self._ask_counts()
        elif self._is_wanted and self._link.why_stopped is not None and self._restarts < MOST_RESTARTS:
            self._restart.start()

    def _want_service(self) -> None:
        self._restarts += 1
        self._link.want_service()

    def _forget_restarts(self) -> None:
        self._restarts = 0

    async def _read(self, asked: int) -> None:
        reception = self.reception
        if reception is None:
            return
        after = self._next
        answer = await reception.page(**self._filters, after=after, limit=PAGE)
        if asked != self._asked:
            return
        self._is_due = False
        self._next = str(answer["next"])
        if self._revision is None:
            self._revision = int(answer["revision"])
        rows = [Row.read(line) for line in answer["conversations"]]
        self.page_came.emit(rows, bool(self._next), not after)

    async def _follow(self, follower: int) -> None:
        """One follower at a time; a new one takes the place of this when the link changes."""
        while follower == self._follower:
            reception = self.reception
            if reception is None:
                return
            if self._revision is None:
                self._revision = int((await reception.page(limit=1))["revision"])
            taken = 0
            async for line in reception.follow(self._revision):
                if follower != self._follower:
                    return
                self._gather(line)
                taken += 1
                if taken % SLICE == 0:
                    await asyncio.sleep(0)
            await asyncio.sleep(AGAIN_S)

    def _gather(self, line: dict[str, Any]) -> None:
        self._revision = int(line["revision"])
        self._gathered[line["contact"]] = line
        if not self._step.isActive():
            self._step.start()

    def _tell(self) -> None:
        gathered, self._gathered = self._gathered, {}
        self.changed.emit({contact: Row.read(line) for contact, line in gathered.items()})
        if not self._count.isActive():
            self._count.start()

    def _ask_counts(self) -> None:
        if self.is_online:
            self._link.start(self._read_counts(), self._ignore)

    async def _read_counts(self) -> None:
        reception = self.reception
        if reception is not None:
            self.counted.emit(await reception.counts())

    def _page_failed(self, error: Exception) -> None:
        self.failed.emit(plain_reason(error))

    def _ignore(self, error: Exception) -> None:
        log.info("conversations_task_ended kind=%s", type(error).__name__)
