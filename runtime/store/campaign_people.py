"""Everybody a campaign is for, as rows: planned, begun or skipped with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import (
    Connection,
    Select,
    String,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    select,
    update,
)

from runtime.store.bulk import Bulk
from runtime.store.campaign_tables import campaign_recipient as table
from runtime.store.moments import to_micros
from runtime.store.store import shard_of
from runtime.store.tables import contact as contact_table
from runtime.store.tables import inbox, outbox

# Written out, so that SQLite sees at once that the index of just these rows will do.
_IS_PLANNED = table.c.state == literal_column("'planned'", String)
_ON_THE_WAY = [literal_column("'queued'", String), literal_column("'sending'", String)]
_IS_BEGUN = table.c.state == literal_column("'begun'", String)
OPENING = literal_column("'-1'", String)
"""What follows a session's id in the id of its first message (`runtime.engine.turn`)."""

_ADD = Bulk(insert(table), ("run", "contact", "shard", "endpoint", "state", "reason", "session_id", "at"))
_WHERE = (table.c.run == bindparam("in_run"), table.c.contact == bindparam("key"))
_CHANGE = Bulk(update(table).where(*_WHERE), ("state", "reason", "session_id", "at"))


def plan(connection: Connection, run: int, endpoints: Iterable[tuple[str, str]], now: datetime) -> int:
    """Adds people, each as contact and endpoint; returns how many. They are in none of the run's rows yet."""
    at = to_micros(now)
    rows = [
        (run, contact, shard_of(contact), endpoint, "planned", "", "", at) for contact, endpoint in endpoints
    ]
    _ADD.run_rows(connection, rows)
    return len(rows)


def waiting_by_endpoint(connection: Connection, run: int, limit: int) -> dict[str, int]:
    """Endpoint → how many of its people still wait, counted up to *limit* each."""
    found: dict[str, int] = {}
    last: str | None = None
    while True:
        endpoint = table.c.endpoint
        query = select(func.min(endpoint)).where(table.c.run == run, _IS_PLANNED)
        next_one = connection.execute(query if last is None else query.where(endpoint > last)).scalar()
        if next_one is None:
            return found
        some = select(table.c.contact).where(table.c.run == run, _IS_PLANNED, endpoint == next_one)
        counted = select(func.count()).select_from(some.limit(limit).subquery())
        found[next_one] = connection.execute(counted).scalar_one()
        last = next_one


_PLANNED = (
    select(table.c.contact)
    .where(table.c.run == bindparam("run"), _IS_PLANNED, table.c.endpoint == bindparam("endpoint"))
    .limit(bindparam("count"))
)


def planned(connection: Connection, run: int, endpoint: str, limit: int) -> list[str]:
    """The next people of an endpoint who wait; by the index, that is in the order of their ids."""
    values = {"run": run, "endpoint": endpoint, "count": limit}
    return list(connection.execute(_PLANNED, values).scalars())


def write_to(connection: Connection, run: int, endpoints: Sequence[tuple[str, str]]) -> None:
    """Says anew by which endpoint people are written to: contact and endpoint."""
    statement = update(table).where(*_WHERE).values(endpoint=bindparam("by"))
    if endpoints:
        rows = [{"in_run": run, "key": contact, "by": endpoint} for contact, endpoint in endpoints]
        connection.execute(statement, rows)


def begin(connection: Connection, run: int, sessions: Iterable[tuple[str, str]], now: datetime) -> None:
    """Notes that people were begun with: contact and session id."""
    at = to_micros(now)
    rows: list[tuple[object, ...]] = [
        ("begun", "", session, at, run, contact) for contact, session in sessions
    ]
    _CHANGE.run_rows(connection, rows)


def skip(connection: Connection, run: int, reasons: Iterable[tuple[str, str]], now: datetime) -> None:
    """Notes that people are left out: contact and reason."""
    at = to_micros(now)
    rows: list[tuple[object, ...]] = [("skipped", why, "", at, run, contact) for contact, why in reasons]
    _CHANGE.run_rows(connection, rows)


