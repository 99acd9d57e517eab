"""Statements for many rows: compiled once, without the library's work for every row.

The hot path writes some ten rows for each message; building each row's parameters took as long as SQLite.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Update


class Bulk:
    """An insert or update for rows that are mappings of *names* to values the driver takes as they are."""

    def __init__(self, statement: Insert | Update | Delete, names: Sequence[str]) -> None:
        self._statement = statement
        self._names = list(names)
        self._compiled: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {}

    def run(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Executes the statement for each row, in order; nothing for no rows."""
        if rows:
            sql, values_of = self._for(connection)
            connection.exec_driver_sql(sql, [values_of(row) for row in rows])

    def run_rows(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """The same for rows that are tuples in the order of *names*; an update's `key` comes last."""
        if rows:
            sql, _ = self._for(connection)
            connection.exec_driver_sql(sql, list(rows))

    def _for(self, connection: Connection) -> tuple[str, Callable[[dict[str, Any]], Any]]:
        known = self._compiled.get(connection.dialect.name)
        if known is None:
            compiled = self._statement.compile(dialect=connection.dialect, column_keys=self._names)
            order = list(compiled.positiontup or ())
            assert order[: len(self._names)] == self._names, "name the columns in the order of the table"
            getter = itemgetter(*order)
            known = (str(compiled), getter if len(order) > 1 else lambda row: (getter(row),))
            self._compiled[connection.dialect.name] = known
        return known
