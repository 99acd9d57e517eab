"""The access token: one for all sends, renewed once by whoever finds it dead."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import orjson

from runtime.carriers.answers import FALLBACK_WORDS
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.carriers.ctcu.replies import read_reply
from runtime.carriers.http import AsyncClient, HttpError, exchange
from runtime.carriers.port import ErrorClass, Outcome, SendReply
from runtime.carriers.uplink import CHINA
from runtime.clock import Clock
from runtime.wording import Wording

log = logging.getLogger(__name__)

LIFE_S = 7200
"""Life of a token where the answer does not say. Source: CT/CU interface V1.0.4, accessToken."""
MARGIN_S = 120
"""A token is renewed this long before its end."""
CALLS_A_DAY = 2000
"""Source: CT/CU interface V1.0.4, accessToken."""
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


class TokenKeeper:
    """Holds the endpoint's token and fetches another when it is needed, never two at once.

    A new token kills the old one, so two fetches side by side would leave one sender with a dead token.
    """

    def __init__(
        self, endpoint: CtcuEndpoint, http: AsyncClient, clock: Clock, total_s: float = 30.0
    ) -> None:
        self._endpoint = endpoint
        self._http = http
        self._clock = clock
        self._total_s = total_s
        self._token: _Token | None = None
        self._fetching: asyncio.Task[_Token] | None = None
        self._failed: tuple[datetime, SendReply] | None = None
        self._day: date | None = None
        self._calls = 0

    @property
    def calls_today(self) -> int:
        """Token calls made today, by China's date; the platform allows 2,000."""
        return self._calls if self._day == self._clock.now().astimezone(CHINA).date() else 0

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
        self._count(now)
        body = orjson.dumps(
            {"appId": self._endpoint.app_id, "appKey": self._endpoint.app_key.get_secret_value()}
        )
        try:
            answer = await exchange(
                self._http,
                "POST",
                self._endpoint.base_url + "/accessToken",
                headers={"content-type": "application/json", "accept": "application/json"},
                content=body,
                total_s=self._total_s,
            )
        except HttpError as error:
            raise self._failure(now, SendReply.not_sent(str(error), FALLBACK_WORDS)) from error
        reply, data = read_reply(answer)
        text = data.get("accessToken")
        if reply.outcome is not Outcome.ACCEPTED or not isinstance(text, str) or not _fits_header(text):
            raise self._failure(now, _as_not_sent(reply))
        expires = data.get("expires")
        life_s = expires if isinstance(expires, int) and 0 < expires <= 30 * 24 * 3600 else LIFE_S
        margin_s = min(MARGIN_S, life_s // 10)
        self._failed = None
        self._token = _Token(text, now + timedelta(seconds=life_s - margin_s))
        log.info("token renewed endpoint=%s calls_today=%d", self._endpoint.name, self._calls)
        return self._token

    def _count(self, now: datetime) -> None:
        today = now.astimezone(CHINA).date()
        if today != self._day:
            self._day, self._calls = today, 0
        if self._calls >= CALLS_A_DAY:
            words = Wording("今天的令牌次数已用完", "Today's calls for a token are used up")
            raise TokenError(SendReply.not_sent("", words, ErrorClass.QUEUE_FULL))
        self._calls += 1

    def _failure(self, now: datetime, reply: SendReply) -> TokenError:
        self._failed = (now + timedelta(seconds=REST_S), reply)
        log.info("token not renewed endpoint=%s code=%s", self._endpoint.name, reply.code)
        return TokenError(reply)


def _fits_header(token: str) -> bool:
    return 0 < len(token) <= 4096 and token.isascii() and token.isprintable()


def _as_not_sent(reply: SendReply) -> SendReply:
    """A message whose token was refused surely did not go out; why, stays."""
    return SendReply.not_sent(reply.code, reply.words or FALLBACK_WORDS, reply.error or ErrorClass.TEMPORARY)
