"""Opens `library.sqlite3` and brings its tables up to this program's version."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from editor.library.errors import LibraryDamaged, LibraryRefusal, LibraryUnwritable, NewerLibrary
from editor.library.tables import METADATA

Step = Callable[[Connection], None]
BUSY_TIMEOUT_MS = 10_000
_CONNECTIONS = 4


def _create_first(connection: Connection) -> None:
    METADATA.create_all(connection)


def _add_media(connection: Connection) -> None:
    """Media and where they are used; every scenario is read once more to find that out."""
    METADATA.create_all(connection)
    connection.exec_driver_sql("UPDATE scenarios SET file_time_ns = -1")


STEPS: tuple[Step, ...] = (_create_first, _add_media)
"""What makes version n + 1 of the tables from version n; a step is never changed once it was shipped."""


class Database:
    """The catalogue's file; usable from several threads and by several programs at once."""

    def __init__(self, path: Path, steps: Sequence[Step] = STEPS) -> None:
        """Makes the folder and the file if need be.

        Raises NewerLibrary or LibraryDamaged; OSError when the folder cannot be made.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._engine = _open(path)
        try:
            with self.writing() as connection:
                _migrate(connection, steps)
            with self.reading() as connection:
                self.has_trigrams = _has_trigrams(connection)
        except LibraryUnwritable as error:
            self.close()
            raise LibraryDamaged(error.reason) from error
        except LibraryRefusal:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection whose reads are one moment; raises LibraryDamaged."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            raise LibraryDamaged(str(error.orig)) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start, committed at the end of the block.

        Raises LibraryUnwritable.
        """
        try:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
        except DatabaseError as error:
            raise LibraryUnwritable(str(error.orig)) from error

    def close(self) -> None:
        """Closes every connection."""
        self._engine.dispose()


def _open(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=QueuePool,
        pool_size=_CONNECTIONS,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        # The driver's own BEGIN comes too late for a transaction that reads first; we say it ourselves.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS:d}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _migrate(connection: Connection, steps: Sequence[Step]) -> None:
    """Runs the steps that are missing, within the caller's transaction: all of them or none."""
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > len(steps):
        raise NewerLibrary(found, len(steps))
    for step in steps[found:]:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {len(steps):d}")
    if _has_trigrams(connection):
        return
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(
                "CREATE VIRTUAL TABLE IF NOT EXISTS trigrams USING fts5(text, tokenize = 'trigram')"
            )
            connection.exec_driver_sql(
                "INSERT INTO trigrams(rowid, text) SELECT scenario_id, text FROM texts"
            )
    except OperationalError:
        # This SQLite was built without it, or is older than 3.34: searching reads every text instead.
        return


def _has_trigrams(connection: Connection) -> bool:
    found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'trigrams'").first()
    return found is not None
