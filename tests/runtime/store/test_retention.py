"""What is too old is gone: from the tables, from the file and from its log; so is a contact on request."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select, update

from runtime.engine.session import Run, Session, Wait
from runtime.flow.ids import FlowId, NodeId
from runtime.store import Store, contacts, flows, retention, room
from runtime.store.erasing import erase_contact
from runtime.store.keys import FixedKeys
from runtime.store.moments import to_micros
from runtime.store.retention import Retention
from runtime.store.sessions import StoredSession
from runtime.store.sessions import add as add_sessions
from runtime.store.tables import (
    contact,
    flow_version,
    media_file,
    message_in,
    metadata,
    outbox,
    quarantine,
    session,
    sprint,
)
from tests.support.conversations import NOON, flow_of, node

NUMBER = "+8613800000001"
WORDS = "planted-words-that-nobody-may-find"
OLD, NEW = NOON - timedelta(days=400), NOON - timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An open store in which a flow has a released version and a trial."""
    with Store(tmp_path, keys=FixedKeys()) as opened:
        flow = flow_of(node("end", "end"))
        opened.write_now(lambda connection: flows.publish(connection, flow, (), OLD))
        file = flows.MediaFile("photo", "image/png", WORDS.encode())
        opened.write_now(lambda connection: flows.publish(connection, flow, (file,), OLD, is_trial=True))
        yield opened


def _talked(store: Store, name: str, at: datetime, *, version: int = 1, status: str = "ended") -> str:
    """Keeps a whole conversation of *at*; returns the contact."""
    micros = to_micros(at)

    def batch(connection: Connection) -> str:
        person = contacts.meet(connection, store.numbers, [NUMBER], NOON)[NUMBER]
        run = Run(FlowId("flow"), version, NodeId("end"), {"said": WORDS})
        wait = Wait(1, NodeId("end"), "reply", None) if status == "waiting" else None
        kept = Session(name, person, (run,), status, "goal", wait)  # type: ignore[arg-type]  # a status
        add_sessions(connection, [StoredSession(kept, "e", name, at, at)])
        common = {"session_id": name, "contact": person}
        heard = {"endpoint": "e", "message_id": f"in-{name}", "content": WORDS.encode(), "at": micros}
        connection.execute(insert(message_in).values(**common, **heard))
        sent = {"message_id": f"{name}-1", "shard": 0, "endpoint": "e", "conversation_id": name}
        moments = {"next_at": micros, "created_at": micros, "updated_at": micros}
        message = {"message": WORDS.encode(), "state": "delivered" if status != "waiting" else "unknown"}
        connection.execute(insert(outbox).values(**common, **sent, **moments, **message))
        happened = {"flow_id": "flow", "version": version, "at": micros, "events": WORDS.encode()}
        connection.execute(insert(sprint).values(**common, **happened))
        connection.execute(insert(quarantine).values(endpoint="e", why="w", raw=WORDS, at=micros))
        return person

    return store.write_now(batch)


def _look_after(store: Store, days: Retention) -> dict[str, int]:
    deleted: dict[str, int] = {}
    for name, sweep in retention.sweeps(days, NOON):
        after: int | None = 0
        while after is not None:
            done = store.write_now(_slice(sweep, after))
            deleted[name] = deleted.get(name, 0) + done.deleted
            after = done.after
    return {name: count for name, count in deleted.items() if count}


def _slice(sweep: retention.Sweep, after: int) -> Callable[[Connection], retention.Slice]:
    return lambda connection: sweep(connection, after)


def _bytes_on_disk(store: Store) -> bytes:
    assert room.shorten_log(store.path)
    return b"".join(path.read_bytes() for path in store.path.parent.glob("runtime.db*"))


def _count(store: Store, *tables: object) -> list[int]:
    return store.read_now(
        lambda connection: [
            connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]  # a table
            for table in tables
        ]
    )


def test_what_is_too_old_is_gone_from_the_disk(store: Store, tmp_path: Path) -> None:
    for number in range(30):
        _talked(store, f"s{number}", OLD)
    assert WORDS.encode() in _bytes_on_disk(store)

    deleted = _look_after(store, Retention(events_days=365))

    assert deleted == {
        "trials": 1,
        "events": 30,
        "messages_in": 30,
        "messages_out": 30,
        "sessions": 30,
        "quarantine": 30,
    }
    assert WORDS.encode() not in _bytes_on_disk(store)


def test_what_is_not_old_or_still_goes_on_stays(store: Store) -> None:
    _talked(store, "new", NEW)
    _talked(store, "waits", OLD, status="waiting")

    _look_after(store, Retention(events_days=365, quarantine_days=0, trials_days=0))

    assert _count(store, session, message_in, outbox, sprint, quarantine) == [2, 1, 2, 1, 2]
    assert _count(store, flow_version) == [2]


def test_zero_days_keep_everything(store: Store) -> None:
    _talked(store, "old", OLD)
    for_ever = Retention.model_validate(dict.fromkeys(Retention.model_fields, 0))

    assert _look_after(store, for_ever) == {}


def test_an_old_trial_goes_with_all_that_came_of_it(store: Store) -> None:
    _talked(store, "tried", NEW, version=-1, status="waiting")
    _talked(store, "real", NEW)

    deleted = _look_after(store, Retention(quarantine_days=0))

    assert deleted == {"trials": 2}
    assert _count(store, session, message_in, outbox, sprint, flow_version, media_file) == [1, 1, 1, 1, 1, 0]


def test_set_days_are_kept(store: Store) -> None:
    store.write_now(lambda connection: retention.keep(connection, Retention(events_days=5), NOON))

    assert Retention(events_days=5) == store.read_now(retention.load)


def test_a_deleted_contact_leaves_only_an_id_that_gets_no_messages(store: Store) -> None:
    person = _talked(store, "s", NEW, status="waiting")
    store.write_now(
        lambda connection: connection.execute(update(contact).values(attributes=f'{{"a":"{WORDS}"}}'))
    )
    store.write_now(lambda connection: connection.execute(quarantine.delete()))

    assert store.write_now(lambda connection: erase_contact(connection, person, NOON))

    known = store.read_now(lambda connection: contacts.known(connection, [person]))[person]
    assert (known.attributes, known.has_refused) == ({}, True)
    assert store.read_now(lambda connection: contacts.sealed_numbers(connection, [person])) == {}
    left = {
        table.name
        for table in metadata.sorted_tables
        if "contact" in table.c
        and _count(store, select(table).where(table.c.contact == person).subquery()) != [0]
    }
    assert left == {"contact"}
    _look_after(store, Retention())
    assert WORDS.encode() not in _bytes_on_disk(store)


def test_nobody_known_is_nobody_to_delete(store: Store) -> None:
    assert not store.write_now(lambda connection: erase_contact(connection, "nobody", NOON))


def test_free_pages_are_given_back_to_the_disk(store: Store) -> None:
    rows = [{"endpoint": "e", "why": "w", "raw": "x" * 3000, "at": to_micros(OLD)} for _ in range(4000)]
    store.write_now(lambda connection: connection.execute(insert(quarantine), rows))
    room.shorten_log(store.path)
    before = store.path.stat().st_size

    _look_after(store, Retention())
    while store.write_now(room.give_back):
        pass
    room.shorten_log(store.path)

    assert store.path.stat().st_size < before / 2
    assert room.log_bytes(store.path) == 0
    assert store.read_now(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar()) == "ok"
