"""The CT/CU platform in miniature: the interface a chatbot's runtime talks to.

Source: CT/CU customer access interface V1.0.4. Errors are HTTP 200 with an errorCode, as there.
"""

from __future__ import annotations

import time
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.simulator.accounts import TOKEN_LIFE_S, Account, AccountPlan
from runtime.simulator.agenda import Agenda
from runtime.simulator.bodies import json_answer, parse_object, read_body
from runtime.simulator.callbacks import Postman
from runtime.simulator.checks import RejectionError, check_message
from runtime.simulator.fault_answers import FaultAnswers
from runtime.simulator.journal import Journal
from runtime.simulator.media import MAX_UPLOAD_BYTES, MediaStore, StoredFile, read_files
from runtime.simulator.message_centre import MessageCentre, Submission

MAX_MESSAGE_BYTES = 1024 * 1024
MAX_CALL_BYTES = 64 * 1024
AUDIT_S = 30
"""How long the audit of a permanent file takes, in simulated seconds."""
REMEMBERED = ("messageId", "conversationId", "contributionId")


class Platform:
    """Serves every account's calls and hands what is accepted to the message centre."""

    def __init__(
        self,
        agenda: Agenda,
        journal: Journal,
        centre: MessageCentre,
        postman: Postman,
        fault_answers: FaultAnswers,
    ) -> None:
        self._agenda = agenda
        self._journal = journal
        self._centre = centre
        self._postman = postman
        self._faults = fault_answers
        self._accounts: dict[str, Account] = {}
        self.media = MediaStore()

    def register(self, plan: AccountPlan) -> Account:
        """Sets up a chatbot's account, or changes it: what is under way then goes by the new settings."""
        account = self._accounts.get(plan.chatbot_id)
        if account is None:
            account = self._accounts[plan.chatbot_id] = Account(plan)
        else:
            account.configure(plan)
        return account

    def account(self, chatbot_id: str) -> Account | None:
        """The account of that chatbot, or None."""
        return self._accounts.get(chatbot_id)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Every account, in the order of their registration."""
        return tuple(self._accounts.values())

    def expire_tokens(self) -> None:
        """Ends every access token now."""
        for account in self._accounts.values():
            account.expire_token(self._agenda.clock.now())

    def routes(self) -> list[Route]:
        """The interface's paths."""
        base = "/bot/{version}/{chatbot}"
        return [
            Route(base + "/messages", self._messages, methods=["POST"]),
            Route(base + "/accessToken", self._access_token, methods=["POST"]),
            Route(base + "/revoke", self._revoke, methods=["POST"]),
            Route(base + "/medias/upload", self._upload, methods=["POST"]),
            Route(base + "/medias/download", self._download, methods=["GET"]),
            Route(base + "/medias/delete", self._delete, methods=["DELETE"]),
            Route(base + "/find/chatBotInfo", self._find_info, methods=["GET"]),
            Route("/media/{id}/{name:path}", self._file, methods=["GET"]),
        ]

    async def _access_token(self, request: Request) -> Response:
        raw = await read_body(request, MAX_CALL_BYTES)
        failed = await self._faults.before("accessToken")
        if failed is not None:
            return failed
        account = self._accounts.get(request.path_params["chatbot"])
        body = parse_object(raw)
        if account is None:
            return _error(48001, "chatbot is not registered")
        if body is None:
            return _error(47001, "body is no JSON object")
        code = _login_error(account, body)
        if code:
            return _error(code, "credentials are not valid")
        token = account.new_token(self._agenda.clock.now())
        if token is None:
            return _error(45001, "2000 tokens a day")
        self._journal.add("token", self._agenda.clock.now())
        url = str(request.base_url).rstrip("/")
        return json_answer({"accessToken": token, "expires": TOKEN_LIFE_S, "url": url, "errorCode": 0})

    async def _messages(self, request: Request) -> Response:
        raw = await read_body(request, MAX_MESSAGE_BYTES)
        failed = await self._faults.before("messages")
        if failed is not None:
            return failed
        try:
            account = self._caller(request)
            body = _json_body(request, raw)
            contact = check_message(body, account.chatbot_id)
            if account.is_too_fast(time.monotonic()):
                raise RejectionError(30003, "too many messages a second")
            self._take(account, contact, body)
        except RejectionError as error:
            self._journal.add("rejected", self._agenda.clock.now(), code=error.code)
            return _error(error.code, str(error))
        answer = {name: body[name] for name in REMEMBERED} | {"errorCode": 0, "errorMessage": "success"}
        return await self._faults.after("messages") or json_answer(answer)

    def _take(self, account: Account, contact: str, body: dict[str, Any]) -> None:
        earlier = self._centre.find(account, body["messageId"])
        if earlier is not None:
            if earlier.contact != contact or earlier.contribution_id != body["contributionId"]:
                raise RejectionError(20002, "messageId was used for another message")
            self._journal.add(
                "submitted_twice", self._agenda.clock.now(), contact, message_id=earlier.message_id
            )
            return
        reports = body.get("reportRequest")
        self._centre.accept(
            Submission(
                account=account,
                message_id=body["messageId"],
                contact=contact,
                parts=body["messageList"],
                conversation_id=body["conversationId"],
                contribution_id=body["contributionId"],
                sms_text=body.get("smsContent", "") if body["smsSupported"] else "",
                is_stored=body["storeSupported"],
                reports=None if reports is None else frozenset(reports),
            )
        )

    async def _revoke(self, request: Request) -> Response:
        raw = await read_body(request, MAX_CALL_BYTES)
        failed = await self._faults.before("revoke")
        if failed is not None:
            return failed
        try:
            account = self._caller(request)
            body = _json_body(request, raw)
            if body.get("status") != "RevokeRequested":
                raise RejectionError(20002, "status must be RevokeRequested")
            submission = self._centre.find(account, str(body.get("messageId")))
            if submission is None:
                raise RejectionError(20002, "no such message")
            if body.get("destinationAddress") != ["tel:" + submission.contact]:
                raise RejectionError(20002, "the message went to another address")
        except RejectionError as error:
            return _error(error.code, str(error))
        self._centre.revoke(submission)
        answer = {"messageId": submission.message_id, "errorCode": 0, "errorMessage": "success"}
        return await self._faults.after("revoke") or json_answer(answer)

    async def _upload(self, request: Request) -> Response:
        raw = await read_body(request, MAX_UPLOAD_BYTES)
        failed = await self._faults.before("upload")
        if failed is not None:
            return failed
        try:
            account = self._caller(request)
            mode = request.headers.get("uploadmode", "")
            if mode not in ("perm", "temp"):
                raise RejectionError(20002, "uploadMode is perm or temp")
            files = await read_files(request.headers, raw)
            stored = [
                self.media.add(name, content_type, content, self._agenda.clock.now(), mode == "perm")
                for name, content_type, content in files
            ]
        except RejectionError as error:
            return _error(error.code, str(error))
        infos = [_info(one, str(request.base_url)) for one in stored]
        if mode == "perm":
            for info in infos:
                self._audit_later(account, info["url"])
        answer = {"fileInfo": infos, "fileCount": len(self.media), "totalCount": 1000, "errorCode": 0}
        return await self._faults.after("upload") or json_answer(answer)

    def _audit_later(self, account: Account, url: str) -> None:
        def passed() -> None:
            result = {
                "type": "media",
                "result": "pass",
                "time": self._agenda.clock.now().isoformat(),
                "description": "",
                "remark": f"url:{url}",
            }
            self._postman.post(account, "check", result)

        self._agenda.after(AUDIT_S, passed)

    async def _download(self, request: Request) -> Response:
        try:
            self._caller(request)
        except RejectionError as error:
            return _error(error.code, str(error))
        stored = self._stored(request.headers.get("url", ""))
        return _error(40022, "no such file") if stored is None else _content(stored)

    async def _delete(self, request: Request) -> Response:
        try:
            self._caller(request)
        except RejectionError as error:
            return _error(error.code, str(error))
        stored = self._stored(request.headers.get("url", ""))
        if stored is None:
            return _error(40007, "no such file")
        self.media.delete(stored.id)
        return json_answer(
            {
                "deleteMode": "perm" if stored.until is None else "temp",
                "fileCount": len(self.media),
                "totalCount": 1000,
                "errorCode": 0,
                "errorMessage": "success",
            }
        )

    async def _file(self, request: Request) -> Response:
        stored = self.media.get(request.path_params["id"], self._agenda.clock.now())
        return Response("no such file", 404) if stored is None else _content(stored)

    async def _find_info(self, request: Request) -> Response:
        try:
            account = self._caller(request)
        except RejectionError as error:
            return _error(error.code, str(error))
        number, _, domain = account.chatbot_id.removeprefix("sip:").partition("@")
        return json_answer(
            {
                "accessNo": number,
                "domain": domain,
                "serviceName": account.service_name,
                "SMSNumber": number,
                "verified": account.is_verified,
                "status": 1,
                "criticalChatbot": False,
                "version": 2,
                "errorCode": 0,
                "errorMessage": "success",
            }
        )

    def _caller(self, request: Request) -> Account:
        account = self._accounts.get(request.path_params["chatbot"])
        if account is None or account.protocol != "ctcu":
            raise RejectionError(48001, "chatbot is not registered")
        headers = request.headers
        code = account.token_error(headers.get("authorization", ""), self._agenda.clock.now())
        if code:
            raise RejectionError(code, "access token is missing, wrong or expired")
        if not headers.get("date", "").endswith("GMT"):
            raise RejectionError(20003, "date header in GMT is missing")
        return account

    def _stored(self, url: str) -> StoredFile | None:
        pieces = url.rsplit("/", 2)
        return self.media.get(pieces[-2], self._agenda.clock.now()) if len(pieces) == 3 else None


