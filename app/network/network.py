"""The runtime service and the simulated network behind the window, and the trial that goes on there."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.loop import Errands, plain_reason
from app.network.child import Child
from app.network.state import NetworkState
from app.places import runtime_folder
from runtime.wording import Wording

if TYPE_CHECKING:
    from app.finding_flows import CalledFlow
    from app.network.trial import Trial
    from editor.library.media_folder import MediaFolder
    from runtime.flow.flow import Flow

log = logging.getLogger(__name__)

SERVICE = Wording("运行服务", "runtime service")
NETWORK = Wording("模拟网络", "simulated network")
_QUIET_S = 0.15
"""Several things that happen at once are read once."""
_LATER_S = 0.8
_IDLE_S = 4.0
"""Handsets without news are looked at this often all the same."""
_LOST_S = 0.5
"""Until the stream of news is opened again when it broke."""


class Network(QObject):
    """Starts the processes when they are wanted, holds the connections, ends all with the window."""

    state_changed = Signal()
    began = Signal(int)
    """The version that was published for a trial."""
    arrived = Signal(str, object)
    """Key of a trial handset and its HandsetRecord: something happened there."""
    failed = Signal(object, str)
    """A Wording that says what could not be done, and the technical detail."""
    lost = Signal()
    """The trial is over because a process died."""
    picture_came = Signal(str, bytes)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = runtime_folder()
        self.service = Child(SERVICE, "runtime.service", ["--workspace", str(folder)], self)
        self.simulator = Child(NETWORK, "runtime.simulator", ["--seed", "1"], self)
        self._errands = Errands(self)
        self._trial: Trial | None = None
        self._wish: tuple[Flow, MediaFolder, tuple[CalledFlow, ...]] | None = None
        self._news: set[str] = set()
        self._has_news = asyncio.Event()
        for child in (self.service, self.simulator):
            child.state_changed.connect(self.state_changed)
            child.ready.connect(self._on_ready)
            child.died.connect(self._on_death)

    @property
    def state(self) -> NetworkState:
        """The worse state of what is wanted."""
        states = [
            child.state for child in (self.service, self.simulator) if child.state is not NetworkState.OFF
        ]
        for state in (NetworkState.STOPPED, NetworkState.STARTING, NetworkState.RUNNING):
            if state in states:
                return state
        return NetworkState.OFF

    @property
    def has_trial(self) -> bool:
        """Whether handsets hold a conversation."""
        return self._trial is not None and bool(self._trial.numbers)

    @property
    def is_beginning(self) -> bool:
        """Whether a trial waits for the processes, or is being set up."""
        return self._wish is not None

    def start_service(self) -> None:
        """Start the runtime service."""
        runtime_folder().mkdir(parents=True, exist_ok=True)
        self.service.start()

    def try_out(self, flow: Flow, media: MediaFolder, called: tuple[CalledFlow, ...] = ()) -> None:
        """Publish *flow* and begin it on the trial handsets, as soon as both processes are there.

        The scenarios it comes to are tried with it.
        """
        self._wish = (flow, media, called)
        self.start_service()
        self.simulator.start()
        self._begin_if_ready()

    def restart(self) -> None:
        """Start both anew."""
        self._forget_trial()
        for child in (self.service, self.simulator):
            was_on = child.state is not NetworkState.OFF
            child.stop()
            if was_on or child is self.service:
                child.start()

    def drive(self, key: str, deed: str, **members: object) -> None:
        """Do something on a trial handset."""
        trial = self._trial
        if trial is not None and key in trial.numbers:
            self._errands.start(trial.drive(key, deed, **members), self._deed_failed)

    def refresh(self, key: str) -> None:
        """Read a handset anew."""
        if self._trial is not None and key in self._trial.numbers:
            self._errands.start(self._read(self._trial, key), self._ignore)

    def want_picture(self, url: str) -> None:
        """Fetch the picture behind an address; `picture_came` brings it."""
        trial = self._trial
        if trial is not None and url.startswith("http"):
            self._errands.start(self._fetch(trial, url), self._ignore)

    def close(self) -> None:
        """End everything: tasks, connections, processes."""
        trial, self._trial, self._wish = self._trial, None, None
        self._errands.close(trial.close() if trial is not None else None)
        for child in (self.simulator, self.service):
            child.stop()

    def _on_ready(self, news: object) -> None:
        self._begin_if_ready()

    def _begin_if_ready(self) -> None:
        both = all(child.state is NetworkState.RUNNING for child in (self.service, self.simulator))
        if self._wish is not None and both:
            wish, self._wish = self._wish, None
            self._errands.start(self._begin(*wish), self._begin_failed)

    async def _begin(self, flow: Flow, media: MediaFolder, called: tuple[CalledFlow, ...]) -> None:
        trial_class = await asyncio.to_thread(_trial_class)
        if self._trial is None:
            self._trial = trial_class(self.service.news, self.simulator.news)
        trial = self._trial
        await trial.begin(flow, media, called)
        self.began.emit(trial.version)
        for key in trial.numbers:
            await self._read(trial, key)
        self._errands.start(self._watch_network(trial), self._ignore)
        self._errands.start(self._watch_service(trial), self._ignore)

    async def _watch_network(self, trial: Trial) -> None:
        numbers = dict(trial.numbers)
        keys = {number: key for key, number in numbers.items()}
        since = 0
        while self._goes_on(trial, numbers):
            async for entry in trial.remote.events(since):
                since = max(since, int(entry["number"]))
                key = keys.get(str(entry.get("contact", "")))
                if key is not None:
                    self._news.add(key)
                    self._has_news.set()
                if not self._goes_on(trial, numbers):
                    return
            await asyncio.sleep(_LOST_S)

    async def _watch_service(self, trial: Trial) -> None:
        """Reads handsets with news, and again a little later: the runtime's record runs behind theirs."""
        numbers = dict(trial.numbers)
        again: set[str] = set()
        while self._goes_on(trial, numbers):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._has_news.wait(), _LATER_S if again else _IDLE_S)
            await asyncio.sleep(_QUIET_S)
            self._has_news.clear()
            news, self._news = self._news, set()
            for key in sorted(news | again or set(numbers)):
                await self._read(trial, key)
            again = news

    def _goes_on(self, trial: Trial, numbers: dict[str, str]) -> bool:
        return trial is self._trial and numbers == trial.numbers

    async def _read(self, trial: Trial, key: str) -> None:
        record = await trial.record(key)
        if trial is self._trial:
            self.arrived.emit(key, record)

    async def _fetch(self, trial: Trial, url: str) -> None:
        data = await trial.picture(url)
        if data is not None:
            self.picture_came.emit(url, data)

    def _on_death(self) -> None:
        child = self.sender()
        assert isinstance(child, Child)
        had_trial = self.has_trial
        self._forget_trial()
        if child.state is NetworkState.STOPPED:
            self._wish = None
            sentence = Wording("{name}停了：{why}。", "The {name} stopped: {why}.").format(
                name=child.name,
                why=child.reason if child.reason.zh else Wording("原因不明", "no reason given"),
            )
            self.failed.emit(sentence, child.complaints)
        elif had_trial:
            self.lost.emit()

    def _forget_trial(self) -> None:
        trial, self._trial = self._trial, None
        if trial is not None:
            self._errands.start(trial.close(), self._ignore)

    def _begin_failed(self, error: Exception) -> None:
        self._wish = None
        sentence = Wording("没有试发：{why}", "Not tried: {why}").format(why=plain_reason(error))
        issues = getattr(error, "issues", ())
        detail = "\n".join(f"{one['zh']} / {one['en']}" for one in issues) or repr(error)
        self.failed.emit(sentence, detail)

    def _deed_failed(self, error: Exception) -> None:
        sentence = Wording("手机上的操作没有成功：{why}", "The handset could not do it: {why}")
        self.failed.emit(sentence.format(why=plain_reason(error)), repr(error))

    def _ignore(self, error: Exception) -> None:
        log.info("network_task_ended kind=%s", type(error).__name__)


def _trial_class() -> type[Trial]:
    """What a trial needs takes too long to load for the thread of the screen."""
    from app.network.trial import Trial

    return Trial
