"""The simulated network behind its HTTP interfaces: the platform's, the scenarios' and the control."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from runtime.clock import ScaledClock
from runtime.simulator.bodies import BodyTooLargeError, json_answer
from runtime.simulator.control import Control
from runtime.simulator.network import Network
from runtime.simulator.serving import EmbeddedServer
from runtime.simulator.traffic import CountingCalls

log = logging.getLogger(__name__)


class Simulator(Network):
    """Runs on a loopback port of the system's choice, in the event loop that starts it.

    `async with Simulator(seed=7) as simulator:` is all a test needs; `base_url` and `control_token` are what
    others need. The clock starts at the present and runs as the real one unless another is given.
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        clock: ScaledClock | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        control_token: str | None = None,
    ) -> None:
        super().__init__(seed, clock or ScaledClock.starting(datetime.now(UTC)))
        self.control_token = control_token or secrets.token_urlsafe(24)
        app = CountingCalls(self._app(), self.calls)
        self._server = EmbeddedServer(app, host, port)

    @property
    def base_url(self) -> str:
        """Where it listens, without a slash at the end; also the `server_root` of its accounts."""
        return self._server.base_url

    async def start(self) -> None:
        """Begins to listen; raises OSError when the port is taken."""
        await self._server.start()
        self.agenda.start()
        self.postman.start()
        log.info("simulator listening port=%d", self._server.port)

    async def stop(self) -> None:
        """Stops listening, ends every connection and drops what was under way."""
        self.fault_answers.release()
        self.journal.close()
        self.agenda.stop()
        await self.postman.stop()
        await self._server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _app(self) -> Starlette:
        routes = [
            *self.platform.routes(),
            *self.cmcc.routes(),
            *self.fnw11.routes(),
            *self.business.routes(),
            *Control(self, self.control_token).routes(),
        ]
        return Starlette(routes=routes, exception_handlers={BodyTooLargeError: _too_large})


async def _too_large(request: Request, error: Exception) -> Response:
    return json_answer({"errorCode": 20003, "errorMessage": "body is too large"}, 413)
