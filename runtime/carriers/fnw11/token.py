"""The bearer token of an endpoint, by OAuth's client credentials."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus, urlencode

import orjson
from typing_extensions import override

from runtime.carriers.answers import FALLBACK_WORDS, NO_ANSWER_WORDS, reply_of_status
from runtime.carriers.fnw11.endpoint import Fnw11Endpoint
from runtime.carriers.http import Answer, AsyncClient, HttpError, exchange
from runtime.carriers.port import ErrorClass, SendReply
from runtime.carriers.tokens import SharedToken, TokenError, as_not_sent, fits_header, life_of
from runtime.clock import Clock
from runtime.wording import Wording

LIFE_S = 600
"""Life of a token where the answer does not say."""

_REFUSED = Wording("授权服务器拒绝发放令牌：{code}", "The authorization server gives no token: {code}")
_FOR_GOOD = "token"
_TEMPORARY = frozenset({"temporarily_unavailable", "server_error", "slow_down"})


class BearerToken(SharedToken):
    """Fetches tokens as the client `app_id`.

    Source: RFC 6749 §4.4 (grant), §2.3.1 (client by Basic), §5 (answers).
    """

    def __init__(
        self, endpoint: Fnw11Endpoint, http: AsyncClient, clock: Clock, total_s: float = 30.0
    ) -> None:
        super().__init__(endpoint.name, clock)
        self._endpoint = endpoint
        self._http = http
        self._total_s = total_s

    @override
    async def current(self) -> str:
        if self._endpoint.login == _FOR_GOOD:
            return self._endpoint.client_secret.get_secret_value()
        return await super().current()

    @override
    async def renewed(self, dead: str) -> str:
        if self._endpoint.login == _FOR_GOOD:
            code = "HTTP 401"
            words = _REFUSED.format(code=code)
            raise TokenError(SendReply.not_sent(code, words, ErrorClass.CREDENTIALS))
        return await super().renewed(dead)

    @override
    async def _asked(self, now: datetime) -> tuple[str, float]:
        endpoint = self._endpoint
        client = f"{quote_plus(endpoint.app_id)}:{quote_plus(endpoint.client_secret.get_secret_value())}"
        grant = {"grant_type": "client_credentials"} | ({"scope": endpoint.scope} if endpoint.scope else {})
        try:
            answer = await exchange(
                self._http,
                "POST",
                endpoint.oauth_url,
                headers={
                    "authorization": "Basic " + base64.b64encode(client.encode()).decode(),
                    "content-type": "application/x-www-form-urlencoded",
                    "accept": "application/json",
                },
                content=urlencode(grant).encode(),
                total_s=self._total_s,
            )
        except HttpError as error:
            raise TokenError(SendReply.not_sent(str(error), FALLBACK_WORDS)) from error
        data = _object(answer)
        text = data.get("access_token")
        kind = data.get("token_type", "Bearer")
        if answer.status != 200 or not fits_header(text) or str(kind).lower() != "bearer":
            raise TokenError(_refusal(answer, data))
        return str(text), life_of(data.get("expires_in"), LIFE_S)


def _object(answer: Answer) -> dict[str, Any]:
    try:
        data = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return {}
    return data if isinstance(data, dict) else {}


def _refusal(answer: Answer, data: dict[str, Any]) -> SendReply:
    code = data.get("error")
    if answer.status in (400, 401, 403) and isinstance(code, str) and code.isascii() and len(code) < 64:
        error = ErrorClass.TEMPORARY if code in _TEMPORARY else ErrorClass.CREDENTIALS
        return SendReply.not_sent(code, _REFUSED.format(code=code), error)
    if answer.status == 200:
        return SendReply.not_sent("HTTP 200", NO_ANSWER_WORDS)
    if answer.status == 400:
        code = "HTTP 400"
        return SendReply.not_sent(code, _REFUSED.format(code=code), ErrorClass.CREDENTIALS)
    return as_not_sent(reply_of_status(answer))
