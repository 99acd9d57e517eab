"""The kept states of documents of one sort: recorded, listed, named, read back and thinned out."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Row, delete, func, insert, select, update

from editor.library.database import Database
from editor.library.errors import LibraryDamaged, RevisionMissing
from editor.library.moments import from_ms, now_utc, to_ms
from editor.library.revision import Kind, Revision, RevisionId
from editor.library.tables import REVISIONS
from editor.library.thinning import to_drop
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import MAX_BYTES
from runtime.flow.ids import FlowId
from runtime.wording import Wording

D = TypeVar("D")

CHANGES_KEPT_MAX: Final = 12
"""Sentences kept with a revision; the rest is counted."""
_RANK: Final[dict[Kind, int]] = {"automatic": 0, "saved": 1, "published": 3}
"""A state that was kept already rises to the higher kind; those not named here stand between."""
_BETWEEN: Final = 2
_COLUMNS: Final = tuple(column for column in REVISIONS.c if column.name != "document")


@dataclass(frozen=True, slots=True)
class Written:
    """A document as it is kept."""

    key: FlowId
    """Whose states these are: the scenario's id, or that of another document."""
    digest: str
    """Of what counts."""
    layout_digest: str
    """Of what does not: where things stand."""
    data: bytes
    node_count: int


class Revisions(Generic[D]):
    """The revisions of all documents of a sort; callable from any thread, each call is one transaction."""

    def __init__(
        self,
        database: Database,
        written: Callable[[D], Written],
        read: Callable[[bytes], D],
        describe: Callable[[D, D], Sequence[Wording]],
    ) -> None:
        """*read* makes of the data what *written* kept; it raises UnreadableDocument."""
        self._database = database
        self._written = written
        self._read = read
        self._describe = describe
        self._newest_known: tuple[RevisionId, D] | None = None
        """What was recorded last: most often it is what the next one is compared with."""

    def record(
        self,
        document: D,
        kind: Kind = "saved",
        *,
        name: str = "",
        note: str = "",
        number: int | None = None,
        moment: datetime | None = None,
    ) -> Revision:
        """Keeps *document* as it is and returns its revision.

        A state that is the same as the last one, layout included, is not kept twice: the last one takes over
        the name, the note and the higher kind. Something published under another *number* (3 for v3) always
        is a revision of its own.
        """
        moment = moment or now_utc()
        written = self._written(document)
        flow_id = written.key
        last = self._last(flow_id)
        is_same = last is not None and (last.digest, last.layout_digest) == (
            written.digest,
            written.layout_digest,
        )
        if last is not None and is_same and (number is None or last.published_as in (None, number)):
            return self._raised(last.id, kind, name, note, number)
        changes = self._changes(last, document)
        values = {
            "flow_id": flow_id,
            "made_at_ms": to_ms(moment),
            "kind": kind,
            "name": name,
            "note": note,
            "published_as": number,
            "digest": written.digest,
            "layout_digest": written.layout_digest,
            "node_count": written.node_count,
            "changes": json.dumps([[each.zh, each.en] for each in changes[:CHANGES_KEPT_MAX]]),
            "change_count": len(changes),
            "document": zlib.compress(written.data, 6),
        }
        found = self._inserted(flow_id, values)
        self._newest_known = (found.id, document)
        return found

    def _inserted(self, flow_id: FlowId, values: dict[str, object]) -> Revision:
        """The new revision under the next number of its scenario."""
        with self._database.writing() as connection:
            highest = connection.scalar(
                select(func.max(REVISIONS.c.number)).where(REVISIONS.c.flow_id == flow_id)
            )
            made = connection.execute(insert(REVISIONS).values(number=(highest or 0) + 1, **values))
            key = made.inserted_primary_key
            assert key is not None
            return _one(connection, REVISIONS.c.id == key[0])

    def of(self, flow_id: FlowId) -> tuple[Revision, ...]:
        """The revisions of a scenario, newest first."""
        with self._database.reading() as connection:
            return _all(connection, REVISIONS.c.flow_id == flow_id)

    def revision(self, revision_id: RevisionId) -> Revision:
        """What is known of a revision; raises RevisionMissing."""
        with self._database.reading() as connection:
            return _one(connection, REVISIONS.c.id == revision_id)

    def numbered(self, flow_id: FlowId, number: int) -> Revision:
        """The revision of a scenario with a number; raises RevisionMissing."""
        with self._database.reading() as connection:
            found = _all(connection, REVISIONS.c.flow_id == flow_id, REVISIONS.c.number == number)
        if not found:
            raise RevisionMissing(number)
        return found[0]

    def document(self, revision_id: RevisionId) -> D:
        """The whole document as it was; raises RevisionMissing, LibraryDamaged or UnreadableDocument."""
        with self._database.reading() as connection:
            packed = connection.scalar(select(REVISIONS.c.document).where(REVISIONS.c.id == revision_id))
        if packed is None:
            raise RevisionMissing(revision_id)
        return self._read(_unpacked(packed))

    def latest_published(self, flow_id: FlowId) -> Revision | None:
        """The revision that went online last, or None."""
        return self._newest(REVISIONS.c.flow_id == flow_id, REVISIONS.c.published_as.is_not(None))

    def by_digest(self, flow_id: FlowId, flow_digest: str) -> Revision | None:
        """The newest revision whose flow has a digest, or None: what two copies have in common."""
        return self._newest(REVISIONS.c.flow_id == flow_id, REVISIONS.c.digest == flow_digest)

    def name(self, revision_id: RevisionId, name: str, note: str | None = None) -> Revision:
        """Names a revision, which keeps it for good; an empty name takes the name away.

        Raises RevisionMissing.
        """
        with self._database.writing() as connection:
            found = _one(connection, REVISIONS.c.id == revision_id)
            values: dict[str, str] = {"name": name}
            if name and found.kind in ("automatic", "saved"):
                values["kind"] = "named"
            elif not name and found.kind == "named":
                values["kind"] = "saved"
            if note is not None:
                values["note"] = note
            connection.execute(update(REVISIONS).where(REVISIONS.c.id == revision_id).values(**values))
            return _one(connection, REVISIONS.c.id == revision_id)

    def thin_out(self, now: datetime | None = None) -> int:
        """Drops the automatic revisions that are too many, of every document; returns how many went."""
        now = now or now_utc()
        with self._database.writing() as connection:
            every: dict[FlowId, list[Revision]] = {}
            for revision in _all(connection):
                every.setdefault(revision.flow_id, []).append(revision)
            gone = [each for revisions in every.values() for each in to_drop(revisions, now)]
            for revision_id in gone:
                connection.execute(delete(REVISIONS).where(REVISIONS.c.id == revision_id))
        return len(gone)

    def count(self) -> int:
        """How many revisions there are of all scenarios; other documents have a sort before their key."""
        query = select(func.count()).select_from(REVISIONS).where(REVISIONS.c.flow_id.not_like("chatbot:%"))
        with self._database.reading() as connection:
            return connection.scalar(query) or 0

    def published(self) -> dict[FlowId, Revision]:
        """The revision that went online last, of every scenario that has one."""
        with self._database.reading() as connection:
            found = _all(connection, REVISIONS.c.published_as.is_not(None))
        return {revision.flow_id: revision for revision in reversed(found)}

    def _newest(self, *conditions: ColumnElement[bool]) -> Revision | None:
        with self._database.reading() as connection:
            return next(iter(_all(connection, *conditions, most=1)), None)

    def _last(self, flow_id: FlowId) -> Row[Any] | None:
        columns: tuple[Column[Any], ...] = (
            REVISIONS.c.id,
            REVISIONS.c.digest,
            REVISIONS.c.layout_digest,
            REVISIONS.c.published_as,
        )
        query = select(*columns).where(REVISIONS.c.flow_id == flow_id).order_by(REVISIONS.c.number.desc())
        with self._database.reading() as connection:
            return connection.execute(query.limit(1)).first()

    def _changes(self, last: Row[Any] | None, document: D) -> tuple[Wording, ...]:
        if last is None:
            return ()
        known = self._newest_known
        try:
            before = known[1] if known is not None and known[0] == last.id else self.document(last.id)
        except (LibraryDamaged, UnreadableDocument):
            # What the last one was can no longer be told; the new one is kept all the same.
            return ()
        return tuple(self._describe(before, document))

    def _raised(
        self, revision_id: RevisionId, kind: Kind, name: str, note: str, number: int | None
    ) -> Revision:
        with self._database.writing() as connection:
            found = _one(connection, REVISIONS.c.id == revision_id)
            values: dict[str, str | int] = {}
            if _RANK.get(kind, _BETWEEN) > _RANK.get(found.kind, _BETWEEN):
                values["kind"] = kind
            values |= {key: text for key, text in (("name", name), ("note", note)) if text}
            if number is not None:
                values["published_as"] = number
            if values:
                connection.execute(update(REVISIONS).where(REVISIONS.c.id == revision_id).values(**values))
            return _one(connection, REVISIONS.c.id == revision_id)


