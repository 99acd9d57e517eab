"""Publishing: a flow becomes a version that is online, and what becomes of who waits in older ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import Connection

from runtime.clock import Clock
from runtime.delivery import standing_triggers
from runtime.delivery.errors import FlowIsCalled, FlowsOffline, RequestReused, UnknownFlow, WordsTaken
from runtime.delivery.forecast import Forecast, forecast, same_words
from runtime.delivery.missing_flows import callers_of, missing_flows
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.retiring import Retired, retire
from runtime.engine.plan import compile_flow
from runtime.flow.document import digest
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.store import Store, flows, journal, sessions, trials
from runtime.store.flows import MediaFile

Decision: TypeAlias = Literal["finish", "move", "end"]
"""What becomes of who waits at a node: goes on in the old version, in the new one, or ends."""

_Beside: TypeAlias = tuple[tuple[Flow, tuple[MediaFile, ...]], ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """How something is published."""

    note: str = ""
    """What changed, in the words of whoever publishes."""
    request_id: str = ""
    """The same request, made again, publishes nothing twice; empty trusts the content alone."""
    waiting: Mapping[NodeId, Decision] = field(default_factory=dict)
    """Node → what becomes of who waits there in an older version; others finish on theirs."""
    is_trial: bool = False
    """A trial has no number of its own and begins only for those it is begun with."""
    may_share_words: bool = False
    """Publish although another scenario that is online begins on the same words."""
    beside: _Beside = ()
    """For a trial: scenarios with their files that it calls, kept as trials with it; they call each other."""


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it."""

    version: int
    is_new: bool
    moved: int = 0
    ended: int = 0
    staying: int = 0
    """How many go on in older versions."""
    beside: Mapping[str, int] = field(default_factory=dict)
    """Flow id → version of the trials that were kept with it."""


PLAIN = Publication()


