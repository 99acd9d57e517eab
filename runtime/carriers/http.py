"""Every HTTP client of the program comes from here: the one place that knows the client library.

The transport is aiohttp's under httpx's interface: httpx's own pool took several times as long per request.
`exchange`, which makes nearly all requests, asks it directly: the interface took as long as all the rest.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from ipaddress import ip_address
from pathlib import Path

import aiohttp
from httpx import (
    AsyncBaseTransport,
    AsyncByteStream,
    AsyncClient,
    ConnectError,
    HTTPError,
    ReadError,
    ReadTimeout,
    Request,
    Response,
    Timeout,
    TransportError,
    UnsupportedProtocol,
    create_ssl_context,
)
from httpx_aiohttp import AiohttpTransport
from yarl import URL as Address  # noqa: N811 (what it is here)

from runtime.carriers.public_only import NO_INNER, Inner, PublicResolver, is_public

__all__ = [
    "Answer",
    "AsyncClient",
    "HTTPError",
    "HttpError",
    "NoAnswerError",
    "NotSentError",
    "Response",
    "Timeouts",
    "client",
    "exchange",
    "is_loopback",
]

MAX_RESPONSE_BYTES = 1024 * 1024
KEEP_ALIVE_S = 4.0
"""Idle connections are dropped before the usual five seconds after which servers close theirs."""

_PIECE_BYTES = 256 * 1024
"""Larger bodies go out piece by piece, so that one upload does not hold up the loop."""

_NEVER_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a request may take, in seconds of real time."""

    connect_s: float = 5.0
    """Reaching the other side, with the wait for a free connection."""
    read_s: float = 15.0
    """Silence between two pieces of the answer."""
    total_s: float = 30.0
    """Everything together; holds in `exchange`."""


class HttpError(Exception):
    """A request that got no usable answer.

    HttpError
    ├── NotSentError    the other side surely did not get the request
    └── NoAnswerError   it may have got it
    """


class NotSentError(HttpError):
    """The request never reached the other side."""


class NoAnswerError(HttpError):
    """The request may have been taken, but no complete answer came back."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer of bounded size."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def client(
    base_url: str = "",
    *,
    timeouts: Timeouts | None = None,
    roots: Path | None = None,
    lab: bool = False,
    public_only: bool | Inner = False,
    max_connections: int = 100,
    max_response_bytes: int = MAX_RESPONSE_BYTES,
    headers: Mapping[str, str] | None = None,
) -> AsyncClient:
    """A client that verifies TLS, follows no redirect, keeps no cookie and reads no more than it was told.

    *roots* adds certificate authorities (PEM) for one private gateway; there is no way to ignore errors.
    Plain http goes to this machine only, unless *lab* marks the other side as a laboratory. *public_only* is
    for addresses of strangers' choosing: it refuses inner ones, this machine's too, whatever names them, but
    for those that an `Inner` allows.
    Environment proxies are not used. Requests raise httpx's errors: ConnectError or ConnectTimeout mean that
    nothing was sent, other `HTTPError`s that it may have been; `exchange` says it more plainly.
    """
    times = timeouts or Timeouts()
    own = {"accept": "*/*", "accept-encoding": "identity", "user-agent": "xinliu", **(headers or {})}
    transport = _Transport(_tls(roots), lab, max_connections, max_response_bytes, public_only)
    return _Client(base_url, transport, times, {name.lower(): value for name, value in own.items()})


async def exchange(
    http: AsyncClient,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    total_s: float = 30.0,
) -> Answer:
    """One request to a whole address, and its whole answer, whatever its status.

    Raises `NotSentError` or `NoAnswerError`, with a reason that names no address.
    """
    body: bytes | AsyncIterator[bytes] | None = content
    if content is not None and len(content) > _PIECE_BYTES:
        headers = {**(headers or {}), "content-length": str(len(content))}
        body = _pieces(content)
    assert isinstance(http, _Client), "clients come from here"
    try:
        async with asyncio.timeout(total_s):
            return await http.answer(method, url, headers, body)
    except (UnsupportedProtocol, *_NEVER_SENT) as error:
        raise NotSentError(type(error).__name__) from error
    except (HTTPError, aiohttp.ClientError, TimeoutError) as error:
        raise NoAnswerError(type(error).__name__) from error


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _PIECE_BYTES):
        yield content[start : start + _PIECE_BYTES]


def is_loopback(host: str) -> bool:
    """Whether *host* is this machine, by its name or number alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@cache
def _tls(roots: Path | None) -> ssl.SSLContext:
    context = create_ssl_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if roots is not None:
        context.load_verify_locations(cafile=roots)
    return context


def _session(tls: ssl.SSLContext, max_connections: int, allowed: Inner | None) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(
        limit=max_connections,
        ssl=tls,
        keepalive_timeout=KEEP_ALIVE_S,
        resolver=None if allowed is None else PublicResolver(allowed),
        use_dns_cache=allowed is None,
    )
    return aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
    )


