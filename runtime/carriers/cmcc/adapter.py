"""The chatbot's side of China Mobile's XML interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from runtime.carriers.answers import FALLBACK_WORDS, NO_ANSWER_WORDS
from runtime.carriers.cmcc.auth import authorization, date_text, password_digest
from runtime.carriers.cmcc.codec import encode, encode_revoke
from runtime.carriers.cmcc.endpoint import CmccEndpoint
from runtime.carriers.cmcc.media import AuditBook, described_file, digest_of, tid_of
from runtime.carriers.cmcc.replies import read_plain, read_send
from runtime.carriers.form import one_file
from runtime.carriers.http import (
    Answer,
    AsyncClient,
    NoAnswerError,
    NotSentError,
    Timeouts,
    client,
    exchange,
)
from runtime.carriers.ids import IdBook
from runtime.carriers.port import (
    CheckResult,
    InboundEvent,
    Outcome,
    SendReply,
    SendRequest,
    SpamReport,
    StatusReport,
    UploadedMedia,
    UploadError,
)
from runtime.clock import Clock, SystemClock

GROUP_LIMIT = 100
"""The most numbers of one request. Source: an adaptation of the interface, read 2026-11-23."""
_XML = "application/xml"


class CmccCarrier:
    """Sends by one endpoint. Fulfils `Carrier`, `GroupCarrier` and `Listener` of `runtime.carriers.port`.

    Source: public clients of the interface: group and interaction requests, revoke, Content.
    """

    def __init__(
        self,
        endpoint: CmccEndpoint,
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
        password = endpoint.password.get_secret_value()
        is_plain = endpoint.login_form == "plain"
        self._digest = password_digest(password) if is_plain else password.lower()
        self._login = ("", "", 0)
        self._ids = IdBook()
        self._audits = AuditBook()

    @property
    def name(self) -> str:
        """The endpoint's name."""
        return self._endpoint.name

    @property
    def endpoint(self) -> CmccEndpoint:
        """Where and as whom this carrier is reached."""
        return self._endpoint

    @property
    def group_limit(self) -> int:
        """The most contacts of one group request."""
        return GROUP_LIMIT

    async def send(self, request: SendRequest) -> SendReply:
        """Hands one message to the platform, as an interaction when it answers a contact's message."""
        kind: Literal["group", "interaction"] = "interaction" if request.in_reply_to else "group"
        return (await self._send(kind, request, (request.contact,)))[request.contact]

    async def send_group(self, request: SendRequest, contacts: Sequence[str]) -> Mapping[str, SendReply]:
        """Hands one message for up to 100 contacts to the platform.

        Raises ValueError for no, too many or repeated contacts, and for a message that answers another.
        """
        if not 1 <= len(contacts) <= GROUP_LIMIT or len(set(contacts)) != len(contacts):
            raise ValueError(f"a group has 1 to {GROUP_LIMIT} different contacts")
        if request.in_reply_to:
            raise ValueError("an answer goes to one contact")
        return await self._send("group", request, contacts)

    async def revoke(self, message_id: str, contact: str) -> SendReply:
        """Asks to take a message back, which works until it is delivered."""
        url = self._endpoint.status_url(self._ids.theirs(message_id))
        answer = await self._ask("PUT", url, encode_revoke(contact), {"address": "tel:" + contact})
        return answer if isinstance(answer, SendReply) else read_plain(answer)

    async def upload(
        self, media: bytes, name: str, content_type: str, *, permanent: bool = False
    ) -> UploadedMedia:
        """Stores a file at the platform. The interface does not tell permanent files from others.

        Raises `UploadError`: `awaiting_audit` until the platform's verdict has come by callback, after which
        the same call returns the address or says that the file was rejected.
        """
        digest = digest_of(media, content_type)
        known = self._audits.find(digest, self._clock.now())
        if known is not None:
            return known
        form_type, body = one_file(media, name, content_type)
        answer = await self._ask("POST", self._endpoint.content_url, body, {"content-type": form_type})
        if isinstance(answer, SendReply):
            raise UploadError(answer)
        reply = read_plain(answer)
        if reply.outcome is not Outcome.ACCEPTED:
            raise UploadError(reply)
        if (file := described_file(answer.body.decode("utf-8", "replace"))) is not None:
            return file
        tid = tid_of(answer)
        if not tid:
            raise UploadError(SendReply.unknown(f"HTTP {answer.status}", NO_ANSWER_WORDS))
        self._audits.uploaded(digest, tid, self._clock.now())
        found = self._audits.find(digest, self._clock.now())
        assert found is not None, "an upload just made is found, or its audit is awaited"
        return found

    async def delete_media(self, upload_id: str) -> SendReply:
        """Takes a file away from the platform, by the id its upload was given."""
        answer = await self._ask("DELETE", self._endpoint.content_url, None, {"tid": upload_id})
        return answer if isinstance(answer, SendReply) else read_plain(answer)

    async def heard(self, events: tuple[InboundEvent, ...]) -> tuple[InboundEvent, ...]:
        """Takes note of audits, and returns news of messages under the ids that we sent by.

        A status of a message whose answer is still awaited waits for that answer.
        """
        return tuple([await self._heard(event) for event in events])

    async def close(self) -> None:
        """Ends the connections."""
        if self._owns_http:
            await self._http.aclose()

    async def _heard(self, event: InboundEvent) -> InboundEvent:
        if isinstance(event, CheckResult) and event.upload_id:
            self._audits.audited(event)
        if isinstance(event, StatusReport):
            return replace(event, message_id=await self._ids.ours(event.message_id))
        if isinstance(event, SpamReport):
            ids = [await self._ids.ours(one) for one in event.message_ids]
            return replace(event, message_ids=tuple(ids))
        return event

    async def _send(
        self, kind: Literal["group", "interaction"], request: SendRequest, contacts: Sequence[str]
    ) -> dict[str, SendReply]:
        endpoint = self._endpoint
        body = encode(request, contacts, endpoint.capability_version, endpoint.sms_report)
        with self._ids.awaiting(request.message_id):
            answer = await self._ask(
                "POST", endpoint.requests_url(kind), body, {"address": "tel:" + contacts[0]}
            )
            if isinstance(answer, SendReply):
                return dict.fromkeys(contacts, answer)
            replies = read_send(answer, request.message_id, contacts)
            taken = next((one for one in replies.values() if one.outcome is Outcome.ACCEPTED), None)
            if taken is not None:
                self._ids.given(request.message_id, taken.carrier_id or request.message_id)
            return replies

    async def _ask(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer | SendReply:
        """The platform's answer, or how the request ended without one."""
        date, login = self._dated()
        own = {
            "authorization": login,
            "date": date,
            "content-type": _XML,
            "accept": _XML,
            "user-agent": "SP/" + self._endpoint.chatbot_id,
            "terminal-type": "Chatbot",
        }
        try:
            return await exchange(
                self._http,
                method,
                url,
                headers={**own, **headers},
                content=body,
                total_s=self._timeouts.total_s,
            )
        except NotSentError as error:
            return SendReply.not_sent(str(error), FALLBACK_WORDS)
        except NoAnswerError as error:
            return SendReply.unknown(str(error), NO_ANSWER_WORDS)

    def _dated(self) -> tuple[str, str]:
        """The Date header and the login bound to it; one a second."""
        now = self._clock.now()
        second = int(now.timestamp())
        if self._login[2] != second:
            date = date_text(now)
            self._login = (date, authorization(self._endpoint.app_id, self._digest, date), second)
        return self._login[0], self._login[1]