class Publishing:
    """Keeps versions and says which are online.

    *upload* brings a version's files to every carrier; *told* is called when something changed.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        book: PlanBook,
        upload: Callable[[str, int], Awaitable[None]],
        told: Callable[[], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._book = book
        self._upload = upload
        self._told = told

    async def publish(
        self, flow: Flow, files: Iterable[MediaFile] = (), publication: Publication = PLAIN
    ) -> Published:
        """Makes *flow* the version that is online, or a trial; all of it or nothing.

        Its files are uploaded to every carrier then. Raises `CompileRefused` for a flow that cannot run,
        `WordsTaken`, `FlowsOffline`, `CannotMove` or `RequestReused`, and `UploadError` when a carrier does
        not take a file; the version then is online all the same and goes on uploading when it is used.
        """
        for each in (flow, *(one for one, _ in publication.beside)):
            compile_flow(each)
        files = tuple(files)
        now = self._clock.now()
        done = await self._store.write(lambda one: self._keep(one, flow, files, publication, now))
        self._book.forget_online()
        self._told()
        await self._upload(flow.id, done.version)
        for flow_id, version in done.beside.items():
            await self._upload(flow_id, version)
        return done

    async def put_back(self, flow_id: str, version: int, publication: Publication = PLAIN) -> Published:
        """Publishes what an old version was as a new one. Raises what `publish` does, and `UnknownFlow`."""

        def query(connection: Connection) -> tuple[Flow | None, list[MediaFile | None]]:
            digests = flows.media_digests(connection, flow_id, version)
            found = [flows.media_content(connection, one) for one in digests.values()]
            named = [
                None if file is None else MediaFile(name, file.content_type, file.content)
                for name, file in zip(digests, found, strict=True)
            ]
            return flows.load(connection, flow_id, version), named

        flow, files = await self._store.read(query)
        if flow is None or version < 1:
            raise UnknownFlow(flow_id, version)
        return await self.publish(flow, [file for file in files if file is not None], publication)

    async def take_offline(self, flow_id: str, *, although_called: bool = True) -> bool:
        """Lets nothing of the flow begin any more; who is in it goes on. Returns whether it was online.

        Raises `UnknownFlow`, and `FlowIsCalled` for one that others call unless that is wanted.
        """
        now = self._clock.now()

        def take(connection: Connection) -> bool:
            if flows.newest(connection, flow_id) is None:
                raise UnknownFlow(flow_id)
            if not although_called and (callers := self._callers(connection, flow_id)):
                raise FlowIsCalled(callers)
            was_online = flows.take_offline(connection, flow_id)
            standing_triggers.lay_down(connection, self._book, flow_id, now)
            if was_online:
                journal.note(connection, "taken_offline", {"flow_id": flow_id}, now)
            self._book.forget_online()
            return was_online

        was_online = await self._store.write(take)
        self._book.forget_online()
        self._told()
        return was_online

    def _callers(self, connection: Connection, flow_id: str) -> list[tuple[str, str]]:
        if flows.online(connection, flow_id) is None:
            return []
        return callers_of(flow_id, [plan.flow for plan in self._book.online(connection)])

    async def forecast(self, flow: Flow, files: Iterable[MediaFile] = ()) -> Forecast:
        """What publishing would do and whom it concerns; changes nothing. Raises `CompileRefused`."""
        plan = compile_flow(flow)
        files = tuple(files)
        return await self._store.read(lambda one: forecast(one, plan, files))

    def _keep(
        self,
        connection: Connection,
        flow: Flow,
        files: tuple[MediaFile, ...],
        publication: Publication,
        now: datetime,
    ) -> Published:
        if publication.request_id:
            known = flows.requested(connection, flow.id, publication.request_id)
            if known is not None:
                if (known.digest, known.media) != (digest(flow), flows.media_of(files)):
                    raise RequestReused
                return Published(known.version, False, staying=_staying(connection, flow.id, known.version))
        if not publication.is_trial and not publication.may_share_words:
            others = [plan for plan in self._book.online(connection) if plan.flow.id != flow.id]
            if taken := same_words(flow, [plan.flow for plan in others]):
                raise WordsTaken([one.sentence for one in taken])
        beside = publication.beside if publication.is_trial else ()
        reached = {*flows.online_versions(connection), flow.id, *(one.id for one, _ in beside)}
        for each in (flow, *(one for one, _ in beside)):
            if missing := missing_flows(each, reached):
                raise FlowsOffline([one.sentence for one in missing])
        version, is_new = flows.publish(
            connection,
            flow,
            files,
            now,
            note=publication.note,
            request_id=publication.request_id,
            is_trial=publication.is_trial,
        )
        retired = Retired()
        if is_new:
            self._book.forget(flow.id, version)
        if not publication.is_trial:
            standing_triggers.take_up(connection, self._book, flow, now)
        if publication.waiting and not publication.is_trial:
            plan = compile_flow(flow, version)
            retired = retire(connection, self._book, plan, publication.waiting, now)
        self._book.forget_online()
        detail = {"flow_id": flow.id, "version": version, "moved": retired.moved, "ended": retired.ended}
        action = "tried" if publication.is_trial else "published"
        journal.note(connection, action, detail, now)
        if publication.is_trial:
            kept = self._keep_beside(connection, flow, version, beside, now)
            return Published(version, is_new, beside=kept)
        staying = _staying(connection, flow.id, version)
        return Published(version, is_new, retired.moved, retired.ended, staying)

    def _keep_beside(
        self, connection: Connection, flow: Flow, version: int, beside: _Beside, now: datetime
    ) -> dict[str, int]:
        """Keeps the scenarios that a trial calls as trials too; in these they find each other."""
        kept: dict[str, int] = {}
        for each, files in beside:
            kept[each.id], is_new = flows.publish(connection, each, files, now, is_trial=True)
            if is_new:
                self._book.forget(each.id, kept[each.id])
        trials.put_beside(connection, {**kept, flow.id: version} if kept else {})
        if not kept:
            trials.forget(connection, flow.id, version)
        return kept


def _staying(connection: Connection, flow_id: str, version: int) -> int:
    waiting = sessions.waiting_by_version(connection, flow_id)
    return sum(count for older, count in waiting.items() if older < version)


def offline(store: Store, clock: Clock) -> Publishing:
    """Publishing into a store whose runtime does not run; carriers get the files once it does."""

    async def later(_flow_id: str, _version: int) -> None:
        return

    def nobody() -> None:
        return

    return Publishing(store, clock, PlanBook(), later, nobody)
