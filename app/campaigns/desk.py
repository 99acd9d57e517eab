"""What the area of campaigns asks of the runtime; answers come back as signals."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from app.loop import plain_reason

if TYPE_CHECKING:
    from runtime.service.client import RuntimeClient

LIST_MS: Final = 2_000
REPORT_MS: Final = 1_000
FORESEE_MS: Final = 250
"""After the last key before the outlook is asked for."""
PAGE: Final = 100


class Link(Protocol):
    """The part of `app.publishing.service_link.ServiceLink` that this uses."""

    @property
    def changed(self) -> SignalInstance:
        """The service came or went."""

    @property
    def client(self) -> Any:  # noqa: ANN401 - narrowed in one place below
        """The runtime's client, None while there is none."""

    def want_service(self) -> None:
        """Start the service unless it runs."""

    def start(
        self, work: Coroutine[Any, Any, None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Run a task."""


class CampaignDesk(QObject):
    """Asks and does; keeps no campaign itself. What is under way when another one is opened is dropped."""

    listed = Signal(object)
    """list of campaigns, newest first."""
    choices_came = Signal(object, object)
    """Published scenarios, and the audience's overview (None when it cannot be had)."""
    opened = Signal(object)
    """A campaign with its definition, runs and tests."""
    foreseen = Signal(object)
    reported = Signal(object)
    people_came = Signal(object, bool)
    """Recipients, and whether they are the first page; an empty page ends the list."""
    tested = Signal(object)
    """The report of a test."""
    done = Signal(object)
    """A deed was done; the campaign as it is then, None when it is gone."""
    refused = Signal(object, str)
    """Why not, a Wording, and the code of the refusal."""
    settings_came = Signal(object)
    """approval_above and prices."""
    connected = Signal(bool)

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._open = ""
        self._is_busy = False
        self._asked: tuple[dict[str, Any], str] | None = None
        self._list = QTimer(self, interval=LIST_MS)
        self._list.timeout.connect(self.look)
        self._report = QTimer(self, interval=REPORT_MS)
        self._report.timeout.connect(self.look_at_report)
        self._foresee = QTimer(self, singleShot=True, interval=FORESEE_MS)
        self._foresee.timeout.connect(self._ask_outlook)
        link.changed.connect(self._on_link)

    @property
    def is_connected(self) -> bool:
        """Whether the runtime is there."""
        return self._link.client is not None

    def begin(self) -> None:
        """The area is on screen: read, and look again from time to time."""
        self._list.start()
        if self.is_connected:
            self.look()
            self._start(self._choices)
        else:
            self._link.want_service()
        self.connected.emit(self.is_connected)

    def pause(self) -> None:
        """Nobody looks: ask nothing."""
        self._list.stop()
        self._report.stop()

    def close(self) -> None:
        """Ask nothing any more."""
        self.pause()
        self._foresee.stop()

    def look(self) -> None:
        """Read the list."""
        if not self._is_busy:
            self._start(self._read_list)

    def open(self, campaign_id: str) -> None:
        """Read one campaign; empty opens none."""
        self._open = campaign_id
        self._report.stop()
        if campaign_id:
            self._start(lambda client: self._read_one(client, campaign_id))

    def follow(self, campaign_id: str) -> None:
        """Read how it goes, again and again."""
        self._open = campaign_id
        self._report.start()
        self.look_at_report()

    def look_at_report(self) -> None:
        """Read how the open one goes."""
        key = self._open
        if key and not self._is_busy:
            self._start(lambda client: self._read_report(client, key))

    def foresee(self, definition: Mapping[str, Any], campaign_id: str) -> None:
        """Ask what it would do, once the typing rests."""
        self._asked = (dict(definition), campaign_id)
        self._foresee.start()

    def keep(self, campaign_id: str, definition: Mapping[str, Any]) -> None:
        """Write the draft, a new one without an id."""
        self._start(lambda client: self._keep(client, campaign_id, definition))

    def start_it(self, campaign_id: str, definition: Mapping[str, Any], count: int | None) -> None:
        """Write the draft and let it happen; *count* is what was typed."""

        async def work(client: RuntimeClient) -> None:
            kept = await self._written(client, campaign_id, definition)
            self._open = kept["id"]
            self.opened.emit(kept)
            self.done.emit(await client.campaigns.start(kept["id"], _person(), count))
            await self._read_list(client)

        self._start(work)

    def test(self, campaign_id: str, definition: Mapping[str, Any], numbers: list[str]) -> None:
        """Write the draft and send it to a few numbers."""

        async def work(client: RuntimeClient) -> None:
            kept = await self._written(client, campaign_id, definition)
            self._open = kept["id"]
            run = await client.campaigns.test(kept["id"], numbers)
            self.opened.emit(await client.campaigns.one(kept["id"]))
            self.tested.emit(await client.campaigns.report(kept["id"], run))

        self._start(work)

    def do(self, deed: str, campaign_id: str, count: int | None = None) -> None:
        """pause, resume, cancel, go_on or remove."""

        async def work(client: RuntimeClient) -> None:
            calls = client.campaigns
            if deed == "remove":
                await calls.remove(campaign_id)
                self.done.emit(None)
            elif deed == "resume":
                self.done.emit(await calls.resume(campaign_id, _person(), count))
            else:
                self.done.emit(await getattr(calls, deed)(campaign_id))
            await self._read_list(client)

        self._start(work)

    def people(self, campaign_id: str, filters: Mapping[str, object], after: str = "") -> None:
        """Read a page of people."""

        async def work(client: RuntimeClient) -> None:
            page = await client.campaigns.recipients(
                campaign_id, **{**filters, "after": after, "limit": PAGE}
            )
            self.people_came.emit(page["recipients"], not after)

        self._start(work)

    def settings(self, wanted: Mapping[str, Any] | None = None) -> None:
        """Read what holds for all campaigns, or make it so."""

        async def work(client: RuntimeClient) -> None:
            calls = client.campaigns
            self.settings_came.emit(await (calls.set_settings(wanted) if wanted else calls.settings()))

        self._start(work)

    def all_people(
        self, campaign_id: str, filters: Mapping[str, object], took: Callable[[list[dict[str, Any]]], None]
    ) -> None:
        """Read all people, page by page, and hand each page on; an empty page ends it."""

        async def work(client: RuntimeClient) -> None:
            after: str | None = ""
            while after is not None:
                wish = {**filters, "after": after, "limit": 1000}
                page = await client.campaigns.recipients(campaign_id, **wish)
                if page["recipients"]:
                    took(page["recipients"])
                after = page["next"]
            took([])

        self._start(work)

    def _start(self, work: Callable[[RuntimeClient], Coroutine[Any, Any, None]]) -> None:
        client: RuntimeClient | None = self._link.client
        if client is not None:
            self._link.start(work(client), self._failed)

    def _failed(self, error: Exception) -> None:
        self._is_busy = False
        self.refused.emit(plain_reason(error), str(getattr(error, "code", "")))

    def _on_link(self) -> None:
        self._is_busy = False
        self.connected.emit(self.is_connected)
        if self.is_connected and self._list.isActive():
            self.look()
            self._start(self._choices)

    async def _choices(self, client: RuntimeClient) -> None:
        flows = [one for one in await client.flows() if one["is_online"]]
        self.choices_came.emit(flows, await client.audience.overview())

    async def _read_list(self, client: RuntimeClient) -> None:
        self._is_busy = True
        try:
            found = await client.campaigns.listed()
        finally:
            self._is_busy = False
        self.listed.emit(found)

    async def _read_one(self, client: RuntimeClient, campaign_id: str) -> None:
        found = await client.campaigns.one(campaign_id)
        if self._open == campaign_id:
            self.opened.emit(found)

    async def _read_report(self, client: RuntimeClient, campaign_id: str) -> None:
        self._is_busy = True
        try:
            found = await client.campaigns.one(campaign_id)
            told = await client.campaigns.report(campaign_id)
        finally:
            self._is_busy = False
        if self._open == campaign_id:
            self.reported.emit({**told, "campaign": found})

    def _ask_outlook(self) -> None:
        self._start(self._foreseen)

    async def _foreseen(self, client: RuntimeClient) -> None:
        asked = self._asked
        if asked is None:
            return
        found = await client.campaigns.outlook(*asked)
        if asked is self._asked:
            self.foreseen.emit(found)

    async def _keep(self, client: RuntimeClient, campaign_id: str, definition: Mapping[str, Any]) -> None:
        kept = await self._written(client, campaign_id, definition)
        self._open = kept["id"]
        self.opened.emit(kept)
        self.done.emit(kept)
        await self._read_list(client)

    async def _written(
        self, client: RuntimeClient, campaign_id: str, definition: Mapping[str, Any]
    ) -> dict[str, Any]:
        if campaign_id:
            return await client.campaigns.change(campaign_id, definition)
        return await client.campaigns.create(definition)


def _person() -> str:
    """Who sits here, for the audit log."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
