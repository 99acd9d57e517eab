"""The launch from its first step to the last figure."""

from __future__ import annotations

import contextlib
import csv
import os
import signal
import time
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QTimer

from app.campaigns.page import CampaignsPage
from app.loop import Errands
from app.main_window.window import Window
from app.network.network import Network
from app.network.state import NetworkState
from runtime.service.client import RuntimeClient
from runtime.simulator.remote import SimulatorRemote
from tests.soak.launch import contacts_file, handsets, scenario, screen
from tests.soak.launch.comparison import Comparison
from tests.soak.launch.contacts_file import FileTruth
from tests.soak.launch.handsets import Handsets
from tests.soak.launch.ledger import Ledger
from tests.soak.launch.person import LaunchPerson
from tests.soak.launch.plan import LaunchPlan
from tests.soak.launch.stillness import Stillness, wait_until

_Answer = TypeVar("_Answer")
SEED = 20_261_124
NOT_SENT = ("queued", "starting", "sending")
UNDER_WAY = ("sent", "accepted", *NOT_SENT)
OWN_NAME = "林"
FOLLOW_S = 5.0
"""How long the screen may take to follow what was the last thing to happen."""


class Launch:
    """One launch in a window that is open; `run` returns its ledger."""

    def __init__(self, window: Window, plan: LaunchPlan, folder: Path, tell: Callable[[str], None]) -> None:
        self.window = window
        self.plan = plan
        self.ledger = Ledger()
        self.still = Stillness()
        self.person = LaunchPerson(window, plan.wait_s)
        self._folder = folder
        self._tell = tell
        self.remote: SimulatorRemote | None = None
        self._errands = Errands()
        self._reports = 0
        self._known = 0
        """Messages called unknown although the handset has them."""
        self._report: Mapping[str, Any] = {}
        self._uneven: list[str] = []
        """Moments at which the screen did not add up."""

    def run(self) -> Ledger:
        """Lives through all of it; raises TimeoutError where something never comes."""
        self.window.settings.own_name = OWN_NAME
        try:
            network = self._begin()
            news = network.simulator.news
            self.remote = SimulatorRemote(str(news["url"]), str(news["control_token"]))
            numbers = self._set_up(self.remote)
            truth = self._import(numbers)
            self._segment()
            page = self._campaign()
            contact = self._send(page, network)
            self._settle(self.remote)
            self._compare(page, network, numbers, truth, contact)
        finally:
            self.still.stop()
            self._errands.close(self.remote.close() if self.remote is not None else None)
        for phase, (wall, cpu) in self.still.worst.items():
            self.ledger.measure(f"window stood still at most: {phase}", wall, f"ms ({cpu:.0f} ms CPU)")
        return self.ledger

    @property
    def runtime(self) -> RuntimeClient:
        """The runtime, once it is there."""
        link = self.window.publishing.link
        self.person.wait(lambda: link.client is not None, "the runtime is there")
        client = link.client
        assert isinstance(client, RuntimeClient)
        return client

    def ask(self, work: Coroutine[Any, Any, _Answer]) -> _Answer:
        """Does something over HTTP while the window lives."""
        found: list[_Answer] = []
        failed: list[Exception] = []

        async def run() -> None:
            found.append(await work)

        self._errands.start(run(), failed.append)
        self.person.wait(lambda: bool(found or failed), "an answer")
        if failed:
            raise failed[0]
        return found[0]

    def _phase(self, name: str) -> float:
        self._tell(name)
        self.still.enter(name)
        return time.perf_counter()

    def _begin(self) -> Network:
        begun = self._phase("start")
        self.window.run.warm_up()
        network = self.window.run.network
        assert network is not None
        network.simulator.start()
        children = (network.service, network.simulator)
        self.person.wait(lambda: all(one.state is NetworkState.RUNNING for one in children), "both run")
        self.ledger.measure("both processes started", time.perf_counter() - begun)
        return network

    def _set_up(self, remote: SimulatorRemote) -> list[str]:
        self.ask(handsets.connect(self.runtime, remote))
        self.ask(self.runtime.publish(scenario.scenario()))
        return self.ask(handsets.create_fleet(remote, self.plan.fleet()))

    def _import(self, numbers: list[str]) -> FileTruth:
        plan, hold = self.plan, self.ledger.hold
        path = self._folder / "会员.csv"
        truth = contacts_file.write_contacts(path, numbers, plan.rows, SEED)
        begun = self._phase("import")
        found = screen.figures(self.person.check_file(path))
        checked = time.perf_counter()
        done = screen.figures(self.person.take_over_file())
        ended = time.perf_counter()
        hold("rows of the file, as checked", sum(found[:3]), truth.rows)
        for place, name in enumerate(("good", "bad", "repeated", "left_out")):
            hold(f"import checked: {name}", found[place], getattr(truth, name))
        hold("import done: new", done[0], truth.good)
        self.ledger.measure(f"{plan.rows:,} rows checked", checked - begun)
        self.ledger.measure(f"{truth.good:,} contacts taken over", ended - checked)
        black = self._folder / "黑名单.csv"
        contacts_file.write_numbers(black, numbers[plan.people :])
        self.person.check_file(black, is_blacklist=True)
        self.person.take_over_file()
        page = self.person.audience()
        self.person.wait(
            lambda: screen.figures(page.header.total.text()) == [truth.good], "the list counts everybody"
        )
        hold("audience: contacts in the header", screen.figures(page.header.total.text())[0], truth.good)
        return truth

    def _segment(self) -> None:
        begun = self._phase("segment")
        shown = self.person.build_segment()
        self.ledger.measure("segment built and kept", time.perf_counter() - begun)
        plan = self.plan
        whole = plan.people + plan.blacklisted
        self.ledger.hold(
            "segment: reachable, all, refused, blacklisted",
            screen.figures(shown),
            [plan.people, whole, 0, plan.blacklisted],
        )

    def _campaign(self) -> CampaignsPage:
        self._phase("form")
        plan, hold = self.plan, self.ledger.hold
        page = self.person.write_campaign(plan.per_minute)
        told = [one.count for one in page.outlook.bar.shares]
        hold("forecast: gets it, refused, blacklisted", told, [plan.people, 0, plan.blacklisted])
        rows = screen.facts(page.outlook)
        by_carrier = sum(rows[name][0] for name in ("电信", "联通"))
        hold("forecast: carriers together", by_carrier, plan.people)
        hold("forecast: on the button", screen.figures(page.outlook.start.accessibleName()), [plan.people])
        page.desk.reported.connect(self._hear)
        return page

    def _hear(self, report: Mapping[str, Any]) -> None:
        self._report = report
        # Rows that were just made are shown with the next turn of the loop.
        QTimer.singleShot(0, self.window, self._look)

    def _look(self) -> None:
        """Reads the screen after every report: it adds up at every moment."""
        self._reports += 1
        view = self.person.campaigns_page().progress
        line, bar = screen.sum_line(view), screen.shares(view)
        carriers = sum(figures[1] for name, figures in screen.facts(view).items() if name in ("电信", "联通"))
        if not line or line[0] != sum(line[1:]) or line[0] != sum(bar.values()) or carriers != line[0]:
            self._uneven.append(f"{line} {bar} {carriers}")

    def _sent(self) -> int:
        """People whose first message left the runtime, by the last report."""
        outcomes = self._report.get("outcomes", ())
        return sum(one["people"] for one in outcomes if one["outcome"] not in NOT_SENT)

    def _has_sent(self, due: float) -> bool:
        return self._sent() >= due

    def _send(self, page: CampaignsPage, network: Network) -> str:
        people, measure = self.plan.people, self.ledger.measure
        begun = self._phase("send")
        typed = self.person.start_campaign(page, people)
        self.ledger.hold("approval: the number had to be typed", typed, people > 1000)
        for share in self.plan.kills_at:
            due = share * people
            self.person.wait(partial(self._has_sent, due), f"{due:.0f} are sent")
            self._kill(network)
        contact = self.person.serve_somebody()
        self.person.campaigns()
        self.person.wait(lambda: self._sent() >= people and self._state() == "finished", "all are sent")
        spent = time.perf_counter() - begun
        measure("campaign sent, kills and restarts included", spent)
        measure("messages a second, the same", people / spent, "/s")
        return contact

    def _state(self) -> str:
        return str(self._report.get("campaign", {}).get("state", ""))

    def _kill(self, network: Network) -> None:
        pid = int(network.service.news["pid"])
        link = self.window.publishing.link
        shown = self._sent()
        begun = self._phase("kill and restart")
        os.kill(pid, signal.SIGKILL)
        self.person.wait(lambda: link.client is None, "the death is noticed")
        self.person.wait(lambda: link.client is not None, "it is back")
        back = time.perf_counter() - begun
        count = self._reports
        self.person.wait(lambda: self._reports > count, "it tells again")
        self.ledger.measure(f"killed with {shown:,} sent: back after", back)
        self.ledger.measure("the same: first figures on screen after", time.perf_counter() - begun)
        self._phase("send")

    def _settle(self, remote: SimulatorRemote) -> None:
        """Until nothing is under way; what nobody can know is decided by the person."""
        begun, again = self._phase("settle"), 0
        while True:
            self.person.wait(lambda: self.ask(handsets.is_quiet(remote)), "the handsets are quiet")
            self.person.wait(self._is_done, "nothing is under way")
            self._see_anew()
            unknown = self.ask(self.runtime.unknown())
            if not unknown:
                break
            again += len(unknown)
            for one in unknown:
                self.ask(self._send_again(one, remote))
        self.ledger.measure("outcomes unknown after the kills, sent again by hand", again, "messages")
        self.ledger.measure("until every handset was quiet", time.perf_counter() - begun)

    async def _send_again(self, message: Mapping[str, Any], remote: SimulatorRemote) -> None:
        """Sends a message of unknown outcome again, once the handset was seen not to have it."""
        number = await self.runtime.reveal(str(message["contact"]), "launch")
        told = await remote.handset(number)
        key = str(message["message_id"])
        self._known += any(one["message_id"] == key for one in told["received"])
        await self.runtime.decide(key, "send_again")

    def _see_anew(self) -> None:
        count = self._reports
        self.person.wait(lambda: self._reports > count + 1, "the screen is up to date")

    def _is_done(self) -> bool:
        return not any(one["outcome"] in UNDER_WAY for one in self._report["outcomes"]) and not (
            self.ask(self.runtime.state()).in_flight
        )

    def _give_time(self, holds: Callable[[], bool]) -> None:
        """Lets the screen follow; the ledger says whether it did."""
        with contextlib.suppress(TimeoutError):
            wait_until(holds, FOLLOW_S, "")

    def _compare(
        self, page: CampaignsPage, network: Network, numbers: list[str], truth: FileTruth, contact: str
    ) -> None:
        self.ledger.hold("messages called unknown that handsets have", self._known, 0)
        self.still.stop()
        news = network.simulator.news
        pool, reading = handsets.read_all(str(news["url"]), str(news["control_token"]), numbers)
        self.person.wait(reading.done, "the handsets are read")
        pool.shutdown()
        found = reading.result()
        self.ledger.hold("moments at which the screen did not add up", self._uneven[:3], [])
        comparison = Comparison(self.ledger, found, self.plan)
        comparison.messages()
        comparison.progress(page, self._report)
        self._compare_people(page, found, numbers, comparison)
        self._compare_conversations(comparison, found)
        counts = self.ask(self.runtime.counts(scenario.FLOW_ID))
        comparison.nodes(counts)
        number = self.ask(self.runtime.reveal(contact, "launch"))
        comparison.served(number)
        self.ledger.measure("messages on all handsets", found.received(), "messages")
        self.ledger.measure("reports read on screen", self._reports, "reports")

    def _compare_people(
        self, page: CampaignsPage, found: Handsets, numbers: list[str], comparison: Comparison
    ) -> None:
        path = self._folder / "结果.csv"
        begun = self._phase("export")
        page.export_to(path)
        self.person.wait(path.exists, "the table is exported")
        self.ledger.measure(f"{self.plan.people:,} rows exported", time.perf_counter() - begun)
        self.still.stop()
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))[1:]
        comparison.table(rows)
        ids = self.ask(self.runtime.contacts_of(numbers))
        told: list[dict[str, Any]] = []
        page.desk.all_people(str(self._report["campaign"]["id"]), {}, told.extend)
        self.person.wait(lambda: len(told) >= self.plan.people, "everybody is told")
        comparison.one_by_one({ids[number]: number for number in numbers}, told)

    def _compare_conversations(self, comparison: Comparison, found: Handsets) -> None:
        page = self.person.conversations()
        people = found.went(handsets.PERSON) - 1
        self._give_time(lambda: screen.figures(page.stages.part("people").accessibleName()) == [people])
        shown = screen.figures(page.stages.part("people").accessibleName())
        comparison.conversations(shown, self.ask(self.runtime.reception.counts()))