def wait_again(connection: Connection, run: int, contacts: Iterable[str], now: datetime) -> None:
    """Puts people back among those who wait."""
    at = to_micros(now)
    _CHANGE.run_rows(connection, [("planned", "", "", at, run, contact) for contact in contacts])


def not_gone_out(connection: Connection, run: int) -> list[tuple[str, str, str]]:
    """Whose first message has not left: contact, session and message id; looks at queued messages only."""
    query = _openings(run, "queued")
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def not_worked_off(connection: Connection, run: int) -> list[tuple[int, str, bytes]]:
    """Starts in the inbox of people of the run: entry id, contact and content."""
    return [(row[0], row[1], row[2]) for row in connection.execute(_not_worked_off(run))]


def _not_worked_off(run: int) -> Select[int, str, bytes]:
    return (
        select(inbox.c.id, inbox.c.contact, inbox.c.content)
        .join(table, table.c.contact == inbox.c.contact)
        .where(inbox.c.kind == "start", table.c.run == run, _IS_BEGUN)
    )


def take_out_of_inbox(connection: Connection, entries: Iterable[int]) -> None:
    """Removes entries that are not to be worked off any more."""
    wanted = list(entries)
    if wanted:
        connection.execute(
            inbox.delete().where(inbox.c.id == bindparam("entry")), [{"entry": one} for one in wanted]
        )


def leaving(connection: Connection, run: int) -> int:
    """How many of the run's first messages are being handed to a carrier at this moment."""
    counted = select(func.count()).select_from(_openings(run, "sending").subquery())
    return connection.execute(counted).scalar_one()


def is_all_gone(connection: Connection, run: int) -> bool:
    """Whether no session of the run waits in the inbox and no first message to be sent."""
    if connection.execute(_not_worked_off(run).limit(1)).first() is not None:
        return False
    states = ("queued", "sending")
    return not any(connection.execute(_openings(run, one).limit(1)).first() for one in states)


def _openings(run: int, state: str) -> Select[str, str, str]:
    """First messages of the run in that state: contact, session and message id.

    Begins with the messages that are on their way, by their index, and asks of each whether it is the run's:
    the other way round it would ask a million people for their message.
    """
    mine = exists().where(
        table.c.run == run,
        table.c.contact == outbox.c.contact,
        table.c.session_id == outbox.c.session_id,
        _IS_BEGUN,
    )
    return select(outbox.c.contact, outbox.c.session_id, outbox.c.message_id).where(
        outbox.c.state.in_(_ON_THE_WAY),
        outbox.c.state == state,
        outbox.c.message_id == outbox.c.session_id + OPENING,
        mine,
    )


def carriers_of(connection: Connection, contacts: Sequence[str]) -> dict[str, str]:
    """Contact → the carrier that gave its number out."""
    query = select(contact_table.c.contact, contact_table.c.carrier).where(
        contact_table.c.contact.in_(list(contacts))
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def starts_waiting(connection: Connection) -> dict[str, int]:
    """Endpoint → sessions in the inbox that are to be begun by it."""
    query = select(inbox.c.endpoint, func.count()).where(inbox.c.kind == "start").group_by(inbox.c.endpoint)
    return {row[0]: row[1] for row in connection.execute(query)}


def queued_count(connection: Connection, endpoint: str, most: int, due_by: datetime | None = None) -> int:
    """How many messages wait for an endpoint, all or those due by then; counted up to *most*."""
    some = select(outbox.c.seq).where(
        outbox.c.endpoint == endpoint, outbox.c.state == literal_column("'queued'", String)
    )
    if due_by is not None:
        some = some.where(outbox.c.next_at <= to_micros(due_by))
    return connection.execute(select(func.count()).select_from(some.limit(most).subquery())).scalar_one()
