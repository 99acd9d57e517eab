"""A disk that fails when it is told to, under every database of this process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

_READING = ("SELECT", "PRAGMA", "WITH", "BEGIN", "ROLLBACK")


class ProcessDead(Exception):
    """The process of a world was killed; nothing it wants to write is written any more."""


class Disk:
    """Fails the n-th statement or commit from now, once; or everything, after the process was killed."""

    def __init__(self) -> None:
        self.fails_after: int | None = None
        """Writes that still succeed; None fails none."""
        self.is_dead = False
        self.failed = 0

    def touch(self) -> None:
        """One write; raises what SQLite says when the disk does not answer."""
        if self.is_dead:
            raise ProcessDead
        if self.fails_after is None:
            return
        if self.fails_after > 0:
            self.fails_after -= 1
            return
        self.fails_after = None
        self.failed += 1
        raise OperationalError("", {}, sqlite3.OperationalError("disk I/O error"))


@contextmanager
def failing(disk: Disk) -> Iterator[None]:
    """Puts *disk* under all engines."""

    def statement(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if not statement.lstrip().upper().startswith(_READING):
            disk.touch()
            connection.info["has_written"] = True

    def commit(connection: Connection) -> None:
        if connection.info.pop("has_written", False):
            disk.touch()

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", commit)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "commit", commit)
