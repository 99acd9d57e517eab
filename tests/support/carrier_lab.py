"""A simulator, a chatbot's adapter and the place its callbacks arrive at, tied together over loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from types import TracebackType
from typing import Any, Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.carriers.ctcu.adapter import CtcuCarrier
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.carriers.http import Timeouts
from runtime.carriers.port import InboundEvent, InboundMessage, Listener, SendRequest, StatusReport
from runtime.carriers.protocols import Endpoint, answer_address_check, read_callback
from runtime.carriers.refusals import CallbackRefusalError
from runtime.clock import Clock, Pace, ScaledClock
from runtime.messages.wire import SUGGESTIONS, TEXT, WirePart
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.behaviour import Behaviour
from runtime.simulator.conductor import ClockState, Conductor
from runtime.simulator.fleet import HandsetPlan
from runtime.simulator.handset import Handset, HandsetKind
from runtime.simulator.serving import EmbeddedServer
from runtime.simulator.simulator import Simulator

CHATBOT = "sip:106500@botplatform.rcs.example.cn"
EPOCH = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NUMBER = "+8618900000001"
QUICK = Timeouts(connect_s=2.0, read_s=5.0, total_s=10.0)

_ids = count(1)


def request_to(contact: str = NUMBER, text: str = "您好", **members: object) -> SendRequest:
    """A message to *contact* with ids of its own."""
    number = next(_ids)
    values: dict[str, Any] = {
        "message_id": f"message-{number}",
        "contact": contact,
        "chatbot": CHATBOT,
        "parts": (WirePart(TEXT, text),),
        "conversation_id": "conversation-1",
        "contribution_id": f"contribution-{number}",
    }
    return SendRequest(**(values | members))


def chips(*labels: str) -> WirePart:
    """A suggestion list of replies; the postback of each is `pb-` and its label."""
    replies = [{"reply": {"displayText": label, "postback": {"data": f"pb-{label}"}}} for label in labels]
    return WirePart(SUGGESTIONS, {"suggestions": replies})


@dataclass
class CallbackInbox:
    """Takes callbacks as the runtime's service does."""

    clock: Clock
    endpoint: Endpoint | None = None
    listener: Listener | None = None
    """The adapter that hears events first, where it has to."""
    events: list[InboundEvent] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)
    answer_with: int = 204
    """Set to 500 to be out of order."""
    server: EmbeddedServer = field(init=False)

    def __post_init__(self) -> None:
        self.server = EmbeddedServer(
            Starlette(
                routes=[
                    Route("/hook/notifyPath", self._check, methods=["GET"]),
                    Route("/hook/{tail:path}", self._take, methods=["POST"]),
                ]
            )
        )

    @property
    def url(self) -> str:
        return self.server.base_url + "/hook"

    @property
    def statuses(self) -> list[StatusReport]:
        return [event for event in self.events if isinstance(event, StatusReport)]

    @property
    def messages(self) -> list[InboundMessage]:
        return [event for event in self.events if isinstance(event, InboundMessage)]

    async def _check(self, request: Request) -> Response:
        assert self.endpoint is not None
        headers = answer_address_check(request.headers, self.endpoint, self.clock.now())
        return Response(status_code=200, headers=headers)

    async def _take(self, request: Request) -> Response:
        assert self.endpoint is not None
        raw = await request.body()
        tail = request.path_params["tail"]
        try:
            events = read_callback(tail, request.headers, raw, self.endpoint, self.clock.now())
        except CallbackRefusalError as error:
            self.refusals.append(error.status)
            return Response(status_code=error.status)
        if self.listener is not None:
            events = await self.listener.heard(events)
        if self.answer_with == 204:
            self.events.extend(events)
        return Response(status_code=self.answer_with)


class CarrierLab:
    """`async with CarrierLab() as lab:` one chatbot, its adapter, and a clock that moves when told to."""

    def __init__(self, *, seed: int = 1, lab: bool = True, timeouts: Timeouts = QUICK) -> None:
        self.clock = ScaledClock.starting(EPOCH, 0.0)
        self.simulator = Simulator(seed=seed, clock=self.clock)
        self.inbox = CallbackInbox(self.clock)
        self._lab = lab
        self._timeouts = timeouts
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self.simulator.start()
        await self.inbox.server.start()
        self._stack.push_async_callback(self._stop)
        self.account = self.simulator.platform.register(
            AccountPlan(chatbot_id=CHATBOT, notify_url=self.inbox.url)
        )
        self.endpoint = self.endpoint_with()
        self.inbox.endpoint = self.endpoint
        self.carrier = self.carrier_for(self.endpoint)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def _stop(self) -> None:
        await asyncio.gather(self.simulator.stop(), self.inbox.server.stop())

    def endpoint_with(self, **changes: object) -> CtcuEndpoint:
        """The chatbot's endpoint with *changes*."""
        values = {
            "name": "lab",
            "carrier": "telecom",
            "server_root": self.simulator.base_url,
            "chatbot_id": CHATBOT,
            "app_id": self.account.app_id,
            "app_key": self.account.app_key,
            "callback_token": self.account.callback_token,
            "lab": self._lab,
        }
        return CtcuEndpoint.model_validate(values | changes)

    def carrier_for(self, endpoint: CtcuEndpoint, timeouts: Timeouts | None = None) -> CtcuCarrier:
        """An adapter that is closed with the lab."""
        carrier = CtcuCarrier(endpoint, clock=self.clock, timeouts=timeouts or self._timeouts)
        self._stack.push_async_callback(carrier.close)
        return carrier

    def handset(self, number: str = NUMBER, *, is_sms_only: bool = False, **members: object) -> Handset:
        """One handset, by hand unless another behaviour is given."""
        kind = HandsetKind.SMS_ONLY if is_sms_only else HandsetKind.FIVE_G
        values = {"number": number, "kind": kind, "behaviour": Behaviour(kind="by_hand")}
        return self.simulator.fleet.add(HandsetPlan.model_validate(values | members))

    async def run(self, hours: float = 1.0) -> datetime:
        """Lets at most so many simulated hours pass, from one due thing to the next."""
        local = LocalMember(self.simulator)
        until = datetime.fromtimestamp(self.clock.now().timestamp() + hours * 3600, UTC)
        return await Conductor(local).run_until(until)


class LocalMember:
    """A simulator in the same process as a conductor's holder."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    async def state(self) -> ClockState:
        """What it says, after the loop had a turn."""
        await asyncio.sleep(0)
        return ClockState.from_json(self._simulator.clock_state())

    async def hold(self, pace: Pace) -> None:
        """Takes the time over and waits."""
        self._simulator.agenda.hold()
        self._simulator.clock.follow(pace)

    async def follow(self, pace: Pace) -> None:
        """Takes the time over and acts."""
        self._simulator.clock.follow(pace)
        self._simulator.agenda.release()


async def eventually(holds: Callable[[], bool]) -> None:
    """Waits until *holds*; a test that never comes so far hangs into its own time limit."""
    while not holds():  # noqa: ASYNC110 (any condition will do)
        await asyncio.sleep(0.005)
