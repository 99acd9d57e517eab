"""One import from upload to its end, in a thread of its own, so that conversations go on meanwhile."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Final, Literal, TypeAlias

from sqlalchemy import Connection

from runtime.clock import Clock
from runtime.delivery.audience.errors import ImportRefused
from runtime.delivery.audience.importing.checking import Checked, RowReader
from runtime.delivery.audience.importing.number_cells import CellProblem
from runtime.delivery.audience.importing.preview import Preview, preview_of
from runtime.delivery.audience.importing.source import open_table
from runtime.delivery.audience.importing.spool import Spool
from runtime.delivery.audience.importing.undoing import undo_whole
from runtime.delivery.audience.importing.wish import ImportWish, ReadingWish
from runtime.spreadsheets.refusals import FileRefused
from runtime.store import Store, StoreRefusal, attributes, imports, journal
from runtime.store.attributes import AttributeDefinition
from runtime.store.imports import CellTrouble
from runtime.store.merging import Merged, MergeRule, list_black, merge
from runtime.store.moments import to_micros
from runtime.store.staging import StagedRow, Staging
from runtime.store.unmerging import Undone
from runtime.wording import Wording

log = logging.getLogger(__name__)

State: TypeAlias = Literal[
    "uploading", "uploaded", "checking", "checked", "merging", "done", "undoing", "undone", "failed"
]
MERGE_SLICE: Final = 2_000
"""Rows in one transaction: short enough that conversations do not wait."""
_BUSY: Final = ("checking", "merging", "undoing")
_NO_STEP = Wording("这个导入现在不能这样做（{state}）。", "The import cannot do that now ({state}).")
_TABLE_BROKEN = Wording("内部文件读写失败。", "An internal file could not be read or written.")


class _Cancelled(Exception):
    """Somebody does not want it any more."""


def _nobody() -> None:
    """Hears nothing."""


class ImportJob:
    """An import that is under way. Its thread works; the others ask `tell`, and may `cancel`.

    *merged* is called in that thread when its people are in the store.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        folder: Path,
        import_id: int,
        name: str,
        merged: Callable[[], None] = _nobody,
    ) -> None:
        self.id = import_id
        self.name = name
        self.state: State = "uploading"
        self.sentence: Wording | None = None
        """Why it failed."""
        self._store = store
        self._clock = clock
        self._told = merged
        self._folder = folder
        self._spool = Spool(folder / f"{import_id}.upload")
        self._staging: Staging | None = None
        self._wish: ImportWish | None = None
        self._checked = Checked()
        self._merged = Merged()
        self._undone = Undone()
        self._share = 0.0
        self._is_cancelled = threading.Event()
        self._thread: threading.Thread | None = None

    def write(self, data: bytes) -> None:
        """Takes a piece of the upload; raises ImportRefused when it is too large."""
        self._spool.write(data)

    def finish_upload(self) -> None:
        """The file is there whole."""
        self._spool.finish()
        if not self._spool.size_bytes:
            raise ImportRefused(Wording("文件是空的。", "The file is empty."))
        self.state = "uploaded"

    @property
    def is_busy(self) -> bool:
        """Whether its thread works."""
        return self.state in _BUSY

    def preview(self, reading: ReadingWish) -> Preview:
        """The beginning of the file, read as *reading* says; raises ImportRefused."""
        self._needs("uploaded", "checked")
        try:
            with open_table(self._spool, reading) as table:
                return preview_of(table)
        except (FileRefused, LookupError) as error:
            sentence = error.sentence if isinstance(error, FileRefused) else _TABLE_BROKEN
            raise ImportRefused(sentence) from error

    def check(self, wish: ImportWish) -> None:
        """Begins to read the file whole; nothing of it goes into the store yet."""
        self._needs("uploaded", "checked")
        self._wish, self._checked, self._share = wish, Checked(), 0.0
        self._run("checking", self._check)

    def merge(self) -> None:
        """Begins to take the good rows over."""
        self._needs("checked")
        self._share = 0.0
        self._run("merging", self._merge)

    def undo(self) -> None:
        """Begins to take out of the store what the import brought."""
        self._needs("done")
        self._share = 0.0
        self._run("undoing", self._undo)

    def cancel(self) -> None:
        """Ends it with nothing kept: what was merged already is taken out again."""
        self._is_cancelled.set()
        if self.state == "checking" and self._staging is not None:
            self._staging.interrupt()
        if not self.is_busy and self.state not in ("done", "undone", "failed"):
            self._drop()

    def wait(self, timeout_s: float | None = None) -> None:
        """Waits until the thread has nothing to do."""
        if self._thread is not None:
            self._thread.join(timeout_s)

    def close(self) -> None:
        """Ends it because the runtime ends."""
        self.cancel()
        self.wait()
        self._clean()

    def tell(self) -> dict[str, object]:
        """How far it is: state, share (0 to 1), counts by name, and why it failed."""
        counts = {
            **self._checked.counts(),
            "added": self._merged.added,
            "updated": self._merged.updated,
            "unchanged": self._merged.unchanged,
            "removed": self._undone.removed,
            "restored": self._undone.restored,
            "stayed": self._undone.stayed,
        }
        words = self.sentence
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "share": round(self._share, 4),
            "counts": counts,
            "size_bytes": self._spool.size_bytes,
            "failed": {"zh": words.zh, "en": words.en} if words else None,
        }

    def _needs(self, *states: State) -> None:
        if self.state not in states:
            raise ImportRefused(_NO_STEP.format(state=self.state))

    def _run(self, state: State, work: Callable[[], State]) -> None:
        self.state = state
        self._thread = threading.Thread(
            target=self._guarded, args=(work,), name=f"import-{self.id}", daemon=True
        )
        self._thread.start()

    def _guarded(self, work: Callable[[], State]) -> None:
        try:
            ended = work()
        except _Cancelled:
            self._drop()
        except (FileRefused, StoreRefusal, ImportRefused) as error:
            self._fail(error.sentence)
        except (OSError, sqlite3.Error) as error:
            if self._is_cancelled.is_set():
                self._drop()
                return
            log.warning("import failed id=%s error=%s", self.id, type(error).__name__)
            self._fail(_TABLE_BROKEN)
        else:
            self.state = ended

    def _check(self) -> State:
        wish = self._wish
        assert wish is not None
        self._store.write_now(lambda connection: _forget_troubles(connection, self.id))
        if self._staging is not None:
            self._staging.remove()
        staging = self._staging = Staging(self._folder / f"{self.id}.staging")
        defined = self._store.read_now(attributes.definitions)
        found = self._checked
        with open_table(self._spool, wish.reading) as table:
            rows = table.rows
            first = next(rows, [])
            has_heading = wish.reading.has_heading is not False
            reader = RowReader(wish, first if has_heading else [], defined, self._store.numbers)
            rest = rows if has_heading else chain([first], rows)
            for staged in reader.slices(rest, found, 2 if has_heading else 1):
                staging.add(staged)
                self._list(found.troubles)
                self._share = 0.9 * table.share()
                self._stop_if_cancelled()
        staging.sort()
        self._share = 0.97
        self._stop_if_cancelled()
        for line, stays in staging.drop_repeated(keeps_last=wish.policy == "update"):
            found.good -= 1
            found.repeated += 1
            found.note(line, "", CellProblem.REPEATED, str(stays), "")
        self._list(found.troubles)
        self._share = 1.0
        return "checked"

    def _merge(self) -> State:
        wish, staging, now = self._wish, self._staging, self._clock.now()
        assert wish is not None
        assert staging is not None
        self._store.write_now(lambda connection: _define(connection, wish, now))
        written = wish.model_dump_json()
        self._store.write_now(lambda connection: imports.change(connection, self.id, "merging", wish=written))
        rule = MergeRule(
            self.id,
            wish.policy,
            wish.tags,
            wish.consent_proof,
            to_micros(wish.consent_at or now),
            to_micros(now),
        )
        whole = max(1, self._checked.good)
        done = 0
        for page in staging.pages(MERGE_SLICE):
            self._merge_page(page, rule, wish)
            done += len(page)
            self._share = done / whole
            if self._is_cancelled.is_set():
                self._undo_all()
                raise _Cancelled
        self._end("done", "imported")
        self._told()
        self._clean()
        return "done"

    def _merge_page(self, page: list[StagedRow], rule: MergeRule, wish: ImportWish) -> None:
        def batch(connection: Connection) -> Merged:
            if wish.target == "blacklist":
                return list_black(connection, page, rule, wish.reason)
            return merge(connection, page, rule)

        part = self._store.write_now(batch)
        self._merged.added += part.added
        self._merged.updated += part.updated
        self._merged.unchanged += part.unchanged

    def _undo(self) -> State:
        self._undo_all()
        self._end("undone", "import_undone")
        return "undone"

    def _undo_all(self) -> None:
        whole = max(1, self._merged.added + self._merged.updated + self._merged.unchanged)
        self._share = 0.0

        def step(done: Undone, rows: int) -> None:
            self._undone, self._share = done, min(1.0, rows / whole)

        undo_whole(self._store, self.id, step)

    def _end(self, state: State, action: str) -> None:
        now = self._clock.now()
        counts = {name: value for name, value in _figures(self.tell()).items() if value}

        def batch(connection: Connection) -> None:
            imports.change(connection, self.id, state, counts=counts, ended_at=now)
            journal.note(connection, action, {"import": self.id, **counts}, now)

        self._store.write_now(batch)

    def _list(self, troubles: list[CellTrouble]) -> None:
        if troubles:
            taken = tuple(troubles)
            troubles.clear()
            self._store.write_now(lambda connection: imports.add_troubles(connection, self.id, taken))

    def _stop_if_cancelled(self) -> None:
        if self._is_cancelled.is_set():
            raise _Cancelled

    def _fail(self, sentence: Wording) -> None:
        self.sentence = sentence
        if self.state == "merging":
            self._undo_all()
        self._drop("failed")

    def _drop(self, state: State = "undone") -> None:
        """Nothing of the file is kept, not even that it came."""
        self._store.write_now(lambda connection: imports.forget(connection, self.id))
        self._clean()
        self.state = state

    def _clean(self) -> None:
        self._spool.remove()
        if self._staging is not None:
            self._staging.remove()
            self._staging = None


def _figures(told: dict[str, object]) -> dict[str, int]:
    counts = told["counts"]
    assert isinstance(counts, dict)
    return counts


def _define(connection: Connection, wish: ImportWish, now: datetime) -> None:
    """Attributes that are new become defined ones."""
    known = {definition.name for definition in attributes.definitions(connection)}
    for use in wish.columns:
        if use.use == "attribute" and use.name not in known:
            attributes.define(connection, AttributeDefinition(use.name, use.type), now)


def _forget_troubles(connection: Connection, import_id: int) -> None:
    connection.exec_driver_sql("DELETE FROM contact_import_problem WHERE import_id = ?", (import_id,))
