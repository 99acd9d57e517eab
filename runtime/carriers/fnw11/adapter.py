"""The chatbot's side of the GSMA's FNW.11."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from runtime.carriers.answers import FALLBACK_WORDS, NO_ANSWER_WORDS
from runtime.carriers.fnw11.callbacks import STATUSES
from runtime.carriers.fnw11.codec import UnfitMessage, encode, encode_status
from runtime.carriers.fnw11.endpoint import Fnw11Endpoint
from runtime.carriers.fnw11.errors import NO_SUCH_MESSAGE, RENEW_TOKEN, failure_words
from runtime.carriers.fnw11.files import FileBook, FileState, digest_of, read_state
from runtime.carriers.fnw11.replies import code_of, message_id_of, read_reply
from runtime.carriers.fnw11.token import BearerToken
from runtime.carriers.form import one_file
from runtime.carriers.http import AsyncClient, NoAnswerError, NotSentError, Timeouts, client, exchange
from runtime.carriers.ids import IdBook
from runtime.carriers.port import (
    AWAITING_AUDIT,
    DeliveryStatus,
    ErrorClass,
    HandsetCapability,
    InboundEvent,
    Inquiry,
    Outcome,
    SendReply,
    SendRequest,
    SpamReport,
    StatusReport,
    UploadedMedia,
    UploadError,
)
from runtime.carriers.tokens import TokenError
from runtime.clock import Clock, SystemClock
from runtime.wording import Wording

TEMPORARY_LIFE = timedelta(days=30)
"""How long a file is asked to stay, where it need not stay for good."""
PERMANENT_LIFE = timedelta(days=365)
_RENEW = {"HTTP 401", *(str(code) for code in RENEW_TOKEN)}
_GONE = {"HTTP 404", *(str(code) for code in NO_SUCH_MESSAGE)}
_CHATS = frozenset({"chat", "chatbot", "bot", "chatbotcommunication", "botcommunication", "chatbot.sa"})
"""Any of these in a list of capabilities says that a chatbot's messages can be shown."""

_UNFIT = Wording(
    "这个接口不能单独发送悬浮菜单，也不能发送这种内容",
    "This interface carries neither suggestions alone nor this kind of content",
)
_NOT_TAKEN_BACK = Wording(
    "没有这条消息，或已不能撤回", "There is no such message, or it can no longer be taken back"
)
_WAITS = Wording("文件等待平台处理", "The platform still looks at the file")
_REJECTED = Wording("平台没有接受这个文件", "The platform did not take the file")


