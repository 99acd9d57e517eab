"""The carriers in use, each with the loop that sends by it, and one that asks it where it can be asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from runtime.carriers.port import CapabilityAsker, Carrier, InboundEvent, Inquirer
from runtime.delivery.bucket import Bucket, Limits
from runtime.delivery.ground import Ground
from runtime.delivery.inquiring import Inquiring
from runtime.delivery.loops import Loops
from runtime.delivery.media_shelf import MediaShelf
from runtime.delivery.sender import Account, Sender
from runtime.delivery.waiting import Rest

Receive = Callable[[str, Iterable[InboundEvent]], Awaitable[None]]
PATIENCE_S = 5.0
"""How long a carrier that is used no more has to end what is under way."""


class Endpoints:
    """Carriers by name, in the order they were configured.

    *receive* keeps what a carrier answered to a question, *on_news* is called when sessions have to hear of
    something. The rate of an account stays when its endpoint is configured anew.
    """

    def __init__(
        self, ground: Ground, shelf: MediaShelf, receive: Receive, on_news: Callable[[], None]
    ) -> None:
        self._ground = ground
        self._shelf = shelf
        self._receive = receive
        self._on_news = on_news
        self._loops = Loops()
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._inquiring: dict[str, Inquiring] = {}
        self._senders: dict[str, Sender] = {}
        self._kinds: dict[str, str] = {}
        self._askers: dict[str, CapabilityAsker] = {}

    @property
    def senders(self) -> Mapping[str, Sender]:
        """Endpoint → its sender; the same mapping at all times."""
        return self._senders

    @property
    def kinds(self) -> Mapping[str, str]:
        """Endpoint → telecom, unicom or mobile; the same mapping at all times."""
        return self._kinds

    @property
    def askers(self) -> Mapping[str, CapabilityAsker]:
        """Endpoint → its carrier, where that tells what handsets can show; the same mapping at all times."""
        return self._askers

    async def use(self, carrier: Carrier, chatbot: str, kind: str, limits: Limits) -> None:
        """Sends by *carrier* from now on, in place of one of the same name, which ends first."""
        name = carrier.name
        if name in self._senders:
            await self._end(name)
        await self._shelf.forget(name)
        bucket = self._buckets.setdefault((limits.platform or name, chatbot), Bucket())
        bucket.per_s = limits.messages_per_s
        account = Account(chatbot, bucket, limits.is_lab)
        on_unknown = _nothing
        if isinstance(carrier, Inquirer):
            asking = Inquiring(carrier, self._ground, self._receive, self.wake)
            self._inquiring[name] = asking
            self._loops.begin(f"ask {name}", asking.run)
            on_unknown = asking.rest.wake
        sender = Sender(carrier, account, self._ground, self._shelf, self._on_news)
        sender.on_unknown = on_unknown
        sender.on_freed = self._wake_those
        self._senders[name] = sender
        if isinstance(carrier, CapabilityAsker):
            self._askers[name] = carrier
        self._kinds[name] = kind
        self._loops.begin(f"send {name}", sender.run)

    async def leave(self, name: str) -> None:
        """Sends by that carrier no more; what waits for it stays queued."""
        await self._end(name)
        self._kinds.pop(name)
        await self._shelf.forget(name)

    async def _end(self, name: str) -> None:
        sender = self._senders.pop(name)
        self._askers.pop(name, None)
        await sender.stop(PATIENCE_S)
        await self._loops.ended((f"send {name}",), PATIENCE_S)
        await self._loops.stop(f"send {name}", f"ask {name}")
        self._inquiring.pop(name, None)
        await sender.carrier.close()

    async def end(self, patience_s: float) -> None:
        """Lets what is under way end, for at most *patience_s* seconds, and asks no more."""
        for sender in self._senders.values():
            await sender.stop(patience_s)
        await self._loops.ended(tuple(f"send {name}" for name in self._senders), patience_s)
        await self._loops.stop()

    async def close(self) -> None:
        """Ends the connections."""
        for sender in self._senders.values():
            await sender.carrier.close()
        self._senders.clear()

    def wake(self) -> None:
        """Lets every sender look at once."""
        for sender in self._senders.values():
            sender.rest.wake()

    def _wake_those(self, names: frozenset[str]) -> None:
        for name in names:
            if name in self._senders:
                self._senders[name].rest.wake()

    @property
    def open_ones(self) -> list[str]:
        """Those that nothing keeps from sending."""
        return [name for name, sender in self._senders.items() if sender.gate.is_open]

    def places(self) -> dict[str, str]:
        """Loop → where it stands."""
        return self._loops.places()

    @property
    def rests(self) -> list[Rest]:
        """Where the loops wait."""
        asking = (one.rest for one in self._inquiring.values())
        return [*(sender.rest for sender in self._senders.values()), *asking]

    @property
    def under_way(self) -> int:
        """Messages claimed and not settled yet."""
        return sum(sender.under_way for sender in self._senders.values())

    def state(self) -> list[dict[str, Any]]:
        """What a person wants to know about each at a glance."""
        return [
            {
                "name": name,
                "carrier": self._kinds[name],
                "under_way": sender.under_way,
                "messages_per_s": sender.account.bucket.rate,
                "trouble": {"zh": trouble.zh, "en": trouble.en} if trouble else None,
                "tries_again_at": _iso(sender.gate.reopens_at()),
            }
            for name, sender in self._senders.items()
            for trouble in [sender.gate.trouble]
        ]


def _nothing() -> None:
    """Goes on: nobody can be asked."""


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
