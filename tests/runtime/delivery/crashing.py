"""Run as a process by test_crashes: talks to a carrier, and dies where it is told to.

Arguments: folder, carrier's address, point (or `none`), how often that point may pass before.
Prints `begun CONTACT` and `acked CONTACT` lines once the runtime has acknowledged; exits 0 when all is quiet.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from pydantic import SecretStr

from runtime.carriers.ctcu.adapter import CtcuCarrier
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.delivery.rules import Rules
from runtime.delivery.runtime import Beginning, Runtime
from runtime.store import Store, inbox, reading
from runtime.testing import CHATBOT, said
from tests.runtime.delivery.flows import greeting

PEOPLE = tuple(f"+86189000000{number:02d}" for number in range(12))


def _killer(point: str, passes: int) -> Callable[[str], None]:
    left = passes

    def reached(name: str) -> None:
        nonlocal left
        if name == point:
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    return reached


async def _quiet(runtime: Runtime) -> None:
    while runtime.in_flight or runtime.store.read_now(inbox.count):  # noqa: ASYNC110 - the runtime's own loops do it, and tell nobody
        await asyncio.sleep(0.005)


async def _main(folder: str, address: str, point: str, passes: int) -> None:
    with Store(Path(folder)) as store:
        runtime = Runtime(store, rules=Rules(window=4, batch=3), point=_killer(point, passes))
        await runtime.start()
        endpoint = CtcuEndpoint(
            name="telecom",
            carrier="telecom",
            server_root=address,
            chatbot_id=CHATBOT,
            app_id="a",
            app_key=SecretStr("k"),
            callback_token=SecretStr("c"),
        )
        await runtime.use(CtcuCarrier(endpoint), CHATBOT, "telecom")
        await runtime.publish(greeting())
        begun = {one["contact"] for one in store.read_now(lambda c: reading.sessions(c, limit=1000))}
        waiting = {one.contact for one in store.read_now(lambda c: inbox.oldest(c, 1000))}
        for person in PEOPLE:
            contact = store.numbers.contact_of(person)
            if contact not in begun | waiting:
                await runtime.meet([person])
                await runtime.begin(Beginning(greeting().id, (contact,), {}, {}))
            print("begun", person, flush=True)
        await _quiet(runtime)
        for number, person in enumerate(PEOPLE):
            await runtime.receive("telecom", [said(person, "要", number, at=runtime.clock.now())])
            print("acked", person, flush=True)
        await _quiet(runtime)
        await runtime.stop()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
