"""The simulated network of a launch: sets it up, and reads afterwards what every handset received and did."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from runtime.delivery.refusal_words import is_refusal
from runtime.service.client import RuntimeClient
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.fleet import FleetPlan
from runtime.simulator.offers import text_of
from runtime.simulator.remote import SimulatorRemote
from tests.soak.launch import scenario

CARRIERS = ("telecom", "unicom")
PREFIXES = {"telecom": "+86189", "unicom": "+86186"}
AT_ONCE = 16
OPEN, WON, PERSON, REFUSED, LOST = "open", "won", "person", "refused", "lost"


async def connect(runtime: RuntimeClient, remote: SimulatorRemote) -> None:
    """Gives the runtime an account at each carrier."""
    for carrier in CARRIERS:
        account = {
            "app_id": f"launch-{carrier}",
            "app_key": "launch-key",
            "callback_token": "launch-callback",
            "chatbot_id": f"sip:1069008{CARRIERS.index(carrier)}@chatbot.rcs.example.cn",
            "carrier": carrier,
        }
        shown = await runtime.configure(carrier, {**account, "server_root": remote.base_url, "lab": True})
        plan = AccountPlan.model_validate({**account, "notify_url": shown["notify_url"]})
        assert (await remote.register(plan))["is_verified"]


async def create_fleet(remote: SimulatorRemote, plan: FleetPlan) -> list[str]:
    """Sets the handsets up; their numbers in order."""
    return [str(one["number"]) for one in await remote.create_fleet(plan)]


async def is_quiet(remote: SimulatorRemote) -> bool:
    """Whether nothing is on its way and nobody is going to do anything."""
    state = await remote.state()
    return state.due is None and not state.in_flight


def read_all(url: str, token: str, numbers: Iterable[str]) -> tuple[ThreadPoolExecutor, Future[Handsets]]:
    """Reads every handset in a thread of its own, so that the window lives meanwhile."""
    pool = ThreadPoolExecutor(1)
    return pool, pool.submit(lambda: asyncio.run(_read(url, token, list(numbers))))


async def _read(url: str, token: str, numbers: list[str]) -> Handsets:
    remote = SimulatorRemote(url, token)
    waiting = iter(numbers)
    found: dict[str, dict[str, Any]] = {}

    async def work() -> None:
        for number in waiting:
            found[number] = await remote.handset(number)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    stats = await remote.stats()
    await remote.close()
    return Handsets(found, stats)


@dataclass(slots=True)
class Handsets:
    """The truth."""

    told: Mapping[str, Mapping[str, Any]]
    """Number → everything about that handset."""
    stats: Mapping[str, Any]
    ways: dict[str, str] = field(init=False)
    """Number → how far its owner went in the scenario, for those who got the question."""

    def __post_init__(self) -> None:
        self.ways = {
            number: self._way(number) for number in self.told if self.times(number, scenario.QUESTION)
        }

    def times(self, number: str, words: str) -> int:
        """How often a message with these words came to a handset."""
        return sum(words in _words(one) for one in self.told[number]["received"])

    def copies(self, words: str) -> Counter[int]:
        """How often it came → on how many handsets."""
        return Counter(self.times(number, words) for number in self.told)

    def outcome(self, number: str) -> str:
        """What a report has to say of the question on this handset."""
        for one in self.told[number]["received"]:
            if scenario.QUESTION in _words(one):
                return (
                    "fell_back"
                    if one["via"] == "sms"
                    else "displayed"
                    if one["displayed_at"]
                    else "delivered"
                )
        return ""

    def outcomes(self, carrier: str = "") -> Counter[str]:
        """Outcome → people; those of one carrier's numbers if it is named."""
        prefix = PREFIXES.get(carrier, "")
        return Counter(self.outcome(number) for number in self.ways if number.startswith(prefix))

    def replied(self) -> int:
        """Owners who answered; wanting no more is told apart from answers."""
        return sum(self.has_replied(number) for number in self.ways)

    def has_replied(self, number: str) -> bool:
        """Whether its owner said anything but that nothing more is wanted."""
        return self.ways.get(number, OPEN) not in (OPEN, REFUSED)

    def went(self, way: str) -> int:
        """How many went that way."""
        return sum(one == way for one in self.ways.values())

    def doubled(self) -> int:
        """Messages that came more than once to one handset under one id."""
        return sum(
            sum(count - 1 for count in Counter(one["message_id"] for one in told["received"]).values())
            for told in self.told.values()
        )

    def received(self) -> int:
        """Messages on all handsets together."""
        return sum(len(told["received"]) for told in self.told.values())

    def _way(self, number: str) -> str:
        for deed in self.told[number]["deeds"]:
            said = str(deed["text"])
            if is_refusal(said):
                return REFUSED
            if said in (scenario.SEE, "1"):
                return WON
            return PERSON if said in (scenario.TALK, "2") else LOST
        return OPEN


def _words(received: Mapping[str, Any]) -> str:
    return str(received["sms_text"]) or text_of(list(received["parts"]))
