"""`xinliu simulator` and `xinliu serve` say where they listen, end on Ctrl-C, and refuse in words."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.app.commands.conftest import ROOT, Run, as_process

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX"),
]


@contextmanager
def running(*arguments: str | Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A command that goes on until Ctrl-C; it is killed when the test fails."""
    whole = os.environ | {"XINLIU_LANGUAGE": "en", "PYTHONPATH": str(ROOT)} | environment
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    process = subprocess.Popen(command, env=whole, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_the_simulator_tells_its_address_as_json_and_ends_on_ctrl_c() -> None:
    with running("simulator", "--json", "--handsets", "3", "--seed", "4") as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        request = Request(
            told["url"] + "/control/handsets",
            headers={"authorization": f"Bearer {told['control_token']}"},
        )
        with urlopen(request, timeout=20) as answer:
            handsets = json.load(answer)["handsets"]
        process.send_signal(signal.SIGINT)
        status = process.wait(timeout=30)

    assert (status, told["seed"], len(handsets)) == (0, 4, 3)


def test_the_service_takes_its_token_from_the_environment_and_does_not_show_it(tmp_path: Path) -> None:
    token = "a-token-of-twenty-chars"
    with running("serve", "--workspace", tmp_path / "w", "--token-env", "TOKEN", TOKEN=token) as process:
        assert process.stdout is not None
        words = process.stdout.readline()
        url = next(word for word in words.replace(",", " ").split() if word.startswith("http"))
        request = Request(f"{url}/api/status", headers={"authorization": f"Bearer {token}"})
        with urlopen(request, timeout=20) as answer:
            state = json.load(answer)
        process.send_signal(signal.SIGINT)
        status = process.wait(timeout=30)
        rest = process.stdout.read()

    assert status == 0
    assert state["inbox"] == 0
    assert token not in words + rest
    assert "Ctrl-C" in rest


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_taken_port_gives_a_sentence_and_status_2(language: str, taken_port: int, tmp_path: Path) -> None:
    simulator = as_process("simulator", "--port", str(taken_port), language=language)
    service = as_process("serve", "--workspace", tmp_path / "w", "--port", str(taken_port), language=language)

    assert (simulator.returncode, service.returncode) == (2, 2)
    for result in (simulator, service):
        assert str(taken_port) in result.stderr
        assert "Traceback" not in result.stderr
        assert result.stdout == ""


def test_a_workspace_that_is_in_use_is_refused(tmp_path: Path) -> None:
    with running("serve", "--workspace", tmp_path / "w") as process:
        assert process.stdout is not None
        process.stdout.readline()

        second = as_process("serve", "--workspace", tmp_path / "w")

    assert second.returncode == 2
    assert second.stderr.strip()
    assert "Traceback" not in second.stderr


def test_a_short_token_is_refused(xinliu: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOKEN", "short")

    result = xinliu("serve", "--workspace", tmp_path / "w", "--token-env", "TOKEN")

    assert result.exit_code == 2
    assert "at least 16" in result.stderr
