"""Messages a second from the CT/CU adapter to the simulator in a process of its own."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Awaitable, Callable

from runtime.carriers.ctcu.adapter import CtcuCarrier
from runtime.carriers.ctcu.codec import encode
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.carriers.http import AsyncClient, client
from runtime.carriers.port import Outcome, SendRequest
from runtime.messages.wire import TEXT, WirePart
from tests.benchmarks.figure import Figure
from tests.support.carrier_lab import CHATBOT, chips, request_to

MESSAGES = 3000
AT_ONCE = 50
HANDSETS = 500
SHARE = 0.7
"""Part of the bare transport's rate that is the budget; never under 300 a second."""


def run() -> list[Figure]:
    """The adapter's rate, with the rate of the same client in a bare loop as its limit."""
    if sys.platform == "win32":
        sent, bare = asyncio.run(_measure())
    else:
        import uvloop

        sent, bare = uvloop.run(_measure())
    budget = max(300.0, SHARE * bare)
    return [Figure("messages to a simulated carrier", sent, "/s", budget, bare, "higher")]


async def _measure() -> tuple[float, float]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "runtime.simulator",
        f"--handsets={HANDSETS}",
        f"--chatbot={CHATBOT}",
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    place = json.loads(await process.stdout.readline())
    account = place["accounts"][0]
    endpoint = CtcuEndpoint.model_validate(
        {"name": "bench", "carrier": "telecom", "server_root": place["url"], "chatbot_id": CHATBOT}
        | {name: account[name] for name in ("app_id", "app_key", "callback_token")}
    )
    http = client()
    carrier = CtcuCarrier(endpoint, http=http)
    await carrier.send(_request(0))
    try:
        sent = await _rate(_sends(carrier))
        bare = await _rate(_posts(http, endpoint.base_url + "/bare"))
    finally:
        await carrier.close()
        await http.aclose()
        process.terminate()
        await process.wait()
    return sent, bare


def _request(number: int) -> SendRequest:
    contact = f"+86189{number % HANDSETS:08d}"
    parts = (WirePart(TEXT, "春季上新，全场八折"), chips("去看看", "不要"))
    return request_to(contact, parts=parts, sms_text="春季上新，全场八折。回复1去看看，2不要。")


def _sends(carrier: CtcuCarrier) -> Callable[[int], Awaitable[None]]:
    async def send(number: int) -> None:
        reply = await carrier.send(_request(number))
        assert reply.outcome is Outcome.ACCEPTED, reply

    return send


def _posts(http: AsyncClient, url: str) -> Callable[[int], Awaitable[None]]:
    body = encode(_request(0))

    async def post(number: int) -> None:
        await http.post(url, content=body)

    return post


async def _rate(call: Callable[[int], Awaitable[None]]) -> float:
    numbers = itertools.islice(itertools.count(), MESSAGES)

    async def work() -> None:
        for number in numbers:
            await call(number)

    begun = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return MESSAGES / (time.perf_counter() - begun)
