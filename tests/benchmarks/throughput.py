"""Messages a second through the whole runtime: begun → engine → outbox → simulated carrier → settled."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import tempfile
import time
from pathlib import Path

from runtime.carriers.ctcu.adapter import CtcuCarrier
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.carriers.port import Outcome, SendRequest
from runtime.delivery.rules import Rules
from runtime.delivery.runtime import Beginning, Runtime
from runtime.messages.wire import TEXT, WirePart
from runtime.store import Store, outbox
from tests.benchmarks.figure import Figure
from tests.support.carrier_lab import CHATBOT
from tests.support.conversations import flow_of, node

MESSAGES = 2_000
WINDOW = 64
FLOOR = 300.0
SHARE = 0.7
"""Part of the bare transport's rate that is the budget; never under 300 a second."""


def run() -> list[Figure]:
    """The runtime's rate by the wall clock; its limit is the same adapter's in a bare loop."""
    if sys.platform == "win32":
        sent, bare = asyncio.run(_measure())
    else:
        import uvloop

        sent, bare = uvloop.run(_measure())
    budget = max(FLOOR, SHARE * bare)
    return [Figure("messages through the whole runtime, wall clock", sent, "/s", budget, bare, "higher")]


async def _measure() -> tuple[float, float]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "runtime.simulator",
        f"--handsets={MESSAGES}",
        f"--chatbot={CHATBOT}",
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        place = json.loads(await process.stdout.readline())
        account = place["accounts"][0]
        endpoint = CtcuEndpoint.model_validate(
            {"name": "bench", "carrier": "telecom", "server_root": place["url"], "chatbot_id": CHATBOT}
            | {name: account[name] for name in ("app_id", "app_key", "callback_token")}
        )
        with tempfile.TemporaryDirectory() as folder:
            sent = await _through_the_runtime(Path(folder), endpoint)
        carrier = CtcuCarrier(endpoint)
        bare = await _bare(carrier)
        await carrier.close()
    finally:
        process.terminate()
        await process.wait()
    return sent, bare


async def _through_the_runtime(folder: Path, endpoint: CtcuEndpoint) -> float:
    message = {"content": {"type": "text", "text": "春季上新，全场八折"}}
    flow = flow_of(node("send_message", "hello", {"next": "end"}, message=message), node("end", "end"))
    people = tuple(f"+86189{number:08d}" for number in range(MESSAGES))
    with Store(folder) as store:
        runtime = Runtime(store, rules=Rules(window=WINDOW))
        await runtime.start()
        await runtime.use(CtcuCarrier(endpoint), CHATBOT, "telecom")
        await runtime.publish(flow)
        met = await runtime.meet(["+8618900999999"])
        await runtime.begin(Beginning(flow.id, tuple(met.values()), {}, {}))
        await _all_accepted(store, 1)
        begun = time.perf_counter()
        met = await runtime.meet(people)
        await runtime.begin(Beginning(flow.id, tuple(met.values()), {}, {}))
        await _all_accepted(store, MESSAGES + 1)
        spent = time.perf_counter() - begun
        await runtime.stop()
    return MESSAGES / spent


async def _all_accepted(store: Store, wanted: int) -> None:
    async with asyncio.timeout(60):
        while (await store.read(outbox.counts)).get("accepted", 0) < wanted:  # noqa: ASYNC110 - other tasks do it, and tell nobody
            await asyncio.sleep(0.02)


async def _bare(carrier: CtcuCarrier) -> float:
    """The same calls to the same gateway with nothing around them: no inbox, no engine, no store."""
    numbers = itertools.islice(itertools.count(), MESSAGES)
    part = WirePart(TEXT, "春季上新，全场八折")

    async def work() -> None:
        for number in numbers:
            name, person = f"bare-{number}", f"+86189{number:08d}"
            reply = await carrier.send(SendRequest(name, person, CHATBOT, (part,), name, name))
            assert reply.outcome is Outcome.ACCEPTED

    begun = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(WINDOW)))
    return MESSAGES / (time.perf_counter() - begun)
