"""The control interface from the other side: for the app, the command line and demonstrations."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
from pydantic import BaseModel

from runtime.carriers.http import Timeouts, client, exchange
from runtime.clock import Pace
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.business import SampleAnswer
from runtime.simulator.conductor import ClockState
from runtime.simulator.faults import FaultRule
from runtime.simulator.fleet import FleetPlan, HandsetPlan
from runtime.simulator.quiet import QUERY

MAX_ANSWER_BYTES = 256 * 1024 * 1024


class SimulatorRefusalError(Exception):
    """The simulator did not do it; *status* is its HTTP answer."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class ClockRemote:
    """The time of any process that serves the simulator's clock calls, at *path* of its address.

    GET answers pace, now, due, in_flight and activity; POST with a pace takes it over. Fulfils
    `runtime.simulator.conductor.Holder`.
    """

    def __init__(self, base_url: str, token: str, path: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._path = path
        self._http = client(
            timeouts=Timeouts(read_s=60.0),
            headers={"authorization": f"Bearer {token}", "content-type": "application/json"},
            max_response_bytes=MAX_ANSWER_BYTES,
        )

    async def close(self) -> None:
        """Ends the connections."""
        await self._http.aclose()

    async def state(self) -> ClockState:
        """Its time, what is going on and what comes next; waits a moment for it to be quiet."""
        return ClockState.from_json(await self._ask("GET", f"{self._path}?{QUERY}"))

    async def pace(self) -> Pace:
        """How its clock runs."""
        return Pace.from_json((await self._ask("GET", self._path))["pace"])

    async def hold(self, pace: Pace) -> None:
        """Takes a time over without acting on it."""
        await self._ask("POST", self._path, {"pace": pace.to_json(), "hold": True})

    async def follow(self, pace: Pace) -> None:
        """Takes a time over and acts on it."""
        await self._ask("POST", self._path, {"pace": pace.to_json()})

    async def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        content = orjson.dumps(body) if body is not None else None
        answer = await exchange(self._http, method, self.base_url + path, content=content, total_s=120)
        data = orjson.loads(answer.body) if answer.body else {}
        if answer.status >= 400:
            raise SimulatorRefusalError(answer.status, str(data.get("error", answer.status)))
        assert isinstance(data, dict), "the control interface answers objects"
        return data


class SimulatorRemote(ClockRemote):
    """A simulator at some address.

    Every call raises `runtime.carriers.http.HttpError` when the simulator cannot be reached, and
    `SimulatorRefusalError` when it says no.
    """

    def __init__(self, base_url: str, control_token: str) -> None:
        super().__init__(base_url, control_token, "/control/clock")

    async def register(self, plan: AccountPlan) -> dict[str, Any]:
        """Sets up a chatbot's account and has its notify address checked; returns it with credentials."""
        return await self._call("POST", "/accounts", _json(plan))

    async def create_fleet(self, plan: FleetPlan) -> list[dict[str, Any]]:
        """Sets up more handsets; returns what each is, in short."""
        answer = await self._call("POST", "/fleet", _json(plan))
        return list(answer["handsets"])

    async def clear(self) -> None:
        """Forgets every handset and every message."""
        await self._call("DELETE", "/fleet")

    async def add_handset(self, plan: HandsetPlan) -> dict[str, Any]:
        """Sets up one handset."""
        return await self._call("POST", "/handsets", _json(plan))

    async def handsets(self) -> list[dict[str, Any]]:
        """Every handset in short."""
        return list((await self._call("GET", "/handsets"))["handsets"])

    async def handset(self, number: str) -> dict[str, Any]:
        """One handset with everything it received and did."""
        return await self._call("GET", f"/handsets/{number}")

    async def drive(self, number: str, deed: str, **members: object) -> dict[str, Any]:
        """Does something by hand: tap, type, location, file, online, block, look or spam."""
        return await self._call("POST", f"/handsets/{number}/{deed}", members)

    async def put_sample(self, sample: SampleAnswer) -> str:
        """Registers a business system's answer; returns the address its path follows."""
        return str((await self._call("POST", "/business", _json(sample)))["base_url"])

    async def set_faults(self, *rules: FaultRule) -> None:
        """Puts *rules* in the place of those before."""
        await self._call("PUT", "/faults", {"rules": [_json(rule) for rule in rules]})

    async def expire_tokens(self) -> None:
        """Ends every access token now."""
        await self._call("POST", "/faults/expire-tokens")

    async def stats(self) -> dict[str, Any]:
        """Totals since the start."""
        return await self._call("GET", "/stats")

    async def events(self, since: int = 0, contact: str = "") -> AsyncIterator[dict[str, Any]]:
        """What happens after entry *since*, as it happens; ends when the simulator stops."""
        query = {"since": str(since), "contact": contact, "follow": "true"}
        url = f"{self.base_url}/control/events"
        async with self._http.stream("GET", url, params=query, timeout=None) as response:
            if response.status_code != 200:
                raise SimulatorRefusalError(response.status_code, "the events are not shown")
            async for line in response.aiter_lines():
                yield orjson.loads(line)

    async def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return await self._ask(method, f"/control{path}", body)


def _json(plan: BaseModel) -> dict[str, Any]:
    return plan.model_dump(mode="json")
