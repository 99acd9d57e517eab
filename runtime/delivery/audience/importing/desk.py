"""All imports of a runtime: those under way, and those that are remembered."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, update

from runtime.clock import Clock
from runtime.delivery.audience.errors import ImportRefused, UnknownImport
from runtime.delivery.audience.importing.job import ImportJob
from runtime.delivery.audience.importing.undoing import undo_whole
from runtime.store import Store, imports, journal
from runtime.store.audience_tables import contact_import
from runtime.store.imports import KeptImport
from runtime.store.unmerging import Undone
from runtime.wording import Wording

log = logging.getLogger(__name__)

FOLDER: Final = "imports"
MAX_JOBS: Final = 4
_TOO_MANY = Wording(
    "同时最多进行 {limit} 个导入。先完成或取消一个。", "At most {limit} imports at once. End one first."
)


class ImportDesk:
    """Where imports are begun and found again.

    Whatever a crash left half done is taken out when the desk opens: of a file, all or nothing is kept.
    *merged* is called, in a thread of the import, when one has brought its people.
    """

    def __init__(
        self, store: Store, clock: Clock, workspace: Path, merged: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store
        self._clock = clock
        self._folder = workspace / FOLDER
        self._merged = merged
        self._jobs: dict[int, ImportJob] = {}

    def open(self) -> None:
        """Cleans up behind a runtime that was killed in the middle of an import; may take a while."""
        shutil.rmtree(self._folder, ignore_errors=True)
        for kept in self._store.read_now(lambda connection: imports.newest(connection, 1_000)):
            if kept.state in ("done", "undone"):
                continue
            log.info("import taken back id=%s state=%s", kept.id, kept.state)
            undo_whole(self._store, kept.id)
            self._store.write_now(partial(imports.forget, import_id=kept.id))

    def begin(self, name: str) -> ImportJob:
        """A new import, ready for its upload; raises ImportRefused when too many are under way."""
        self._jobs = {key: job for key, job in self._jobs.items() if job.state not in ("undone", "failed")}
        if sum(job.state != "done" for job in self._jobs.values()) >= MAX_JOBS:
            raise ImportRefused(_TOO_MANY.format(limit=MAX_JOBS))
        now = self._clock.now()
        number = self._store.write_now(lambda connection: imports.begin(connection, name, now))
        job = self._jobs[number] = ImportJob(
            self._store, self._clock, self._folder, number, name, self._merged
        )
        return job

    def job(self, import_id: int) -> ImportJob:
        """The import that is under way; raises UnknownImport."""
        job = self._jobs.get(import_id)
        if job is None:
            raise UnknownImport(import_id)
        return job

    def under_way(self) -> list[ImportJob]:
        """Every import since the runtime began, newest first."""
        return sorted(self._jobs.values(), key=lambda job: -job.id)

    def remembered(self, connection: Connection) -> list[KeptImport]:
        """The imports that ended, newest first."""
        return [kept for kept in imports.newest(connection) if kept.state in ("done", "undone")]

    def undo(self, import_id: int) -> Undone | None:
        """Takes an import of an earlier day out again; None when it goes on in the job's thread.

        Raises UnknownImport, and ImportRefused when there is nothing to undo.
        """
        if (job := self._jobs.get(import_id)) is not None:
            job.undo()
            return None
        kept = self._store.read_now(lambda connection: imports.one(connection, import_id))
        if kept is None:
            raise UnknownImport(import_id)
        if kept.state != "done":
            raise ImportRefused(Wording("这个导入已经撤销。", "This import is undone already."))
        whole = undo_whole(self._store, import_id)
        now = self._clock.now()

        def batch(connection: Connection) -> None:
            connection.execute(
                update(contact_import).where(contact_import.c.id == import_id).values(state="undone")
            )
            journal.note(connection, "import_undone", {"import": import_id}, now)

        self._store.write_now(batch)
        return whole

    def close(self) -> None:
        """Ends what is under way, with nothing of it kept."""
        for job in self._jobs.values():
            if job.state not in ("done", "undone", "failed"):
                job.close()
        shutil.rmtree(self._folder, ignore_errors=True)
