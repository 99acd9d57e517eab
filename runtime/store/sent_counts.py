"""How many marketing messages went to a contact on which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, bindparam, case, delete, func, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.store.bulk import Bulk
from runtime.store.sending_tables import sent_count as table

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class SentCount:
    """Messages on the day itself, and on the seven days that end with it."""

    day: int = 0
    week: int = 0


NOTHING = SentCount()

_INSERT = upsert(table)
_ADD = Bulk(
    _INSERT.on_conflict_do_update(
        index_elements=["contact", "day"], set_={"count": table.c.count + _INSERT.excluded.count}
    ),
    ("contact", "day", "count"),
)
# Written out: parameters of a bulk statement are those of its rows alone.
_0, _1 = literal_column("0", Integer), literal_column("1", Integer)
_TAKE_BACK = Bulk(
    update(table)
    .where(table.c.contact == bindparam("key"), table.c.day == bindparam("of_day"), table.c.count > _0)
    .values(count=table.c.count - _1),
    (),
)
_FORGET = Bulk(
    delete(table).where(table.c.contact == bindparam("key"), table.c.day == bindparam("of_day")), ()
)
_SUMS = (
    select(
        table.c.contact,
        func.sum(case((table.c.day == bindparam("day"), table.c.count), else_=0)),
        func.sum(table.c.count),
    )
    .where(
        table.c.contact.in_(bindparam("contacts", expanding=True)),
        table.c.day > bindparam("before"),
        table.c.day <= bindparam("day"),
    )
    .group_by(table.c.contact)
)


def add(connection: Connection, contacts: Iterable[str], day: int) -> None:
    """Counts one more message on *day* for each of *contacts*."""
    _ADD.run_rows(connection, [(contact, day, 1) for contact in contacts])


def take_back(connection: Connection, contacts: Iterable[str], day: int) -> None:
    """Counts one message on *day* less for each of *contacts*: it surely did not go out after all."""
    _TAKE_BACK.run_rows(connection, [(contact, day) for contact in contacts])


def sums(connection: Connection, contacts: Iterable[str], day: int) -> Mapping[str, SentCount]:
    """Contact → what they got on *day* and in the week that ends with it, for those who got anything."""
    wanted = sorted(set(contacts))
    if not wanted:
        return {}
    values = {"contacts": wanted, "day": day, "before": day - WEEK_DAYS}
    return {row[0]: SentCount(row[1], row[2]) for row in connection.execute(_SUMS, values)}


def forget_before(connection: Connection, day: int, limit: int) -> int:
    """Deletes up to *limit* counts of days before *day*; returns how many."""
    old = connection.execute(select(table.c.contact, table.c.day).where(table.c.day < day).limit(limit)).all()
    _FORGET.run_rows(connection, [(contact, of_day) for contact, of_day in old])
    return len(old)
