"""The one HTTP client: what it refuses, bounds and tells apart."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from runtime.carriers.http import Answer, NoAnswerError, NotSentError, client, exchange, is_loopback

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def server(handler: Handler) -> AsyncIterator[str]:
    """A server that says exactly what *handler* writes after the request's head."""

    served: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        served.add(task)
        try:
            await reader.readuntil(b"\r\n\r\n")
            await handler(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
        await asyncio.gather(*served)


def saying(raw: bytes) -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()

    return handler


async def ask(url: str, total_s: float = 5.0, max_response_bytes: int = 1000) -> Answer:
    async with client(max_response_bytes=max_response_bytes) as http:
        return await exchange(http, "POST", url, content=b"{}", total_s=total_s)


async def test_answer_comes_with_status_headers_and_body() -> None:
    async with server(saying(b"HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 2\r\n\r\nok")) as url:
        answer = await ask(url)

    assert (answer.status, answer.headers["x-a"], answer.body) == (201, "b", b"ok")


async def test_redirect_is_not_followed() -> None:
    async with server(saying(b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")) as url:
        answer = await ask(url)

    assert answer.status == 302


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + b"x" * 2000 + b"\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
)
async def test_broken_or_oversize_answer_leaves_the_outcome_open(raw: bytes) -> None:
    async with server(saying(raw)) as url:
        with pytest.raises(NoAnswerError):
            await ask(url)


async def test_slow_drip_ends_with_the_total_time() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n")
        for _ in range(900):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with server(drip) as url:
        with pytest.raises(NoAnswerError):
            await ask(url, total_s=0.3)


async def test_unreachable_name_or_port_was_never_sent() -> None:
    async with server(saying(b"")) as url:
        pass

    with pytest.raises(NotSentError):
        await ask(url)


@pytest.mark.parametrize("url", ["http://192.0.2.1/", "ftp://127.0.0.1/", "http://localhost.evil.cn/"])
async def test_unsafe_address_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(NotSentError):
        await ask(url)


async def test_large_body_arrives_whole() -> None:
    got: list[bytes] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got.append(await reader.readexactly(3_000_000))
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await writer.drain()

    async with server(take) as url, client() as http:
        answer = await exchange(http, "POST", url, content=b"x" * 3_000_000)

    assert (answer.status, len(got[0])) == (204, 3_000_000)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("127.0.0.1.nip.io", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("localhost.cn", False),
    ],
)
def test_loopback_is_known_by_its_number(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
