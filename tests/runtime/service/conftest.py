"""A runtime behind real HTTP, a simulated network beside it, and a conductor over both."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest_asyncio

from runtime.clock import ScaledClock
from runtime.delivery.rules import Rules
from runtime.service.application import application
from runtime.service.client import RuntimeClient, RuntimeMember
from runtime.service.service import Service, ServiceSettings
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.conductor import ClockState, Conductor
from runtime.simulator.remote import SimulatorRemote
from runtime.simulator.serving import EmbeddedServer
from runtime.simulator.simulator import Simulator
from runtime.testing import CHATBOT

TOKEN = "token-of-at-least-16-characters"
EPOCH = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)


class Bench:
    """The service and its server."""

    def __init__(self, folder: Path, clock: ScaledClock, seed: int | None = 7) -> None:
        settings = ServiceSettings(folder, TOKEN, Rules(own_time=True), seed)
        self.service = Service(settings, clock)
        self.server = EmbeddedServer(application(self.service))

    async def start(self) -> None:
        """Serves."""
        await self.server.start()
        await self.service.start()
        self.client = RuntimeClient(self.server.base_url, TOKEN)

    async def close(self) -> None:
        """Ends."""
        self.service.is_stopping.set()
        await self.client.close()
        await self.server.stop()
        await self.service.stop()


class Rehearsal(Bench):
    """The same with a simulated network and one clock for both, which only a conductor moves."""

    def __init__(self, folder: Path, seed: int = 7) -> None:
        super().__init__(folder, ScaledClock.starting(EPOCH, 0), seed)
        self.simulator = Simulator(seed=seed, clock=ScaledClock.starting(EPOCH, 0))

    async def start(self) -> None:
        """Serves, with an endpoint at the simulated platform."""
        await super().start()
        await self.simulator.start()
        self.remote = SimulatorRemote(self.simulator.base_url, self.simulator.control_token)
        notify = f"{self.server.base_url}/callbacks/telecom"
        plan = AccountPlan(chatbot_id=CHATBOT, app_id="a1", app_key="k1", callback_token="c1")
        self.account: dict[str, Any] = await self.remote.register(plan)
        shown = await self.client.configure("telecom", self.endpoint())
        assert shown["notify_url"] == notify
        self.account = await self.remote.register(plan.with_changes(notify_url=notify))

    def endpoint(self, **changes: object) -> dict[str, Any]:
        """The endpoint's settings for the API."""
        return {
            "carrier": "telecom",
            "server_root": self.simulator.base_url,
            "chatbot_id": CHATBOT,
            "app_id": self.account["app_id"],
            "app_key": self.account["app_key"],
            "callback_token": self.account["callback_token"],
            "lab": True,
            **changes,
        }

    async def play(self, days: float = 3) -> datetime:
        """Conducts until nothing is due any more, for at most so many simulated days."""
        conductor = Conductor(self.remote, RuntimeMember(self.client))
        return await conductor.run_until(EPOCH + timedelta(days=days))

    async def close(self) -> None:
        """Ends everything."""
        await self.remote.close()
        await super().close()
        await self.simulator.stop()


@pytest_asyncio.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """A service without a network."""
    made = Bench(tmp_path, ScaledClock.starting(EPOCH, 0))
    await made.start()
    yield made
    await made.close()


@pytest_asyncio.fixture
async def rehearsal(tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """A service and a simulated network."""
    made = Rehearsal(tmp_path)
    await made.start()
    yield made
    await made.close()


def quiet(state: ClockState) -> bool:
    """Whether nothing goes on."""
    return not state.in_flight
