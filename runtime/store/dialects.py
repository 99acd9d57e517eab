"""Says in PostgreSQL's words what the store says in SQLite's; they mean the same."""

from __future__ import annotations

from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing, OnConflictDoUpdate
from sqlalchemy.ext.compiler import compiles


def share_partial_indexes(metadata: MetaData) -> None:
    """Makes every index of some rows only, on SQLite, one of the same rows on PostgreSQL."""
    for table in metadata.tables.values():
        for index in table.indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


@compiles(OnConflictDoNothing, "postgresql")
def _do_nothing(clause: Any, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - as the library calls it
    clause.constraint_target = None
    return str(compiler.visit_on_conflict_do_nothing(clause, **options))


@compiles(OnConflictDoUpdate, "postgresql")
def _do_update(clause: Any, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - as the library calls it
    clause.constraint_target = None
    return str(compiler.visit_on_conflict_do_update(clause, **options))
