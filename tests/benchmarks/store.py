"""Durable session advances a second: reply in the inbox → engine → session, message and events committed.

With a few thousand people, whose rows are all in memory; `waiting` measures a million.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from runtime.clock import SystemClock
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.rules import Rules
from runtime.delivery.work import Work
from runtime.service.collecting import spare_what_stays
from runtime.store import Store
from runtime.store.connection import open_writer
from runtime.store.keys import FixedKeys
from runtime.testing import counted_ids
from tests.benchmarks.crowd import make_crowd, put_answers
from tests.benchmarks.engine import quiz
from tests.benchmarks.figure import Figure

FEW = 4_000
ANSWERS = 4_000
"""People who answer in each round, drawn anew."""
ROUNDS = 5
BUDGET = 15_000


def run() -> list[Figure]:
    """Advances a second of real time, beside what bare sqlite3 takes."""
    return [advances_with("durable session advances, wall clock", FEW)]


def advances_with(name: str, size: int) -> Figure:
    """The figure with *size* people; its limit is what bare sqlite3 takes for the very same statements.

    The best round counts, for both: the others tell what else the machine was doing.
    """
    spare_what_stays()
    draw = random.Random(size)
    with tempfile.TemporaryDirectory() as folder:
        make_crowd(Path(folder), quiz(), size)
        with Store(Path(folder), keys=FixedKeys()) as store:
            path, work = store.path, _work()
            advances = ANSWERS / min(
                _round(store, work, draw.sample(range(size), ANSWERS), n) for n in range(ROUNDS)
            )
        limit = ANSWERS / min(
            _bare(path, draw.sample(range(size), ANSWERS), n) for n in range(ROUNDS, ROUNDS + 3)
        )
    return Figure(name, advances, "/s", BUDGET, limit, "higher")


def _work() -> Work:
    return Work(SystemClock(), PlanBook(), Rules(), counted_ids("n"), b"k" * 32)


def _round(store: Store, work: Work, people: list[int], turn: int) -> float:
    """Seconds until these people's answers are worked off and committed."""
    store.write_now(partial(put_answers, people=people, turn=turn))
    begun = time.perf_counter()
    while store.write_now(work.batch).entries:
        pass
    return time.perf_counter() - begun


_Statement = tuple[str, Any, bool]


def _bare(path: Path, people: list[int], turn: int) -> float:
    """Seconds that bare sqlite3 takes for the statements of such a round, with the same settings.

    Every batch is run and undone first, to hear its statements.
    """
    told, bare = open_writer(path), open_writer(path)
    heard: list[_Statement] = []
    _listen(told, heard.append)
    work = _work()
    spent = 0.0
    with told.connect() as connection, bare.connect() as other:
        raw = other.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        with connection.begin():
            put_answers(connection, people, turn)
        while True:
            heard.clear()
            with connection.begin() as transaction:
                entries = work.batch(connection).entries
                transaction.rollback()
            if not entries:
                break
            spent += _repeated(raw, heard)
    told.dispose()
    bare.dispose()
    return spent


def _listen(engine: Engine, hear: Callable[[_Statement], None]) -> None:
    @event.listens_for(engine, "before_cursor_execute")
    def told(_: object, __: object, sql: str, values: object, ___: object, is_many: bool) -> None:
        if not sql.startswith("BEGIN"):
            hear((sql, values, is_many))


def _repeated(raw: sqlite3.Connection, statements: list[_Statement]) -> float:
    begun = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    for sql, values, is_many in statements:
        if is_many:
            raw.executemany(sql, values)
        else:
            raw.execute(sql, values).fetchall()
    raw.execute("COMMIT")
    return time.perf_counter() - begun
