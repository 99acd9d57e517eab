"""China Mobile's platform in miniature: groups, interactions, revocations and files, in XML.

Source: paths and documents as public clients and mocks of the interface have them, read 2026-11-23.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import blake2b
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.simulator.accounts import Account
from runtime.simulator.agenda import Agenda
from runtime.simulator.bodies import read_body
from runtime.simulator.callbacks import Postman
from runtime.simulator.checks import RejectionError
from runtime.simulator.cmcc.documents import (
    NO_RECIPIENT,
    TOO_FAST,
    UNREADABLE,
    ExceptionAnswerError,
    Outbound,
    accepted,
    described,
    read_outbound,
    read_revocation,
    request_error,
)
from runtime.simulator.cmcc.login import why_refused
from runtime.simulator.fault_answers import FaultAnswers
from runtime.simulator.journal import Journal
from runtime.simulator.media import MAX_UPLOAD_BYTES, StoredFile, read_files
from runtime.simulator.message_centre import MessageCentre, Submission
from runtime.simulator.platform import AUDIT_S, MAX_CALL_BYTES, MAX_MESSAGE_BYTES, Platform

_XML = "application/xml"


class CmccPlatform:
    """Serves the accounts whose protocol is `cmcc`; accounts and files are those of *platform*."""

    def __init__(
        self,
        agenda: Agenda,
        journal: Journal,
        centre: MessageCentre,
        postman: Postman,
        fault_answers: FaultAnswers,
        platform: Platform,
    ) -> None:
        self._agenda = agenda
        self._journal = journal
        self._centre = centre
        self._postman = postman
        self._faults = fault_answers
        self._platform = platform
        self._uploads: dict[str, StoredFile] = {}
        self.passes_audit: Callable[[StoredFile], bool] = lambda stored: True
        """Whether a file is let through once it was looked at."""

    def routes(self) -> list[Route]:
        """The interface's paths."""
        outbound = "/outbound/{chatbot}/requests"
        revoke = "/messaging/{version}" + outbound + "/{message_id}/status"
        return [
            Route("/messaging/group/{version}" + outbound, self._group, methods=["POST"]),
            Route("/messaging/interaction/{version}" + outbound, self._interaction, methods=["POST"]),
            Route(revoke, self._revoke, methods=["PUT"]),
            Route("/Content", self._upload, methods=["POST"]),
            Route("/Content", self._delete, methods=["DELETE"]),
        ]

    async def _group(self, request: Request) -> Response:
        return await self._message(request, is_interaction=False)

    async def _interaction(self, request: Request) -> Response:
        return await self._message(request, is_interaction=True)

    async def _message(self, request: Request, *, is_interaction: bool) -> Response:
        raw = await read_body(request, MAX_MESSAGE_BYTES)
        if (failed := await self._faults.before("messages")) is not None:
            return _in_xml(failed)
        try:
            account = self._caller(request, request.path_params["chatbot"])
            _check_type(request)
            outbound = read_outbound(raw, account.chatbot_id, is_interaction=is_interaction)
            if not outbound.contacts:
                raise ExceptionAnswerError(403, NO_RECIPIENT, "no recipient is valid")
            if any(account.is_too_fast(time.monotonic()) for _ in outbound.contacts):
                raise ExceptionAnswerError(403, TOO_FAST, "too many messages a second")
            message_id = self._take(account, outbound)
        except ExceptionAnswerError as error:
            self._journal.add("rejected", self._agenda.clock.now(), code=error.code)
            return _refused(error)
        refused = dict.fromkeys(outbound.invalid, NO_RECIPIENT)
        answer = accepted(message_id, outbound.correlator, outbound.contacts, refused)
        return await self._faults.after("messages") or Response(answer, 201, media_type=_XML)

    def _take(self, account: Account, outbound: Outbound) -> str:
        """Hands the message to the message centre, once for each contact; returns its id."""
        message_id = _id_of(account, outbound)
        is_group = len(outbound.contacts) > 1
        for contact in outbound.contacts:
            own_id = f"{message_id}/{contact}" if is_group else message_id
            if self._centre.find(account, own_id) is not None:
                now = self._agenda.clock.now()
                self._journal.add("submitted_twice", now, contact, message_id=own_id)
                continue
            self._centre.accept(
                Submission(
                    account=account,
                    message_id=own_id,
                    contact=contact,
                    parts=outbound.parts,
                    conversation_id=outbound.conversation_id,
                    contribution_id=outbound.contribution_id,
                    sms_text=outbound.sms_text,
                    is_stored=outbound.is_stored,
                    reports=outbound.reports,
                )
            )
        return message_id

    async def _revoke(self, request: Request) -> Response:
        raw = await read_body(request, MAX_CALL_BYTES)
        if (failed := await self._faults.before("revoke")) is not None:
            return _in_xml(failed)
        try:
            account = self._caller(request, request.path_params["chatbot"])
            contact = read_revocation(raw)
            message_id = request.path_params["message_id"]
            submission = self._centre.find(account, message_id) or self._centre.find(
                account, f"{message_id}/{contact}"
            )
            if submission is None or submission.contact != contact:
                raise ExceptionAnswerError(404, UNREADABLE, "no such message to this address")
        except ExceptionAnswerError as error:
            return _refused(error)
        self._centre.revoke(submission)
        return await self._faults.after("revoke") or Response(status_code=204)

    async def _upload(self, request: Request) -> Response:
        raw = await read_body(request, MAX_UPLOAD_BYTES)
        if (failed := await self._faults.before("upload")) is not None:
            return _in_xml(failed)
        now = self._agenda.clock.now()
        try:
            account = self._sender(request)
            name, content_type, content = (await read_files(request.headers, raw))[-1]
            stored = self._platform.media.add(name, content_type, content, now, keep=False)
        except ExceptionAnswerError as error:
            return _refused(error)
        except RejectionError as error:
            return _refused(ExceptionAnswerError(400, UNREADABLE, str(error)))
        self._uploads[stored.id] = stored
        url = f"{request.base_url}media/{stored.id}/{stored.name}"
        self._agenda.after(AUDIT_S, lambda: self._audit(account, stored, url))
        return await self._faults.after("upload") or Response(status_code=200, headers={"tid": stored.id})

    def _audit(self, account: Account, stored: StoredFile, url: str) -> None:
        if self.passes_audit(stored):
            assert stored.until is not None, "files of this platform have an end"
            until = stored.until.isoformat(timespec="seconds").replace("+00:00", "Z")
            document = described(url, stored.name, stored.content_type, len(stored.content), until)
            self._postman.post(account, "check", {"tid": stored.id, "result": "pass", "document": document})
        else:
            self._platform.media.delete(stored.id)
            self._postman.post(account, "check", {"tid": stored.id, "result": "fail"})

    async def _delete(self, request: Request) -> Response:
        try:
            self._sender(request)
        except ExceptionAnswerError as error:
            return _refused(error)
        stored = self._uploads.pop(request.headers.get("tid", ""), None)
        if stored is None:
            return _refused(ExceptionAnswerError(404, UNREADABLE, "no such file"))
        self._platform.media.delete(stored.id)
        return Response(status_code=204)

    def _sender(self, request: Request) -> Account:
        """The account that calls a path without a chatbot: the agent's name says which."""
        return self._caller(request, request.headers.get("user-agent", "").removeprefix("SP/"))

    def _caller(self, request: Request, chatbot: str) -> Account:
        account = self._platform.account(chatbot)
        if account is None or account.protocol != "cmcc":
            raise ExceptionAnswerError(404, UNREADABLE, "chatbot is not registered")
        headers = request.headers
        login, date = headers.get("authorization", ""), headers.get("date", "")
        why = why_refused(account.app_id, account.app_key, login, date, self._agenda.clock.now())
        if why:
            raise ExceptionAnswerError(401, "SVC4001", why)
        return account


def _check_type(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind not in (_XML, "text/xml"):
        raise ExceptionAnswerError(406, UNREADABLE, "content-type is application/xml")


def _id_of(account: Account, outbound: Outbound) -> str:
    """The platform's id for a message: the same for the same correlator, so that a repeat is known."""
    if account.keeps_ids and outbound.message_id:
        return outbound.message_id
    key = f"{account.chatbot_id}|{outbound.correlator}|{outbound.contribution_id}"
    return str(UUID(bytes=blake2b(key.encode(), digest_size=16).digest(), version=4))


def _refused(error: ExceptionAnswerError) -> Response:
    if error.status == 401:
        return Response(status_code=401, headers={"www-authenticate": "Basic"})
    return Response(request_error(error.code, str(error)), error.status, media_type=_XML)


def _in_xml(failed: Response) -> Response:
    """A fault's answer in this interface's form: a return code becomes the exception of that number."""
    if failed.media_type != "application/json":
        return failed
    code = orjson.loads(bytes(failed.body))["errorCode"]
    if code == 42001:
        return Response(status_code=401)
    return Response(request_error(f"POL{code:04d}", "refused on demand"), 403, media_type=_XML)
