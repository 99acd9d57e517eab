"""An access token that is one for all sends, renewed once by whoever finds it dead."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta

from runtime.carriers.answers import FALLBACK_WORDS
from runtime.carriers.port import ErrorClass, SendReply
from runtime.clock import Clock

log = logging.getLogger(__name__)

MARGIN_S = 120
"""A token is renewed this long before its end."""
REST_S = 15
"""After a failed call nobody asks again for so long: a wrong key must not use up the day's calls."""


class TokenError(Exception):
    """There is no token to be had; *reply* is what a send should answer."""

    def __init__(self, reply: SendReply) -> None:
        super().__init__(reply.code)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    until: datetime


class SharedToken(ABC):
    """Holds an endpoint's token and fetches another when it is needed, never two at once.

    At some platforms a new token kills the old one, so two fetches side by side would leave one sender with a
    dead token.
    """

    def __init__(self, endpoint: str, clock: Clock) -> None:
        self._name = endpoint
        self._clock = clock
        self._token: _Token | None = None
        self._fetching: asyncio.Task[_Token] | None = None
        self._failed: tuple[datetime, SendReply] | None = None

    @abstractmethod
    async def _asked(self, now: datetime) -> tuple[str, float]:
        """Asks the platform: a token and its life in seconds; raises `TokenError`."""

    async def current(self) -> str:
        """A token that lives, as far as is known; raises `TokenError`."""
        token = self._token
        if token is not None and self._clock.now() < token.until:
            return token.text
        return await self._fetched()

    async def renewed(self, dead: str) -> str:
        """Another token than *dead*; raises `TokenError`."""
        if self._token is not None and self._token.text == dead:
            self._token = None
        return await self.current()

    async def close(self) -> None:
        """Gives up a fetch under way."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.wait([self._fetching])

    async def _fetched(self) -> str:
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch())
            self._fetching.add_done_callback(self._forget)
        token = await asyncio.shield(self._fetching)
        return token.text

    def _forget(self, task: asyncio.Task[_Token]) -> None:
        self._fetching = None
        if not task.cancelled():
            task.exception()

    async def _fetch(self) -> _Token:
        now = self._clock.now()
        if self._failed is not None and now < self._failed[0]:
            raise TokenError(self._failed[1])
        try:
            text, life_s = await self._asked(now)
        except TokenError as error:
            self._failed = (now + timedelta(seconds=REST_S), error.reply)
            log.info("token not renewed endpoint=%s code=%s", self._name, error.reply.code)
            raise
        self._failed = None
        self._token = _Token(text, now + timedelta(seconds=life_s - min(float(MARGIN_S), life_s // 10)))
        log.info("token renewed endpoint=%s", self._name)
        return self._token


def fits_header(token: object) -> bool:
    """Whether it can be sent as a token at all."""
    return isinstance(token, str) and 0 < len(token) <= 4096 and token.isascii() and token.isprintable()


def as_not_sent(reply: SendReply) -> SendReply:
    """A message whose token was refused surely did not go out; why, stays."""
    return SendReply.not_sent(reply.code, reply.words or FALLBACK_WORDS, reply.error or ErrorClass.TEMPORARY)


def life_of(seconds: object, otherwise_s: float) -> float:
    """How long a token lives by what the platform says, within reason."""
    if isinstance(seconds, int) and not isinstance(seconds, bool) and 0 < seconds <= 30 * 24 * 3600:
        return float(seconds)
    return otherwise_s