class _Client(AsyncClient):
    """An httpx client that also answers without httpx's requests and responses between."""

    def __init__(
        self, base_url: str, transport: _Transport, times: Timeouts, headers: Mapping[str, str]
    ) -> None:
        super().__init__(
            base_url=base_url,
            transport=transport,
            timeout=Timeout(times.read_s, connect=times.connect_s, pool=times.connect_s),
            follow_redirects=False,
            trust_env=False,
            headers=dict(headers),
        )
        self._straight = transport
        self._own_headers = headers
        self._times = aiohttp.ClientTimeout(
            sock_connect=times.connect_s, sock_read=times.read_s, connect=times.connect_s
        )

    async def answer(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        content: bytes | AsyncIterator[bytes] | None,
    ) -> Answer:
        """The whole answer; raises the errors of aiohttp, and httpx's for what this module refuses."""
        given = {name.lower(): value for name, value in headers.items()} if headers else {}
        return await self._straight.answer(method, url, {**self._own_headers, **given}, content, self._times)


class _Transport(AsyncBaseTransport):
    """Refuses unsafe addresses, bounds answers, and tells truly whether a request went out.

    httpx-aiohttp reports every connection error as ConnectTimeout, a connection lost after the request
    was written included; the aiohttp error underneath knows better.
    """

    def __init__(
        self,
        tls: ssl.SSLContext,
        lab: bool,
        max_connections: int,
        max_bytes: int,
        public_only: bool | Inner,
    ) -> None:
        self._allowed = public_only if isinstance(public_only, Inner) else NO_INNER if public_only else None
        session = partial(_session, tls, max_connections, self._allowed)
        self._inner = AiohttpTransport(verify=tls, client=session)
        self._lab = lab
        self._max_bytes = max_bytes

    async def answer(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | AsyncIterator[bytes] | None,
        times: aiohttp.ClientTimeout,
    ) -> Answer:
        """One request straight through aiohttp, under the same rules."""
        try:
            address = Address(url)
        except ValueError as error:
            raise aiohttp.InvalidURL(url) from error
        self._check(address.scheme, address.host or "")
        session = self._inner.client
        if not isinstance(session, aiohttp.ClientSession):
            session = self._inner.client = self._inner.get_client()
        async with session.request(
            method,
            address,
            headers=headers,
            data=content or None,
            allow_redirects=False,
            timeout=times,
        ) as response:
            self._check_head(method, response.headers)
            body = bytearray()
            async for piece in response.content.iter_any():
                body += piece
                if len(body) > self._max_bytes:
                    raise ReadError("answer is longer than allowed")
            return Answer(response.status, response.headers, bytes(body))

    async def handle_async_request(self, request: Request) -> Response:
        self._check(request.url.scheme, request.url.host)
        try:
            response = await self._inner.handle_async_request(request)
        except (TransportError, aiohttp.ClientError) as error:
            raise _true_error(error, request) from (error.__cause__ or error)
        try:
            self._check_head(request.method, response.headers)
        except ReadError:
            await response.aclose()
            raise
        assert isinstance(response.stream, AsyncByteStream)
        response.stream = _BoundedStream(response.stream, self._max_bytes, request)
        return response

    def _check_head(self, method: str, headers: Mapping[str, str]) -> None:
        encoding = headers.get("content-encoding", "identity").lower()
        if encoding != "identity":
            raise ReadError(f"answer in the encoding {encoding!r}, which was not asked for")
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self._max_bytes and method != "HEAD":
            raise ReadError(f"answer of {length} bytes is over {self._max_bytes}")

    def _check(self, scheme: str, host: str) -> None:
        if scheme not in ("http", "https"):
            raise UnsupportedProtocol(f"no {scheme} here, only https")
        if self._allowed is not None:
            # Numbers never come by the resolver; names do, and are checked there.
            if self._allowed.allows(host):
                return
            if scheme != "https" or (_is_number(host) and not is_public(host)):
                raise UnsupportedProtocol("only https to the public internet")
        elif scheme == "http" and not self._lab and not is_loopback(host):
            raise UnsupportedProtocol("plain http leads to this machine or a laboratory only; use https")

    async def aclose(self) -> None:
        await self._inner.aclose()


class _BoundedStream(AsyncByteStream):
    """An answer's bytes up to a limit."""

    def __init__(self, inner: AsyncByteStream, max_bytes: int, request: Request) -> None:
        self._inner = inner
        self._left = max_bytes
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._inner:
                self._left -= len(piece)
                if self._left < 0:
                    raise ReadError("answer is longer than allowed", request=self._request)
                yield piece
        except aiohttp.ClientError as error:
            raise ReadError(type(error).__name__, request=self._request) from error

    async def aclose(self) -> None:
        await self._inner.aclose()


def _true_error(error: Exception, request: Request) -> TransportError:
    cause = error.__cause__ or error
    name = type(cause).__name__
    if isinstance(error, UnsupportedProtocol):
        return error
    if isinstance(cause, _NEVER_SENT):
        return ConnectError(name, request=request)
    if isinstance(cause, TimeoutError):
        return ReadTimeout(name, request=request)
    return ReadError(name, request=request)
