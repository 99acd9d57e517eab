"""Gives room on the disk back: pages that nobody uses, and the log of what was carried over already."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

PAGES_AT_ONCE = 500
"""Pages of 4 KiB given back in one transaction."""
KEPT_FREE = 1_000
"""Free pages that are kept for what comes next, at least; beyond them a tenth of the file."""


def give_back(connection: Connection) -> int:
    """Gives some free pages back, the last ones of the file; returns how many, 0 when few enough are free."""
    free, all_pages = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        for name in ("freelist_count", "page_count")
    )
    spare = min(free - max(KEPT_FREE, all_pages // 10), PAGES_AT_ONCE)
    if spare <= 0:
        return 0
    for _ in range(spare):
        # However many are asked for, the driver takes one step, and that gives one page.
        connection.exec_driver_sql("PRAGMA incremental_vacuum(1)")
    left = int(connection.exec_driver_sql("PRAGMA freelist_count").scalar_one())
    return free - left


def shorten_log(path: Path, wait_s: float = 2.0) -> bool:
    """Carries the log of the database at *path* over and empties it, so that nothing deleted is left in it.

    Returns whether that was possible: a reader who is at it for longer than *wait_s* prevents it.
    """
    with closing(sqlite3.connect(path, isolation_level=None, timeout=wait_s)) as database:
        (is_busy, *_) = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy


def log_bytes(path: Path) -> int:
    """How long the log of the database at *path* is."""
    log = path.with_name(path.name + "-wal")
    return log.stat().st_size if log.exists() else 0
