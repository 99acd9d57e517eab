"""The chatbot's side of the CT/CU interface."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any

import orjson

from runtime.carriers.answers import FALLBACK_WORDS, NO_ANSWER_WORDS
from runtime.carriers.ctcu.codec import encode, moment_of
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.carriers.ctcu.errors import RENEW_TOKEN
from runtime.carriers.ctcu.replies import read_reply
from runtime.carriers.ctcu.token import TokenError, TokenKeeper
from runtime.carriers.form import one_file
from runtime.carriers.http import AsyncClient, NoAnswerError, NotSentError, Timeouts, client, exchange
from runtime.carriers.port import Outcome, SendReply, SendRequest, UploadedMedia, UploadError
from runtime.clock import Clock, SystemClock

_RENEW = {"HTTP 401", *(str(code) for code in RENEW_TOKEN)}
_JSON = "application/json"


class CtcuCarrier:
    """Sends by one endpoint. Fulfils `runtime.carriers.port.Carrier`.

    Source: CT/CU customer access interface V1.0.4: accessToken, messages, revoke, medias/upload.
    """

    def __init__(
        self,
        endpoint: CtcuEndpoint,
        *,
        clock: Clock | None = None,
        http: AsyncClient | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._timeouts = timeouts or Timeouts()
        self._clock = clock or SystemClock()
        self._http = http or client(timeouts=self._timeouts, lab=endpoint.lab)
        self._owns_http = http is None
        self._tokens = TokenKeeper(endpoint, self._http, self._clock, self._timeouts.total_s)
        self._date = ("", 0)

    @property
    def name(self) -> str:
        """The endpoint's name."""
        return self._endpoint.name

    @property
    def endpoint(self) -> CtcuEndpoint:
        """Where and as whom this carrier is reached."""
        return self._endpoint

    @property
    def token_calls_today(self) -> int:
        """Calls for a token made today; the platform allows 2,000."""
        return self._tokens.calls_today

    async def send(self, request: SendRequest) -> SendReply:
        """Hands one message to the platform; a dead token is renewed and the call made once more."""
        reply, _ = await self._call("/messages", encode(request))
        return reply

    async def revoke(self, message_id: str, contact: str) -> SendReply:
        """Asks to take a message back, which works until it is delivered."""
        body = {
            "messageId": message_id,
            "status": "RevokeRequested",
            "destinationAddress": ["tel:" + contact],
        }
        reply, _ = await self._call("/revoke", orjson.dumps(body))
        return reply

    async def upload(
        self, media: bytes, name: str, content_type: str, *, permanent: bool = False
    ) -> UploadedMedia:
        """Stores a file at the platform; permanent ones wait for its audit. Raises `UploadError`."""
        form_type, body = one_file(media, name, content_type)
        headers = {
            "content-type": form_type,
            "uploadmode": "perm" if permanent else "temp",
        }
        reply, data = await self._call("/medias/upload", body, headers)
        if reply.outcome is not Outcome.ACCEPTED:
            raise UploadError(reply)
        files = data.get("fileInfo")
        info = files[0] if isinstance(files, list) and files and isinstance(files[0], dict) else {}
        url = info.get("url")
        if not isinstance(url, str) or not url:
            raise UploadError(SendReply.unknown("HTTP 200", NO_ANSWER_WORDS))
        far = datetime.max.replace(tzinfo=self._clock.now().tzinfo)
        until = moment_of({"time": info.get("until")}, far)
        return UploadedMedia(url, None if until == far else until)

    async def close(self) -> None:
        """Ends the connections."""
        await self._tokens.close()
        if self._owns_http:
            await self._http.aclose()

    async def _call(
        self, path: str, body: bytes, headers: Mapping[str, str] | None = None
    ) -> tuple[SendReply, dict[str, Any]]:
        try:
            token = await self._tokens.current()
            reply, data = await self._post(path, body, token, headers)
            if reply.outcome is Outcome.REFUSED and reply.code in _RENEW:
                token = await self._tokens.renewed(token)
                reply, data = await self._post(path, body, token, headers)
        except TokenError as error:
            return error.reply, {}
        except NotSentError as error:
            return SendReply.not_sent(str(error), FALLBACK_WORDS), {}
        except NoAnswerError as error:
            return SendReply.unknown(str(error), NO_ANSWER_WORDS), {}
        return reply, data

    async def _post(
        self, path: str, body: bytes, token: str, headers: Mapping[str, str] | None
    ) -> tuple[SendReply, dict[str, Any]]:
        answer = await exchange(
            self._http,
            "POST",
            self._endpoint.base_url + path,
            headers={
                "authorization": "accessToken " + token,
                "content-type": _JSON,
                "accept": _JSON,
                "date": self._date_header(),
                **(headers or {}),
            },
            content=body,
            total_s=self._timeouts.total_s,
        )
        return read_reply(answer)

    def _date_header(self) -> str:
        now = self._clock.now()
        second = int(now.timestamp())
        if self._date[1] != second:
            self._date = (format_datetime(now, usegmt=True), second)
        return self._date[0]
