"""The control interface: sets up the simulated network, drives handsets by hand and watches what happens."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from runtime.clock import Pace
from runtime.simulator.accounts import Account, AccountPlan
from runtime.simulator.bodies import json_answer, parse_object, read_body
from runtime.simulator.business import SampleAnswer
from runtime.simulator.faults import FaultRule
from runtime.simulator.fleet import FleetPlan, HandsetPlan
from runtime.simulator.hands import Hands, NoSuchThingError
from runtime.simulator.network import Network
from runtime.simulator.quiet import until_quiet

MAX_BODY_BYTES = 1024 * 1024

_Plan = TypeVar("_Plan", bound=BaseModel)
_Answer = Callable[[Request], Awaitable[Response]]


class ControlRefusalError(Exception):
    """A call to the control interface that cannot be carried out; *status* is the HTTP answer."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class Control:
    """Serves `/control/…` to whoever knows the token (`Authorization: Bearer TOKEN`)."""

    def __init__(self, network: Network, token: str) -> None:
        self._network = network
        self._token = token
        self._hands = Hands(network)

    def routes(self) -> list[Route]:
        """The control interface's paths."""
        # The clock first: a conductor asks for it all the while, and routes are looked through in order.
        table: list[tuple[str, str, _Answer]] = [
            ("GET", "/clock", self._show_clock),
            ("POST", "/clock", self._set_clock),
            ("POST", "/fleet", self._create_fleet),
            ("DELETE", "/fleet", self._clear),
            ("GET", "/handsets", self._list_handsets),
            ("POST", "/handsets", self._add_handset),
            ("GET", "/handsets/{number}", self._show_handset),
            ("POST", "/handsets/{number}/{deed}", self._drive),
            ("GET", "/accounts", self._list_accounts),
            ("POST", "/accounts", self._register),
            ("GET", "/business", self._list_samples),
            ("POST", "/business", self._put_sample),
            ("GET", "/business/calls", self._list_calls),
            ("GET", "/events", self._events),
            ("GET", "/stats", self._stats),
            ("GET", "/faults", self._list_faults),
            ("PUT", "/faults", self._set_faults),
            ("POST", "/faults/expire-tokens", self._expire_tokens),
        ]
        return [
            Route("/control" + path, self._guarded(answer), methods=[method])
            for method, path, answer in table
        ]

    def _guarded(self, answer: _Answer) -> _Answer:
        async def guarded(request: Request) -> Response:
            expected = f"Bearer {self._token}".encode()
            if not hmac.compare_digest(request.headers.get("authorization", "").encode(), expected):
                return json_answer({"error": "the control token is missing or wrong"}, 401)
            try:
                return await answer(request)
            except ControlRefusalError as error:
                return json_answer({"error": str(error)}, error.status)
            except NoSuchThingError as error:
                return json_answer({"error": str(error)}, 404)

        return guarded

    async def _create_fleet(self, request: Request) -> Response:
        plan = await _plan(request, FleetPlan)
        created = self._network.create_fleet(plan)
        return json_answer({"handsets": [handset.summary() for handset in created]}, 201)

    async def _clear(self, request: Request) -> Response:
        self._network.fleet.clear()
        self._network.centre.forget()
        return Response(status_code=204)

    async def _list_handsets(self, request: Request) -> Response:
        return json_answer({"handsets": [handset.summary() for handset in self._network.fleet]})

    async def _add_handset(self, request: Request) -> Response:
        handset = self._network.fleet.add(await _plan(request, HandsetPlan))
        return json_answer(handset.summary(), 201)

    async def _show_handset(self, request: Request) -> Response:
        return json_answer(self._hands.handset(request.path_params["number"]).to_json())

    async def _drive(self, request: Request) -> Response:
        body = await _object(request)
        try:
            done = self._hands.drive(request.path_params["number"], request.path_params["deed"], body)
        except (KeyError, TypeError, ValueError) as error:
            raise ControlRefusalError(400, f"{type(error).__name__}: {error}") from error
        return json_answer(done)

    async def _list_accounts(self, request: Request) -> Response:
        return json_answer({"accounts": [account.to_json() for account in self._network.platform.accounts]})

    async def _register(self, request: Request) -> Response:
        account = self._network.platform.register(await _plan(request, AccountPlan))
        await self._verify(account)
        return json_answer(account.to_json() | {"server_root": _root(request)}, 201)

    async def _verify(self, account: Account) -> None:
        if account.notify_url:
            await self._network.postman.check_address(account)

    async def _list_samples(self, request: Request) -> Response:
        samples = [sample.model_dump(mode="json") for sample in self._network.business.samples]
        return json_answer({"base_url": _root(request) + "/business", "samples": samples})

    async def _put_sample(self, request: Request) -> Response:
        self._network.business.put(await _plan(request, SampleAnswer))
        return json_answer({"base_url": _root(request) + "/business"}, 201)

    async def _list_calls(self, request: Request) -> Response:
        return json_answer({"calls": self._network.business.calls})

    async def _events(self, request: Request) -> Response:
        """Entries after `since` as one JSON object a line; with `follow=true` the stream stays open."""
        query = request.query_params
        since = query.get("since", "0")
        if not (since.isascii() and since.isdigit() and len(since) < 16):
            raise ControlRefusalError(400, "since is a number")
        contact = query.get("contact", "")
        journal = self._network.journal
        if query.get("follow") != "true":
            entries = journal.since(int(since), contact)
            return json_answer({"entries": entries, "last": journal.last})
        lines = _lines(journal.follow(int(since), contact))
        return StreamingResponse(lines, media_type="application/x-ndjson")

    async def _stats(self, request: Request) -> Response:
        return json_answer(self._network.stats())

    async def _list_faults(self, request: Request) -> Response:
        faults = self._network.faults
        rules = [rule.model_dump(mode="json") for rule in faults.rules]
        return json_answer({"rules": rules, "happened": faults.happened})

    async def _set_faults(self, request: Request) -> Response:
        body = await _object(request)
        entries = body.get("rules", [])
        if not isinstance(entries, list) or len(entries) > 100:
            raise ControlRefusalError(400, "rules is a list of at most 100")
        self._network.faults.set(*(_validated(FaultRule, entry) for entry in entries))
        return await self._list_faults(request)

    async def _expire_tokens(self, request: Request) -> Response:
        self._network.platform.expire_tokens()
        return Response(status_code=204)

    async def _show_clock(self, request: Request) -> Response:
        await until_quiet(request.url.query, lambda: self._network.in_flight)
        return json_answer(self._network.clock_state())

    async def _set_clock(self, request: Request) -> Response:
        """One of `pace` (all three numbers), `factor`, or `jump_s`; with `hold` nothing due runs yet."""
        body = await _object(request)
        clock, agenda = self._network.clock, self._network.agenda
        if body.get("hold") is True:
            agenda.hold()
        try:
            if "pace" in body:
                clock.follow(Pace.from_json(body["pace"]))
            elif "factor" in body:
                clock.run_at(float(body["factor"]))
            elif "jump_s" in body:
                clock.jump_by(float(body["jump_s"]))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise ControlRefusalError(400, f"{type(error).__name__}: {error}") from error
        if body.get("hold") is not True:
            agenda.release()
        return await self._show_clock(request)


async def _lines(entries: AsyncIterator[dict[str, Any]]) -> AsyncIterator[bytes]:
    async for entry in entries:
        yield orjson.dumps(entry) + b"\n"


def _root(request: Request) -> str:
    """Where the caller reached us: what an account's `server_root` is to be."""
    return str(request.base_url).rstrip("/")


async def _object(request: Request) -> dict[str, Any]:
    body = parse_object(await read_body(request, MAX_BODY_BYTES) or b"{}")
    if body is None:
        raise ControlRefusalError(400, "the body is no JSON object")
    return body


async def _plan(request: Request, kind: type[_Plan]) -> _Plan:
    return _validated(kind, await _object(request))


def _validated(kind: type[_Plan], data: object) -> _Plan:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise ControlRefusalError(422, f"{place}: {first['msg']}") from error
