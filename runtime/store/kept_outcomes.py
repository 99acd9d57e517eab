"""What campaigns know of people still when messages and sessions are deleted for their age.

The figures of a campaign are read from messages and sessions while these are there. Whoever deletes them for
their age says here before what they told, so that planned, begun and every outcome go on adding up.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, String, Update, bindparam, literal_column, select, update

from runtime.store.bulk import Bulk
from runtime.store.campaign_people import OPENING
from runtime.store.campaign_tables import campaign_recipient as people
from runtime.store.tables import message_in, outbox, session

_MINE = (people.c.contact == bindparam("key"), people.c.session_id == bindparam("session"))


def _saying(*conditions: ColumnElement[bool]) -> Update:
    return update(people).where(*_MINE, *conditions)


_OPENED = Bulk(_saying(), ("kept_outcome", "kept_error", "kept_words"))
_REPLIED = Bulk(_saying(), ("kept_replied",))
_ENDED = Bulk(_saying(), ("kept_ended",))
_SILENT = Bulk(_saying(people.c.kept_outcome == literal_column("''", String)), ("kept_outcome",))


def of_sent(connection: Connection, sequence_numbers: Sequence[int]) -> None:
    """Keeps how far first messages came that are about to be deleted."""
    query = select(
        outbox.c.state, outbox.c.error, outbox.c.reason, outbox.c.contact, outbox.c.session_id
    ).where(outbox.c.seq.in_(sequence_numbers), outbox.c.message_id == outbox.c.session_id + OPENING)
    rows = connection.execute(query).all()
    _OPENED.run_rows(connection, [(row[0], row[1] or "", row[2] or "", row[3], row[4]) for row in rows])


def of_heard(connection: Connection, numbers: Sequence[int]) -> None:
    """Keeps who answered with messages that are about to be deleted."""
    query = select(message_in.c.contact, message_in.c.session_id).where(
        message_in.c.id.in_(numbers), message_in.c.session_id.is_not(None)
    )
    pairs = {(row[0], row[1]) for row in connection.execute(query)}
    _REPLIED.run_rows(connection, [(1, contact, session_id) for contact, session_id in sorted(pairs)])


def of_sessions(connection: Connection, ids: Sequence[str]) -> None:
    """Keeps how sessions ended that are about to be deleted, and which of them never said anything."""
    query = (
        select(session.c.contact, session.c.id, session.c.outcome, outbox.c.seq)
        .select_from(session.outerjoin(outbox, outbox.c.message_id == session.c.id + OPENING))
        .where(session.c.id.in_(ids))
    )
    rows = connection.execute(query).all()
    _ENDED.run_rows(connection, [(row.outcome, row.contact, row.id) for row in rows])
    said_nothing = [("silent", row.contact, row.id) for row in rows if row.seq is None]
    _SILENT.run_rows(connection, said_nothing)
