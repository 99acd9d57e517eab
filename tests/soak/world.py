"""One seeded world: a real runtime on a real file, and everything around it as bad as the seed says."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from runtime.carriers.port import InboundEvent, InboundMessage, SendRequest, StatusReport
from runtime.clock import ScaledClock
from runtime.delivery import patience, upkeep
from runtime.delivery.errors import DeliveryRefusal
from runtime.delivery.rules import Rules
from runtime.delivery.runtime import Runtime
from runtime.delivery.sending_rules import SendingRules
from runtime.delivery.settling import decide_unknown
from runtime.store import Store, StoreFull, campaigns, outbox, retention
from runtime.store.keys import FixedKeys
from runtime.store.retention import Retention
from runtime.store.tables import contact as contact_table
from runtime.testing import CHATBOT, NOON
from tests.soak.chance import Chance
from tests.soak.disk import Disk, ProcessDead, failing
from tests.soak.network import RoughCarrier, Weather
from tests.soak.oracle import Oracle
from tests.soak.scenarios import MARKETING_WORDS, scenarios
from tests.soak.steps import STEPS
from tests.soak.troubles import TROUBLES

ENDPOINTS = ("telecom", "unicom")
PEOPLE = 8
STEPS_A_WORLD = 28
FOR_EVER = Retention(
    events_days=0, messages_days=0, sessions_days=0, quarantine_days=0, audit_days=0, trials_days=0
)
SENDING = SendingRules(per_day=2, per_week=5)
NO_BOUND_PAGES = 1 << 20
HOPS_S = (0, 5, 60, 300, 900, 900, 900, 3_700, 3_700, *(43_200,) * 10)
"""How time goes on at the end, until nothing is due any more."""


class World:
    """Runs once; `run` leaves everything open for whoever checks, `close` ends it."""

    def __init__(self, folder: Path, seed: int, template: Path | None = None) -> None:
        self.chance = Chance(seed)
        self.folder = folder
        self.visited: Counter[str] = Counter()
        self.oracle = Oracle()
        self.weather = Weather(self.chance, self.oracle, self.visited)
        self.disk = Disk()
        self.numbers = tuple(f"+86189{seed % 10_000:04d}{person:04d}" for person in range(PEOPLE))
        self.clock = ScaledClock.starting(NOON + timedelta(hours=self.chance.below(24, "hour")), 0)
        self.carriers = {name: RoughCarrier(name, self.weather, self.clock, self.told) for name in ENDPOINTS}
        for carrier in self.carriers.values():
            carrier.may = self._wrong_about
        self.heard: dict[str, tuple[str, InboundMessage]] = {}
        """Inbound messages that the runtime acknowledged, by id, with the endpoint they came by."""
        self.reported: list[StatusReport] = []
        """Reports that it acknowledged."""
        self.sessions: dict[str, str] = {}
        """Session id → number, of those whose beginning it acknowledged."""
        self.refused: set[str] = set()
        """Numbers that want nothing now, as far as is committed and worked off."""
        self.ever_refused: set[str] = set()
        self.campaigns: list[str] = []
        self.lives = 0
        self.said = 0
        self._ids = 0
        self._dies_at: tuple[str, int] | None = None
        if template is not None:
            folder.mkdir(parents=True)
            shutil.copy(template, folder / template.name)

    async def run(self) -> None:
        """Lives through all its steps, then through better weather until nothing is due."""
        patience.RETRY_S, upkeep.PAUSE_S = 0.002, 0.0
        asyncio.get_running_loop().set_exception_handler(_unless_it_died)
        with failing(self.disk):
            await self.open()
            await self._prepare()
            for number in range(STEPS_A_WORLD):
                name = self.chance.one_of({step: step.weight for step in STEPS}, "step", number).name
                step = next(one for one in STEPS if one.name == name)
                self.visited[name] += 1
                await self._attempt(partial(step.take, self, number))
                if self.disk.is_dead:
                    await self.kill()
                await self.quiet()
            await self._heal()

    async def open(self) -> None:
        """A process begins on what the last one left."""
        self.lives += 1
        self.disk.is_dead = False
        self._dies_at = None
        self.store = Store(self.folder, keys=FixedKeys())
        rules = Rules(
            window=1 + self.chance.below(6, "window"),
            batch=1 + self.chance.below(12, "batch"),
            sending=SENDING,
        )
        self.runtime = Runtime(
            self.store,
            clock=self.clock,
            rules=rules,
            new_id=self._new_id,
            key=b"k" * 32,
            point=self._reached,
        )
        await self.runtime.start()
        for name, carrier in self.carriers.items():
            await self.runtime.use(carrier, CHATBOT, name)

    async def kill(self) -> None:
        """Ends the process as `kill -9` does: nothing that was not committed is, and a new one begins."""
        self.visited["killed"] += 1
        self.disk.is_dead = True
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.to_thread(self.store.close)
        await self.open()

    async def stop(self) -> None:
        """Ends the process in order, and a new one begins."""
        await self.runtime.stop()
        await asyncio.to_thread(self.store.close)
        await self.open()

    async def close(self) -> None:
        """Ends everything."""
        await self.runtime.stop()
        await asyncio.to_thread(self.store.close)

    def dies_at(self, point: str, passes: int) -> None:
        """Kills the process when it passes that place the next time after so many."""
        self._dies_at = (point, passes)

    async def told(self, endpoint: str, events: list[InboundEvent]) -> bool:
        """Hands events to the runtime; whether it acknowledged them."""
        try:
            await self.runtime.receive(endpoint, events)
        except (StoreFull, ProcessDead, RuntimeError):
            self.visited["callback not acknowledged"] += 1
            return False
        self.heard |= {one.message_id: (endpoint, one) for one in events if isinstance(one, InboundMessage)}
        self.reported += [one for one in events if isinstance(one, StatusReport)]
        return True

    async def quiet(self) -> None:
        """Returns when nothing goes on, or the process is dead."""
        async with asyncio.timeout(60):
            for _ in range(3):
                while self.runtime.in_flight and not self.disk.is_dead:  # noqa: ASYNC110 (nothing tells)
                    await asyncio.sleep(0.001)
                await asyncio.sleep(0)
        if self.disk.is_dead:
            return
        query = select(contact_table.c.contact).where(contact_table.c.refused_at.is_not(None))
        ids = set(self.store.read_now(lambda connection: connection.execute(query).scalars().all()))
        self.refused = {one for one in self.numbers if self.store.numbers.contact_of(one) in ids}
        self.ever_refused |= self.refused

    async def pass_time(self, duration_s: float) -> None:
        """Moves the clock and waits for what that sets off."""
        self.clock.jump_to(self.clock.now() + timedelta(seconds=duration_s))
        await asyncio.sleep(0)
        await self.quiet()

    async def _prepare(self) -> None:
        now = self.clock.now()
        await self.store.write(lambda connection: retention.keep(connection, FOR_EVER, now))
        for flow in scenarios():
            await self.runtime.publish(flow)
        await self.runtime.meet(self.numbers)
        self.change_weather(-1)

    def change_weather(self, number: int) -> None:
        """Draws which troubles there are from now on, and how often each."""
        names = [name for name in TROUBLES if self.chance.share("weather", number, name) < 0.2]
        bad = self.chance.share("bad", number) * 0.7
        self.weather.shares = {name: bad / len(names) for name in names}

    async def _attempt(self, act: Callable[[], Awaitable[None]]) -> None:
        """Does something that a full disk, a kill or a rule may refuse."""
        try:
            await act()
        except StoreFull:
            self.visited["refused for a full disk"] += 1
        except DeliveryRefusal:
            self.visited["refused by a rule"] += 1
        except ProcessDead:
            self.visited["killed in the middle of a call"] += 1

    async def _heal(self) -> None:
        self.weather.clear()
        self.disk.fails_after = None
        await asyncio.to_thread(self.store.allow_pages, NO_BOUND_PAGES)
        await self.kill()
        for hop_s in HOPS_S:
            await self._let_campaigns_go_on()
            await self.pass_time(hop_s)
            for name, carrier in self.carriers.items():
                due, carrier.to_report = carrier.to_report, []
                await self.told(name, list(due))
            await self.quiet()
        await self._decide_what_is_unknown()
        await self.pass_time(3_600)
        await self.pass_time(86_400)

    async def _let_campaigns_go_on(self) -> None:
        from runtime.delivery.campaigns.campaigns import Approval

        for campaign in self.store.read_now(lambda one: campaigns.in_states(one, ("paused",))):
            await self._attempt(partial(_resume, self.runtime, campaign.id, Approval()))

    async def _decide_what_is_unknown(self) -> None:
        """A person looks at the carrier's list: what never came there is sent again."""
        self.unknown = len(self.store.read_now(lambda one: outbox.unknown(one, 10_000)))
        for row in self.store.read_now(lambda one: outbox.unknown(one, 10_000)):
            key = str(row["message_id"])
            if self.oracle.times[key]:
                self.visited["unknown, and the handset has it"] += 1
                continue
            self.visited["unknown, sent again by a person"] += 1
            await self.store.write(
                partial(decide_unknown, message_id=key, now=self.clock.now(), sends_again=True)
            )
        self.runtime.wake_senders()
        await self.quiet()

    def _new_id(self) -> str:
        self._ids += 1
        return f"s{self._ids}"

    def _reached(self, point: str) -> None:
        if self.disk.is_dead:
            raise ProcessDead
        if self._dies_at is None or self._dies_at[0] != point:
            return
        if self._dies_at[1]:
            self._dies_at = (point, self._dies_at[1] - 1)
            return
        self.visited[f"killed at {point}"] += 1
        self.disk.is_dead = True
        raise ProcessDead

    def _wrong_about(self, request: SendRequest) -> str:
        words = next((str(part.content) for part in request.parts if part.content_type == "text/plain"), "")
        rules = self.runtime.rules
        if request.contact in self.refused and words not in (rules.refusal_answer, rules.grant_answer):
            return "sent to somebody who refused"
        if words not in MARKETING_WORDS:
            return ""
        now = self.clock.now()
        if SENDING.next_hours(now, SENDING.zone) is not None:
            return "marketing outside its hours"
        today = [
            one
            for one in self.oracle.took
            if one.number == request.contact
            and one.words in MARKETING_WORDS
            and SENDING.day_of(one.at) == SENDING.day_of(now)
        ]
        return "more marketing than the day allows" if len(today) >= SENDING.per_day else ""


async def _resume(runtime: Runtime, campaign_id: str, approval: object) -> None:
    from runtime.delivery.campaigns.campaigns import Approval

    assert isinstance(approval, Approval)
    await runtime.campaigns.resume(campaign_id, approval)


def _unless_it_died(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Nobody waits any more for what a dead process was asked; everything else is told as usual."""
    if not isinstance(context.get("exception"), ProcessDead):
        loop.default_exception_handler(context)
