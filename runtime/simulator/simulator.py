"""The whole simulated network in one object: platform, message centre, handsets and their control."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from runtime.clock import ScaledClock
from runtime.simulator.agenda import Agenda
from runtime.simulator.bodies import BodyTooLargeError, json_answer
from runtime.simulator.business import Business
from runtime.simulator.callbacks import Postman
from runtime.simulator.control import Control
from runtime.simulator.fault_answers import FaultAnswers
from runtime.simulator.faults import Faults
from runtime.simulator.fleet import Fleet, FleetPlan
from runtime.simulator.handset import Handset
from runtime.simulator.journal import Journal
from runtime.simulator.message_centre import MessageCentre
from runtime.simulator.platform import Platform
from runtime.simulator.serving import EmbeddedServer
from runtime.simulator.traffic import Traffic

log = logging.getLogger(__name__)


class Simulator:
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
        self.clock = clock or ScaledClock.starting(datetime.now(UTC))
        self.control_token = control_token or secrets.token_urlsafe(24)
        self.agenda = Agenda(self.clock)
        self.journal = Journal()
        self.faults = Faults(seed)
        self.fleet = Fleet(seed)
        self.postman = Postman(self.agenda, self.journal, self.faults)
        self.centre = MessageCentre(self.agenda, self.journal, self.fleet, self.postman)
        self.fault_answers = FaultAnswers(self.faults)
        self.platform = Platform(self.agenda, self.journal, self.centre, self.postman, self.fault_answers)
        self.business = Business(self.agenda, self.journal)
        self.traffic = Traffic(self._app())
        self._server = EmbeddedServer(self.traffic, host, port)

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

    def create_fleet(self, plan: FleetPlan) -> list[Handset]:
        """Sets up more handsets, and plans when those that are off come on."""
        created = self.fleet.create(plan)
        for handset, back_s in created:
            if back_s:
                self.centre.switch_later(handset, back_s)
        return [handset for handset, _ in created]

    @property
    def in_flight(self) -> int:
        """What is going on at this very moment: calls, callbacks, and things due that have not run yet."""
        return self.traffic.in_flight + self.postman.in_flight + int(self.agenda.is_behind)

    @property
    def activity(self) -> int:
        """A number that grows with everything that happens; unchanged means nothing happened."""
        return self.traffic.begun + self.journal.last

    def clock_state(self) -> dict[str, Any]:
        """What a conductor must know: pace, time, what is going on and what comes next."""
        due = self.agenda.next_due
        return {
            "pace": self.clock.pace.to_json(),
            "now": self.clock.now().isoformat(),
            "due": due.isoformat() if due else None,
            "in_flight": self.in_flight,
            "activity": self.activity,
        }

    def stats(self) -> dict[str, Any]:
        """Totals since the start."""
        return {
            "handsets": len(self.fleet),
            "stored": self.centre.stored,
            "scheduled": len(self.agenda),
            "counts": dict(self.journal.counts),
            "faults_happened": dict(self.faults.happened),
        }

    def _app(self) -> Starlette:
        routes = [*self.platform.routes(), *self.business.routes(), *Control(self).routes()]
        return Starlette(routes=routes, exception_handlers={BodyTooLargeError: _too_large})


async def _too_large(request: Request, error: Exception) -> Response:
    return json_answer({"errorCode": 20003, "errorMessage": "body is too large"}, 413)
