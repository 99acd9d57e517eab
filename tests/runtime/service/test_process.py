"""The runtime as a process: says where it is, refuses clearly, ends with whoever started it."""

import asyncio
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from runtime.service.client import RuntimeClient

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
