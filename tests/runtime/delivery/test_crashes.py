"""Killed at every labelled place of its work, the runtime goes on without losing or doubling anything.

The carrier in this process is the oracle: it knows what it really accepted.
"""

import asyncio
import os
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from runtime.simulator.serving import EmbeddedServer
from runtime.store.key_file import KeyFile
from runtime.store.numbers import Numbers
from tests.runtime.delivery.crashing import PEOPLE

_ROOT = Path(__file__).parents[3]


class Oracle:
    """A carrier that counts what it accepted and can kill its caller after accepting."""

    def __init__(self) -> None:
        self.accepted: Counter[str] = Counter()
        self.kill_at = -1
        self.process: asyncio.subprocess.Process | None = None
        self.server = EmbeddedServer(
            Starlette(
                routes=[
                    Route("/bot/v1/{chatbot}/accessToken", self._token, methods=["POST"]),
                    Route("/bot/v1/{chatbot}/messages", self._message, methods=["POST"]),
                ]
            )
        )

    async def _token(self, request: Request) -> Response:
        return JSONResponse({"accessToken": "t", "expires": 7200, "errorCode": 0})

    async def _message(self, request: Request) -> Response:
        body = orjson.loads(await request.body())
        self.accepted[body["messageId"]] += 1
        if len(self.accepted) == self.kill_at and self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            await self.process.wait()
        return JSONResponse({"messageId": body["messageId"], "errorCode": 0})

    async def run(
        self, folder: Path, point: str, passes: int = 0, program: str = "tests.runtime.delivery.crashing"
    ) -> tuple[int | None, set[str]]:
        """Runs the process once; returns its status and what it acknowledged."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            program,
            str(folder),
            self.server.base_url,
            point,
            str(passes),
            stdout=asyncio.subprocess.PIPE,
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
        )
        out, _ = await self.process.communicate()
        # The kill may cut the last line short: what was not said whole was not said.
        told = out.decode().rpartition("\n")[0]
        return self.process.returncode, set(told.splitlines())


def _rows(folder: Path, query: str) -> list[tuple[Any, Any]]:
    with closing(sqlite3.connect(folder / "runtime.db")) as database:
        return database.execute(query).fetchall()


def _ids(folder: Path) -> list[str]:
    keys = KeyFile(folder).load()
    assert keys is not None
    return list(Numbers(keys).contacts_of(PEOPLE).values())


def _hold_the_oracle_against(folder: Path, oracle: Oracle) -> None:
    states = dict(_rows(folder, "SELECT message_id, state FROM outbox"))
    unknown = {key for key, state in states.items() if state == "unknown"}
    # I1: every session began and every acknowledged answer was understood, once.
    assert Counter(dict(_rows(folder, "SELECT contact, count(*) FROM session GROUP BY contact"))) == Counter(
        dict.fromkeys(_ids(folder), 1)
    )
    assert {outcome for outcome, _ in _rows(folder, "SELECT outcome, id FROM session")} == {"goal"}
    assert len(states) == 2 * len(PEOPLE)
    # I2: nothing went out twice.
    assert set(oracle.accepted.values()) == {1}
    # I3: what is not known is listed, and never more than was under way.
    assert set(states.values()) <= {"accepted", "unknown"}
    assert set(states) - set(oracle.accepted) <= unknown
    assert len(unknown) <= 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("point", "passes"),
    [
        ("advancing", 2),
        ("advanced", 3),
        ("claimed", 1),
        ("sending", 6),
        ("answered", 7),
        ("claiming", 1),
        ("settling", 2),
        ("settled", 2),
        ("received", 5),
        ("written", 9),
    ],
)
async def test_a_kill_loses_nothing_and_doubles_nothing(tmp_path: Path, point: str, passes: int) -> None:
    oracle = Oracle()
    await oracle.server.start()
    oracle.kill_at = passes if point == "written" else -1
    killed, before = await oracle.run(tmp_path, point, passes)
    oracle.kill_at = -1
    ended, after = await oracle.run(tmp_path, "none")
    await oracle.server.stop()

    assert (killed, ended) == (-signal.SIGKILL, 0)
    assert before <= after
    _hold_the_oracle_against(tmp_path, oracle)
