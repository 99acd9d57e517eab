"""Where carriers call: verified, bounded, and acknowledged only when it is safe on the disk."""

from __future__ import annotations

import logging

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.carriers.protocols import MAX_CALLBACK_BYTES, answer_address_check, read_callback
from runtime.carriers.refusals import CallbackRefusalError, TooLargeError, UnknownCallbackError
from runtime.service.errors import error_answer
from runtime.service.service import STARTING, Service
from runtime.store import StoreFull

log = logging.getLogger(__name__)


class Callbacks:
    """Answers `/callbacks/ENDPOINT/…`; plain routes, because these are the busiest of all."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """The routes to mount."""
        return [
            Route("/callbacks/{endpoint}/notifyPath", self._check, methods=["GET"]),
            Route("/callbacks/{endpoint}/{tail:path}", self._take, methods=["POST"]),
        ]

    async def _check(self, request: Request) -> Response:
        endpoint = self._service.endpoints.get(request.path_params["endpoint"])
        try:
            if endpoint is None:
                raise UnknownCallbackError
            headers = answer_address_check(request.headers, endpoint, self._service.clock.now())
        except CallbackRefusalError as error:
            return _refused(error)
        return Response(status_code=200, headers=headers)

    async def _take(self, request: Request) -> Response:
        service = self._service
        if not service.is_ready:
            # Its endpoints are not known yet: turned away for good, the carrier would never come again.
            return error_answer(503, "starting", STARTING)
        service.in_callbacks += 1
        service.callbacks += 1
        try:
            return await self._taken(request)
        except CallbackRefusalError as error:
            log.info("callback refused why=%s", type(error).__name__)
            service.refused_callbacks += 1
            return _refused(error)
        except StoreFull as error:
            return error_answer(503, error.code, error.sentence)
        except ClientDisconnect:
            return Response(status_code=400)
        finally:
            service.in_callbacks -= 1

    async def _taken(self, request: Request) -> Response:
        endpoint = self._service.endpoints.get(request.path_params["endpoint"])
        if endpoint is None:
            raise UnknownCallbackError
        body = await _body(request)
        # As it was sent: chatbot ids are percent-encoded and must be taken apart before they are decoded.
        raw = request.scope["raw_path"].decode("ascii", "replace")
        tail = raw.split("/", 3)[3]
        now = self._service.clock.now()
        events = read_callback(tail, request.headers, body, endpoint, now)
        await self._service.receive(endpoint.name, events)
        return Response(status_code=204)


async def _body(request: Request) -> bytes:
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > MAX_CALLBACK_BYTES:
        raise TooLargeError(int(length), MAX_CALLBACK_BYTES)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_CALLBACK_BYTES:
            raise TooLargeError(len(body), MAX_CALLBACK_BYTES)
    return bytes(body)


def _refused(error: CallbackRefusalError) -> Response:
    return error_answer(error.status, type(error).__name__, error.words)
