"""One conversation with a planted number: no file of the process, no log and no answer tells it."""

import asyncio
import json
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from runtime.carriers.ctcu.signature import signature_of
from runtime.carriers.http import client
from runtime.clock import ScaledClock
from runtime.service.client import RuntimeClient, RuntimeRefusal
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.fleet import HandsetPlan
from runtime.simulator.remote import SimulatorRemote
from runtime.simulator.simulator import Simulator
from runtime.testing import CHATBOT
from tests.runtime.delivery.flows import asking

_ROOT = Path(__file__).parents[3]
_TOKEN = "a-token-for-tests-0123456789"
_SECRET = "app-key-of-the-planted-account"
_DIGITS = "13846207951"
_NUMBER = f"+86{_DIGITS}"
_WAYS = (_DIGITS, "138 4620 7951", "138-4620-7951", _SECRET)


class _Process:
    """The service as people run it, its log in a file beside its data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def __aenter__(self) -> "_Process":
        with (self.folder / "service.log").open("wb") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "runtime.service", "--workspace", str(self.folder)),
                *("--token-env", "RUNTIME_TOKEN"),
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                cwd=_ROOT,
                env={**os.environ, "RUNTIME_TOKEN": _TOKEN},
            )
        assert self.process.stdout is not None
        self.url = json.loads(await asyncio.wait_for(self.process.stdout.readline(), 60))["url"]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


def _found(folder: Path, ways: tuple[str, ...] = _WAYS) -> list[str]:
    return [
        f"{each.relative_to(folder)}: {way}"
        for each in folder.rglob("*")
        if each.is_file()
        for way in ways
        if way.encode() in each.read_bytes()
    ]


async def _connect(runtime: RuntimeClient, remote: SimulatorRemote) -> None:
    account = {"app_id": "a", "app_key": _SECRET, "callback_token": "callbacks", "chatbot_id": CHATBOT}
    endpoint = {**account, "carrier": "telecom", "server_root": remote.base_url, "lab": True}
    shown = await runtime.configure("telecom", endpoint)
    await remote.register(AccountPlan.model_validate({**account, "notify_url": shown["notify_url"]}))


async def _call_back(url: str, tail: str, body: dict[str, Any]) -> int:
    stamp = str(int(datetime.now(UTC).timestamp()))
    headers = {"timestamp": stamp, "nonce": "n", "signature": signature_of("callbacks", stamp, "n")}
    chatbot = CHATBOT.replace(":", "%3A").replace("@", "%40")
    async with client(url) as http:
        path = f"/callbacks/telecom/{tail.format(chatbot=chatbot)}"
        return (await http.post(path, content=json.dumps(body).encode(), headers=headers)).status_code


async def _talk(runtime: RuntimeClient, remote: SimulatorRemote) -> dict[str, Any]:
    """Begins with the person, who answers; returns the session once it is over."""
    await remote.add_handset(HandsetPlan(number=_NUMBER))
    await runtime.publish(asking(), checked=False)
    begun = await runtime.begin(asking().id, [_NUMBER], trigger="api")
    session_id = begun["sessions"][0]["session_id"]
    async with asyncio.timeout(30):
        while not (await remote.handset(_NUMBER))["received"]:  # noqa: ASYNC110 - other processes do it
            await asyncio.sleep(0.05)
        await remote.drive(_NUMBER, "type", chatbot=CHATBOT, text="小明")
        while (await runtime.session(session_id))["status"] == "waiting":  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.05)
    return await runtime.session(session_id)


async def _strange_things(runtime: RuntimeClient, url: str) -> list[int]:
    """What carriers send that cannot be used, and what callers ask wrongly, each with the number in it."""
    person = [f"tel:{_NUMBER}"]
    broken = {"senderAddress": person, "status": "nonsense", "messageId": "m1"}
    unknown = {"senderAddress": person, "status": "delivered", "messageId": "never-sent"}
    spam = {"senderAddress": person, "spamType": "fraud", "freeText": f"from {_NUMBER}", "messageId": []}
    nothing = {"senderAddress": person, "messageList": [], "messageId": "m2"}
    statuses = [
        await _call_back(
            url, "deliveryNotification/{chatbot}/status", {"deliveryInfoList": [broken, unknown]}
        ),
        await _call_back(url, "notifyInfoNotification/{chatbot}/rcsspam", spam),
        await _call_back(url, "messageNotification/{chatbot}/messages", nothing),
    ]
    for number in (_NUMBER, _DIGITS):
        with pytest.raises(RuntimeRefusal):
            await runtime.begin("nobody", [number])
        async with client(url, headers={"authorization": f"Bearer {_TOKEN}"}) as http:
            await http.get(f"/api/contacts/{number}/messages")
            await http.get(f"/api/sessions?contact={number}&limit=x")
    return statuses


@pytest.mark.slow
async def test_a_planted_number_is_in_no_file(tmp_path: Path) -> None:
    simulator = Simulator(seed=3, clock=ScaledClock.starting(datetime.now(UTC), 1))
    await simulator.start()
    remote = SimulatorRemote(simulator.base_url, simulator.control_token)
    async with _Process(tmp_path) as service, RuntimeClient(service.url, _TOKEN) as runtime:
        await _connect(runtime, remote)
        session = await _talk(runtime, remote)
        statuses = await _strange_things(runtime, service.url)
        await runtime.consent(_NUMBER, "refused", "电话里说的")
        told = json.dumps(
            [session, await runtime.sessions(), await runtime.messages(_NUMBER), await runtime.events()]
        )
        running = _found(tmp_path)
        service.process.kill()
        await service.process.wait()
        killed = _found(tmp_path)
    async with _Process(tmp_path) as service, RuntimeClient(service.url, _TOKEN) as runtime:
        endpoints = (await runtime.status())["endpoints"]
        revealed = await runtime.reveal(session["contact"], "回电")
        await runtime.stop()
        await service.process.wait()
    await remote.close()
    await simulator.stop()

    assert (session["outcome"], session["number"], statuses) == ("goal", "138****7951", [204] * 3)
    assert [way for way in _WAYS if way in told] == []
    assert (running, killed, _found(tmp_path)) == ([], [], [])
    assert _found(tmp_path, (session["contact"],)) != []
    with closing(sqlite3.connect(tmp_path / "runtime.db")) as database:
        audit = database.execute("SELECT detail FROM audit WHERE action = 'revealed_number'").fetchall()
    assert [json.loads(row[0])["reason"] for row in audit] == ["回电"]
    assert (revealed, [one["name"] for one in endpoints]) == (_NUMBER, ["telecom"])
