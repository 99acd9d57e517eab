"""The connection to the runtime service, there as long as the service is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.loop import Errands
from app.network.state import NetworkState
from app.publishing.port import PublishingPort
from runtime.wording import Wording
from widgets.background import Errand, begin

if TYPE_CHECKING:
    from app.network.network import Network
    from app.run_desk import RunDesk
    from runtime.service.client import RuntimeClient


class ServiceLink(QObject):
    """Holds a client while the service runs, and runs the tasks that ask it something."""

    changed = Signal()
    """The service came or went."""

    def __init__(self, run: RunDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._errands = Errands(self)
        self._client: PublishingPort | None = None
        self._url = ""
        self._loading: Errand[type[RuntimeClient]] | None = None
        run.changed.connect(self._look)

    @property
    def client(self) -> PublishingPort | None:
        """The runtime, None while the service does not run."""
        return self._client

    @property
    def is_starting(self) -> bool:
        """Whether the service will be there in a moment."""
        network = self._run.network
        return network is not None and network.service.state is NetworkState.STARTING

    @property
    def why_stopped(self) -> Wording | None:
        """Why the service stopped; None when it did not."""
        network = self._run.network
        if network is None or network.service.state is not NetworkState.STOPPED:
            return None
        reason = network.service.reason
        return reason if reason.zh else Wording("原因不明", "no reason given")

    def use(self, client: PublishingPort | None) -> None:
        """Talk to *client* from now on, until the service of this program comes or goes."""
        self._client = client
        self.changed.emit()

    def want_service(self) -> None:
        """Start the service unless it runs."""
        self._run.warm_up()

    def start(
        self, work: Coroutine[Any, Any, None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Run a task; *failed* hears of what it raises."""
        self._errands.start(work, failed)

    def close(self) -> None:
        """End the tasks and the connection."""
        self._stop_loading()
        client, self._client = self._client, None
        self._errands.close(client.close() if client is not None else None)

    def _look(self) -> None:
        network: Network | None = self._run.network
        news = network.service.news if network is not None else {}
        runs = network is not None and network.service.state is NetworkState.RUNNING
        url = str(news.get("url", "")) if runs else ""
        if url == self._url:
            return
        old, self._url = self._client, url
        if old is not None:
            self._errands.start(old.close(), _ignore)
        self._stop_loading()
        if not url:
            self.use(None)
            return
        self._loading = begin(_load, partial(self._connect, url, str(news["token"])))

    def _connect(self, url: str, token: str, client: type[RuntimeClient]) -> None:
        self._loading = None
        self.use(client(url, token))

    def _stop_loading(self) -> None:
        if self._loading is not None:
            self._loading.stop()
            self._loading = None


def _load(_errand: Errand[type[RuntimeClient]]) -> type[RuntimeClient]:
    """The client with all it needs, which takes too long for the thread of the screen."""
    from runtime.service.client import RuntimeClient

    return RuntimeClient


def _ignore(error: Exception) -> None:
    """A connection that cannot be ended is none any more."""
