"""Endpoints, stand-ins and the clock."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import APIRouter
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.carriers.protocols import Endpoint, notify_path, read_endpoint, secret_members
from runtime.clock import Pace, ScaledClock
from runtime.delivery.errors import UnknownEndpoint
from runtime.service.api.wishes import StandInsWish
from runtime.service.errors import ApiRefusal
from runtime.service.service import Service
from runtime.simulator.quiet import until_quiet
from runtime.wording import Wording

_NO_PACE = Wording(
    "这个运行时按真实时间运行，不能调节", "This runtime goes by the real time, which cannot be set"
)


def routes(service: Service) -> APIRouter:
    """The calls that set a runtime up."""
    router = APIRouter()

    @router.get("/endpoints")
    async def endpoints() -> dict[str, Any]:
        return {"endpoints": [_shown(endpoint) for endpoint in service.endpoints.values()]}

    @router.put("/endpoints/{name}")
    async def configure(name: str, body: dict[str, Any], request: Request) -> dict[str, Any]:
        try:
            endpoint = read_endpoint({**body, "name": name})
        except ValidationError as error:
            # The first complaint only, without the input: it holds the secrets.
            first = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(str(step) for step in first["loc"])
            words = Wording("通道设置有误：{place}，{why}", "The endpoint is wrong at {place}: {why}")
            sentence = words.format(place=place, why=first["msg"])
            raise ApiRefusal(422, "bad_endpoint", sentence) from error
        await service.configure(endpoint)
        address = f"{str(request.base_url).rstrip('/')}/callbacks/{name}{notify_path(endpoint)}"
        return {**_shown(endpoint), "notify_url": address}

    @router.delete("/endpoints/{name}")
    async def remove(name: str) -> dict[str, Any]:
        if not await service.remove(name):
            raise UnknownEndpoint(name, tuple(service.endpoints))
        return {"name": name}

    @router.put("/stand-ins")
    async def stand_ins(wish: StandInsWish) -> dict[str, Any]:
        for origin, instead in wish.origins.items():
            service.runtime.stand_in(origin, instead)
        return {"origins": wish.origins}

    return router


class ClockCalls:
    """`/api/clock`: plain routes, because a conductor asks several times for every moment that passes."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """The routes to mount."""
        return [
            Route("/api/clock", self._tell, methods=["GET"]),
            Route("/api/clock", self._follow, methods=["POST"]),
        ]

    async def _tell(self, request: Request) -> Response:
        await until_quiet(request.url.query, lambda: in_flight(self._service))
        return Response(orjson.dumps(clock_state(self._service)), media_type="application/json")

    async def _follow(self, request: Request) -> Response:
        clock = self._service.clock
        if not isinstance(clock, ScaledClock):
            raise ApiRefusal(409, "real_time", _NO_PACE)
        try:
            pace = Pace.from_json(orjson.loads(await request.body())["pace"])
        except (KeyError, TypeError, ValueError) as error:
            words = Wording("时间设置有误：{why}", "The pace is wrong: {why}").format(why=error)
            raise ApiRefusal(422, "bad_pace", words) from error
        clock.follow(pace)
        return await self._tell(request)


def in_flight(service: Service) -> int:
    """How much is going on at this moment."""
    return service.runtime.in_flight + service.in_callbacks


def clock_state(service: Service) -> dict[str, Any]:
    """What a conductor must know: pace, time, what is going on and what comes next."""
    due = service.runtime.next_due
    pace = service.clock.pace.to_json() if isinstance(service.clock, ScaledClock) else None
    return {
        "pace": pace,
        "now": service.clock.now().isoformat(),
        "due": due.isoformat() if due else None,
        "in_flight": in_flight(service),
        "activity": service.runtime.activity + service.callbacks,
    }


def _shown(endpoint: Endpoint) -> dict[str, Any]:
    """The endpoint without its secrets."""
    return endpoint.model_dump(mode="json", exclude=set(secret_members(type(endpoint))))
