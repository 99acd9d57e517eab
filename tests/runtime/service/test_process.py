"""The runtime as a process: says where it is, refuses clearly, ends with whoever started it."""

import asyncio
import json
import os
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from runtime.clock import Pace, ScaledClock
from runtime.service.client import RuntimeClient, RuntimeMember
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.conductor import Conductor
from runtime.simulator.fleet import FleetPlan
from runtime.simulator.remote import SimulatorRemote
from runtime.simulator.simulator import Simulator
from runtime.testing import CHATBOT
from tests.runtime.delivery.flows import greeting
from tests.runtime.service.conftest import EPOCH

_ROOT = Path(__file__).parents[3]
TOKEN = "a-token-for-tests-0123456789"


async def _start(folder: Path, *arguments: str) -> tuple[asyncio.subprocess.Process, dict[str, Any]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "runtime.service",
        "--workspace",
        str(folder),
        "--token-env",
        "RUNTIME_TOKEN",
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=_ROOT,
        env={**os.environ, "RUNTIME_TOKEN": TOKEN},
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 60)
    return process, json.loads(line)


@pytest.mark.slow
async def test_it_says_where_it_is_and_ends_with_its_parent(tmp_path: Path) -> None:
    process, ready = await _start(tmp_path, "--ends-with-stdin")
    async with RuntimeClient(ready["url"], TOKEN) as runtime:
        status = await runtime.status()
    assert process.stdin is not None
    process.stdin.close()
    ended = await asyncio.wait_for(process.wait(), 30)

    assert (ended, status["unknown"], ready["pid"]) == (0, 0, process.pid)


@pytest.mark.slow
async def test_a_second_one_on_the_workspace_or_the_port_is_refused(tmp_path: Path) -> None:
    process, ready = await _start(tmp_path)
    second, taken = await _start(tmp_path)
    other, port = await _start(tmp_path / "other", "--port", str(ready["port"]))
    async with RuntimeClient(ready["url"], TOKEN) as runtime:
        await runtime.stop()
    statuses = [await asyncio.wait_for(one.wait(), 30) for one in (process, second, other)]

    assert (taken["error"]["code"], port["error"]["code"]) == ("workspace_taken", "port_taken")
    assert "另一个程序" in taken["error"]["zh"]
    assert statuses == [0, 1, 1]


@pytest.mark.slow
async def test_it_ends_on_a_signal_and_frees_its_port(tmp_path: Path) -> None:
    process, ready = await _start(tmp_path)
    process.terminate()
    ended = await asyncio.wait_for(process.wait(), 30)

    assert ended == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", ready["port"])) != 0


@pytest.mark.slow
async def test_wrong_arguments_are_named(tmp_path: Path) -> None:
    process, said = await _start(tmp_path, "--pace", "{}")

    assert (await asyncio.wait_for(process.wait(), 30), said["error"]["code"]) == (2, "usage")


@pytest.mark.slow
async def test_a_rehearsal_across_processes_goes_by_one_clock(tmp_path: Path) -> None:
    pace = Pace(datetime.now(UTC), EPOCH, 0)
    simulator = Simulator(seed=3, clock=ScaledClock.starting(EPOCH, 0))
    await simulator.start()
    arguments = ("--pace", json.dumps(pace.to_json()), "--seed", "3", "--ends-with-stdin")
    process, ready = await _start(tmp_path, *arguments)
    remote = SimulatorRemote(simulator.base_url, simulator.control_token)
    async with RuntimeClient(ready["url"], TOKEN) as runtime:
        plan = AccountPlan(chatbot_id=CHATBOT, app_id="a", app_key="k", callback_token="c")
        await remote.register(plan)
        endpoint = {
            "carrier": "telecom",
            "server_root": simulator.base_url,
            "chatbot_id": CHATBOT,
            "lab": True,
        }
        shown = await runtime.configure(
            "telecom", {**endpoint, "app_id": "a", "app_key": "k", "callback_token": "c"}
        )
        account = await remote.register(plan.with_changes(notify_url=shown["notify_url"]))
        people = [one["number"] for one in await remote.create_fleet(FleetPlan(count=10))]
        await runtime.publish(greeting(), checked=False)
        await runtime.begin("greeting", people)
        await Conductor(remote, RuntimeMember(runtime)).run_until(EPOCH + timedelta(days=3))
        counts = await runtime.counts("greeting")
    assert process.stdin is not None
    process.stdin.close()
    await asyncio.wait_for(process.wait(), 30)
    await remote.close()
    await simulator.stop()

    assert account["is_verified"]
    assert sum(counts["outcomes"].values()) == 10
    assert "waiting" not in counts["outcomes"]
