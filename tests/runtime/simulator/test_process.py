"""The simulator as a process of its own."""

import asyncio
import json
import signal
import socket
import sys

import pytest

from runtime.simulator.remote import SimulatorRemote
from runtime.simulator.run import SimulatorOptions, run


@pytest.mark.slow
async def test_process_says_where_it_listens_and_ends_when_told() -> None:
    options = ("--handsets", "3", "--seed", "5", "--chatbot", "sip:1@x.cn")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "runtime.simulator", *options, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    line = json.loads(await process.stdout.readline())
    remote = SimulatorRemote(line["url"], line["control_token"])
    handsets = await remote.handsets()
    await remote.close()
    process.send_signal(signal.SIGTERM)

    assert await process.wait() == 0
    assert len(handsets) == 3
    assert [account["chatbot_id"] for account in line["accounts"]] == ["sip:1@x.cn"]


async def test_taken_port_is_named_and_ends_with_status_1(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        status = await run(SimulatorOptions(port=port))

    assert status == 1
    assert f"port {port}".encode() in capsysbinary.readouterr().out
