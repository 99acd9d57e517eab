"""A carrier of a world: takes messages or not as its weather is, and tells of them when it likes."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from runtime.carriers.port import DeliveryStatus, InboundEvent, Outcome, SendReply, SendRequest, StatusReport
from runtime.clock import ScaledClock
from runtime.testing import FakeCarrier
from tests.soak.chance import Chance
from tests.soak.oracle import Oracle
from tests.soak.troubles import FINE, TROUBLES

_SENT, _DELIVERED, _DISPLAYED = DeliveryStatus.SENT, DeliveryStatus.DELIVERED, DeliveryStatus.DISPLAYED
ENDINGS: Mapping[tuple[DeliveryStatus, ...], float] = {
    (_SENT, _DELIVERED, _DISPLAYED): 6,
    (_SENT, _DELIVERED): 2,
    (_SENT,): 1,
    (): 1,
    (_SENT, DeliveryStatus.FAILED): 1,
    (_SENT, DeliveryStatus.FELL_BACK): 1,
    (_SENT, DeliveryStatus.FELL_BACK, _DELIVERED): 1,
}
"""What is reported of a message → how often."""


@dataclass
class Weather:
    """How bad a network is at present; `clear` makes it good."""

    chance: Chance
    oracle: Oracle
    visited: Counter[str]
    shares: dict[str, float] = field(default_factory=dict)
    """Trouble → share of the calls that meet it."""

    def clear(self) -> None:
        """From now on everything is taken and answered."""
        self.shares = {}


class RoughCarrier(FakeCarrier):
    """Fulfils the port of carriers; *told* hands reports to the runtime, which may refuse them for now."""

    def __init__(
        self,
        name: str,
        weather: Weather,
        clock: ScaledClock,
        told: Callable[[str, list[InboundEvent]], Awaitable[bool]],
    ) -> None:
        super().__init__(name)
        self._weather = weather
        self._clock = clock
        self._told = told
        self.to_report: list[StatusReport] = []
        """What it has to tell still."""
        self.wrong: list[str] = []
        """What should not have been sent."""
        self.may: Callable[[SendRequest], str] = lambda _: ""
        """Says what is wrong about sending a message now; empty when nothing is."""
        self.unsure = 0
        """Answers that left the outcome open."""
        self._calls: Counter[str] = Counter()

    async def send(self, request: SendRequest) -> SendReply:
        """Takes the message, or not, and answers, or not."""
        weather, key = self._weather, request.message_id
        self._calls[key] += 1
        if why := self.may(request):
            self.wrong.append(f"{key}: {why}")
        name = self._trouble(key)
        trouble = TROUBLES.get(name, FINE)
        if name:
            weather.visited[name] += 1
        if trouble.is_taken:
            await self._take(request)
        for _ in range(weather.chance.below(4, "answer", key)):
            await asyncio.sleep(0)
        reply = trouble.reply()
        self.unsure += reply.outcome is Outcome.UNKNOWN
        return reply

    async def _take(self, request: SendRequest) -> None:
        weather, key = self._weather, request.message_id
        words = next((str(part.content) for part in request.parts if part.content_type == "text/plain"), "")
        weather.oracle.take(key, request.contact, self._clock.now(), words)
        ending = weather.chance.one_of(ENDINGS, "ending", key)
        at = self._clock.now()
        reports = [
            StatusReport(key, request.contact, status, "", None, at + timedelta(seconds=number))
            for number, status in enumerate(ending)
        ]
        if reports and weather.chance.share("early", key) < 0.1:
            weather.visited["report before the answer"] += 1
            if await self._told(self.name, [reports[0]]):
                del reports[0]
        self.to_report += reports

    def _trouble(self, key: str) -> str:
        drawn = self._weather.chance.share("trouble", key, self._calls[key])
        for name, share in self._weather.shares.items():
            drawn -= share
            if drawn < 0:
                return name
        return ""
