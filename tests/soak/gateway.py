"""A carrier's platform outside of the runtime's process: raw HTTP, so that any answer can go wrong."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import orjson

from tests.soak.chance import Chance
from tests.soak.oracle import Oracle
from tests.soak.troubles import FINE, TROUBLES, Trouble

_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER that makes closing a connection reset it."""
DRIP_S = 0.5
SILENCE_S = 20.0


class Gateway:
    """Serves one chatbot. *on_taken* hears of every message that is taken: its id, number and words."""

    def __init__(
        self, chance: Chance, oracle: Oracle, happened: Counter[str], shares: dict[str, float]
    ) -> None:
        self.oracle = oracle
        self.shares = shares
        """Trouble → share of the sends that meet it."""
        self.on_taken: Callable[[str, str, str], None] = lambda *_: None
        self.on_call: Callable[[bool], None] = lambda _: None
        """Hears of every call: False when it came, True when it was carried out and not answered yet."""
        self.port = 0
        self._chance = chance
        self._happened = happened
        self._calls: Counter[str] = Counter()
        self._server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Begins to listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Ends."""
        assert self._server is not None
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.split("\r\n")
        length = next((line for line in lines if line.lower().startswith("content-length:")), ":0")
        body = await reader.readexactly(int(length.partition(":")[2]))
        path = lines[0].split()[1]
        if not path.endswith("/messages"):
            answer = b'{"accessToken":"t","expires":7200,"errorCode":0}'
            return await self._answer(writer, Trouble(is_taken=True, body=answer))
        self.on_call(False)
        message = orjson.loads(body)
        trouble = self._trouble(message["messageId"])
        if trouble.is_taken:
            number = message["destinationAddress"][0].removeprefix("tel:")
            words = str(message["messageList"][0]["contentText"])
            self.oracle.take(message["messageId"], number, datetime.now(UTC), words)
            self.on_taken(message["messageId"], number, words)
            self.on_call(True)
        return await self._answer(writer, trouble)

    def _trouble(self, key: str) -> Trouble:
        self._calls[key] += 1
        drawn = self._chance.share("gateway", key, self._calls[key])
        for name, share in self.shares.items():
            drawn -= share
            if drawn < 0:
                self._happened[name] += 1
                return TROUBLES[name]
        return FINE

    async def _answer(self, writer: asyncio.StreamWriter, trouble: Trouble) -> bool:
        if trouble.shape in ("reset", "gone"):
            connection = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            return False
        if trouble.shape == "silence":
            await asyncio.sleep(SILENCE_S)
            return False
        headers = "".join(f"{name}: {value}\r\n" for name, value in trouble.headers)
        head = f"HTTP/1.1 {trouble.status} x\r\ncontent-length: {len(trouble.body)}\r\n{headers}\r\n".encode()
        if trouble.shape == "half":
            writer.write(head + trouble.body[:5])
            await writer.drain()
            return False
        if trouble.shape == "drip":
            for byte in head + trouble.body:
                writer.write(bytes((byte,)))
                await writer.drain()
                await asyncio.sleep(DRIP_S)
            return True
        writer.write(head + trouble.body)
        await writer.drain()
        return True
