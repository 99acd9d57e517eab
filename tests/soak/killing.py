"""F02: a campaign whose process is killed again and again, held against what its carrier took."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from runtime.carriers.http import HttpError
from runtime.delivery.campaigns.report import figures
from runtime.service.client import RuntimeClient, RuntimeRefusal
from runtime.store import Store, campaigns
from tests.soak.callbacks import REPLY_SHARE, Postman
from tests.soak.chance import Chance
from tests.soak.gateway import Gateway
from tests.soak.life import API_TOKEN, WINDOW, number_of
from tests.soak.oracle import Oracle
from tests.soak.scenarios import SALE
from tests.soak.troubles import TROUBLES

_ROOT = Path(__file__).parents[2]
SHARE_OF_ALL = 0.06
"""Part of the calls that meet some trouble."""
RARE = ("429", "429 with Retry-After", "503", "code: too fast", "code: quota", "code: login")
"""Troubles that make a carrier pause: a few of them fill a life that lasts half a second."""
NOT_HERE = ("connection refused", "code: content", "code: nobody", "redirect", "code: quota", "code: login")
"""Troubles that would end messages or hold up everything for minutes."""
LONGEST_LIFE_S = 2.5
TELL_EVERY = 50
"""Kills between two lines about how far it is."""
REST_S = 600.0
_AT_HANDSET = ("accepted", "sent", "delivered", "displayed", "fell_back")


@dataclass
class Killed:
    """What came of it."""

    people: int
    kills: Counter[str] = field(default_factory=Counter)
    """Way → how many."""
    happened: Counter[str] = field(default_factory=Counter)
    taken: int = 0
    answers: int = 0
    unknown: int = 0
    """Outcomes a person had to decide."""
    lost: int = 0
    doubled: int = 0
    broken: list[str] = field(default_factory=list)
    took_s: float = 0.0


class KilledCampaign:
    """One campaign in *folder* for so many *people*, whose process dies *kills* times."""

    def __init__(self, folder: Path, seed: int, people: int, kills: int) -> None:
        self._folder = folder / "workspace"
        self._chance = Chance(seed)
        self._kills = kills
        self._oracle = Oracle(folder / "handsets.txt")
        self.report = Killed(people)
        self._gateway = Gateway(self._chance, self._oracle, self.report.happened, _shares())
        self._gateway.on_taken = self._taken
        self._gateway.on_call = self._called
        self._port = _free_port()
        self._postman = Postman(self._chance, self.report.happened, self._port)
        self._nursery: asyncio.subprocess.Process | None = None
        self._pid = 0
        self._way = ""
        self._calls_left = 0
        self._is_killed = asyncio.Event()

    async def run(self) -> Killed:
        """Lives, dies, lives on, comes to rest and is checked."""
        began = time.monotonic()
        await self._gateway.start()
        self._nursery = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.soak.nursery",
            cwd=_ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
        )
        try:
            pid = await self._ask("prepare", self._folder, self._gateway.address, self.report.people)
            assert await self._ask("wait", pid) == 0, "the campaign could not be prepared"
            self._postman.start()
            for number in range(self._kills):
                await self._life(number)
                if (number + 1) % TELL_EVERY == 0:
                    print(f"… {number + 1} kills, {len(self._oracle.took):,} messages taken", flush=True)
            await self._last_life()
        finally:
            await self._postman.stop()
            await self._gateway.stop()
            await self._end_nursery()
            self._oracle.close()
        self.report.took_s = time.monotonic() - began
        self._check()
        return self.report

    async def _ask(self, *words: object) -> int:
        assert self._nursery is not None
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write("\t".join(map(str, words)).encode() + b"\n")
        return int(await self._nursery.stdout.readline())

    async def _end_nursery(self) -> None:
        if self._nursery is not None and self._nursery.stdin is not None:
            self._nursery.stdin.close()
            await self._nursery.wait()

    async def _life(self, number: int) -> None:
        self._is_killed.clear()
        self._way = self._chance.one_of(
            {"while a call comes": 3.0, "after taking": 3, "at any moment": 3}, "way", number
        )
        # What is left of the campaign is shared out among the lives that are left, so that none has no work.
        left = max(0, self.report.people * (1 + REPLY_SHARE) - len(self._oracle.took))
        each = max(1, int(left / (self._kills - number)))
        self._calls_left = 1 + self._chance.below(each, "calls", number)
        lives_s = LONGEST_LIFE_S
        if self._way == "at any moment":
            lives_s = 0.05 + self._chance.share("moment", number)
        self._pid = await self._ask("live", self._folder, self._port)
        try:
            async with asyncio.timeout(lives_s):
                await self._is_killed.wait()
        except TimeoutError:
            self._way = "at any moment"
            self._kill()
        status = await self._ask("wait", self._pid)
        self._pid = 0
        assert status == -signal.SIGKILL, f"life {number} ended by itself with {status}"

    def _kill(self) -> None:
        if self._pid and not self._is_killed.is_set():
            os.kill(self._pid, signal.SIGKILL)
            self.report.kills[self._way] += 1
            self._is_killed.set()

    def _called(self, is_taken: bool) -> None:
        """A life that ends at any moment ends with its share of the calls too, or it would leave none."""
        wanted = ("after taking", "at any moment") if is_taken else ("while a call comes",)
        if self._way in wanted:
            self._calls_left -= 1
            if self._calls_left <= 0:
                self._way = "after taking" if is_taken else self._way
                self._kill()

    def _taken(self, message_id: str, number: str, words: str) -> None:
        self._postman.taken(message_id, number, words == SALE)

    async def _last_life(self) -> None:
        self._way, self._gateway.shares = "none", {}
        self._is_killed.clear()
        self._pid = await self._ask("live", self._folder, self._port)
        async with RuntimeClient(f"http://127.0.0.1:{self._port}", API_TOKEN) as runtime:
            async with asyncio.timeout(REST_S):
                while not await self._rests(runtime):  # noqa: ASYNC110 (a service tells nobody)
                    await asyncio.sleep(0.2)
        os.kill(self._pid, signal.SIGTERM)
        assert await self._ask("wait", self._pid) == 0, "it did not stop in order"

    async def _rests(self, runtime: RuntimeClient) -> bool:
        """Whether all is done; a person decides what nobody will ever report on."""
        try:
            status = await runtime.status()
            (campaign,) = await runtime.campaigns.listed()
            if campaign["state"] != "finished" or status["in_flight"] or self._postman.left:
                return False
            if any(status["messages"].get(state) for state in ("queued", "sending")):
                return False
            open_ones = [str(one["message_id"]) for one in await runtime.unknown()]
            for key in open_ones:
                if self._oracle.times[key]:
                    self.report.broken.append(f"{key} was reported on and is unknown")
                    await runtime.decide(key, "give_up")
                else:
                    self.report.unknown += 1
                    await runtime.decide(key, "send_again")
        except (RuntimeRefusal, HttpError):
            return False
        return not open_ones

    def _check(self) -> None:
        report, times = self.report, self._oracle.times
        report.taken = len(self._oracle.took)
        report.answers = len(self._postman.answered)
        report.doubled = len(self._oracle.doubled)
        states = {row[0]: row[1] for row in self._rows("SELECT message_id, state FROM outbox")}
        claimed = [key for key, state in states.items() if state in _AT_HANDSET and not times[key]]
        first = Counter(one.number for one in self._oracle.took if one.words == SALE)
        coupons = Counter(one.number for one in self._oracle.took if one.words.startswith("券"))
        numbers = [number_of(person) for person in range(report.people)]
        without = [one for one in numbers if not first[one]]
        unanswered = [one for one in self._postman.answered if not coupons[one]]
        report.lost = len({*claimed, *without, *unanswered})
        report.doubled += sum(count > 1 for count in (*first.values(), *coupons.values()))
        if strange := set(times) - set(states):
            report.broken.append(f"{len(strange)} messages that the store does not know")
        left = Counter(state for state in states.values() if state not in (*_AT_HANDSET, "failed"))
        if left:
            report.broken.append(f"messages that did not come to an end: {left}")
        most = WINDOW * sum(report.kills.values()) + sum(report.happened[name] for name in TROUBLES)
        if report.unknown > most:
            report.broken.append(f"{report.unknown} unknown, {most} can be")
        sessions = self._rows("SELECT contact, count(*) FROM session GROUP BY contact HAVING count(*) > 1")
        if sessions:
            report.broken.append(f"{len(sessions)} people with two sessions")
        with Store(self._folder) as store:
            self._hold_report(store, first)

    def _hold_report(self, store: Store, first: Counter[str]) -> None:
        report = self.report
        (campaign,) = store.read_now(lambda one: campaigns.listed(one, 9))
        runs = store.read_now(lambda one: campaigns.runs_of(one, campaign.id))
        told = store.read_now(lambda one: figures(one, [run.run for run in runs]))
        if (told.planned, told.begun, told.skipped, told.waiting) != (report.people, report.people, 0, 0):
            report.broken.append(f"the campaign tells {told}")
        there = sum(told.outcomes.get(state, 0) for state in (*_AT_HANDSET, "failed"))
        if there != len(first):
            report.broken.append(f"{there} were reached by its figures, {len(first)} by their handsets")

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._folder / "runtime.db")) as database:
            return database.execute(query).fetchall()


def _shares() -> dict[str, float]:
    names = [name for name in TROUBLES if name not in NOT_HERE]
    common = [name for name in names if name not in RARE]
    return {name: 0.002 if name in RARE else SHARE_OF_ALL / len(common) for name in names}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
