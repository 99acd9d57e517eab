"""Fills a workspace with people who wait for their answer, as many as wanted, in seconds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection

from runtime.clock import SystemClock
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.rules import Rules
from runtime.delivery.work import Work
from runtime.engine.plan import Plan
from runtime.store import Store, contacts, flows, inbox
from runtime.store.inbox import InboxEntry
from runtime.store.keys import FixedKeys
from runtime.store.moments import to_micros
from runtime.testing import counted_ids

ENDPOINT = "e"
SESSION = "s" * 24
"""The session every other one is a copy of."""
NUMBER = "+8613800000000"
_COPIED = ("contact", "session", "outbox", "sprint")


def make_crowd(folder: Path, plan: Plan, size: int) -> None:
    """Makes *size* contacts, each with the sprint, the message and the waiting session of a conversation.

    One conversation is begun as every one is; its rows are multiplied inside the database with other ids, and
    their indexes made anew at the end.
    """
    with Store(folder, keys=FixedKeys()) as store:
        one = _begin_one(store, plan)
        path = store.path
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000"):
            database.execute(f"PRAGMA {setting}").fetchall()
        database.create_function("session_id_of", 1, session_id_of, deterministic=True)
        database.create_function("contact_of", 1, contact_of, deterministic=True)
        marks = ", ".join("?" * len(_COPIED))
        indexes = database.execute(
            "SELECT name, sql FROM sqlite_master"
            f" WHERE type = 'index' AND sql NOT NULL AND tbl_name IN ({marks})",
            _COPIED,
        ).fetchall()
        database.execute("BEGIN")
        for name, _ in indexes:
            database.execute(f"DROP INDEX {name}")
        database.execute(
            "CREATE TEMP TABLE person AS WITH RECURSIVE counted (number) AS (SELECT 0 UNION ALL"
            " SELECT number + 1 FROM counted WHERE number < ?) SELECT number,"
            " session_id_of(number) AS session, contact_of(number) AS contact FROM counted",
            (size - 1,),
        )
        for table in _COPIED:
            _multiply(database, table, one)
        for _, sql in indexes:
            database.execute(sql)
        database.execute("COMMIT")


def session_id_of(number: int) -> str:
    """The id of a person's session; neighbours' ids are far apart, as drawn ones are."""
    return f"{_scattered(number):08x}{number:016x}"


def contact_of(number: int) -> str:
    """The id of a person, far from the neighbours'."""
    return f"{_scattered(number + 1_000_003):08x}{number:014x}"


def put_answers(connection: Connection, people: Iterable[int], turn: int) -> None:
    """Puts an answer of each of *people* into the inbox, as a carrier's callback does."""
    at = to_micros(SystemClock().now())
    body = {"type": "text", "text": "38", "conversation_id": "c", "in_reply_to": "", "is_new": False}
    rows = []
    entries = []
    first = connection.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM message_in").scalar_one()
    for row, number in enumerate(people, first):
        ids = {
            "row": row,
            "message_id": f"{_scattered(row):08x}-{turn}-{number}",
            "contribution_id": f"{row:x}",
        }
        contact = contact_of(number)
        rows.append(
            (row, ENDPOINT, ids["message_id"], contact, ids["contribution_id"], b'{"type":"text"}', at)
        )
        entries.append(InboxEntry(contact, "message", ENDPOINT, orjson.dumps({**body, **ids}), at))
    columns = "id, endpoint, message_id, contact, contribution_id, content, at"
    connection.exec_driver_sql(f"INSERT INTO message_in ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    inbox.put(connection, entries)


def _scattered(number: int) -> int:
    return number * 2_654_435_761 % 2**32


def _begin_one(store: Store, plan: Plan) -> str:
    """Begins one conversation; returns its contact."""
    clock = SystemClock()

    def begin(connection: Connection) -> str:
        flows.publish(connection, plan.flow, (), clock.now())
        (contact,) = contacts.meet(connection, store.numbers, [NUMBER], clock.now()).values()
        contacts.heard_by(connection, {contact: ENDPOINT})
        body: dict[str, Any] = {"flow_id": plan.flow.id, "version": 1, "trigger": "api", "text": ""}
        start = {**body, "attributes": {}, "arguments": {}, "session_id": SESSION}
        inbox.put(connection, [InboxEntry(contact, "start", ENDPOINT, orjson.dumps(start), 0)])
        return contact

    one = store.write_now(begin)
    work = Work(clock, PlanBook(), Rules(), counted_ids("n"), b"k" * 32)
    assert store.write_now(work.batch).entries == 1
    delivered = "UPDATE outbox SET state = 'delivered', seen = 6, attempts = 1"
    store.write_now(lambda connection: connection.exec_driver_sql(delivered))
    return one


def _multiply(database: sqlite3.Connection, table: str, contact: str) -> None:
    """Replaces the one row of *table*, that of *contact*, by one of each person."""
    found = database.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in found.description]
    (row,) = found.fetchall()
    database.execute(f"DELETE FROM {table}")
    made = [_column(name, value, contact) for name, value in zip(names, row, strict=True)]
    columns = ", ".join(column for column, _ in made)
    order = {"contact": "contact", "session": "session", "outbox": "session"}.get(table, "number")
    database.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {columns} FROM person ORDER BY {order}",
        [value for _, given in made for value in given],
    )


def _column(name: str, value: object, contact: str) -> tuple[str, list[object]]:
    """What stands in a column of each person's row, as SQL and its values."""
    if name == "seq":
        return "NULL", []
    if name == "id" and isinstance(value, int):
        return f"(number + 1) * {value}", []
    if name == "shard":
        return "number % 256", []
    if name == "wake_at" and value is not None:
        return "? + number", [value]
    known = value.encode() if isinstance(value, str) else value
    if not isinstance(known, bytes) or not (SESSION.encode() in known or contact.encode() in known):
        return "?", [value]
    replaced = f"replace(replace(?, '{SESSION}', session), '{contact}', contact)"
    return (f"CAST({replaced} AS BLOB)" if isinstance(value, bytes) else replaced), [known.decode()]
