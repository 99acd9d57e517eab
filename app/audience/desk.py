"""Asks the runtime for contacts and tells what came; answers nobody waits for any more are dropped."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

from PySide6.QtCore import QObject, Signal

from app.areas import AreaContext
from app.audience.port import AudiencePort, ClientPort
from runtime.wording import Wording

PAGE: Final = 100
_LOST: Final = Wording(
    "运行服务没有回应，列表可能不是最新的。", "The runtime does not answer; the list may be out of date."
)


class AudienceDesk(QObject):
    """One for the page; everything it says is a plain value."""

    overview_came = Signal(object)
    """Counts, attributes, tags, segments, imports, scenarios and campaigns."""
    page_came = Signal(object, bool, bool)
    """Contacts, whether they are the first page, and whether there are more."""
    total_came = Signal(object)
    counted = Signal(object)
    """The tally of the condition being built."""
    contact_came = Signal(object)
    timeline_came = Signal(str, object, bool)
    """The contact, entries, whether they are the first ones."""
    number_came = Signal(str, str)
    """A contact and the whole number, which nobody keeps."""
    done = Signal(object)
    """Words for something that worked."""
    failed = Signal(object)
    """Words for something that did not."""

    def __init__(self, context: AreaContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = context.link
        self._next = ""
        self._wish: dict[str, object] = {}
        self._asked: dict[str, int] = {}
        self._line_next: dict[str, int | None] = {}

    @property
    def is_connected(self) -> bool:
        """Whether there is a runtime to ask."""
        return self._link.client is not None

    @property
    def client(self) -> ClientPort:
        """The runtime's client; only while connected."""
        assert self._link.client is not None
        return cast("ClientPort", self._link.client)

    @property
    def port(self) -> AudiencePort:
        """The calls about the audience; only while connected."""
        return self.client.audience

    def refresh(self) -> None:
        """Read the overview anew."""
        self._start("overview", self._overview())

    def show_list(self, audience: Mapping[str, Any], state: str, search: str) -> None:
        """Read the first page of a list, and how long it is."""
        self._wish = {"audience": dict(audience), "state": state, "search": search}
        self._next = ""
        self._start("page", self._page(is_first=True))
        self._start("total", self._total())

    def more(self) -> None:
        """Read the next page."""
        if self._next:
            self._start("page", self._page(is_first=False))

    def count(self, audience: Mapping[str, Any]) -> None:
        """Count an audience while it is built."""
        self._start("count", self._count(dict(audience)))

    def open_contact(self, contact: str) -> None:
        """Read one contact and what happened with it."""
        self._start("contact", self._contact(contact))

    def more_timeline(self, contact: str) -> None:
        """Read what happened before."""
        before = self._line_next.get(contact)
        if before is not None:
            self._start("contact", self._timeline(contact, before))

    def reveal(self, contact: str) -> None:
        """Ask for the whole number; the runtime keeps that this person saw it."""

        async def work() -> None:
            reason = f"audience area, {getpass.getuser()}"
            self.number_came.emit(contact, await self.client.reveal(contact, reason))

        self.start(work())

    def change(
        self,
        contact: str,
        values: Mapping[str, Any] | None = None,
        add_tags: Sequence[str] = (),
        remove_tags: Sequence[str] = (),
    ) -> None:
        """Keep values and tags of a contact."""

        async def work() -> None:
            self.contact_came.emit(await self.port.change(contact, values, add_tags, remove_tags))
            await self._timeline(contact, None)
            if add_tags or remove_tags:
                await self._overview()

        self.start(work())

    def decide(self, contact: str, kind: str, proof: str) -> None:
        """Keep what a contact decided elsewhere."""

        async def work() -> None:
            await self.client.consent(contact, kind, proof)
            await self._contact(contact)
            await self._overview()

        self.start(work())

    def blacklist(self, contact: str, *, listed: bool) -> None:
        """Put a contact on the blacklist, or take it off."""

        async def work() -> None:
            await self.port.blacklist([contact], listed=listed)
            await self._contact(contact)
            await self._overview()

        self.start(work())

    def keep_segment(self, segment_id: str, name: str, condition: Mapping[str, Any]) -> None:
        """Keep a segment and read the overview anew."""

        async def work() -> None:
            await self.port.keep_segment(segment_id, name, condition)
            await self._overview()
            self.done.emit(Wording("已保存分群「{name}」", 'Segment "{name}" saved').format(name=name))

        self.start(work())

    def remove_segment(self, segment_id: str) -> None:
        """Forget a segment and read the overview anew."""

        async def work() -> None:
            await self.port.remove_segment(segment_id)
            await self._overview()

        self.start(work())

    def export(self, path: Path, **wish: object) -> None:
        """Write the list to a file."""

        async def work() -> None:
            part = path.with_name(path.name + ".part")
            # Pieces come slowly and are small: writing one takes less than a frame.
            with part.open("wb") as file:
                async for piece in self.port.export(chosen=self._wish, **wish):
                    file.write(piece)
            part.replace(path)
            self.done.emit(Wording("已导出到 {name}", "Exported to {name}").format(name=path.name))

        self.start(work())

    def start(
        self, work: Coroutine[Any, Any, None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Run a task against the runtime; what it raises is said in words."""
        if not self.is_connected:
            work.close()
            return
        self._link.start(work, failed or self._fail)

    def _start(self, what: str, work: Coroutine[Any, Any, None]) -> None:
        self._asked[what] = self._asked.get(what, 0) + 1
        self.start(work)

    def _is_current(self, what: str, number: int) -> bool:
        return self._asked.get(what, 0) == number

    async def _overview(self) -> None:
        found = await self.port.overview()
        found["imports"] = (await self.port.imports())["remembered"]
        names = {str(one["flow_id"]): str(one["name"]) for one in reversed(await self.client.flows())}
        found["scenarios"] = names
        found["campaigns"] = {
            str(one["id"]): str(one["name"]) for one in await self.client.campaigns.listed()
        }
        self.overview_came.emit(found)

    async def _page(self, *, is_first: bool) -> None:
        number = self._asked["page"]
        found = await self.port.page(**self._wish, after=self._next, limit=PAGE)
        while not found["contacts"] and found["next"] and self._is_current("page", number):
            # A search by last digits goes through many numbers, some at a time.
            found = await self.port.page(**self._wish, after=found["next"], limit=PAGE)
        if self._is_current("page", number):
            self._next = str(found["next"])
            self.page_came.emit(found["contacts"], is_first, bool(self._next))

    async def _total(self) -> None:
        number = self._asked["total"]
        found = await self.port.total(**self._wish)
        if self._is_current("total", number):
            self.total_came.emit(found)

    async def _count(self, audience: dict[str, Any]) -> None:
        number = self._asked["count"]
        found = await self.port.count(audience)
        if self._is_current("count", number):
            self.counted.emit(found)

    async def _contact(self, contact: str) -> None:
        number = self._asked.get("contact", 0)
        found = await self.port.contact(contact)
        if self._is_current("contact", number):
            self.contact_came.emit(found)
            await self._timeline(contact, None)

    async def _timeline(self, contact: str, before: int | None) -> None:
        found = await self.port.timeline(contact, before)
        self._line_next[contact] = found["next"]
        self.timeline_came.emit(contact, found["entries"], before is None)

    def has_more_timeline(self, contact: str) -> bool:
        """Whether more happened before."""
        return self._line_next.get(contact) is not None

    def _fail(self, error: Exception) -> None:
        sentence = getattr(error, "sentence", None)
        self.failed.emit(sentence if isinstance(sentence, Wording) else _LOST)
