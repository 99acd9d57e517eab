"""Holds one scenario with simulated people: a runtime process and a simulator process, over loopback HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from app.demo.cast import BEGIN, LENGTH, TICK_S, Cast, cast_of, name_of
from app.demo.processes import OwnProcess
from app.demo.record import HandsetStory, Rehearsal, SentMessage
from app.publishing.files import files_of
from editor.library.media_folder import MediaFolder
from runtime.carriers.http import HttpError, Timeouts, client, exchange
from runtime.clock import Pace
from runtime.flow.flow import Flow
from runtime.insight import Happening
from runtime.messages.reading import read_message
from runtime.service.client import RuntimeClient, RuntimeMember, RuntimeRefusal
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.conductor import Conductor, StuckError
from runtime.simulator.fleet import FleetPlan
from runtime.simulator.remote import SimulatorRefusalError, SimulatorRemote
from runtime.wording import Wording

SIMULATOR = Wording("模拟网络", "simulated network")
RUNTIME = Wording("运行服务", "runtime service")
BLOCKING_FROM, BLOCKING_EVERY = 17, 40
"""Which people block every chatbot: messages to them fail, as some do in life."""
_CARRIERS = ("telecom", "unicom")
_AT_ONCE = 8
"""Requests under way at once while records are collected."""
_RUN_SHARE = 0.8
"""Share of a rehearsal's progress that the conversations take; starting and collecting take the rest."""

Told = Callable[[Wording, float], None]
"""Called with the stage and its share of the whole (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to rehearse, with how many people; the same values give the same rehearsal."""

    flow: Flow
    media: MediaFolder
    handsets: int
    seed: int


async def rehearse(wish: Wish, workspace: Path, tell: Told) -> Rehearsal:
    """Runs the whole scenario in *workspace*, an empty folder, and collects both sides' records.

    Raises `ProcessTrouble`, `RuntimeRefusal`, `SimulatorRefusalError`, `StuckError` or `HttpError`.
    """
    cast = cast_of(wish.flow.id)
    begin = Pace(datetime.now(UTC), BEGIN.astimezone(UTC), 0.0)
    async with AsyncExitStack() as stack:
        tell(Wording("启动模拟网络", "Starting the simulated network"), 0.0)
        network = await stack.enter_async_context(
            OwnProcess(
                SIMULATOR,
                "runtime.simulator",
                ["--seed", str(wish.seed), "--speed", "0", "--ends-with-stdin"],
            )
        )
        remote = SimulatorRemote(network.news["url"], network.news["control_token"])
        stack.push_async_callback(remote.close)
        await remote.follow(begin)
        tell(Wording("启动运行服务", "Starting the runtime service"), 0.03)
        service = await stack.enter_async_context(
            OwnProcess(RUNTIME, "runtime.service", _service_arguments(wish, workspace, begin, remote, cast))
        )
        runtime = await stack.enter_async_context(RuntimeClient(service.news["url"], service.news["token"]))
        stage = _Stage(wish, cast, remote, runtime, tell)
        try:
            await stage.set_up()
            await stage.begin()
            ended_at = await stage.run()
            return await stage.collect(ended_at)
        except (HttpError, RuntimeRefusal, SimulatorRefusalError, StuckError):
            for process in (network, service):
                await process.raise_if_over()
            raise


def _service_arguments(
    wish: Wish, workspace: Path, begin: Pace, remote: SimulatorRemote, cast: Cast
) -> list[str]:
    arguments = ["--workspace", str(workspace), "--seed", str(wish.seed), "--ends-with-stdin"]
    arguments += ["--pace", orjson.dumps(begin.to_json()).decode()]
    for origin in cast.origins:
        arguments += ["--stand-in", f"{origin}={remote.base_url}/business"]
    return arguments


