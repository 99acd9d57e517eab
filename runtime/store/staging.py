"""A file of its own for rows that are being checked, so that none is in the store before it may be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple


class StagedRow(NamedTuple):
    """One good row of a file; *attributes* and *tags* are JSON, *tags* empty for none."""

    contact: str
    line: int
    number: bytes
    carrier: str
    shown: str
    attributes: str
    tags: str


_NAMES = ", ".join(StagedRow._fields)
_MARKS = ", ".join("?" * len(StagedRow._fields))


class Staging:
    """Rows in the order they were read, then in the order of their contacts. One thread uses it at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # It lives only as long as the program does: nothing to keep safe.
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "locking_mode = EXCLUSIVE",
            "cache_size = -65536",
        ):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute(f"CREATE TABLE read_row ({_NAMES})")
        self._database.execute("BEGIN")

    def add(self, rows: Sequence[StagedRow]) -> None:
        """Keeps *rows*."""
        self._database.executemany(f"INSERT INTO read_row VALUES ({_MARKS})", rows)  # noqa: S608 - table and marks are our own

    def sort(self) -> None:
        """Puts the rows into the order of their contacts, for `pages`; `interrupt` makes it raise."""
        self._database.execute(
            f"CREATE TABLE sorted_row AS SELECT {_NAMES} FROM read_row ORDER BY contact, line"  # noqa: S608 - table and marks are our own
        )
        self._database.execute("DROP TABLE read_row")

    def drop_repeated(self, *, keeps_last: bool) -> list[tuple[int, int]]:
        """Leaves one row for each contact; returns the line of each other one and the line that beat it."""
        gone: list[tuple[int, int]] = []
        last, stays = "", 0
        for contact, line in self._database.execute("SELECT contact, line FROM sorted_row ORDER BY rowid"):
            if contact != last:
                last, stays = contact, line
            elif keeps_last:
                gone.append((stays, line))
                stays = line
            else:
                gone.append((line, stays))
        if gone:
            self._database.execute("CREATE TEMP TABLE gone (line INTEGER PRIMARY KEY)")
            self._database.executemany("INSERT INTO gone VALUES (?)", [(line,) for line, _ in gone])
            self._database.execute("DELETE FROM sorted_row WHERE line IN (SELECT line FROM gone)")
        return gone

    def count(self) -> int:
        """How many rows there are now."""
        return int(self._database.execute("SELECT count(*) FROM sorted_row").fetchone()[0])

    def pages(self, size: int) -> Iterator[list[StagedRow]]:
        """The rows by contact, *size* at a time."""
        last = 0
        query = f"SELECT rowid, {_NAMES} FROM sorted_row WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608 - table and marks are our own
        while page := self._database.execute(query, (last, size)).fetchall():
            last = page[-1][0]
            yield [StagedRow(*row[1:]) for row in page]

    def interrupt(self) -> None:
        """Ends a statement of another thread, which raises sqlite3.OperationalError there."""
        self._database.interrupt()

    def remove(self) -> None:
        """Deletes the file; it may be called twice."""
        self._database.close()
        self._path.unlink(missing_ok=True)
