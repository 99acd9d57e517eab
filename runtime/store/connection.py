"""Opens the SQLite file with the settings the promises rest on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

BUSY_TIMEOUT_MS = 10_000
CACHE_KIB = 65_536
"""Page cache of one connection; the default of 2 MB made random sessions several times slower."""
READERS = 4
CHECKPOINT_PAGES = 4_000
"""Pages of 4 KiB in the log at which the writer carries them over into the file."""
LOG_KEPT_BYTES = 32 * 1024 * 1024
"""To how much the log is cut back when it begins anew."""


def open_writer(path: Path, max_pages: int | None = None) -> Engine:
    """The engine of the one writer; its transactions take the write lock at their start.

    *max_pages* bounds the file, in pages of 4 KiB, and makes "disk full" repeatable.
    """
    return _open(path, "BEGIN IMMEDIATE", max_pages, size=1)


def open_reader(path: Path) -> Engine:
    """The engine of the readers; what they read is one moment, however long they read."""
    return _open(path, "BEGIN", None, size=READERS, read_only=True)


def _open(path: Path, begin: str, max_pages: int | None, size: int, read_only: bool = False) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        # The driver's own BEGIN comes too late; we say it ourselves.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS:d}")
        # Of a new file only, and before its first page: pages that are free can be given back one by one.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # What is deleted is overwritten, not only left out.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES:d}")
        connection.execute(f"PRAGMA journal_size_limit = {LOG_KEPT_BYTES:d}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB:d}")
        if max_pages is not None:
            connection.execute(f"PRAGMA max_page_count = {max_pages:d}")
        # What a batch sorts or keeps aside may be personal, and files of SQLite's own are nobody's to clean.
        connection.execute("PRAGMA temp_store = MEMORY")
        if read_only:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
