"""The processes of a rehearsal: started with one line of news, ended for sure."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import orjson

from runtime.wording import Wording, same

START_S = 30.0
"""Longest time a process takes until it says where it listens."""
STOP_S = 10.0
"""How long a process may take to end by itself before it is killed."""
_NOTICE_S = 0.2
"""How long the end of a process may take to be noticed."""
_TAIL_BYTES = 4000


class ProcessTrouble(Exception):
    """A process of the rehearsal did not start or did not go on; *sentence* says which and why."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class OwnProcess:
    """`python -m MODULE …` as a child that ends when the block is left, whatever happens in it.

    `news` is the JSON object of its first line. It has a process group of its own: Ctrl-C reaches only the
    program that started it, which then ends it in order.
    """

    def __init__(self, name: Wording, module: str, arguments: Sequence[str]) -> None:
        self.name = name
        self.news: dict[str, Any] = {}
        self._command = (sys.executable, "-m", module, *arguments)
        self._process: asyncio.subprocess.Process | None = None
        self._complaints = bytearray()
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=os.name == "posix"
        )
        assert self._process.stderr is not None
        self._listening = asyncio.create_task(self._listen(self._process.stderr))
        try:
            self.news = await self._first_line()
        except BaseException:
            await self._end()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.shield(self._end())

    @property
    def complaints(self) -> str:
        """The end of what it wrote on its error stream."""
        return self._complaints.decode("utf-8", "replace")

    async def raise_if_over(self) -> None:
        """Raises `ProcessTrouble` when it has ended by itself, with the last thing it said."""
        await asyncio.sleep(_NOTICE_S)
        if self._process is not None and self._process.returncode is not None:
            words = Wording(
                "{name}中途结束（状态 {status}）。{why}",
                "The {name} ended on the way (status {status}). {why}",
            )
            last = self.complaints.strip().rpartition("\n")[2]
            raise ProcessTrouble(words.format(name=self.name, status=self._process.returncode, why=last))

    async def _first_line(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(START_S):
                line = await self._process.stdout.readline()
        except TimeoutError:
            line = b""
        try:
            news: dict[str, Any] = orjson.loads(line)
        except orjson.JSONDecodeError:
            raise self._trouble(same(self.complaints.strip().rpartition("\n")[2] or "—")) from None
        if "error" in news:
            error = news["error"]
            words = Wording(error["zh"], error["en"]) if isinstance(error, dict) else same(str(error))
            raise self._trouble(words)
        return news

    def _trouble(self, why: Wording) -> ProcessTrouble:
        words = Wording("{name}没有启动：{why}", "The {name} did not start: {why}")
        return ProcessTrouble(words.format(name=self.name, why=why))

    async def _listen(self, stream: asyncio.StreamReader) -> None:
        while piece := await stream.read(4096):
            self._complaints += piece
            del self._complaints[:-_TAIL_BYTES]

    async def _end(self) -> None:
        process = self._process
        if process is None:
            return
        _tell_to_end(process)
        try:
            async with asyncio.timeout(STOP_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
        if self._listening is not None:
            await self._listening
        assert process.stdin is not None
        process.stdin.close()


def _tell_to_end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    if os.name != "posix":
        process.terminate()
        return
    # Not process.terminate(): it collects a child that has just ended, and asyncio then misses its status.
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGTERM)
