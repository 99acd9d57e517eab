"""What the API and the callbacks act on: one runtime with its endpoints and its settings."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from runtime.carriers.port import InboundEvent, Listener
from runtime.carriers.protocols import Endpoint, open_carrier
from runtime.clock import Clock
from runtime.delivery.audience.importing.desk import ImportDesk
from runtime.delivery.bucket import Limits
from runtime.delivery.live_list import LiveList
from runtime.delivery.rules import Rules
from runtime.delivery.runtime import Runtime
from runtime.service.counting import Counts
from runtime.service.endpoint_book import EndpointBook
from runtime.store import Store, journal
from runtime.store.keys import FixedKeys
from runtime.wording import Wording

log = logging.getLogger(__name__)

STARTING = Wording("服务正在启动，请稍后再来", "The service is starting; come again in a moment")


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """How a runtime process behaves."""

    workspace: Path
    token: str
    """Whoever knows it may do everything."""
    rules: Rules = field(default_factory=Rules)
    seed: int | None = None
    """With a seed, ids of sessions and contacts and draws repeat; for rehearsals in a fresh workspace."""
    max_pages: int | None = None
    """Bounds the data file, in pages of 4 KiB."""


class Service:
    """Opens the workspace and runs its runtime. Endpoints are remembered in a file only the owner reads.

    Raises what `Store` raises.
    """

    def __init__(self, settings: ServiceSettings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        seed = settings.seed
        keys = None if seed is None else FixedKeys(seed)
        self.store = Store(settings.workspace, settings.max_pages, keys)
        self.endpoints: dict[str, Endpoint] = {}
        self._listeners: dict[str, Listener] = {}
        self._book = EndpointBook(settings.workspace, self.store.secrets)
        self.runtime = Runtime(
            self.store,
            clock=clock,
            rules=settings.rules,
            new_id=None if seed is None else self._seeded_ids(seed),
            key=None if seed is None else _digest(f"{seed}/draws", 32),
        )
        self.live = LiveList(self.store, self.runtime.patience, self.runtime.next_news)
        self.imports = ImportDesk(self.store, clock, settings.workspace, self._merged)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._following: asyncio.Task[None] | None = None
        self.counts = Counts(self.store)
        self.is_stopping = asyncio.Event()
        self.is_ready = False
        """Whether the endpoints of the last time are in use again; callbacks are put off until then."""
        self.callbacks = 0
        """Callbacks that came; grows."""
        self.in_callbacks = 0
        """Callbacks that are being answered."""
        self.refused_callbacks = 0

    async def start(self) -> None:
        """Begins to work, with the endpoints of the last time."""
        self._loop = asyncio.get_running_loop()
        await asyncio.to_thread(self.imports.open)
        await self.runtime.start()
        self._following = asyncio.create_task(self.live.run(), name="live list")
        for endpoint in self._book.remembered():
            await self._use(endpoint)
        self.is_ready = True

    def _merged(self) -> None:
        """An import's thread tells: what its tags begin may begin now."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.runtime.tag_starts.rest.wake)

    async def stop(self) -> None:
        """Ends the work and closes the workspace."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
        await asyncio.to_thread(self.imports.close)
        await self.runtime.stop()
        self.store.close()

    def is_allowed(self, authorization: str) -> bool:
        """Whether the header holds the token; takes the same time for every wrong one."""
        wanted = f"Bearer {self.settings.token}".encode()
        return hmac.compare_digest(authorization.encode("utf-8", "replace"), wanted)

    async def configure(self, endpoint: Endpoint) -> None:
        """Uses *endpoint* from now on and remembers it; raises `SecretRefused`, and uses it not then."""
        self._book.keep(endpoint, {**self.endpoints, endpoint.name: endpoint}.values())
        await self._use(endpoint)

    async def remove(self, name: str) -> bool:
        """Uses an endpoint no more and forgets it and its secrets; returns whether there was one."""
        endpoint = self.endpoints.pop(name, None)
        if endpoint is None:
            return False
        self._listeners.pop(name, None)
        await self.runtime.leave(name)
        self._book.drop(endpoint, self.endpoints.values())
        log.info("endpoint removed name=%s", name)
        return True

    async def receive(self, name: str, events: tuple[InboundEvent, ...]) -> None:
        """Keeps for good what a carrier reported, after its adapter heard it."""
        listener = self._listeners.get(name)
        if listener is not None:
            events = await listener.heard(events)
        await self.runtime.receive(name, events)

    async def _use(self, endpoint: Endpoint) -> None:
        carrier = open_carrier(endpoint, self.clock)
        limits = Limits(endpoint.messages_per_s or None, endpoint.base_url, endpoint.is_simulated)
        await self.runtime.use(carrier, endpoint.chatbot_id, endpoint.carrier, limits)
        self.endpoints[endpoint.name] = endpoint
        self._listeners.pop(endpoint.name, None)
        if isinstance(carrier, Listener):
            self._listeners[endpoint.name] = carrier
        log.info("endpoint in use name=%s carrier=%s", endpoint.name, endpoint.carrier)

    def _seeded_ids(self, seed: int) -> Callable[[], str]:
        # A workspace that is opened again must not make the same ids again.
        made = self.store.read_now(journal.ids_given)

        def make() -> str:
            nonlocal made
            made += 1
            return _digest(f"{seed}/{made}", 12).hex()

        return make


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode(), digest_size=size).digest()
