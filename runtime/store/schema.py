"""Brings the file to the present schema: all of it or none, with a copy of the old file kept beside it."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine

from runtime.store.errors import StoreTooNew
from runtime.store.numbers import Numbers

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, path: Path, numbers: Numbers, migrations: Path = MIGRATIONS) -> str:
    """Runs the migrations the file lacks, in one transaction, and returns the revision it is at then.

    *numbers* turns the phone numbers of old files into ids. Raises `StoreTooNew` when the file's
    revision is unknown here. A file with data is copied to `NAME.before-REVISION` first.
    """
    config = _config(migrations)
    script = _script(migrations)
    head = script.get_current_head()
    assert head is not None
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present == head:
        return head
    if present is not None:
        _check_known(script, path, present)
        keep_copy(path, path.with_name(f"{path.name}.before-{head}"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        config.attributes["numbers"] = numbers
        command.upgrade(config, "head")
    log.info("store migrated from=%s to=%s", present or "nothing", head)
    return head


def keep_copy(path: Path, copy: Path) -> None:
    """Copies the database at *path* whole, with what still stands in its log, to *copy*."""
    part = copy.with_name(copy.name + ".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    part.replace(copy)


@cache
def _script(migrations: Path) -> ScriptDirectory:
    """The migrations of a folder; reading them all takes longer than everything else that opens a store."""
    return ScriptDirectory.from_config(_config(migrations))


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def _check_known(script: ScriptDirectory, path: Path, revision: str) -> None:
    try:
        script.get_revision(revision)
    except CommandError as error:
        raise StoreTooNew(path, revision) from error
