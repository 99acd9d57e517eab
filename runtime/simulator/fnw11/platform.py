"""The GSMA's platform in miniature: bearer tokens, messages, their states, files and capabilities.

Source: paths and members as public clients of FNW.11 V1.0 have them, read 2026-11-24; RFC 6749 §4.4.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import time
from hashlib import blake2b
from typing import Any
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.carriers.uplink import contact_of
from runtime.simulator.accounts import TOKEN_LIFE_S, Account
from runtime.simulator.agenda import Agenda
from runtime.simulator.bodies import json_answer, parse_object, read_body
from runtime.simulator.callbacks import Postman
from runtime.simulator.checks import RejectionError
from runtime.simulator.fault_answers import FaultAnswers
from runtime.simulator.fleet import Fleet
from runtime.simulator.fnw11.documents import (
    BAD_CONTACT,
    BAD_STATE,
    BAD_TOKEN,
    BAD_TYPING,
    DUPLICATE,
    NO_TOKEN,
    NO_USER,
    NOT_RCS,
    OLD_TOKEN,
    TOO_FAST,
    ReasonError,
    parts_of,
    read_message,
)
from runtime.simulator.handset import HandsetKind
from runtime.simulator.journal import Journal
from runtime.simulator.media import MAX_UPLOAD_BYTES, StoredFile, read_files
from runtime.simulator.message_centre import MessageCentre, Submission
from runtime.simulator.platform import AUDIT_S, MAX_CALL_BYTES, MAX_MESSAGE_BYTES, Platform

CAPABILITIES = ("chat", "fileTransfer", "geolocationPush", "chatBotCommunication")
_WORDS = {"revokeOk": "cancelled", "failed": "failed", "delivered": "delivered"}


class Fnw11Platform:
    """Serves the accounts whose protocol is `fnw11`; accounts and files are those of *platform*."""

    def __init__(
        self,
        agenda: Agenda,
        journal: Journal,
        centre: MessageCentre,
        postman: Postman,
        fault_answers: FaultAnswers,
        platform: Platform,
        fleet: Fleet,
    ) -> None:
        self._agenda = agenda
        self._journal = journal
        self._centre = centre
        self._postman = postman
        self._faults = fault_answers
        self._platform = platform
        self._fleet = fleet
        self._files: dict[str, tuple[StoredFile, str]] = {}
        self._taken = 0

    def routes(self) -> list[Route]:
        """The interface's paths."""
        base = "/rcs/bot/{version}/{bot}"
        return [
            Route("/oauth2/v1/token", self._token, methods=["POST"]),
            Route(base + "/messages", self._messages, methods=["POST"]),
            Route(base + "/messages/{message_id}/status", self._status, methods=["GET"]),
            Route(base + "/messages/{message_id}/status", self._change, methods=["PUT"]),
            Route(base + "/contactCapabilities", self._capabilities, methods=["GET"]),
            Route(base + "/files", self._upload, methods=["POST"]),
            Route(base + "/files/{file_id}", self._file, methods=["GET"]),
            Route(base + "/files/{file_id}", self._delete, methods=["DELETE"]),
        ]

    async def _token(self, request: Request) -> Response:
        raw = await read_body(request, MAX_CALL_BYTES)
        if (failed := await self._faults.before("accessToken")) is not None:
            return _in_json(failed)
        if b"grant_type=client_credentials" not in raw:
            return json_answer({"error": "unsupported_grant_type"}, 400)
        client, secret = _basic(request.headers.get("authorization", ""))
        account = next(
            (one for one in self._platform.accounts if one.app_id == client and one.protocol == "fnw11"), None
        )
        if account is None or not hmac.compare_digest(account.app_key.encode(), secret.encode()):
            return json_answer({"error": "invalid_client"}, 401)
        token = account.new_token(self._agenda.clock.now())
        if token is None:
            return json_answer({"error": "temporarily_unavailable"}, 400)
        self._journal.add("token", self._agenda.clock.now())
        return json_answer({"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_LIFE_S})

    async def _messages(self, request: Request) -> Response:
        raw = await read_body(request, MAX_MESSAGE_BYTES)
        if (failed := await self._faults.before("messages")) is not None:
            return _in_json(failed)
        try:
            account = self._caller(request)
            contact, message = read_message(parse_object(raw))
            if "isTyping" in message:
                return _typing(message["isTyping"])
            parts = parts_of(message)
            if account.is_too_fast(time.monotonic()):
                raise ReasonError(429, TOO_FAST, "too many messages a second")
            message_id = self._take(account, contact, message, parts)
        except ReasonError as error:
            self._journal.add("rejected", self._agenda.clock.now(), code=error.code)
            return _refused(error)
        answer = {"RCSMessage": {"msgId": message_id, "status": "pending"}}
        return await self._faults.after("messages") or json_answer(answer, 202)

    def _take(
        self, account: Account, contact: str, message: dict[str, Any], parts: list[dict[str, Any]]
    ) -> str:
        given = message.get("msgId")
        self._taken += 1
        if account.keeps_ids and isinstance(given, str) and given:
            message_id = given
        else:
            key = f"{account.chatbot_id}|{self._taken}"
            message_id = str(UUID(bytes=blake2b(key.encode(), digest_size=16).digest(), version=4))
        if self._centre.find(account, message_id) is not None:
            self._journal.add("submitted_twice", self._agenda.clock.now(), contact, message_id=message_id)
            raise ReasonError(400, DUPLICATE, "there is a message with this msgId")
        self._centre.accept(
            Submission(
                account=account,
                message_id=message_id,
                contact=contact,
                parts=parts,
                conversation_id="",
                contribution_id=message_id,
                sms_text="",
                is_stored=True,
                reports=None,
            )
        )
        return message_id

    async def _status(self, request: Request) -> Response:
        try:
            submission = self._submission(request)
        except ReasonError as error:
            return _refused(error)
        word = _WORDS.get(submission.state, "sent")
        return json_answer({"RCSMessage": {"msgId": submission.message_id, "status": word}})

    async def _change(self, request: Request) -> Response:
        raw = await read_body(request, MAX_CALL_BYTES)
        if (failed := await self._faults.before("revoke")) is not None:
            return _in_json(failed)
        try:
            message = (parse_object(raw) or {}).get("RCSMessage")
            wanted = message.get("status") if isinstance(message, dict) else None
            if wanted == "displayed":
                # About a contact's message: the platform tells the handset, which shows nothing here.
                self._caller(request)
                return Response(status_code=204)
            submission = self._submission(request)
            if wanted != "cancelled" or submission.state not in ("accepted", "stored"):
                raise ReasonError(400, BAD_STATE, "the state cannot be changed")
        except ReasonError as error:
            return _refused(error)
        self._centre.revoke(submission)
        return await self._faults.after("revoke") or Response(status_code=204)

    async def _capabilities(self, request: Request) -> Response:
        try:
            self._caller(request)
            number = contact_of(request.query_params.get("userContact", ""))
            handset = self._fleet.get(number)
            if handset is None:
                raise ReasonError(404, NO_USER, "there is no such user")
            if handset.kind is HandsetKind.SMS_ONLY:
                raise ReasonError(404, NOT_RCS, "the handset takes no chatbot messages")
        except ReasonError as error:
            return _refused(error)
        except ValueError as error:
            return _refused(ReasonError(400, BAD_CONTACT, str(error)))
        return json_answer({"capabilities": CAPABILITIES})

    async def _upload(self, request: Request) -> Response:
        raw = await read_body(request, MAX_UPLOAD_BYTES)
        if (failed := await self._faults.before("upload")) is not None:
            return _in_json(failed)
        now = self._agenda.clock.now()
        try:
            account = self._caller(request)
            name, content_type, content = (await read_files(request.headers, raw))[-1]
            stored = self._platform.media.add(name, content_type, content, now, keep=False)
        except ReasonError as error:
            return _refused(error)
        except RejectionError as error:
            return _refused(ReasonError(400, 42401, str(error)))
        self._files[stored.id] = (stored, "pending")
        base_url = str(request.base_url)

        def looked_at() -> None:
            if stored.id in self._files:
                self._files[stored.id] = (stored, "ready")
                self._postman.post(account, "check", _described(stored, "ready", base_url))

        self._agenda.after(AUDIT_S, looked_at)
        answer = json_answer({"fileId": stored.id, "status": "pending"}, 202)
        return await self._faults.after("upload") or answer

    async def _file(self, request: Request) -> Response:
        try:
            self._caller(request)
            stored, stage = self._found(request)
        except ReasonError as error:
            return _refused(error)
        return json_answer({"file": _described(stored, stage, str(request.base_url))})

    async def _delete(self, request: Request) -> Response:
        try:
            self._caller(request)
            stored, _ = self._found(request)
        except ReasonError as error:
            return _refused(error)
        del self._files[stored.id]
        self._platform.media.delete(stored.id)
        return Response(status_code=204)

    def _found(self, request: Request) -> tuple[StoredFile, str]:
        found = self._files.get(request.path_params["file_id"])
        if found is None or self._platform.media.get(found[0].id, self._agenda.clock.now()) is None:
            raise ReasonError(404, 42101, "there is no such file")
        return found

    def _submission(self, request: Request) -> Submission:
        found = self._centre.find(self._caller(request), request.path_params["message_id"])
        if found is None:
            raise ReasonError(404, BAD_STATE, "there is no such message")
        return found

    def _caller(self, request: Request) -> Account:
        account = self._platform.account(request.path_params["bot"])
        if account is None or account.protocol != "fnw11":
            raise ReasonError(404, 42001, "the chatbot is not registered")
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise ReasonError(401, NO_TOKEN, "the token is missing")
        code = account.token_error(f"accessToken {token}", self._agenda.clock.now())
        if code:
            is_old = code == 42001
            raise ReasonError(401, OLD_TOKEN if is_old else BAD_TOKEN, "the token is wrong or has expired")
        return account


def _typing(state: object) -> Response:
    if state not in ("active", "idle"):
        return _refused(ReasonError(400, BAD_TYPING, "isTyping is active or idle"))
    return json_answer({}, 202)


def _described(stored: StoredFile, stage: str, base_url: str) -> dict[str, Any]:
    described: dict[str, Any] = {"fileId": stored.id, "fileSize": len(stored.content), "status": stage}
    if stage == "ready":
        described["fileUrl"] = f"{base_url}media/{stored.id}/{stored.name}"
    if stored.until is not None:
        described["validity"] = stored.until.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return described


def _basic(header: str) -> tuple[str, str]:
    scheme, _, text = header.partition(" ")
    try:
        plain = base64.b64decode(text, validate=True).decode() if scheme.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        plain = ""
    client, _, secret = plain.partition(":")
    return client, secret


def _refused(error: ReasonError) -> Response:
    return json_answer({"error": {"code": error.code, "message": str(error)}}, error.status)


def _in_json(failed: Response) -> Response:
    """A fault's answer in this interface's form: a return code becomes the reason of that number."""
    if failed.media_type != "application/json":
        return failed
    code = orjson.loads(bytes(failed.body))["errorCode"]
    if code == 42001:
        return _refused(ReasonError(401, OLD_TOKEN, "the token has expired"))
    return _refused(ReasonError(400, code, "refused on demand"))
