"""The access token of an endpoint, and the calls for one that a day allows."""

from __future__ import annotations

from datetime import date, datetime

import orjson
from typing_extensions import override

from runtime.carriers.answers import FALLBACK_WORDS
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.carriers.ctcu.replies import read_reply
from runtime.carriers.http import AsyncClient, HttpError, exchange
from runtime.carriers.port import ErrorClass, Outcome, SendReply
from runtime.carriers.tokens import SharedToken, TokenError, as_not_sent, fits_header, life_of
from runtime.carriers.uplink import CHINA
from runtime.clock import Clock
from runtime.wording import Wording

__all__ = ["CALLS_A_DAY", "LIFE_S", "TokenError", "TokenKeeper"]

LIFE_S = 7200
"""Life of a token where the answer does not say. Source: CT/CU interface V1.0.4, accessToken."""
CALLS_A_DAY = 2000
"""Source: CT/CU interface V1.0.4, accessToken."""


class TokenKeeper(SharedToken):
    """Fetches the endpoint's token with its app key; a new token kills the one before."""

    def __init__(
        self, endpoint: CtcuEndpoint, http: AsyncClient, clock: Clock, total_s: float = 30.0
    ) -> None:
        super().__init__(endpoint.name, clock)
        self._endpoint = endpoint
        self._http = http
        self._total_s = total_s
        self._day: date | None = None
        self._calls = 0

    @property
    def calls_today(self) -> int:
        """Token calls made today, by China's date; the platform allows 2,000."""
        return self._calls if self._day == self._clock.now().astimezone(CHINA).date() else 0

    @override
    async def _asked(self, now: datetime) -> tuple[str, float]:
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
            raise TokenError(SendReply.not_sent(str(error), FALLBACK_WORDS)) from error
        reply, data = read_reply(answer)
        text = data.get("accessToken")
        if reply.outcome is not Outcome.ACCEPTED or not fits_header(text):
            raise TokenError(as_not_sent(reply))
        return str(text), life_of(data.get("expires"), LIFE_S)

    def _count(self, now: datetime) -> None:
        today = now.astimezone(CHINA).date()
        if today != self._day:
            self._day, self._calls = today, 0
        if self._calls >= CALLS_A_DAY:
            words = Wording("今天的令牌次数已用完", "Today's calls for a token are used up")
            raise TokenError(SendReply.not_sent("", words, ErrorClass.QUEUE_FULL))
        self._calls += 1
