"""A runtime with one fake carrier and a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest_asyncio
from sqlalchemy import Connection, select

from runtime.carriers.port import DeliveryStatus, InboundEvent
from runtime.clock import ScaledClock
from runtime.delivery.rules import Rules
from runtime.delivery.runtime import Beginning, Begun, Runtime
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from runtime.flow.values import Value
from runtime.store import Store
from runtime.store.keys import FixedKeys
from runtime.store.tables import outbox, session
from runtime.testing import CHATBOT, FakeCarrier, counted_ids, reported, still_clock

ANN, BOB = "+8613800000001", "+8618900000002"


async def until(condition: Callable[[], bool]) -> None:
    """Returns once *condition* holds; for things that happen elsewhere and tell nobody."""
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 (there is no event to wait for)
            await asyncio.sleep(0.002)


class Stage:
    """What a test needs: the runtime, its clock, its carrier, and ways to wait until all is quiet."""

    def __init__(self, folder: Path, rules: Rules, point: Callable[[str], None] | None = None) -> None:
        self.clock: ScaledClock = still_clock()
        self.store = Store(folder, keys=FixedKeys())
        self.carrier = FakeCarrier()
        self.runtime = Runtime(
            self.store, clock=self.clock, rules=rules, new_id=counted_ids(), key=b"k" * 32, point=point
        )

    async def start(self) -> None:
        """Begins with the carrier."""
        await self.runtime.start()
        await self.runtime.use(self.carrier, CHATBOT, "telecom")

    async def close(self) -> None:
        """Ends everything."""
        await self.runtime.stop()
        self.store.close()

    async def quiet(self) -> None:
        """Returns when nothing goes on."""
        async with asyncio.timeout(20):
            for _ in range(3):
                await until(lambda: not self.runtime.in_flight)
                await asyncio.sleep(0)

    async def begin(self, flow: Flow, *contacts: str, **fields: dict[str, Value]) -> dict[str, str]:
        """Publishes a flow, begins sessions with numbers and waits until they rest; number → session id."""
        await self.runtime.publish(flow)
        met = await self.runtime.meet(contacts)
        people = tuple(met.values())
        begun = await self.runtime.begin(
            Beginning(flow.id, people, fields.get("arguments", {}), fields.get("attributes", {}))
        )
        await self.quiet()
        return {
            number: begun.sessions[contact] for number, contact in met.items() if contact in begun.sessions
        }

    async def start_with(self, flow_id: str, *numbers: str, version: int | None = None) -> Begun:
        """Begins sessions of a published flow with numbers; waits for nothing."""
        met = await self.runtime.meet(numbers)
        return await self.runtime.begin(Beginning(FlowId(flow_id), tuple(met.values()), {}, {}, version))

    def contact(self, number: str) -> str:
        """The id behind a number."""
        return self.store.numbers.contact_of(number)

    async def hear(self, *events: InboundEvent) -> None:
        """Receives events and waits until they are worked off."""
        await self.runtime.receive("telecom", events)
        await self.quiet()

    async def report(self, message_id: str, contact: str, *statuses: DeliveryStatus) -> None:
        """Receives status reports."""
        await self.hear(*reported(message_id, contact, *statuses, at=self.clock.now()))

    async def pass_time(self, seconds: float) -> None:
        """Moves the clock on and waits until what that set off is done."""
        self.clock.jump_to(self.clock.now() + timedelta(seconds=seconds))
        await asyncio.sleep(0.01)
        await self.quiet()

    def states(self) -> dict[str, str]:
        """Message id → state."""

        def query(connection: Connection) -> dict[str, str]:
            rows = connection.execute(select(outbox.c.message_id, outbox.c.state).order_by(outbox.c.seq))
            return {row.message_id: row.state for row in rows}

        return self.store.read_now(query)

    def outcomes(self) -> dict[str, str]:
        """Session id → status, or outcome once it is over."""

        def query(connection: Connection) -> dict[str, str]:
            rows = connection.execute(select(session.c.id, session.c.status, session.c.outcome))
            return {row.id: row.outcome or row.status for row in rows}

        return self.store.read_now(query)


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A running stage."""
    made = Stage(tmp_path, Rules(own_time=True))
    await made.start()
    yield made
    await made.close()
