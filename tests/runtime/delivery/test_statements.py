"""Every statement of a busy runtime: none reads a large table whole, all are understood by PostgreSQL too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import ClauseElement, Connection, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from runtime.carriers.port import DeliveryStatus
from runtime.delivery.rules import Rules
from runtime.store import retention
from runtime.store.all_tables import metadata
from runtime.testing import said
from tests.runtime.delivery.conftest import ANN, BOB, Stage
from tests.runtime.delivery.flows import greeting

GROWING = frozenset({"contact", "session", "outbox", "sprint", "message_in", "consent", "http_call", "skip"})
"""Tables that hold what people did, a million rows and more."""


class _Asked:
    """What was asked of the database: as it was built, and as SQLite got it with its values."""

    def __init__(self) -> None:
        self.built: list[ClauseElement] = []
        self.sent: dict[str, object] = {}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Asked]:
    """Listens to every connection."""
    heard = _Asked()

    def built(_: object, clause: object, *more: object) -> None:
        if isinstance(clause, ClauseElement):
            heard.built.append(clause)

    def sent(_: object, __: object, sql: str, values: object, ___: object, many: bool) -> None:
        heard.sent.setdefault(sql, values[0] if many else values)  # type: ignore[index]  # a list of rows

    event.listen(Connection, "before_execute", built)
    event.listen(Connection, "before_cursor_execute", sent)
    yield heard
    event.remove(Connection, "before_execute", built)
    event.remove(Connection, "before_cursor_execute", sent)


async def _busy(folder: Path, asked: _Asked) -> list[tuple[str, str]]:
    """Starts, answers, reports, refuses, waits in vain, looks after the data; gives each plan's steps."""
    stage = Stage(folder, Rules(own_time=True))
    await stage.start()
    begun = await stage.begin(greeting(), ANN, BOB)
    asked.sent.clear()
    asked.built.clear()
    message = f"{begun[ANN]}-1"
    await stage.report(message, ANN, DeliveryStatus.SENT, DeliveryStatus.DELIVERED, DeliveryStatus.DISPLAYED)
    await stage.hear(said(ANN, "1", 1), said(BOB, "TD", 2))
    await stage.start_with("greeting", ANN)
    await stage.quiet()
    await stage.pass_time(86_400 * 3)
    await stage.runtime.upkeep.once()
    plans = stage.store.read_now(lambda connection: list(_plans(connection, dict(asked.sent))))
    await stage.close()
    return plans


def _plans(connection: Connection, sent: dict[str, object]) -> Iterator[tuple[str, str]]:
    for sql, values in sent.items():
        if sql.split(maxsplit=1)[0] in ("SELECT", "UPDATE", "DELETE", "INSERT"):
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values):  # type: ignore[arg-type]  # what the driver got before
                yield sql, row[3]


async def test_no_statement_reads_a_growing_table_whole(tmp_path: Path, asked: _Asked) -> None:
    plans = await _busy(tmp_path, asked)

    scans = {(step, sql) for sql, step in plans if step.startswith("SCAN")}
    whole = {(step, sql) for step, sql in scans if step.split()[1] in GROWING and " USING " not in step}
    in_order_of_keys = {sql for _, sql in whole if "LIMIT" in sql and "ORDER BY" in sql}
    assert {(step, sql) for step, sql in whole if sql not in in_order_of_keys} == set()
    assert len(plans) > 40


async def test_every_statement_is_one_of_postgresql_too(tmp_path: Path, asked: _Asked) -> None:
    """No server is asked; that each is one for it to understand is checked by its dialect."""
    await _busy(tmp_path, asked)
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # the library says no type

    written = {str(clause.compile(dialect=dialect)) for clause in asked.built}
    assert len(written) > 30


def test_every_table_and_index_is_one_of_postgresql_too() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # the library says no type
    tables = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    indexes = {
        str(index.name): str(CreateIndex(index).compile(dialect=dialect))
        for table in metadata.sorted_tables
        for index in table.indexes
    }

    assert len(tables) == len(metadata.tables)
    assert indexes["outbox_due"].endswith("WHERE state = 'queued'")


def test_what_belongs_to_a_contact_has_its_shard() -> None:
    """Where work is divided by contact; the rest is found through these."""
    divided = ("contact", "session", "inbox", "outbox", "conversation")

    assert [name for name in divided if "shard" not in metadata.tables[name].c] == []


def test_looking_after_the_data_knows_its_defaults() -> None:
    assert all(days > 0 for days in retention.Retention().model_dump().values())
