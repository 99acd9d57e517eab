"""The store keeps what it acknowledged, refuses clearly, and lets one program in."""

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, event, func, insert, select
from sqlalchemy.exc import OperationalError

from runtime.engine.events import Event
from runtime.engine.session import Run, Session, Wait
from runtime.flow.ids import FlowId, NodeId
from runtime.store import (
    Store,
    StoreFull,
    StoreTooNew,
    StoreUnusable,
    WorkspaceTaken,
    events,
    flows,
    outbox,
    sending_queue,
    sessions,
    shard_of,
)
from runtime.store.connection import open_writer
from runtime.store.keys import NumberKeys
from runtime.store.moments import to_micros
from runtime.store.numbers import Numbers
from runtime.store.schema import MIGRATIONS, migrate
from runtime.store.tables import audit, metadata
from tests.support.conversations import NOON

NUMBERS = Numbers(NumberKeys.fixed(0))
LATER = NOON + timedelta(seconds=5)


def _note(action: str, detail: str = "") -> Callable[[Connection], None]:
    def batch(connection: Connection) -> None:
        connection.execute(insert(audit).values(action=action, detail=detail, at=0))

    return batch


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(audit)).scalar_one()


def test_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        differences = store.read_now(
            lambda connection: compare_metadata(MigrationContext.configure(connection), metadata)
        )

    assert differences == []


