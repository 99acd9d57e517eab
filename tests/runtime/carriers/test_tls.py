"""TLS of the one HTTP client fails closed; a private authority is added, never an error ignored."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from runtime.carriers.http import NotSentError, client, exchange

LOCALHOST = Path(__file__).parent / "localhost.pem"
"""A certificate for the name localhost, signed by itself, with its key: for tests alone."""


@asynccontextmanager
async def tls_server() -> AsyncIterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(LOCALHOST)
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        await writer.drain()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with listening:
        yield listening.sockets[0].getsockname()[1]
        for writer in writers:
            writer.close()


async def status_of(url: str, roots: Path | None) -> int:
    async with client(roots=roots) as http:
        return (await exchange(http, "GET", url)).status


async def test_certificate_nobody_vouches_for_is_refused_and_nothing_is_sent() -> None:
    async with tls_server() as port:
        with pytest.raises(NotSentError):
            await status_of(f"https://localhost:{port}/", None)


async def test_added_authority_is_enough() -> None:
    async with tls_server() as port:
        assert await status_of(f"https://localhost:{port}/", LOCALHOST) == 204


async def test_certificate_for_another_name_is_refused() -> None:
    async with tls_server() as port:
        with pytest.raises(NotSentError):
            await status_of(f"https://127.0.0.1:{port}/", LOCALHOST)