class Fnw11Carrier:
    """Sends by one endpoint.

    Fulfils `Carrier`, `Inquirer`, `Listener` and `CapabilityAsker` of `runtime.carriers.port`. Source: GSMA
    FNW.11 V1.0: messages, messages/{msgId}/status, contactCapabilities, files.
    """

    def __init__(
        self,
        endpoint: Fnw11Endpoint,
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
        self._tokens = BearerToken(endpoint, self._http, self._clock, self._timeouts.total_s)
        self._ids = IdBook()
        self._files = FileBook()

    @property
    def name(self) -> str:
        """The endpoint's name."""
        return self._endpoint.name

    @property
    def endpoint(self) -> Fnw11Endpoint:
        """Where and as whom this carrier is reached."""
        return self._endpoint

    async def send(self, request: SendRequest) -> SendReply:
        """Hands one message to the platform; a dead token is renewed and the call made once more."""
        try:
            body = encode(request)
        except UnfitMessage:
            return SendReply.refused("", _UNFIT, ErrorClass.CONTENT)
        with self._ids.awaiting(request.message_id):
            reply, data = await self._call("POST", "/messages", body)
            theirs = message_id_of(data)
            if reply.outcome is Outcome.ACCEPTED and theirs:
                self._ids.given(request.message_id, theirs)
        return reply

    async def revoke(self, message_id: str, contact: str) -> SendReply:
        """Asks to take a message back, which works until it is delivered."""
        reply, _ = await self._call("PUT", self._status_path(message_id), encode_status("cancelled"))
        if reply.outcome is Outcome.REFUSED and reply.code in _GONE:
            return SendReply.refused(reply.code, _NOT_TAKEN_BACK, ErrorClass.PERMANENT)
        return reply

    async def say_displayed(self, theirs: str) -> SendReply:
        """Tells the platform that a contact's message, by its id, was read."""
        path = f"/messages/{quote(theirs.partition('/')[0], safe='')}/status"
        reply, _ = await self._call("PUT", path, encode_status("displayed"))
        return reply

    async def inquire(self, message_id: str, contact: str) -> Inquiry:
        """Asks how far a message came.

        That there is none means that the platform never had it only where it keeps the ids that we give.
        """
        reply, data = await self._call("GET", self._status_path(message_id), None)
        if reply.outcome is Outcome.ACCEPTED:
            inner = data.get("RCSMessage")
            told = inner if isinstance(inner, dict) else data
            word = told.get("status")
            status = STATUSES.get(word.lower()) if isinstance(word, str) else None
            failed = status is DeliveryStatus.FAILED
            code = (code_of(told) or code_of(data)) if failed else None
            if status is None and not isinstance(word, str):
                return Inquiry("no_answer", None, reply.code)
            return Inquiry("known", status, str(code or ""), failure_words(code) if code else None)
        if reply.outcome is Outcome.REFUSED and reply.code in _GONE and self._endpoint.keeps_message_ids:
            return Inquiry("never_had")
        return Inquiry("no_answer", None, reply.code, reply.words)

    async def capability(self, contact: str) -> HandsetCapability:
        """Asks what a contact's handset can show; a platform that cannot tell leaves it unknown."""
        query = urlencode({"userContact": contact})
        reply, data = await self._call("GET", f"/contactCapabilities?{query}", None)
        if reply.error is ErrorClass.RECIPIENT:
            return "sms_only"
        if reply.outcome is not Outcome.ACCEPTED:
            return "unknown"
        listed = data.get("capabilities", data.get("contactCapabilities"))
        if not isinstance(listed, list):
            return "unknown"
        return "rcs" if any(str(one).lower() in _CHATS for one in listed) else "sms_only"

    async def upload(
        self, media: bytes, name: str, content_type: str, *, permanent: bool = False
    ) -> UploadedMedia:
        """Stores a file at the platform.

        Raises `UploadError`: `awaiting_audit` while the platform looks at it, after which the same call
        returns the address or says that the file was not taken.
        """
        digest = digest_of(media, content_type)
        file_id = self._files.find(digest)
        state = None if file_id is None else await self._file_state(file_id)
        if state is None or state.stage == "gone":
            state = await self._uploaded(media, name, content_type, permanent)
        if state.stage == "pending":
            self._files.note(digest, state.file_id)
            raise UploadError(SendReply.not_sent(AWAITING_AUDIT, _WAITS))
        self._files.forget(digest)
        if state.media is None:
            raise UploadError(SendReply.refused("file", _REJECTED, ErrorClass.CONTENT))
        return state.media

    async def delete_media(self, upload_id: str) -> SendReply:
        """Takes a file away from the platform, by the id its upload was given."""
        reply, _ = await self._call("DELETE", f"/files/{quote(upload_id, safe='')}", None)
        return reply

    async def heard(self, events: tuple[InboundEvent, ...]) -> tuple[InboundEvent, ...]:
        """Returns statuses and complaints under the ids that we sent by.

        A status of a message whose answer is still awaited waits for that answer.
        """
        return tuple([await self._heard(event) for event in events])

    async def close(self) -> None:
        """Ends the connections."""
        await self._tokens.close()
        if self._owns_http:
            await self._http.aclose()

    async def _heard(self, event: InboundEvent) -> InboundEvent:
        if isinstance(event, StatusReport):
            return replace(event, message_id=await self._ids.ours(event.message_id))
        if isinstance(event, SpamReport):
            return replace(event, message_ids=tuple([await self._ids.ours(one) for one in event.message_ids]))
        return event

    async def _uploaded(self, media: bytes, name: str, content_type: str, permanent: bool) -> FileState:
        until = self._clock.now() + (PERMANENT_LIFE if permanent else TEMPORARY_LIFE)
        fields = {
            "fileType": "".join(char for char in content_type if char.isprintable() and char.isascii()),
            "until": until.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }
        form_type, body = one_file(media, name, content_type, part="fileContent", fields=fields)
        reply, data = await self._call("POST", "/files", body, {"content-type": form_type})
        if reply.outcome is not Outcome.ACCEPTED:
            raise UploadError(reply)
        state = read_state(data)
        if state is None:
            raise UploadError(SendReply.unknown("HTTP 200", NO_ANSWER_WORDS))
        return state

    async def _file_state(self, file_id: str) -> FileState:
        reply, data = await self._call("GET", f"/files/{quote(file_id, safe='')}", None)
        if reply.outcome is Outcome.ACCEPTED and (state := read_state(data)) is not None:
            return state
        if reply.code in _GONE:
            return FileState(file_id, "gone")
        raise UploadError(reply)

    def _status_path(self, message_id: str) -> str:
        return f"/messages/{quote(self._ids.theirs(message_id), safe='')}/status"

    async def _call(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str] | None = None
    ) -> tuple[SendReply, dict[str, Any]]:
        try:
            token = await self._tokens.current()
            reply, data = await self._ask(method, path, body, token, headers)
            if reply.outcome is Outcome.REFUSED and reply.code in _RENEW:
                token = await self._tokens.renewed(token)
                reply, data = await self._ask(method, path, body, token, headers)
        except TokenError as error:
            return error.reply, {}
        except NotSentError as error:
            return SendReply.not_sent(str(error), FALLBACK_WORDS), {}
        except NoAnswerError as error:
            return SendReply.unknown(str(error), NO_ANSWER_WORDS), {}
        return reply, data

    async def _ask(
        self, method: str, path: str, body: bytes | None, token: str, headers: Mapping[str, str] | None
    ) -> tuple[SendReply, dict[str, Any]]:
        own = {"authorization": "Bearer " + token, "accept": "application/json"}
        if body is not None:
            own["content-type"] = "application/json"
        answer = await exchange(
            self._http,
            method,
            self._endpoint.base_url + path,
            headers={**own, **(headers or {})},
            content=body,
            total_s=self._timeouts.total_s,
        )
        return read_reply(answer)
