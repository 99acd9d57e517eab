"""Processes of the killed campaign: one that prepares it, and lives of the real service."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import tempfile
from pathlib import Path

from pydantic import SecretStr

from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.clock import SystemClock
from runtime.delivery.campaigns.campaigns import Approval
from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.rules import Rules
from runtime.service.application import application
from runtime.service.process import ProcessOptions, serve
from runtime.service.service import Service, ServiceSettings
from runtime.simulator.serving import EmbeddedServer
from runtime.testing import CHATBOT
from tests.soak.callbacks import TOKEN
from tests.soak.scenarios import sale

API_TOKEN = "a-token-for-the-soak-0123456789"
WINDOW = 4
"""Messages under way at once, and thereby the most that a kill leaves unknown."""


def settings(folder: Path) -> ServiceSettings:
    """How every life behaves."""
    return ServiceSettings(folder, API_TOKEN, Rules(window=WINDOW, batch=200))


def number_of(person: int) -> str:
    """The number of the person who has that place."""
    return f"+86189{person:08d}"


def prepare(folder: Path, address: str, people: int) -> None:
    """Opens a workspace, meets everybody, publishes the scenario and starts the campaign."""
    _quietly()
    asyncio.run(_prepared(folder, address, people))


async def _prepared(folder: Path, address: str, people: int) -> None:
    service = Service(settings(folder), SystemClock())
    await service.start()
    await service.configure(
        CtcuEndpoint(
            name="telecom",
            carrier="telecom",
            server_root=address,
            chatbot_id=CHATBOT,
            app_id="a",
            app_key=SecretStr("k"),
            callback_token=SecretStr(TOKEN),
            lab=True,
        )
    )
    runtime = service.runtime
    await runtime.publish(sale())
    await runtime.meet(number_of(person) for person in range(people))
    key = await runtime.campaigns.create(Definition(name="大促", flow_id="sale"))
    await runtime.campaigns.start(key, Approval("soak", people))
    await service.stop()


def warm_up() -> None:
    """Does once what every life would do anew: reads migrations, loads what is loaded late, fills caches."""
    _quietly()
    folder = Path(tempfile.mkdtemp(prefix="nursery-"))
    try:
        asyncio.run(_prepared(folder, "http://127.0.0.1:9", 1))
        asyncio.run(_began(folder))
    finally:
        shutil.rmtree(folder)


async def _began(folder: Path) -> None:
    service = Service(settings(folder), SystemClock())
    server = EmbeddedServer(application(service))
    await server.start()
    await service.start()
    await server.stop()
    await service.stop()


def live(folder: Path, port: int) -> None:
    """One life of the service, until it is killed or told to stop."""
    _quietly()
    asyncio.run(serve(ProcessOptions(settings(folder), port=port), lambda _: None))


def _quietly() -> None:
    logging.disable(logging.CRITICAL)
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