class _Stage:
    """One rehearsal under way."""

    def __init__(
        self, wish: Wish, cast: Cast, remote: SimulatorRemote, runtime: RuntimeClient, tell: Told
    ) -> None:
        self._wish = wish
        self._cast = cast
        self._remote = remote
        self._runtime = runtime
        self._tell = tell
        self._numbers: list[str] = []

    async def set_up(self) -> None:
        """Accounts at two carriers, business systems, people, and the published scenario."""
        self._tell(Wording("开通通道和手机", "Setting up carriers and handsets"), 0.06)
        for index, carrier in enumerate(_CARRIERS):
            await self._connect(carrier, f"sip:1069{index}0088@botplatform.rcs.example.cn")
        for sample in self._cast.samples:
            await self._remote.put_sample(sample)
        fleet = FleetPlan.model_validate(
            {
                "count": self._wish.handsets,
                "behaviours": dict(self._cast.behaviours),
                "phrases": self._cast.phrases,
                "tick_s": TICK_S,
            }
        )
        self._numbers = [str(one["number"]) for one in await self._remote.create_fleet(fleet)]
        for number in self._numbers[BLOCKING_FROM::BLOCKING_EVERY]:
            await self._remote.drive(number, "block", on=True)
        self._tell(Wording("发布场景", "Publishing the scenario"), 0.08)
        await self._runtime.publish(self._wish.flow, files_of(self._wish.flow, self._wish.media))

    async def _connect(self, carrier: str, chatbot: str) -> None:
        account = {
            "app_id": f"demo-{carrier}",
            "app_key": f"demo-key-{carrier}",
            "callback_token": f"demo-callback-{carrier}",
            "chatbot_id": chatbot,
            "carrier": carrier,
        }
        endpoint = {**account, "server_root": self._remote.base_url, "lab": True}
        shown = await self._runtime.configure(carrier, endpoint)
        plan = AccountPlan.model_validate({**account, "notify_url": shown["notify_url"]})
        await self._remote.register(plan)

    async def begin(self) -> None:
        """Starts everybody's session, each with the person's name, one after the other so that ids repeat."""
        trigger = "campaign" if self._wish.flow.purpose == "marketing" else "api"
        for index, number in enumerate(self._numbers):
            if index % 20 == 0:
                share = 0.1 + 0.05 * index / len(self._numbers)
                self._tell(Wording("开始会话", "Starting sessions"), share)
            attributes = {"姓名": name_of(self._wish.seed, number)}
            await self._runtime.begin(self._wish.flow.id, [number], attributes=attributes, trigger=trigger)

    async def run(self) -> datetime:
        """Lets simulated time pass until everybody is through or the rehearsal's length is over."""
        conductor = Conductor(self._remote, RuntimeMember(self._runtime))
        words = Wording("{day} 起第 {hour} 小时", "{day}, hour {hour}")

        def watch(now: datetime) -> bool:
            passed = (now - BEGIN).total_seconds()
            share = min(1.0, max(0.0, passed / LENGTH.total_seconds()))
            told = words.format(day=f"{BEGIN:%m-%d %H:%M}", hour=int(passed // 3600))
            self._tell(told, 0.15 + share * (_RUN_SHARE - 0.15))
            return False

        await conductor.run_until(BEGIN.astimezone(UTC) + LENGTH, watch)
        return BEGIN + LENGTH

    async def collect(self, ended_at: datetime) -> Rehearsal:
        """Reads the runtime's record and, apart from it, every handset."""
        self._tell(Wording("收集记录", "Collecting the records"), _RUN_SHARE)
        events = await self._runtime.all_events(flow_id=self._wish.flow.id)
        contacts = await self._runtime.contacts_of(self._numbers)
        people = {contact: number for number, contact in contacts.items()}
        transcripts = await _each(tuple(people), self._runtime.messages)
        self._tell(Wording("查看每部手机", "Looking at every handset"), 0.9)
        stories = await _each(self._numbers, self._remote.handset)
        handsets = tuple(HandsetStory.from_json(one) for one in stories)
        lines = [line for transcript in transcripts for line in transcript]
        return Rehearsal(
            flow=self._wish.flow,
            begun_at=BEGIN,
            ended_at=ended_at,
            happenings=_in_order(Happening.from_json(_of_number(one, people)) for one in events),
            messages=tuple(_sent(_of_number(line, people)) for line in lines if line["direction"] == "out"),
            heard=frozenset(line["message_id"] for line in lines if line["direction"] == "in"),
            handsets=handsets,
            names={number: name_of(self._wish.seed, number) for number in self._numbers},
            pictures=await self._pictures(handsets),
        )

    async def _pictures(self, handsets: Sequence[HandsetStory]) -> dict[str, bytes]:
        """The files behind the media addresses on the handsets, fetched as a handset does."""
        addresses: dict[str, None] = {}
        for handset in handsets:
            for received in handset.received:
                message = read_message(received.parts).message if received.parts else None
                addresses.update(dict.fromkeys(message.media_sources() if message else ()))
        found: dict[str, bytes] = {}
        http = client(timeouts=Timeouts(), lab=True, max_response_bytes=20 * 1024 * 1024)
        try:
            for address in addresses:
                answer = await exchange(http, "GET", address, total_s=30)
                if answer.status == 200:
                    found[address] = answer.body
        finally:
            await http.aclose()
        return found


async def _each(numbers: Sequence[str], ask: Callable[[str], Any]) -> list[Any]:
    """The answers for all *numbers*, in their order, some at a time."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(number: str) -> Any:  # noqa: ANN401 (JSON of either process)
        async with gate:
            return await ask(number)

    return list(await asyncio.gather(*(one(number) for number in numbers)))


def _in_order(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """By time, then by person: what different people did at one moment was committed in any order."""
    return tuple(sorted(happenings, key=lambda one: (one.at, one.contact, one.session)))


def _of_number(line: dict[str, Any], people: Mapping[str, str]) -> dict[str, Any]:
    """The line with the handset's number in place of the id the runtime knows its owner by."""
    return {**line, "contact": people[line["contact"]]}


def _sent(line: dict[str, Any]) -> SentMessage:
    return SentMessage(
        line["message_id"],
        line["contact"],
        line["node"],
        line["state"],
        datetime.fromisoformat(line["at"]),
        line["error"],
    )
