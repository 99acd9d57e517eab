"""Whose turn it is: the messages that wait to be sent, lane by lane, and taking them on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    text,
    union_all,
    update,
)

from runtime.quick import quick
from runtime.store import takeovers
from runtime.store.bulk import Bulk
from runtime.store.moments import from_micros, moment_or_none, to_micros
from runtime.store.outbox import AT_CARRIER, LANES, ON_THE_WAY, PRIORITIES, QUEUED, Purpose, lane_of
from runtime.store.tables import outbox as table

_MARKETING = literal_column("'marketing'", String)


@quick
@dataclass(frozen=True, slots=True)
class Claimed:
    """A message somebody has taken on to send; nobody else gets it."""

    message_id: str
    contact: str
    conversation_id: str
    message: bytes
    sms_text: str | None
    flow_id: str
    version: int
    in_reply_to: str | None
    attempts: int
    expires_at: datetime | None
    purpose: Purpose = "service"
    priority: int = 1
    """The lane it waited in: `lane_of`."""
    campaign_id: str | None = None
    created_at: int = 0
    """Microseconds."""
    next_at: int = 0
    """Microseconds: since when it is due."""

    @property
    def is_first(self) -> bool:
        """Whether a campaign of the highest priority sends it."""
        return self.priority <= lane_of("marketing", PRIORITIES[0])


_earlier = table.alias("earlier")
# What nobody asked for never holds up what somebody waits for, unless both are of one conversation.
_IS_OVERTAKEN = and_(
    _earlier.c.state == QUEUED,
    _earlier.c.purpose == _MARKETING,
    table.c.purpose != _MARKETING,
    or_(
        _earlier.c.next_at > bindparam("now"),
        _earlier.c.session_id.is_distinct_from(table.c.session_id),
    ),
)


def _lane(number: int) -> Select[Any]:
    found = (
        select(
            table.c.message_id,
            table.c.contact,
            table.c.conversation_id,
            table.c.message,
            table.c.sms_text,
            table.c.flow_id,
            table.c.version,
            table.c.in_reply_to,
            table.c.attempts,
            table.c.expires_at,
            table.c.purpose,
            table.c.priority,
            table.c.campaign_id,
            table.c.created_at,
            table.c.next_at,
            table.c.seq,
        )
        .where(
            table.c.endpoint == bindparam("endpoint"),
            table.c.priority == literal_column(str(number), Integer),
            table.c.state == QUEUED,
            table.c.next_at <= bindparam("now"),
            ~exists().where(
                _earlier.c.contact == table.c.contact,
                _earlier.c.seq < table.c.seq,
                _earlier.c.state.in_(ON_THE_WAY),
                not_(_IS_OVERTAKEN),
            ),
        )
        .order_by(table.c.next_at, table.c.seq)
        .limit(bindparam("count"))
    )
    return select(found.subquery(f"lane_{number}"))


_DUE = (
    union_all(*(_lane(number) for number in range(LANES)))
    .order_by(text("priority"), text("next_at"), text("seq"))
    .limit(bindparam("count"))
)
_CLAIM = Bulk(
    update(table).where(table.c.message_id == bindparam("key")),
    ("state", "attempt_id", "attempts", "updated_at"),
)


def due(connection: Connection, endpoint: str, now: datetime, limit: int) -> tuple[list[Claimed], bool]:
    """The first *limit* messages of *endpoint* whose turn it is, lane by lane, and whether there may be more.

    Those of one contact go one by one in their order; only marketing is overtaken by what is not.
    """
    at = to_micros(now)
    rows = connection.execute(_DUE, {"endpoint": endpoint, "now": at, "count": limit}).all()
    found = [_claimed(row) for row in rows]
    return _without_taken(connection, found, at), len(rows) == limit


def first_due(connection: Connection, endpoint: str, now: datetime) -> str | None:
    """The message of *endpoint* whose turn it is first, with its tries; None when none is due."""
    values = {"endpoint": endpoint, "now": to_micros(now), "count": 1}
    row = connection.execute(_DUE, values).first()
    return None if row is None else f"{row.message_id} {row.attempts} {row.next_at}"


def _claimed(row: Row[*tuple[Any, ...]]) -> Claimed:
    values = (*row[:9], moment_or_none(row[9]), *row[10:15])
    return Claimed(*values)


def claim(connection: Connection, messages: Sequence[Claimed], now: datetime, attempt_id: str) -> None:
    """Takes *messages* on: they are `sending` from now on, and nobody else gets them."""
    claimed = {"state": "sending", "attempt_id": attempt_id, "updated_at": to_micros(now)}
    _CLAIM.run(
        connection, [{**claimed, "key": one.message_id, "attempts": one.attempts + 1} for one in messages]
    )


def _without_taken(connection: Connection, found: list[Claimed], at: int) -> list[Claimed]:
    """Keeps back what scenarios say to contacts whom a person talks to."""
    taken = takeovers.contacts(connection) if found else frozenset()
    wanted = [one.message_id for one in found if one.contact in taken]
    held = takeovers.keep_back(connection, wanted, at) if wanted else set()
    return [one for one in found if one.message_id not in held] if held else found


_LATER = union_all(
    *(
        select(func.min(table.c.next_at)).where(
            table.c.endpoint == bindparam("endpoint"),
            table.c.priority == literal_column(str(number), Integer),
            table.c.state == QUEUED,
            table.c.next_at > bindparam("now"),
        )
        for number in range(LANES)
    ),
    select(func.min(table.c.expires_at)).where(
        table.c.endpoint == bindparam("endpoint"),
        table.c.state.in_(AT_CARRIER),
        table.c.expires_at.is_not(None),
        table.c.revoke_asked_at.is_(None),
    ),
)


def next_due(connection: Connection, endpoint: str, now: datetime) -> datetime | None:
    """When a message of *endpoint* next becomes due for sending, or is due for being called back.

    What is due for sending already does not count: it waits for another one of its contact.
    """
    values = {"endpoint": endpoint, "now": to_micros(now)}
    known = [moment for (moment,) in connection.execute(_LATER, values) if moment is not None]
    return from_micros(min(known)) if known else None


_BEHIND = (
    select(table.c.endpoint)
    .where(
        table.c.contact.in_(bindparam("contacts", expanding=True)),
        table.c.state == QUEUED,
        table.c.endpoint != bindparam("endpoint"),
    )
    .distinct()
)


def behind(connection: Connection, contacts: Iterable[str], endpoint: str) -> frozenset[str]:
    """Other endpoints that have messages for *contacts*: they waited for those of *endpoint* before them."""
    values = {"contacts": sorted(set(contacts)), "endpoint": endpoint}
    return frozenset(connection.execute(_BEHIND, values).scalars())


def bring_forward(
    connection: Connection, endpoint: str, now: datetime, back: timedelta, but: Iterable[str]
) -> int:
    """Lets messages wait as long as before although the clock was set *back*; returns how many.

    Those that wait for an hour of the day, told by their codes in *but*, wait for that hour.
    """
    done = connection.execute(
        update(table)
        .where(
            table.c.endpoint == endpoint,
            table.c.state == QUEUED,
            table.c.next_at > to_micros(now),
            table.c.error.not_in(list(but)),
        )
        .values(next_at=table.c.next_at - back // timedelta(microseconds=1))
    )
    return done.rowcount


def reconsider(connection: Connection, codes: Iterable[str], now: datetime) -> int:
    """Lets messages that wait for a later moment because of *codes* have their turn now; returns how many."""
    done = connection.execute(
        update(table)
        .where(table.c.state == QUEUED, table.c.error.in_(list(codes)), table.c.next_at > to_micros(now))
        .values(next_at=table.c.created_at)
    )
    return done.rowcount
