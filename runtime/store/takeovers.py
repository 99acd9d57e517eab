"""Who has taken over which conversation, and what was kept back from scenarios meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from runtime.store.conversation_tables import answer, held_entry, remark, spam_report
from runtime.store.conversation_tables import takeover as table
from runtime.store.inbox import InboxEntry
from runtime.store.tables import outbox, session


@dataclass(frozen=True, slots=True)
class Takeover:
    """A conversation that somebody has: who, since when (microseconds)."""

    contact: str
    by: str
    at: int


_CONTACTS = select(table.c.contact)
_HELD = select(
    held_entry.c.contact, held_entry.c.kind, held_entry.c.endpoint, held_entry.c.content, held_entry.c.at
)


def contacts(connection: Connection) -> frozenset[str]:
    """Everybody whom a person talks to now; few, however many conversations there are."""
    return frozenset(connection.execute(_CONTACTS).scalars())


def of_contact(connection: Connection, contact: str) -> Takeover | None:
    """Who has the conversation with *contact*; None when nobody does."""
    row = connection.execute(select(table).where(table.c.contact == contact)).first()
    return None if row is None else Takeover(*row)


def of_contacts(connection: Connection, wanted: Sequence[str]) -> dict[str, Takeover]:
    """Contact → who has the conversation, for those of *wanted* that somebody has."""
    rows = connection.execute(select(table).where(table.c.contact.in_(wanted)))
    return {row.contact: Takeover(*row) for row in rows}


def add(connection: Connection, taken: Takeover) -> None:
    """Gives a conversation that nobody has to somebody."""
    connection.execute(insert(table).values(contact=taken.contact, by=taken.by, at=taken.at))


def pass_on(connection: Connection, contact: str, by: str) -> None:
    """Gives a conversation that somebody has to somebody else; since when it is taken stays."""
    connection.execute(update(table).where(table.c.contact == contact).values(by=by))


def remove(connection: Connection, contact: str) -> None:
    """Nobody has the conversation any more."""
    connection.execute(delete(table).where(table.c.contact == contact))


def stop_clocks(connection: Connection, contact: str) -> None:
    """Lets no wait of the contact end by itself; what the sessions wait for stays in their state."""
    connection.execute(
        update(session)
        .where(session.c.contact == contact, session.c.status == "waiting")
        .values(wake_at=None)
    )


def hold(connection: Connection, entries: Iterable[InboxEntry]) -> None:
    """Keeps entries back until the conversation is handed back."""
    rows = [
        {"contact": e.contact, "kind": e.kind, "endpoint": e.endpoint, "content": e.content, "at": e.at}
        for e in entries
    ]
    if rows:
        connection.execute(insert(held_entry), rows)


def release(connection: Connection, contact: str) -> list[InboxEntry]:
    """Takes out what was kept back for a contact, in the order it came."""
    query = _HELD.where(held_entry.c.contact == contact).order_by(held_entry.c.id)
    found = [InboxEntry(*row) for row in connection.execute(query)]
    connection.execute(delete(held_entry).where(held_entry.c.contact == contact))
    return found


def hold_messages(connection: Connection, contact: str, at: int) -> None:
    """Keeps back the scenarios' messages to a contact that are not on their way yet."""
    connection.execute(
        update(outbox)
        .where(outbox.c.contact == contact, outbox.c.state == "queued", outbox.c.session_id.is_not(None))
        .values(state="held", updated_at=at)
    )


def keep_back(connection: Connection, message_ids: Sequence[str], at: int) -> set[str]:
    """Keeps back those of the messages that scenarios made; returns their ids."""
    query = select(outbox.c.message_id).where(
        outbox.c.message_id.in_(message_ids), outbox.c.session_id.is_not(None)
    )
    held = set(connection.execute(query).scalars())
    if held:
        connection.execute(
            update(outbox).where(outbox.c.message_id.in_(sorted(held))).values(state="held", updated_at=at)
        )
    return held


def release_messages(connection: Connection, contact: str, at: int) -> list[str]:
    """Queues the messages again that were kept back; returns the endpoints that have something to send."""
    condition = (outbox.c.contact == contact) & (outbox.c.state == "held")
    endpoints = sorted(set(connection.execute(select(outbox.c.endpoint).where(condition)).scalars()))
    if endpoints:
        connection.execute(update(outbox).where(condition).values(state="queued", next_at=at, updated_at=at))
    return endpoints


def note(connection: Connection, contact: str, kind: str, text: str, by: str, at: int) -> int:
    """Keeps what somebody wrote or did about a conversation; returns its id."""
    done = connection.execute(insert(remark).values(contact=contact, kind=kind, text=text, by=by, at=at))
    assert done.inserted_primary_key is not None
    return int(done.inserted_primary_key[0])


def remarks(connection: Connection, contact: str, limit: int) -> list[dict[str, object]]:
    """The latest remarks about a contact, oldest first; `at` in microseconds."""
    query = select(remark).where(remark.c.contact == contact).order_by(remark.c.id.desc()).limit(limit)
    return [row._asdict() for row in reversed(connection.execute(query).all())]


def sign(connection: Connection, message_id: str, by: str) -> None:
    """Keeps who sent a message by hand."""
    connection.execute(insert(answer).values(message_id=message_id, by=by))


def signatures(connection: Connection, message_ids: Sequence[str]) -> dict[str, str]:
    """Message id → who sent it, for those that people sent."""
    rows = connection.execute(select(answer).where(answer.c.message_id.in_(message_ids)))
    return {row.message_id: row.by for row in rows}


def report_spam(connection: Connection, contact: str, endpoint: str, kind: str, text: str, at: int) -> None:
    """Keeps that a contact called the messages spam."""
    connection.execute(
        insert(spam_report).values(contact=contact, endpoint=endpoint, kind=kind, text=text, at=at)
    )
