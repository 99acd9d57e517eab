"""Takes what is left of numbers in plain off the disk, once a file of an older version was brought over."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from runtime.store.keys import NumberKeys
from runtime.store.sealed_copy import ENDING, seal_copy

log = logging.getLogger(__name__)

FIRST_SEALED: Final = "0005"
"""The first revision whose files hold no number in plain."""


def sweep(engine: Engine) -> None:
    """Writes the database anew, so that freed pages and the log hold nothing of before."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            cursor.execute(statement)
        cursor.close()
    finally:
        connection.close()


def seal_copies(path: Path, keys: NumberKeys) -> None:
    """Seals the copies of the database at *path* that were kept before its numbers were sealed."""
    for copy in sorted(path.parent.glob(f"{path.name}.before-*")):
        if copy.suffix not in (ENDING, ".part") and _revision(copy) < FIRST_SEALED:
            seal_copy(copy, keys)
            log.info("copy sealed name=%s", copy.name)


def _revision(copy: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as database:
            return str(database.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return ""
