"""Run as a process by test_campaign_crashes: carries one campaign out, and dies where it is told to.

Arguments: folder, carrier's address, point (or `none`), how often that point may pass before. The campaign is
made by the first process that gets so far. Prints `finished` and exits 0 once it is over and all is quiet.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Connection

from runtime.carriers.ctcu.adapter import CtcuCarrier
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.delivery.campaigns import slices
from runtime.delivery.campaigns.campaigns import Approval
from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.rules import Rules
from runtime.delivery.runtime import Runtime
from runtime.store import Store
from runtime.store import campaigns as campaign_rows
from runtime.testing import CHATBOT
from tests.runtime.delivery.flows import greeting

COUNT = 60
PEOPLE = tuple(f"+86189000{number:05d}" for number in range(COUNT))
WINDOW = 4


def _killer(point: str, passes: int) -> Callable[[str], None]:
    left = passes

    def reached(name: str) -> None:
        nonlocal left
        if name == point:
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    return reached


def _states(connection: Connection) -> set[str]:
    return {one.state for one in campaign_rows.listed(connection, 10)}


async def _main(folder: str, address: str, point: str, passes: int) -> None:
    slices.GATHERED, slices.BEGUN = 20, 7
    with Store(Path(folder)) as store:
        runtime = Runtime(store, rules=Rules(window=WINDOW, batch=5), point=_killer(point, passes))
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
        if not store.read_now(_states):
            await runtime.publish(greeting())
            await runtime.meet(PEOPLE)
            wanted = Definition(name="重启", flow_id="greeting")
            await runtime.campaigns.create(wanted)
        draft = store.read_now(lambda one: campaign_rows.in_states(one, ("draft",)))
        if draft:
            await runtime.campaigns.start(draft[0].id, Approval())
        async with asyncio.timeout(60):
            while store.read_now(_states) != {"finished"} or runtime.in_flight:  # noqa: ASYNC110 (nothing tells)
                await asyncio.sleep(0.01)
        await runtime.stop()
    print("finished", flush=True)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
