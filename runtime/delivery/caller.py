"""Makes the HTTP requests of flows, after their sprint is committed and until the answer is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import orjson
from sqlalchemy import Connection

from runtime.carriers.http import HttpError, NotSentError, Timeouts, client, exchange
from runtime.delivery.ground import Ground
from runtime.delivery.waiting import Rest
from runtime.store import calls, inbox
from runtime.store.calls import StoredCall
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros

log = logging.getLogger(__name__)

TRIES = 3
"""How often a request that may be repeated is made when the program ends meanwhile."""
MAX_BODY_CHARS = 1024 * 1024
_SAFE = ("GET",)


class Caller:
    """The loop that makes requests. Each is made at least once; only those that change nothing are repeated.

    Requests go to the public internet by https only, and follow no redirect; an origin with a stand-in goes
    there instead. *on_news* is called when answers are in the inbox.
    """

    def __init__(self, ground: Ground, on_news: Callable[[], None]) -> None:
        self.rest = Rest(ground.clock)
        self._ground = ground
        self._on_news = on_news
        self._stand_ins = {_origin(key): to.rstrip("/") for key, to in ground.rules.stand_ins.items()}
        self._public = client(timeouts=Timeouts(read_s=60.0, total_s=60.0), public_only=True)
        self._laboratory = client(timeouts=Timeouts(read_s=60.0, total_s=60.0), lab=True)
        self._running: set[asyncio.Task[None]] = set()

    @property
    def under_way(self) -> int:
        """Requests that are being made."""
        return len(self._running)

    def stand_in(self, origin: str, instead: str) -> None:
        """Asks *instead* whenever a flow asks *origin*, which is like `https://api.example.com`.

        A path of *instead* goes before the path that was asked.
        """
        self._stand_ins[_origin(origin)] = instead.rstrip("/")

    async def run(self) -> None:
        """Makes requests until cancelled."""
        while True:
            for call in await self._taken():
                task = asyncio.ensure_future(self._make(call))
                self._running.add(task)
                task.add_done_callback(self._ended)
            await self.rest.until(None)

    async def _taken(self) -> list[StoredCall]:
        free = self._ground.rules.call_window - len(self._running)
        if not free:
            return []
        return await self._ground.patience.write(lambda connection: calls.claim(connection, free))

    async def close(self) -> None:
        """Ends what is under way; it is taken up again at the next start."""
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._public.aclose()
        await self._laboratory.aclose()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("call ended by a bug", exc_info=error)
        self.rest.wake()

    async def _make(self, call: StoredCall) -> None:
        answer = await self._answer(orjson.loads(call.request))
        now = self._ground.clock.now()

        def keep(connection: Connection) -> None:
            answered(connection, call, answer, now)

        await self._ground.patience.write(keep)
        self._on_news()

    async def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        parts = urlsplit(request["url"])
        instead = self._stand_ins.get(f"{parts.scheme}://{parts.netloc}".lower())
        url = request["url"]
        if instead is not None:
            there = urlsplit(instead)
            url = urlunsplit((there.scheme, there.netloc, there.path + parts.path, parts.query, ""))
        try:
            answer = await exchange(
                self._laboratory if instead is not None else self._public,
                request["method"],
                url,
                headers=_headers(request),
                content=request["body"].encode() if request["body"] else None,
                total_s=request["timeout_s"],
            )
        except HttpError as error:
            kind = "not_sent" if isinstance(error, NotSentError) else "no_answer"
            return {"status": None, "body": "", "error": f"{kind} {error}"}
        except (ValueError, UnicodeError) as error:
            return {"status": None, "body": "", "error": f"not_sent {type(error).__name__}"}
        text = answer.body.decode("utf-8", "replace")
        return {"status": answer.status, "body": text[:MAX_BODY_CHARS], "error": ""}


def answered(connection: Connection, call: StoredCall, answer: dict[str, Any], now: datetime) -> None:
    """Puts the answer into the inbox and forgets the call."""
    body = orjson.dumps({"session_id": call.session_id, "wait": call.wait, **answer})
    inbox.put(connection, [InboxEntry(call.contact, "call", "", body, to_micros(now))])
    calls.remove(connection, [call])


def take_up(connection: Connection, now: datetime) -> None:
    """After a crash: what may be repeated is queued again, the rest ends without an answer."""
    for call in calls.running(connection):
        request = orjson.loads(call.request)
        if request["method"] in _SAFE and call.attempts < TRIES:
            calls.queue_again(connection, [call])
        else:
            answered(connection, call, {"status": None, "body": "", "error": "interrupted"}, now)


def _headers(request: dict[str, Any]) -> dict[str, str]:
    headers = {
        name: value
        for name, value in request["headers"].items()
        if value.isprintable() and name.lower() not in ("host", "content-length", "transfer-encoding")
    }
    if request["body"] and "content-type" not in {name.lower() for name in headers}:
        headers["content-type"] = "application/json; charset=utf-8"
    return headers


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()
