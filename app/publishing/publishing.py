"""What is draft and what is online of the open scenario, and the way from one to the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.loop import plain_reason
from app.main_window.notices import Notice, NoticeAction, Notices
from app.publishing.crowd import Crowd
from app.publishing.online import Online, Published
from app.publishing.port import PublishingPort
from app.publishing.records import Records
from app.publishing.service_link import ServiceLink
from app.publishing.words import people
from runtime.wording import Wording

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.publishing.sheet_desk import SheetDesk
    from app.run_desk import RunDesk
    from runtime.flow.document import Document

LOOK_MS: Final = 4_000
"""How often the number of people who wait is read."""
JUDGE_MS: Final = 400
"""How long nothing must change before the draft is compared with what is online."""
_DONE = Wording("已发布 v{version}", "Published v{version}")
_STAY = Wording(" · {people}继续走旧版", " · {people} go on in older versions")
_STAY_ON = Wording(" · {people}继续走 v{old}", " · {people} go on in v{old}")
_MOVED = Wording(" · {people}改走 v{version}", " · {people} moved to v{version}")
_ENDED = Wording(" · {people}的会话已结束", " · conversations of {people} ended")
_ONLINE = Wording("线上 v{version}", "v{version} online")
_LAST = Wording("上次发布的 v{version}", "v{version}, published last")
_OFFLINE = Wording(
    "「{name}」已下线。在等的人会继续走完。", '"{name}" is offline. Who waits goes on to the end.'
)
_ALL_THE_SAME = Wording("仍要下线", "Take it offline all the same")
_FAILED = Wording("没有做成：{why}", "This did not work: {why}")
_NOTHING_KEPT = Wording(
    "没有可比较的发布版本。先启动运行服务，或先发布一次。",
    "There is no published version to compare with. Start the runtime service, or publish first.",
)


class Publishing(QObject):
    """Reads what is online now and then, opens the publish sheet, and asks for comparisons."""

    changed = Signal()
    compare_asked = Signal(object, object)
    """The Document as it was published, and what to call it (a Wording)."""

    def __init__(
        self, run: RunDesk, notices: Notices, records: Records, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notices = notices
        self.link = ServiceLink(run, self)
        self._records = records
        self.crowd = Crowd(self.link, self)
        self._area: EditingArea | None = None
        self._desk: SheetDesk | None = None
        self.online: Online | None = None
        """What is published of the open scenario; None while that is unknown."""
        self.is_same = False
        """Whether the draft is what is online."""
        self._look_timer = QTimer(self, interval=LOOK_MS)
        self._look_timer.timeout.connect(self._look)
        self._judge_timer = QTimer(self, singleShot=True, interval=JUDGE_MS)
        self._judge_timer.timeout.connect(self._judge)
        self.link.changed.connect(self._on_link)

    @property
    def draft_version(self) -> int | None:
        """The number the draft would get; None while that is unknown."""
        if self.online is None:
            return None
        return self.online.newest if self.is_same else self.online.newest + 1

    @property
    def may_publish(self) -> bool:
        """Whether there is something to publish, as far as is known."""
        return self._area is not None and bool(self._area.document.store.nodes) and not self.is_same

    @property
    def may_compare(self) -> bool:
        """Whether there may be a published version to compare with."""
        return self._area is not None and (self.online is None or self.online.newest > 0)

    @property
    def is_online(self) -> bool:
        """Whether a version of the open scenario is online."""
        return self.online is not None and self.online.version is not None

    @property
    def desk(self) -> SheetDesk | None:
        """The desk of the sheet, None before it was first opened."""
        return self._desk

    def take(self, area: EditingArea | None) -> None:
        """Be about another scenario from now on."""
        desk, self._area, self._desk = self._desk, area, None
        if desk is not None:
            desk.end()
        self.online, self.is_same = None, False
        self.crowd.take(area)
        if area is None:
            self._look_timer.stop()
        else:
            area.document.changed.connect(self._on_change)
            self._look_timer.start()
            self._look()
        self.changed.emit()

    def open_sheet(self) -> None:
        """Open the publish sheet."""
        if self._area is None:
            return
        if self._desk is None:
            from app.publishing.sheet_desk import SheetDesk

            self._desk = SheetDesk(self._area, self.link, self._records)
            self._desk.published.connect(self._on_published)
            self._desk.compare_asked.connect(self.compare_asked)
        self._desk.open_sheet()

    def toggle_people(self) -> None:
        """Show on the cards how many people wait there, or hide it."""
        self.crowd.set_shown(not self.crowd.is_shown)
        self.changed.emit()

    def list_people(self) -> None:
        """List who waits where."""
        self.crowd.list_people()

    def compare_online(self) -> None:
        """Compare the draft with what is online, or was published last."""
        if self._area is not None:
            self.link.start(self._compared(self._area, self.link.client), self._tell_failure)

    def take_offline(self) -> None:
        """Let nothing begin in the open scenario any more; asks first when others go to it."""
        client = self.link.client
        if self._area is not None and client is not None:
            work = self._taken_offline(self._area, client)
            self.link.start(work, partial(self._not_taken_offline, self._area))

    def close(self) -> None:
        """End everything."""
        self._look_timer.stop()
        self._judge_timer.stop()
        self.crowd.take(None)
        self.link.close()

    async def _compared(self, area: EditingArea, client: PublishingPort | None) -> None:
        from app.publishing.preparing import published_document

        document = area.document.document
        if client is not None:
            online = Online.read(await client.versions(document.flow.id))
            version = online.version or online.newest
            words = _ONLINE if online.version else _LAST
            if version:
                before = await published_document(client, document, version, self._records.recall)
                self._compare(area, before, words.format(version=version))
                return
        kept = await self._records.newest(document.flow.id)
        if kept is not None:
            self._compare(area, kept[0], _LAST.format(version=kept[1]))
        elif area is self._area:
            area.say(_NOTHING_KEPT)

    def _compare(self, area: EditingArea, before: Document, name: Wording) -> None:
        if area is self._area:
            if self._desk is not None:
                self._desk.sheet.close_sheet()
            self.compare_asked.emit(before, name)

    def _not_taken_offline(self, area: EditingArea, error: Exception) -> None:
        if getattr(error, "code", "") != "flow_is_called":
            self._tell_failure(error)
            return
        act = NoticeAction(_ALL_THE_SAME, partial(self._take_called_offline, area))
        self._notices.show_notice(Notice("publishing", plain_reason(error), "warn", actions=(act,)))

    def _take_called_offline(self, area: EditingArea) -> None:
        client = self.link.client
        if client is not None:
            self.link.start(self._taken_offline(area, client, although_called=True), self._tell_failure)

    async def _taken_offline(
        self, area: EditingArea, client: PublishingPort, *, although_called: bool = False
    ) -> None:
        await client.take_offline(area.document.flow.id, although_called=although_called)
        if area is self._area:
            area.say(_OFFLINE.format(name=area.document.name))
            self._look()

    def _look(self) -> None:
        client = self.link.client
        if self._area is not None and client is not None and self._area.isVisible():
            self.link.start(self._read(self._area, client), self._not_read)

    async def _read(self, area: EditingArea, client: PublishingPort) -> None:
        found = Online.read(await client.versions(area.document.flow.id))
        if area is self._area and found != self.online:
            had = self.online
            self.online = found
            if had is None or (had.digest, had.media) != (found.digest, found.media):
                self._judge()
            self.changed.emit()
        if area is self._area:
            self.crowd.look(found, is_same=self.is_same)

    def _not_read(self, _error: Exception) -> None:
        """Not knowing is a state too: the toolbar says so."""
        if self.online is not None:
            self.online, self.is_same = None, False
            self.crowd.look(None, is_same=False)
            self.changed.emit()

    def _judge(self) -> None:
        if self._area is not None and self.online is not None:
            self.link.start(self._judged(self._area, self.online), self._not_read)

    async def _judged(self, area: EditingArea, online: Online) -> None:
        import asyncio

        document = area.document
        flow, media = document.flow, document.media

        def compared() -> bool:
            from app.publishing.files import digests_of
            from runtime.flow.document import digest

            return digest(flow) == online.digest and digests_of(flow, media) == online.media

        is_same = bool(online.digest) and await asyncio.to_thread(compared)
        if area is self._area and flow is document.flow and is_same != self.is_same:
            self.is_same = is_same
            self.crowd.look(online, is_same=is_same)
            self.changed.emit()

    def _on_change(self, _change: object) -> None:
        self._judge_timer.start()
        self.crowd.refresh()

    def _on_link(self) -> None:
        if self.link.client is None:
            self.online, self.is_same = None, False
            self.crowd.look(None, is_same=False)
            self.changed.emit()
        self._look()

    def _on_published(self, _document: Document, done: Published) -> None:
        old = self.online.version if self.online is not None else None
        area = self._area
        if area is not None:
            area.say(said(done, old))
        self._look()

    def _tell_failure(self, error: Exception) -> None:
        sentence = _FAILED.format(why=plain_reason(error))
        self._notices.show_notice(Notice("publishing", sentence, "error", repr(error)))


def said(done: Published, old: int | None) -> Wording:
    """What came of publishing, in a line; *old* is the version that was online before."""
    words = _DONE.format(version=done.version)
    if done.moved:
        words = _joined(words, _MOVED.format(people=people(done.moved), version=done.version))
    if done.ended:
        words = _joined(words, _ENDED.format(people=people(done.ended)))
    if done.staying:
        stay = _STAY if old is None or old == done.version else _STAY_ON
        words = _joined(words, stay.format(people=people(done.staying), old=old or ""))
    return words


def _joined(first: Wording, second: Wording) -> Wording:
    return Wording(first.zh + second.zh, first.en + second.en)