def _all(connection: Connection, *conditions: ColumnElement[bool], most: int = -1) -> tuple[Revision, ...]:
    query = (
        select(*_COLUMNS).where(*conditions).order_by(REVISIONS.c.made_at_ms.desc(), REVISIONS.c.id.desc())
    )
    return tuple(_revision(row) for row in connection.execute(query.limit(most)))


def _one(connection: Connection, condition: ColumnElement[bool]) -> Revision:
    found = _all(connection, condition, most=1)
    if not found:
        raise RevisionMissing("?")
    return found[0]


def _revision(row: Row[Any]) -> Revision:
    changes = tuple(Wording(zh, en) for zh, en in json.loads(row.changes))
    return Revision(
        row.id,
        FlowId(row.flow_id),
        row.number,
        from_ms(row.made_at_ms),
        row.kind,
        row.name,
        row.note,
        row.published_as,
        row.digest,
        row.node_count,
        changes,
        row.change_count,
    )


def _unpacked(packed: bytes) -> bytes:
    """The data of a kept state; bounded like a file's, as the catalogue may have been tampered with."""
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(packed, MAX_BYTES + 1)
    except zlib.error as error:
        raise LibraryDamaged(str(error)) from error
    if len(data) > MAX_BYTES or not unpacking.eof:
        raise LibraryDamaged("document too large or incomplete")
    return data
