"""Durable session advances a second: reply in the inbox → engine → session, message and events committed."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import orjson
from sqlalchemy import Connection

from runtime.clock import SystemClock
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.rules import Rules
from runtime.delivery.work import Work
from runtime.service.collecting import spare_what_stays
from runtime.store import Store, contacts, flows, inbox
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros
from runtime.testing import counted_ids
from tests.benchmarks.engine import quiz
from tests.benchmarks.figure import Figure

SESSIONS = 4_000
ROUNDS = 3
BATCH = 500


def run() -> list[Figure]:
    """Advances a second of real time, and what bare sqlite3 does with the same rows on the same disk.

    The best round counts, for both: the others tell what else the machine was doing.
    """
    spare_what_stays()
    with tempfile.TemporaryDirectory() as folder:
        bare = _bare(Path(folder) / "bare.db")
        advances = _advances(Path(folder))
    return [Figure("durable session advances, wall clock", advances, "/s", 15_000, bare, "higher")]


def _advances(folder: Path) -> float:
    numbers = [f"+86138{number:08d}" for number in range(SESSIONS)]
    people: list[str] = []
    plan = quiz()
    with Store(folder) as store:
        clock = SystemClock()
        work = Work(clock, PlanBook(), Rules(batch=BATCH), counted_ids("n"), b"k" * 32)

        def begin(connection: Connection) -> None:
            flows.publish(connection, plan.flow, (), clock.now())
            met = contacts.meet(connection, store.numbers, numbers, clock.now())
            people.extend(met.values())
            body = {"flow_id": plan.flow.id, "version": 1, "trigger": "api", "text": ""}
            start = {**body, "attributes": {}, "arguments": {}}
            entries = [
                InboxEntry(person, "start", "e", orjson.dumps({**start, "session_id": f"s{number}"}), 0)
                for number, person in enumerate(people)
            ]
            inbox.put(connection, entries)

        store.write_now(begin)
        while store.write_now(work.batch).entries:
            pass
        spent: list[float] = []
        for turn in range(ROUNDS):
            store.write_now(partial(_answers, people=people, turn=turn, clock=clock))
            begun = time.perf_counter()
            while store.write_now(work.batch).entries:
                pass
            spent.append(time.perf_counter() - begun)
    return SESSIONS / min(spent)


def _answers(connection: Connection, people: list[str], turn: int, clock: SystemClock) -> None:
    body = {
        "type": "text",
        "text": "38",
        "row": 0,
        "conversation_id": "c",
        "in_reply_to": "",
        "is_new": False,
    }
    entries = [
        InboxEntry(
            person,
            "message",
            "e",
            orjson.dumps({**body, "message_id": f"m{turn}-{number}", "contribution_id": f"c{turn}-{number}"}),
            to_micros(clock.now()),
        )
        for number, person in enumerate(people)
    ]
    inbox.put(connection, entries)


def _bare(path: Path) -> float:
    """The same writes without anything around them: a session, a message, a row of events, an inbox row."""
    state, text = b"s" * 400, "x" * 300
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.executescript(
            "CREATE TABLE session (id TEXT PRIMARY KEY, state BLOB, wake_at INTEGER);"
            "CREATE TABLE outbox (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT);"
            "CREATE TABLE event (id INTEGER PRIMARY KEY, session TEXT, detail TEXT);"
            "CREATE TABLE inbox (id INTEGER PRIMARY KEY, body TEXT);"
        )
        keys = [f"s{number}" for number in range(SESSIONS)]
        database.execute("BEGIN")
        database.executemany("INSERT INTO session VALUES (?, ?, 0)", [(key, state) for key in keys])
        database.execute("COMMIT")
        spent: list[float] = []
        for turn in range(ROUNDS):
            begun = time.perf_counter()
            for first in range(0, SESSIONS, BATCH):
                part = keys[first : first + BATCH]
                database.execute("BEGIN IMMEDIATE")
                update = "UPDATE session SET state = ?, wake_at = ? WHERE id = ?"
                database.executemany(update, [(state, turn, key) for key in part])
                message = "INSERT INTO outbox (id, body) VALUES (?, ?)"
                database.executemany(message, [(f"{key}-{turn}", text) for key in part])
                event = "INSERT INTO event (session, detail) VALUES (?, ?)"
                database.executemany(event, [(key, text) for key in part])
                database.executemany("INSERT INTO inbox (body) VALUES (?)", [(text,) for _ in part])
                database.execute("DELETE FROM inbox")
                database.execute("COMMIT")
            spent.append(time.perf_counter() - begun)
        return SESSIONS / min(spent)