def test_settings_of_the_file_are_those_the_promises_rest_on(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        found = store.write_now(
            lambda connection: [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
        )

    assert found == ["wal", 2, 1, 10_000]


async def test_writes_from_many_tasks_are_all_kept(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        await asyncio.gather(*(store.write(_note(f"a{number}")) for number in range(500)))

        assert await store.read(_count) == 500


async def test_a_failing_batch_undoes_itself_alone(tmp_path: Path) -> None:
    def broken(connection: Connection) -> None:
        connection.execute(insert(audit).values(action="broken", detail="", at=0))
        raise LookupError("no")

    with Store(tmp_path) as store:
        batches = [_note("a"), broken, _note("b"), broken, _note("c")]
        results = await asyncio.gather(*(store.write(batch) for batch in batches), return_exceptions=True)

        assert [None, LookupError, None, LookupError, None] == [
            None if r is None else type(r) for r in results
        ]
        assert await store.read(_count) == 3


async def test_a_full_disk_refuses_and_keeps_what_was_committed(tmp_path: Path) -> None:
    with Store(tmp_path, max_pages=120) as store:
        results = await asyncio.gather(
            *(store.write(_note("a", "x" * 4000)) for _ in range(200)), return_exceptions=True
        )
        kept = results.count(None)
        assert {StoreFull} == {type(result) for result in results if result is not None}
        assert kept == await store.read(_count)
        store.allow_pages(10_000)
        await store.write(_note("b", "x" * 4000))

        assert kept + 1 == await store.read(_count)
        assert store.read_now(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar()) == "ok"


def test_a_commit_that_fails_leaves_room_for_the_next(tmp_path: Path) -> None:
    troubles = [OperationalError("COMMIT", {}, sqlite3.OperationalError("disk I/O error"))]

    def fails(_connection: Connection) -> None:
        if troubles:
            raise troubles.pop()

    with Store(tmp_path) as store:
        event.listen(store._writing, "commit", fails)
        with pytest.raises(StoreFull):
            store.write_now(_note("first"))
        store.write_now(_note("second"))

        assert store.read_now(lambda c: c.execute(select(audit.c.action)).scalars().all()) == ["second"]


def test_a_second_program_is_refused_by_name(tmp_path: Path) -> None:
    with Store(tmp_path):
        with pytest.raises(WorkspaceTaken) as refusal:
            Store(tmp_path)

        assert "另一个程序" in refusal.value.sentence.zh
        assert refusal.value.pid > 0


def test_the_lock_of_a_killed_program_is_taken_over(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom runtime.store import Store\n"
        "store = Store(Path(sys.argv[1]))\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert (tmp_path / "runtime.lock").read_text()

    with Store(tmp_path) as store:
        assert store.read_now(_count) == 0


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Store(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "runtime.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()

    with pytest.raises(StoreTooNew, match="9999"):
        Store(tmp_path)
    with closing(sqlite3.connect(tmp_path / "runtime.db")) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


@pytest.mark.parametrize(
    "content", [b"no database, but long enough to be read as one" * 40, b"SQLite format 3\0" * 9]
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "runtime.db").write_bytes(content)

    with pytest.raises(StoreUnusable):
        Store(tmp_path)
    assert content == (tmp_path / "runtime.db").read_bytes()


def _newest() -> str:
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _up_to(folder: Path, revision: str) -> Path:
    """The migrations without those after *revision*."""
    later = [path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py") if path.name[:4] > revision]
    migrations = folder / "migrations"
    shutil.copytree(MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__", *later))
    return migrations


def _with_another_migration(folder: Path, ending: str) -> Path:
    migrations = _up_to(folder, "9998")
    (migrations / "versions" / "9999_more.py").write_text(
        f"from alembic import op\nimport sqlalchemy as sa\nrevision = '9999'\ndown_revision = '{_newest()}'\n"
        f"def upgrade():\n    op.create_table('more', sa.Column('id', sa.Integer))\n    {ending}\n"
    )
    return migrations


def test_a_copy_is_kept_before_a_migration(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.write_now(_note("before"))
    engine = open_writer(tmp_path / "runtime.db")
    reached = migrate(engine, tmp_path / "runtime.db", NUMBERS, _with_another_migration(tmp_path, "pass"))
    engine.dispose()

    with closing(sqlite3.connect(tmp_path / "runtime.db.before-9999")) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
        rows = copy.execute("SELECT action FROM audit").fetchall()
    assert (reached, rows, "more" in tables) == ("9999", [("before",)], False)


def test_a_failing_migration_leaves_the_old_schema(tmp_path: Path) -> None:
    Store(tmp_path).close()
    engine = open_writer(tmp_path / "runtime.db")
    with pytest.raises(ZeroDivisionError):
        migrate(engine, tmp_path / "runtime.db", NUMBERS, _with_another_migration(tmp_path, "1 / 0"))
    engine.dispose()

    with Store(tmp_path) as store:
        assert store.revision == _newest()
        assert store.read_now(_count) == 0


def test_events_of_an_older_file_are_taken_over_with_their_ids(tmp_path: Path) -> None:
    engine = open_writer(tmp_path / "runtime.db")
    migrate(engine, tmp_path / "runtime.db", NUMBERS, _up_to(tmp_path, "0001"))
    with engine.begin() as connection:
        for kind, node, detail in (("entered", "hello", "{}"), ("ended", "", '{"outcome": "goal"}')):
            connection.exec_driver_sql(
                "INSERT INTO event (session_id, flow_id, version, contact, kind, node, detail, at)"
                " VALUES ('s', 'f', 1, 'c', ?, ?, ?, 5)",
                (kind, node, detail),
            )
    engine.dispose()

    with Store(tmp_path) as store:
        found = store.read_now(lambda connection: events.after(connection, 0, 10))
    assert [(one["id"], one["kind"], one["node"], one["detail"]) for one in found] == [
        (1, "entered", "hello", {}),
        (2, "ended", "", {"outcome": "goal"}),
    ]


def test_what_was_the_newest_version_of_an_older_file_is_online(tmp_path: Path) -> None:
    engine = open_writer(tmp_path / "runtime.db")
    migrate(engine, tmp_path / "runtime.db", NUMBERS, _up_to(tmp_path, "0002"))
    wait = Wait(1, NodeId("ask"), "reply", None)
    waiting = Session("s", "c", (Run(FlowId("f"), 1, NodeId("ask")),), "waiting", wait=wait, waits=1)
    with engine.begin() as connection:
        for version in (1, 2):
            connection.exec_driver_sql(
                "INSERT INTO flow_version (flow_id, version, name, digest, document, media, published_at)"
                " VALUES ('f', ?, 'f', 'd', '{}', '{}', ?)",
                (version, version * 1000),
            )
        connection.exec_driver_sql(
            "INSERT INTO session (id, contact, shard, flow_id, version, endpoint, conversation_id, status,"
            " waits_for, state, created_at, updated_at)"
            " VALUES ('s', 'c', 0, 'f', 1, 'e', 'k', 'waiting', 'reply', ?, 5, 5)",
            (waiting.to_json(),),
        )
    engine.dispose()

    with Store(tmp_path) as store:
        online = store.read_now(lambda connection: flows.online(connection, "f"))
        places = store.read_now(lambda connection: sessions.waiting_by_node(connection, "f"))
    assert online is not None
    assert (online.version, to_micros(online.since)) == (2, 2000)
    assert [(one.version, one.node, one.count) for one in places] == [(1, "ask", 1)]


def test_a_page_of_events_may_end_within_a_sprint(tmp_path: Path) -> None:
    session = Session("s", "c", (Run(FlowId("f"), 1),))
    happened = [Event(kind, NOON) for kind in ("started", "entered", "left")]
    with Store(tmp_path) as store:
        row = events.sprint_row(session, [*happened, Event("ended", LATER)])
        store.write_now(lambda connection: events.add(connection, [row, row]))

        first = store.read_now(lambda connection: events.after(connection, 0, 5))
        second = store.read_now(lambda connection: events.after(connection, 5, 5))
    assert [one["id"] for one in first + second] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [one["at"] for one in first[2:4]] == [NOON.isoformat(), LATER.isoformat()]


def test_looking_for_work_reads_no_table_whole(tmp_path: Path) -> None:
    """Finished messages and sessions stay; work must not take longer for each of them."""
    asked: list[tuple[str, tuple[object, ...]]] = []

    def plans(connection: Connection) -> list[str]:
        @event.listens_for(connection, "before_cursor_execute")
        def note(_: object, __: object, sql: str, values: tuple[object, ...], *more: object) -> None:
            asked.append((sql, values))

        sending_queue.due(connection, "e", NOON, 10)
        outbox.overdue(connection, "e", NOON, 10)
        sending_queue.next_due(connection, "e", NOON)
        outbox.progress_of(connection, ["m"])
        outbox.unknown(connection, 10)
        sessions.due(connection, NOON, 10)
        sessions.next_due(connection)
        sessions.waiting_of(connection, ["c"])
        event.remove(connection, "before_cursor_execute", note)
        return [
            row[3]
            for sql, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]

    with Store(tmp_path) as store:
        steps = store.write_now(plans)

    searched = [step for step in steps if step.startswith(("SCAN", "SEARCH"))]
    assert searched
    # What a lane found is put in order once more.
    assert [step for step in searched if " USING " not in step and " lane_" not in step] == []


def test_a_contact_stays_in_its_shard() -> None:
    assert (shard_of("+8613800000001"), shard_of("+8613800000002")) == (150, 203)
