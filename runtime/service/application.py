"""The HTTP application: callbacks for carriers, and the API for whoever holds the token."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from runtime.service.api import (
    audience,
    campaigns,
    conversations,
    imports,
    people,
    reception,
    scenarios,
    secrets,
    sending,
    setting_up,
    upkeep,
)
from runtime.service.callbacks import Callbacks
from runtime.service.errors import HANDLERS, error_answer
from runtime.service.service import STARTING, Service
from runtime.wording import Wording

MAX_API_BYTES = 400 * 1024 * 1024
_NOT_ALLOWED = Wording("访问令牌不正确", "The access token is not right")
_TOO_LARGE = Wording("请求太大", "The request is too large")


def application(service: Service) -> FastAPI:
    """The application over *service*, which the caller starts and stops."""
    app = FastAPI(title="Xinliu runtime", docs_url=None, redoc_url=None, openapi_url=None)
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.router.routes.extend(setting_up.ClockCalls(service).routes())
    app.router.routes.extend(Callbacks(service).routes())
    for part in (
        setting_up,
        secrets,
        scenarios,
        people,
        conversations,
        reception,
        audience,
        imports,
        sending,
        campaigns,
        upkeep,
    ):
        app.include_router(part.routes(service), prefix="/api")

    @app.get("/api/status")
    async def status() -> dict[str, Any]:
        return await _status(service)

    @app.post("/api/stop")
    async def stop() -> dict[str, Any]:
        service.is_stopping.set()
        return {"stopping": True}

    app.add_middleware(_Guard, service=service)
    return app


class _Guard:
    """Lets only the token's holder at the API, and nothing of endless size at anything."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith("/callbacks/"):
            request = Request(scope)
            length = request.headers.get("content-length", "0")
            if not self._service.is_allowed(request.headers.get("authorization", "")):
                await error_answer(401, "not_allowed", _NOT_ALLOWED)(scope, receive, send)
                return
            if not self._service.is_ready and scope["path"] != "/api/stop":
                await error_answer(503, "starting", STARTING)(scope, receive, send)
                return
            if not length.isdigit() or int(length) > MAX_API_BYTES:
                await error_answer(413, "too_large", _TOO_LARGE)(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _status(service: Service) -> dict[str, Any]:
    counts = await service.counts.now()
    return {
        **service.runtime.state(),
        **counts,
        "unknown": counts["messages"].get("unknown", 0),
        "refused_callbacks": service.refused_callbacks,
        "now": service.clock.now().isoformat(),
        "revision": service.store.revision,
        "keys": {"place": service.store.key_place.name, "is_protected": service.store.key_place.is_protected},
    }
