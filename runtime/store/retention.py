"""How long what is kept, and deleting what is older: slice by slice, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated, TypeAlias

import orjson
from pydantic import Field
from sqlalchemy import Column, Connection, String, Table, delete, literal_column, select
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.records import Hint, Record
from runtime.store import kept_outcomes, sent_counts, trials
from runtime.store.conversation_tables import conversation, remark, spam_report
from runtime.store.moments import to_micros
from runtime.store.sending_tables import skip
from runtime.store.tables import (
    audit,
    flow_version,
    http_call,
    media,
    media_file,
    message_in,
    outbox,
    quarantine,
    session,
    sprint,
)
from runtime.store.upkeep_tables import retention as table
from runtime.wording import Wording

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SLICE = 500
"""Rows looked at in one transaction."""

_Days: TypeAlias = Annotated[int, Field(ge=0, le=36_500)]


class Retention(Record):
    """After how many days what is deleted for good; 0 keeps it for ever.

    Consents and refusals, contacts and released versions have no age: they go when somebody deletes them.
    """

    events_days: Annotated[_Days, Hint(Wording("事件", "Events"))] = 730
    messages_days: Annotated[_Days, Hint(Wording("消息", "Messages"))] = 365
    """Both ways; what is under way or waits for a decision stays."""
    sessions_days: Annotated[_Days, Hint(Wording("结束的会话", "Finished sessions"))] = 365
    quarantine_days: Annotated[_Days, Hint(Wording("无法使用的回调", "Callbacks that could not be used"))] = (
        30
    )
    audit_days: Annotated[_Days, Hint(Wording("操作记录", "Audit log"))] = 1095
    trials_days: Annotated[_Days, Hint(Wording("试发版本", "Trial versions"))] = 7
    """With everything that came of them."""
    copies_days: Annotated[_Days, Hint(Wording("升级前的副本", "Copies from before an update"))] = 30


def load(connection: Connection) -> Retention:
    """What was set, or the default."""
    days = connection.execute(select(table.c.days).where(table.c.id == 1)).scalar()
    return Retention() if days is None else Retention.model_validate_json(days)


def keep(connection: Connection, days: Retention, now: datetime) -> None:
    """Keeps *days* in place of what was set before."""
    row = {"days": days.model_dump_json(), "at": to_micros(now)}
    statement = upsert(table).values(id=1, **row)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row))


@dataclass(frozen=True, slots=True)
class Slice:
    """What one transaction deleted; *after* is where to go on, None at the end."""

    deleted: int
    after: int | None


Sweep: TypeAlias = Callable[[Connection, int], Slice]
"""Deletes a slice behind that key."""


def sweeps(days: Retention, now: datetime) -> Iterator[tuple[str, Sweep]]:
    """What there is to delete by *days* at *now*: a name, and what to call with 0 and then with `after`."""

    def before(count: int) -> int:
        return to_micros(now - timedelta(days=count))

    # Two days more than the caps look at: what a day is differs between time zones.
    yield "sent_counts", partial(_sent_counts, (now - _EPOCH).days - sent_counts.WEEK_DAYS - 2)
    if days.trials_days:
        yield "trials", partial(_trials, before(days.trials_days))
    if days.events_days:
        yield "events", _by_age(sprint, sprint.c.id, sprint.c.at, before(days.events_days))
    if days.messages_days:
        limit = before(days.messages_days)
        heard = _by_age(message_in, message_in.c.id, message_in.c.at, limit, kept_outcomes.of_heard)
        yield "messages_in", heard
        yield "messages_out", partial(_messages_out, limit)
        yield "conversations", partial(_conversations, limit)
        yield "remarks", _by_age(remark, remark.c.id, remark.c.at, limit)
        yield "spam_reports", _by_age(spam_report, spam_report.c.id, spam_report.c.at, limit)
    if days.sessions_days:
        yield "sessions", partial(_sessions, before(days.sessions_days))
    if days.quarantine_days:
        limit = before(days.quarantine_days)
        yield "quarantine", _by_age(quarantine, quarantine.c.id, quarantine.c.at, limit)
    if days.audit_days:
        yield "audit", _by_age(audit, audit.c.id, audit.c.at, before(days.audit_days))


def _sent_counts(day: int, connection: Connection, _after: int) -> Slice:
    """Forgets how often people were written to before the week that the caps look at."""
    gone = sent_counts.forget_before(connection, day, SLICE)
    return Slice(gone, 0 if gone == SLICE else None)


def _by_age(
    rows: Table,
    key: Column[int],
    at: Column[int],
    limit: int,
    before: Callable[[Connection, Sequence[int]], None] | None = None,
) -> Sweep:
    """Deletes rows in the order of their keys, which is that of time, until a slice holds no old one.

    *before* is told the keys that are about to go.
    """
    looked_at = select(key, at < limit).order_by(key).limit(SLICE)

    def sweep(connection: Connection, after: int) -> Slice:
        found = connection.execute(looked_at.where(key > after)).all()
        old = [number for number, goes in found if goes]
        if old:
            if before is not None:
                before(connection, old)
            connection.execute(delete(rows).where(key.in_(old)))
        return Slice(len(old), found[-1][0] if old else None)

    return sweep


_SETTLED = outbox.c.state.not_in(
    [literal_column(f"'{one}'", String) for one in ("queued", "sending", "unknown")]
)


def _messages_out(limit: int, connection: Connection, after: int) -> Slice:
    is_old = (outbox.c.created_at < limit) & _SETTLED
    query = select(outbox.c.seq, outbox.c.message_id, is_old).where(outbox.c.seq > after)
    found = connection.execute(query.order_by(outbox.c.seq).limit(SLICE)).all()
    old = [(seq, message_id) for seq, message_id, goes in found if goes]
    if old:
        kept_outcomes.of_sent(connection, [seq for seq, _ in old])
        connection.execute(delete(skip).where(skip.c.message_id.in_([one for _, one in old])))
        connection.execute(delete(outbox).where(outbox.c.seq.in_([seq for seq, _ in old])))
    return Slice(len(old), found[-1][0] if old else None)


def _conversations(limit: int, connection: Connection, _after: int) -> Slice:
    """Takes people off the list of conversations with whom nothing was said since."""
    rows = conversation.c
    query = select(rows.contact).where(rows.stage == "over", rows.last_at < limit).limit(SLICE)
    old = connection.execute(query).scalars().all()
    if old:
        connection.execute(delete(conversation).where(rows.contact.in_(old)))
    return Slice(len(old), 0 if len(old) == SLICE else None)


_IS_OVER = session.c.status.in_([literal_column(f"'{one}'", String) for one in ("ended", "failed")])
"""Written out, so that SQLite takes the index of just these rows."""


def _sessions(limit: int, connection: Connection, _after: int) -> Slice:
    query = select(session.c.id).where(_IS_OVER, session.c.updated_at < limit).limit(SLICE)
    old = connection.execute(query).scalars().all()
    if old:
        kept_outcomes.of_sessions(connection, old)
        connection.execute(delete(session).where(session.c.id.in_(old)))
    return Slice(len(old), 0 if len(old) == SLICE else None)


def _trials(limit: int, connection: Connection, _after: int) -> Slice:
    """Deletes sessions of an old trial with all that belongs to them, the trial itself after them."""
    is_old = (flow_version.c.version < 0) & (flow_version.c.published_at < limit)
    row = connection.execute(
        select(flow_version.c.flow_id, flow_version.c.version, flow_version.c.media).where(is_old).limit(1)
    ).first()
    if row is None:
        return Slice(0, None)
    flow_id, version, digests = row
    of_it = (session.c.flow_id == flow_id) & (session.c.version == version)
    ids = connection.execute(select(session.c.id).where(of_it).limit(SLICE)).scalars().all()
    if ids:
        delete_sessions(connection, list(ids))
        return Slice(len(ids), 0)
    of_it = (flow_version.c.flow_id == flow_id) & (flow_version.c.version == version)
    trials.forget(connection, flow_id, version)
    connection.execute(delete(flow_version).where(of_it))
    _media_of_nobody(connection, set(orjson.loads(digests).values()))
    return Slice(1, 0)


def delete_sessions(connection: Connection, ids: list[str]) -> None:
    """Deletes sessions and all that was said and happened in them."""
    people = connection.execute(select(session.c.contact).where(session.c.id.in_(ids))).scalars().all()
    sent = select(outbox.c.message_id).where(outbox.c.contact.in_(people), outbox.c.session_id.in_(ids))
    connection.execute(delete(skip).where(skip.c.message_id.in_(sent)))
    for rows in (outbox, message_in):
        connection.execute(delete(rows).where(rows.c.contact.in_(people), rows.c.session_id.in_(ids)))
    for rows in (sprint, http_call):
        connection.execute(delete(rows).where(rows.c.session_id.in_(ids)))
    connection.execute(delete(session).where(session.c.id.in_(ids)))


def _media_of_nobody(connection: Connection, digests: set[str]) -> None:
    """Deletes those of *digests* that no version has any more."""
    for written in connection.execute(
        select(flow_version.c.media).where(flow_version.c.media != "{}")
    ).scalars():
        digests -= set(orjson.loads(written).values())
    for rows in (media, media_file):
        connection.execute(delete(rows).where(rows.c.digest.in_(digests)))
