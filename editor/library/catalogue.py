"""The list of all scenarios with their tags, and the search over everything written in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, delete, exists, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from editor.document.folding import folded
from editor.library.canonical import canonical
from editor.library.database import Database
from editor.library.entry import Counts, Entry, EntryId, Origin
from editor.library.errors import ScenarioMissing
from editor.library.media.uses import store_uses
from editor.library.moments import from_ms, now_utc, to_ms
from editor.library.scenario_files import name_of
from editor.library.tables import SCENARIOS, TAGS, TEXTS
from editor.library.wording_of import searchable
from runtime.flow.document import Document
from runtime.flow.ids import FlowId

TAG_CHARACTERS_MAX: Final = 24
_TRIGRAM: Final = 3


class Catalogue:
    """The scenarios of the workspace and those opened from elsewhere; may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        document: Document,
        path: Path,
        counts: Counts,
        *,
        opened: bool = False,
        origin: Origin | None = None,
    ) -> Entry:
        """Enters a scenario as its file has it, or brings its entry up to date; *opened* puts it first.

        Raises OSError when there is no file at *path*.
        """
        flow = document.flow
        values = _of_file(path) | {
            "flow_id": flow.id,
            "name": flow.name or name_of(path),
            "purpose": flow.purpose,
            "node_count": len(flow.nodes),
            "error_count": counts.errors,
            "warning_count": counts.warnings,
            "digest": canonical(document).digest,
        }
        if origin is not None:
            values |= {"origin_flow_id": origin.flow_id, "origin_number": origin.number}
        written = searchable(document)
        with self._database.writing() as connection:
            entry_id = self._store(connection, path, values, opened)
            self._store_text(connection, entry_id, written)
            store_uses(connection, entry_id, document)
            return _one(connection, entry_id)

    def put_unreadable(self, path: Path) -> Entry:
        """Enters a file that is no scenario, so that people see it and it is not read again and again."""
        values = _of_file(path) | {
            "name": name_of(path),
            "purpose": "",
            "node_count": -1,
            "error_count": 0,
            "warning_count": 0,
            "digest": "",
        }
        with self._database.writing() as connection:
            found = connection.execute(
                select(SCENARIOS.c.flow_id).where(SCENARIOS.c.path == str(path))
            ).first()
            values["flow_id"] = found.flow_id if found is not None else ""
            return _one(connection, self._store(connection, path, values, opened=False))

    def entries(self, search: str = "", tag: str = "") -> tuple[Entry, ...]:
        """The scenarios, last opened or changed first, whose file is there.

        *search*: every word of it stands somewhere in the name, the file's name, a tag or a text; *tag*: they
        carry it, or serve the purpose of that name.
        """
        conditions: list[ColumnElement[bool]] = [SCENARIOS.c.removed_at_ms.is_(None)]
        if tag:
            tagged = exists().where(TAGS.c.scenario_id == SCENARIOS.c.id, TAGS.c.tag == tag)
            conditions.append(tagged | (SCENARIOS.c.purpose == tag))
        conditions += [self._holds(word) for word in folded(search).split()]
        with self._database.reading() as connection:
            found = _entries(connection, conditions)
        return tuple(entry for entry in found if entry.path.is_file())

    def removed(self) -> tuple[Entry, ...]:
        """The scenarios in the bin, last removed first."""
        with self._database.reading() as connection:
            found = _entries(connection, [SCENARIOS.c.removed_at_ms.is_not(None)])
        return tuple(sorted(found, key=lambda entry: entry.removed_at or entry.changed_at, reverse=True))

    def entry(self, entry_id: EntryId) -> Entry:
        """The scenario with an id; raises ScenarioMissing."""
        with self._database.reading() as connection:
            return _one(connection, entry_id)

    def at(self, path: Path) -> Entry | None:
        """The scenario of a file, or None."""
        with self._database.reading() as connection:
            return next(iter(_entries(connection, [SCENARIOS.c.path == str(path)])), None)

    def missing(self, flow_id: FlowId) -> Entry | None:
        """A scenario whose file is gone without having been removed here: moved by other means, perhaps."""
        conditions = [SCENARIOS.c.flow_id == flow_id, SCENARIOS.c.removed_at_ms.is_(None)]
        with self._database.reading() as connection:
            found = _entries(connection, conditions)
        return next((entry for entry in found if not entry.path.is_file()), None)

    def is_current(self, path: Path) -> bool:
        """Whether a file is as it was when it was entered."""
        facts = _of_file(path)
        columns = (SCENARIOS.c.file_bytes, SCENARIOS.c.file_time_ns)
        with self._database.reading() as connection:
            found = connection.execute(select(*columns).where(SCENARIOS.c.path == str(path))).first()
        return found is not None and tuple(found) == (facts["file_bytes"], facts["file_time_ns"])

    def tag(self, entry_id: EntryId, tag: str) -> Entry:
        """Puts a tag on a scenario; blanks around it do not count, an empty one is none."""
        tag = " ".join(tag.split())[:TAG_CHARACTERS_MAX]
        with self._database.writing() as connection:
            _one(connection, entry_id)
            if tag:
                connection.execute(
                    upsert(TAGS).values(scenario_id=entry_id, tag=tag).on_conflict_do_nothing()
                )
            return _one(connection, entry_id)

    def untag(self, entry_id: EntryId, tag: str) -> Entry:
        """Takes a tag off; one that is not there is no mistake."""
        with self._database.writing() as connection:
            connection.execute(delete(TAGS).where(TAGS.c.scenario_id == entry_id, TAGS.c.tag == tag))
            return _one(connection, entry_id)

    def tags(self) -> tuple[str, ...]:
        """Every tag in use, the most used first."""
        query = (
            select(TAGS.c.tag)
            .join(SCENARIOS, SCENARIOS.c.id == TAGS.c.scenario_id)
            .where(SCENARIOS.c.removed_at_ms.is_(None))
            .group_by(TAGS.c.tag)
            .order_by(func.count().desc(), TAGS.c.tag)
        )
        with self._database.reading() as connection:
            return tuple(connection.scalars(query))

    def move(self, entry_id: EntryId, path: Path, home: Path | None = None) -> Entry:
        """Notes that the file stands at *path* now; with *home*, where it was before it was removed."""
        removed_at = to_ms(now_utc()) if home is not None else None
        with self._database.writing() as connection:
            _one(connection, entry_id)
            connection.execute(
                delete(SCENARIOS).where(SCENARIOS.c.path == str(path), SCENARIOS.c.id != entry_id)
            )
            changed = update(SCENARIOS).where(SCENARIOS.c.id == entry_id)
            home_path = str(home) if home is not None else None
            connection.execute(changed.values(path=str(path), home_path=home_path, removed_at_ms=removed_at))
            return _one(connection, entry_id)

    def home_of(self, entry_id: EntryId) -> Path | None:
        """Where the file of a removed scenario stood; None for one that is not removed."""
        with self._database.reading() as connection:
            home = connection.scalar(select(SCENARIOS.c.home_path).where(SCENARIOS.c.id == entry_id))
        return Path(home) if home is not None else None

    def forget(self, entry_id: EntryId) -> None:
        """Takes a scenario out of the catalogue for good; its file and its revisions are left alone."""
        with self._database.writing() as connection:
            if self._database.has_trigrams:
                connection.execute(text("DELETE FROM trigrams WHERE rowid = :id"), {"id": entry_id})
            connection.execute(delete(SCENARIOS).where(SCENARIOS.c.id == entry_id))

    def _store(self, connection: Connection, path: Path, values: dict[str, Any], opened: bool) -> EntryId:
        now_ms = to_ms(now_utc())
        place = SCENARIOS.c.path == str(path)
        was_here = (SCENARIOS.c.home_path == str(path)) & SCENARIOS.c.path.startswith(NOWHERE)
        found = connection.scalar(select(SCENARIOS.c.id).where(place | was_here).limit(1))
        if opened:
            values["opened_at_ms"] = now_ms
        values |= {"path": str(path), "home_path": None, "removed_at_ms": None}
        if found is not None:
            connection.execute(update(SCENARIOS).where(SCENARIOS.c.id == found).values(**values))
            return int(found)
        values.setdefault("opened_at_ms", values["changed_at_ms"])
        key = connection.execute(insert(SCENARIOS).values(**values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def _store_text(self, connection: Connection, entry_id: EntryId, written: str) -> None:
        put = upsert(TEXTS).values(scenario_id=entry_id, text=written)
        connection.execute(put.on_conflict_do_update(index_elements=["scenario_id"], set_={"text": written}))
        if self._database.has_trigrams:
            connection.execute(text("DELETE FROM trigrams WHERE rowid = :id"), {"id": entry_id})
            insertion = text("INSERT INTO trigrams(rowid, text) VALUES (:id, :text)")
            connection.execute(insertion, {"id": entry_id, "text": written})

    def _holds(self, word: str) -> ColumnElement[bool]:
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        named = SCENARIOS.c.name.ilike(pattern, escape="\\") | SCENARIOS.c.path.ilike(pattern, escape="\\")
        tagged = exists().where(TAGS.c.scenario_id == SCENARIOS.c.id, TAGS.c.tag.ilike(pattern, escape="\\"))
        if self._database.has_trigrams and len(word) >= _TRIGRAM:
            quoted = '"' + word.replace('"', '""') + '"'
            found = text("SELECT rowid FROM trigrams WHERE text MATCH :wanted").bindparams(wanted=quoted)
            written = SCENARIOS.c.id.in_(found.columns(SCENARIOS.c.id).scalar_subquery())
        else:
            in_text = TEXTS.c.text.like(pattern, escape="\\")
            written = SCENARIOS.c.id.in_(select(TEXTS.c.scenario_id).where(in_text))
        return named | tagged | written


NOWHERE: Final = "removed:"
"""Begins the place of a removed scenario whose file was left where it is."""


def _of_file(path: Path) -> dict[str, Any]:
    facts = path.stat()
    changed_at_ms = facts.st_mtime_ns // 1_000_000
    return {"changed_at_ms": changed_at_ms, "file_bytes": facts.st_size, "file_time_ns": facts.st_mtime_ns}


def _one(connection: Connection, entry_id: EntryId) -> Entry:
    found = _entries(connection, [SCENARIOS.c.id == entry_id])
    if not found:
        raise ScenarioMissing
    return found[0]


def _entries(connection: Connection, conditions: Iterable[ColumnElement[bool]]) -> tuple[Entry, ...]:
    latest = func.max(SCENARIOS.c.opened_at_ms, SCENARIOS.c.changed_at_ms).desc()
    rows = connection.execute(select(SCENARIOS).where(*conditions).order_by(latest, SCENARIOS.c.id)).all()
    tags: dict[EntryId, list[str]] = {}
    for row in connection.execute(select(TAGS).order_by(TAGS.c.tag)):
        tags.setdefault(row.scenario_id, []).append(row.tag)
    return tuple(_entry(row, tuple(tags.get(row.id, ()))) for row in rows)


def _entry(row: Row[Any], tags: tuple[str, ...]) -> Entry:
    origin = Origin(FlowId(row.origin_flow_id), row.origin_number) if row.origin_flow_id else None
    removed_at: datetime | None = from_ms(row.removed_at_ms) if row.removed_at_ms is not None else None
    return Entry(
        row.id,
        FlowId(row.flow_id),
        Path(row.path),
        row.name,
        row.purpose,
        row.node_count,
        Counts(row.error_count, row.warning_count),
        row.digest,
        from_ms(row.changed_at_ms),
        from_ms(row.opened_at_ms),
        tags,
        origin,
        removed_at,
    )
