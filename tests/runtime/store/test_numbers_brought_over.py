"""A file of an older version: its numbers become ids everywhere, and nothing of them stays on the disk."""

import shutil
from functools import partial
from pathlib import Path

import orjson
import pytest
from sqlalchemy import Connection, Engine

from runtime.messages.phone_numbers import is_contact_id
from runtime.store import Store, contacts, sessions, shard_of
from runtime.store.connection import open_writer
from runtime.store.keys import NumberKeys
from runtime.store.numbers import Numbers
from runtime.store.schema import MIGRATIONS, migrate
from runtime.store.sealed_copy import open_copy

PEOPLE = [f"+86138{number:08d}" for number in range(2000)]
ANN = PEOPLE[7]
_PLACES = {
    "contact": "INSERT INTO contact (contact, shard, created_at) VALUES (?, 0, 5)",
    "consent": "INSERT INTO consent (contact, kind, proof, message_id, at)"
    " VALUES (?, 'refused', 'TD', 'm', 5)",
    "inbox": "INSERT INTO inbox (shard, contact, kind, content, at) VALUES (0, ?, 'start', '{}', 5)",
    "message_in": (
        "INSERT INTO message_in (endpoint, message_id, contact, content, at) "
        " VALUES ('e', hex(randomblob(8)), ?, '{}', 5)"
    ),
    "outbox": (
        "INSERT INTO outbox (message_id, contact, shard, endpoint, conversation_id, message, state, next_at,"
        " created_at, updated_at) VALUES (hex(randomblob(8)), ?, 0, 'e', 'k', '{}', 'sent', 5, 5, 5)"
    ),
    "http_call": (
        "INSERT INTO http_call (session_id, contact, wait, state, request, created_at)"
        " VALUES (hex(randomblob(8)), ?, 1, 'queued', '{}', 5)"
    ),
    "sprint": (
        "INSERT INTO sprint (session_id, flow_id, version, contact, at, events)"
        " VALUES ('s', 'f', 1, ?, 5, '[]')"
    ),
}


def _older_file(folder: Path) -> Engine:
    migrations = folder.parent / "migrations"
    later = [each.name for each in (MIGRATIONS / "versions").glob("*.py") if each.name[:4] > "0003"]
    shutil.copytree(MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__", *later))
    folder.mkdir()
    engine = open_writer(folder / "runtime.db")
    migrate(engine, folder / "runtime.db", Numbers(NumberKeys.fixed(0)), migrations)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO flow_version (flow_id, version, name, digest, document, media, published_at)"
            " VALUES ('f', 1, 'f', 'd', '{}', '{}', 5)"
        )
        for statement in _PLACES.values():
            connection.exec_driver_sql(statement, [(one,) for one in PEOPLE])
        connection.exec_driver_sql(
            "INSERT INTO session (id, contact, shard, flow_id, version, endpoint, conversation_id, status,"
            " waits_for, state, created_at, updated_at)"
            " VALUES (?, ?, 0, 'f', 1, 'e', 'k', 'waiting', 'reply', ?, 5, 5)",
            [(f"s{number}", one, _state(number, one)) for number, one in enumerate(PEOPLE)],
        )
    return engine


def _state(number: int, contact: str) -> bytes:
    wait = [1, "ask", "reply", None]
    state = {"id": f"s{number}", "contact": contact, "runs": [["f", 1, "ask", {}, 0, ""]]}
    return orjson.dumps(
        {**state, "status": "waiting", "outcome": "", "wait": wait, "waits": 1, "messages": 0}
    )


def _found(folder: Path, number: str) -> list[str]:
    """Files of *folder* that hold a number in plain, with or without its country's code."""
    digits = number.removeprefix("+86").encode()
    return [str(each) for each in folder.rglob("*") if each.is_file() and digits in each.read_bytes()]


def test_numbers_of_an_older_file_become_ids_and_are_nowhere_in_plain(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    engine = _older_file(folder)
    held = _found(folder, ANN)
    engine.dispose()
    with Store(folder) as store:
        ann = store.numbers.contact_of(ANN)
        ids = set(store.numbers.contacts_of(PEOPLE).values())
        for table in (*_PLACES, "session"):
            assert ids == store.read_now(partial(_contacts, table=table)), table
        (waiting,) = store.read_now(lambda c: sessions.waiting_of(c, [ann]))
        known = store.read_now(lambda c: contacts.known(c, [ann]))[ann]
        shards = store.read_now(lambda c: c.exec_driver_sql("SELECT contact, shard FROM outbox").all())
        masked = store.read_now(lambda c: contacts.masked_numbers(c, store.numbers, [ann]))
        while_open = _found(folder, ANN)
        keys = store.keys

    assert held
    assert (while_open, _found(folder, ANN)) == ([], [])
    assert (waiting.session.contact, waiting.session.id) == (ann, "s7")
    assert (known.carrier, masked) == ("mobile", {ann: "138****0007"})
    assert all(is_contact_id(contact) and shard == shard_of(contact) for contact, shard in shards)
    (copy,) = folder.glob("*.sealed")
    open_copy(copy, tmp_path / "before.db", keys)
    assert _found(tmp_path, ANN) == [str(tmp_path / "before.db")]


def _contacts(connection: Connection, table: str) -> set[str]:
    return set(connection.exec_driver_sql(f"SELECT contact FROM {table}").scalars())


def test_a_file_brought_over_halfway_is_brought_over_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runtime.store import store as opening

    folder = tmp_path / "data"
    _older_file(folder).dispose()

    def killed(_engine: Engine) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(opening, "sweep", killed)
        with pytest.raises(KeyboardInterrupt):
            Store(folder)
    with Store(folder) as store:
        ids = store.read_now(lambda c: _contacts(c, "contact"))

    assert ids == set(store.numbers.contacts_of(PEOPLE).values())
    assert _found(folder, ANN) == []
