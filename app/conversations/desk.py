"""What happens in the area: which conversation is open, what is known of it, and what the person does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.conversations.composer import Draft
from app.conversations.feed import Feed
from app.conversations.port import ReceptionPort
from app.conversations.row import PEOPLE, Row
from app.loop import plain_reason
from runtime.messages.media import LOCAL
from runtime.wording import Wording
from widgets.handset import PictureShelf, decode_picture

READ_MS: Final = 250
"""What changed in the open conversation is read this often at most."""
LOOK_MS: Final = 2_000
"""Delivery reports change no row of the list: the open conversation is looked at all the same."""
_AWAY: Final = Wording("运行服务不在，写的内容还在这里", "The service is away; what you wrote stays here")


class ConversationDesk(QObject):
    """Holds the open conversation; what is not sent yet stays with its contact, whatever happens."""

    row_changed = Signal(object)
    """The Row of the open conversation."""
    about_came = Signal(object)
    """What is known of it."""
    transcript_came = Signal(object, object, bool)
    """Lines, marks, and whether it is another conversation than before."""
    sent = Signal(str)
    """The contact whom the draft went to."""
    failed = Signal(object)
    """Why something could not be done, a Wording."""

    def __init__(self, feed: Feed, own_name: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._own_name = own_name
        self.row: Row | None = None
        self.about: Mapping[str, Any] = {}
        self.drafts: dict[str, Draft] = {}
        self.pictures = PictureShelf(self)
        self._shown_by: dict[str, tuple[str, int]] = {}
        self.pictures.wanted.connect(self._fetch)
        self._lines: dict[str, Mapping[str, Any]] = {}
        self._marks: dict[tuple[object, ...], Mapping[str, Any]] = {}
        self._before: int | None = None
        self._is_reading_older = False
        self._shown_for = ""
        self._soon = QTimer(self, singleShot=True, interval=READ_MS)
        self._soon.timeout.connect(self.refresh)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_again)
        feed.changed.connect(self._on_changed)
        feed.online_changed.connect(self._on_online)

    @property
    def contact(self) -> str:
        """Whose conversation is open; empty for nobody's."""
        return self.row.contact if self.row is not None else ""

    def open(self, row: Row) -> None:
        """Show another conversation."""
        is_other = row.contact != self.contact
        self.row = row
        self.row_changed.emit(row)
        if is_other:
            self.about = {}
            self._lines, self._marks, self._before = {}, {}, None
            self.refresh()
        self._mark_read()

    def refresh(self) -> None:
        """Read the open conversation anew."""
        if self.row is not None:
            self._ask(lambda reception: self._read(reception, self.contact), self._ignore)

    def watch(self, *, is_watched: bool) -> None:
        """Look at delivery reports while somebody sees them."""
        if is_watched:
            self._look.start()
            self.refresh()
        else:
            self._look.stop()

    def close(self) -> None:
        """Read nothing any more."""
        self._soon.stop()
        self._look.stop()

    def read_older(self) -> None:
        """Read what was said before what is shown."""
        if self._before is not None and not self._is_reading_older and self.row is not None:
            self._is_reading_older = True
            before, contact = self._before, self.contact
            self._ask(lambda reception: self._read_older(reception, contact, before), self._ignore)

    def take(self) -> None:
        """Take the open conversation over, from a colleague too."""
        row, name = self.row, self._own_name()
        if row is not None and row.taken_by:
            self._do(lambda reception: reception.assign(row.contact, name, name))
        elif row is not None:
            self._do(lambda reception: reception.take(row.contact, name))

    def pass_on(self, to: str) -> None:
        """Give the open conversation to a colleague."""
        contact, name = self.contact, self._own_name()
        if contact and to:
            self._do(lambda reception: reception.assign(contact, to, name))

    def hand_back(self) -> None:
        """Let the scenario go on."""
        contact, name = self.contact, self._own_name()
        if contact:
            self._do(lambda reception: reception.hand_back(contact, name))

    def note(self, text: str) -> None:
        """Keep a note about the open conversation."""
        contact, name = self.contact, self._own_name()
        if contact:
            self._do(lambda reception: reception.note(contact, text, name))

    def send(self, draft: Draft) -> None:
        """Send a draft to the open conversation; again with the same id when it is not known to be sent."""
        contact, name = self.contact, self._own_name()
        self.drafts[contact] = draft
        members: dict[str, object] = {"text": draft.text, "take": True}
        if draft.node:
            session = self.about.get("session") or {}
            members = {"node": draft.node, "session_id": session.get("id", ""), "take": True}

        def sent() -> None:
            self.drafts.pop(contact, None)
            self.sent.emit(contact)

        self._do(lambda reception: reception.answer(contact, draft.message_id, name, **members), sent)

    def _do(
        self,
        work: Callable[[ReceptionPort], Coroutine[Any, Any, dict[str, Any]]],
        then: Callable[[], None] | None = None,
    ) -> None:
        async def done(reception: ReceptionPort) -> None:
            row = Row.read(await work(reception))
            if then is not None:
                then()
            if row.contact == self.contact:
                self.row = row
                self.row_changed.emit(row)
                self.refresh()

        if not self._ask(done, self._tell_failure):
            self.failed.emit(_AWAY)

    def _ask(
        self,
        work: Callable[[ReceptionPort], Coroutine[Any, Any, None]],
        failed: Callable[[Exception], None],
    ) -> bool:
        reception = self._feed.reception
        if reception is None:
            return False
        self._feed.run(work(reception), failed)
        return True

    async def _read(self, reception: ReceptionPort, contact: str) -> None:
        about, said = await asyncio.gather(reception.about(contact), reception.transcript(contact))
        if contact != self.contact:
            return
        if about != self.about:
            self.about = about
            self.about_came.emit(about)
        if not self._lines:
            self._before = said["next"]
        self._take_in(said)

    async def _read_older(self, reception: ReceptionPort, contact: str, before: int) -> None:
        try:
            said = await reception.transcript(contact, before)
        finally:
            self._is_reading_older = False
        if contact == self.contact:
            self._before = said["next"]
            self._take_in(said)

    def _take_in(self, said: Mapping[str, Any]) -> None:
        before = (dict(self._lines), len(self._marks))
        self._learn_sources(said["lines"])
        self._lines |= {f"{line['direction']} {line['message_id']}": line for line in said["lines"]}
        self._marks |= {(mark["kind"], mark["micros"], str(mark["detail"])): mark for mark in said["marks"]}
        is_other = self._shown_for != self.contact
        if is_other or before != (self._lines, len(self._marks)):
            self._shown_for = self.contact
            self.transcript_came.emit([*self._lines.values()], [*self._marks.values()], is_other)

    def _fetch(self, source: str) -> None:
        """Get a picture from the version that shows it."""
        found = self._shown_by.get(source)
        if found is not None:
            self._ask(lambda reception: self._put(reception, source, *found), self._ignore)

    async def _put(self, reception: ReceptionPort, source: str, flow_id: str, version: int) -> None:
        data = await reception.media(flow_id, version, source)
        self.pictures.put_image(source, await asyncio.to_thread(decode_picture, data))

    def _learn_sources(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Remember which version shows which file; another scenario may have another by the same name."""
        for line in lines:
            if line.get("flow_id"):
                place = (str(line["flow_id"]), int(line["version"]))
                for source in sources_in(line["message"]):
                    if self._shown_by.get(source) != place:
                        self._shown_by[source] = place
                        self.pictures.forget(source)

    def _on_changed(self, changed: Mapping[str, Row]) -> None:
        row = changed.get(self.contact)
        if row is not None:
            self.row = row
            self.row_changed.emit(row)
            self._mark_read()
            if not self._soon.isActive():
                self._soon.start()

    def _on_online(self, is_online: bool) -> None:
        if is_online:
            self.refresh()

    def _look_again(self) -> None:
        if self._feed.is_online and not self._soon.isActive():
            self.refresh()

    def _mark_read(self) -> None:
        row = self.row
        if row is not None and row.unread and row.stage == PEOPLE:
            self._ask(partial(self._read_by_me, contact=row.contact), self._ignore)

    async def _read_by_me(self, reception: ReceptionPort, contact: str) -> None:
        row = Row.read(await reception.mark_read(contact))
        if contact == self.contact:
            self.row = row
            self.row_changed.emit(row)

    def _tell_failure(self, error: Exception) -> None:
        self.failed.emit(plain_reason(error))

    def _ignore(self, error: Exception) -> None:
        """The link says that the service is away; what is shown stays."""


def sources_in(message: object) -> Iterator[str]:
    """Every file of a scenario's own that a message (JSON data) names."""
    if isinstance(message, dict):
        for value in message.values():
            yield from sources_in(value)
    elif isinstance(message, list):
        for value in message:
            yield from sources_in(value)
    elif isinstance(message, str) and message.startswith(LOCAL):
        yield message