def _json_body(request: Request, raw: bytes) -> dict[str, Any]:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise RejectionError(20003, "content-type is application/json")
    if not raw:
        raise RejectionError(44002, "body is empty")
    body = parse_object(raw)
    if body is None:
        raise RejectionError(47001, "body is no JSON object")
    return body


def _login_error(account: Account, body: dict[str, Any]) -> int:
    if not body.get("appId"):
        return 41002
    if not body.get("appKey"):
        return 41004
    if body["appId"] != account.app_id:
        return 40013
    return 0 if body["appKey"] == account.app_key else 40001


def _info(stored: StoredFile, base_url: str) -> dict[str, Any]:
    info: dict[str, Any] = {
        "url": f"{base_url}media/{stored.id}/{stored.name}",
        "fileName": stored.name,
        "contentType": stored.content_type,
        "fileSize": len(stored.content),
    }
    if stored.until is not None:
        info["until"] = stored.until.isoformat(timespec="seconds").replace("+00:00", "Z")
    return info


def _content(stored: StoredFile) -> Response:
    headers = {"x-content-type-options": "nosniff"}
    return Response(stored.content, media_type=stored.content_type, headers=headers)


def _error(code: int, words: str) -> Response:
    return json_answer({"errorCode": code, "errorMessage": words})
