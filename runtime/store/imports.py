"""Imports of contacts: what each brought, what was wrong in the file, and how it is undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, delete, func, insert, select, update

from runtime.store.audience_tables import contact_import as table
from runtime.store.audience_tables import contact_import_problem as problem
from runtime.store.audience_tables import contact_import_row as row_table
from runtime.store.moments import from_micros, moment_or_none, to_micros


@dataclass(frozen=True, slots=True)
class CellTrouble:
    """What was wrong in a line; *column* is its heading, *shown* the cell with its digits masked."""

    line: int
    column: str
    code: str
    detail: str
    shown: str


@dataclass(frozen=True, slots=True)
class KeptImport:
    """One import as it is remembered."""

    id: int
    name: str
    state: str
    wish: Mapping[str, Any]
    counts: Mapping[str, int]
    at: datetime
    ended_at: datetime | None


def begin(connection: Connection, name: str, now: datetime) -> int:
    """Remembers that a file came; returns the number of the import."""
    statement = insert(table).values(name=name, state="uploading", wish="{}", at=to_micros(now))
    return int(connection.execute(statement.returning(table.c.id)).scalar_one())


def change(
    connection: Connection,
    import_id: int,
    state: str,
    *,
    wish: str | None = None,
    counts: Mapping[str, int] | None = None,
    ended_at: datetime | None = None,
) -> None:
    """Keeps how far an import is."""
    values: dict[str, Any] = {"state": state}
    if wish is not None:
        values["wish"] = wish
    if counts is not None:
        values["counts"] = orjson.dumps(counts).decode()
    if ended_at is not None:
        values["ended_at"] = to_micros(ended_at)
    connection.execute(update(table).where(table.c.id == import_id).values(**values))


def one(connection: Connection, import_id: int) -> KeptImport | None:
    """An import, None when there is none of that number."""
    row = connection.execute(select(table).where(table.c.id == import_id)).first()
    return None if row is None else _kept(row._asdict())


def newest(connection: Connection, limit: int = 50) -> list[KeptImport]:
    """The latest imports, newest first."""
    rows = connection.execute(select(table).order_by(table.c.id.desc()).limit(limit))
    return [_kept(row._asdict()) for row in rows]


def forget(connection: Connection, import_id: int) -> None:
    """Removes an import of which nothing was kept."""
    connection.execute(delete(problem).where(problem.c.import_id == import_id))
    connection.execute(delete(row_table).where(row_table.c.import_id == import_id))
    connection.execute(delete(table).where(table.c.id == import_id))


def add_troubles(connection: Connection, import_id: int, troubles: Sequence[CellTrouble]) -> None:
    """Keeps what was wrong; one line and column holds one trouble."""
    rows = [(import_id, one.line, one.column, one.code, one.detail, one.shown) for one in troubles]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO contact_import_problem VALUES (?, ?, ?, ?, ?, ?)", rows
        )


def troubles(connection: Connection, import_id: int, after: int = 0, limit: int = 200) -> list[CellTrouble]:
    """What was wrong behind line *after*, by line; all of a line or nothing of it, so about *limit*."""
    within = (
        select(problem.c.line)
        .where(problem.c.import_id == import_id, problem.c.line > after)
        .order_by(problem.c.line)
        .limit(limit)
    ).subquery()
    last = select(func.max(within.c.line)).scalar_subquery()
    rows = connection.execute(
        select(problem)
        .where(problem.c.import_id == import_id, problem.c.line > after, problem.c.line <= last)
        .order_by(problem.c.line, problem.c.column)
    )
    return [CellTrouble(row.line, row.column, row.code, row.detail, row.shown) for row in rows]


def trouble_counts(connection: Connection, import_id: int) -> dict[str, int]:
    """Code → how often it was wrong so, the most frequent first."""
    query = (
        select(problem.c.code, func.count().label("n"))
        .where(problem.c.import_id == import_id)
        .group_by(problem.c.code)
        .order_by(func.count().desc(), problem.c.code)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def keep_rows(connection: Connection, import_id: int, rows: Iterable[tuple[str, str | None]]) -> None:
    """Remembers whom an import brought: contact, and what undoing must restore."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO contact_import_row (import_id, contact, before) VALUES (?, ?, ?)",
        [(import_id, contact, before) for contact, before in rows],
    )


def page_of_rows(
    connection: Connection, import_id: int, after: str, limit: int
) -> list[tuple[str, str | None]]:
    """Whom an import brought, by contact, behind *after*."""
    query = (
        select(row_table.c.contact, row_table.c.before)
        .where(row_table.c.import_id == import_id, row_table.c.contact > after)
        .order_by(row_table.c.contact)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def _kept(row: dict[str, Any]) -> KeptImport:
    return KeptImport(
        row["id"],
        row["name"],
        row["state"],
        orjson.loads(row["wish"]),
        orjson.loads(row["counts"]),
        from_micros(row["at"]),
        moment_or_none(row["ended_at"]),
    )
