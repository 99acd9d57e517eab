"""Keeps the live list of conversations: follows what the batches wrote, a moment later and many at once.

A batch itself writes nothing for the list: that would cost every advance several index changes. What came in
since the last look is read by its growing ids and written once for each contact, however much happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Row, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.store import gist, takeovers
from runtime.store.contacts import masked_numbers
from runtime.store.conversation_tables import conversation as table
from runtime.store.conversation_tables import overview
from runtime.store.numbers import Numbers
from runtime.store.store import shard_of
from runtime.store.tables import contact as contact_table
from runtime.store.tables import message_in, outbox, session, sprint

NAMES = ("姓名", "称呼", "name", "Name", "昵称")
"""Attributes that hold what a contact is called, the best first."""
CHUNK = 500
DEVICE = b'"type":"device"'

_PAGE = 2000
_SPRINTS = select(sprint.c.id, sprint.c.contact, sprint.c.session_id).order_by(sprint.c.id)
_SAID = select(
    outbox.c.seq, outbox.c.contact, outbox.c.endpoint, outbox.c.message, outbox.c.created_at
).order_by(outbox.c.seq)
_HEARD = select(
    message_in.c.id, message_in.c.contact, message_in.c.endpoint, message_in.c.content, message_in.c.at
).order_by(message_in.c.id)
_SESSION: list[ColumnElement[Any]] = [
    session.c.id,
    session.c.contact,
    session.c.flow_id,
    session.c.version,
    session.c.endpoint,
    session.c.status,
    session.c.waits_for,
    session.c.node,
    session.c.updated_at,
]


@dataclass(slots=True)
class _News:
    """What happened with one contact since the last look."""

    sessions: dict[str, None] = field(default_factory=dict)
    heard: list[int] = field(default_factory=list)
    last_at: int = 0
    last_way: str = ""
    content: bytes = b""
    endpoint: str = ""

    def message(self, way: str, at: int, endpoint: str, content: bytes) -> None:
        self.endpoint = endpoint
        if at >= self.last_at:
            self.last_at, self.last_way, self.content = at, way, content


@dataclass(frozen=True, slots=True)
class Followed:
    """What a look came to: how many conversations changed, and whether there is more at once."""

    changed: int
    has_more: bool


def follow(connection: Connection, numbers: Numbers, page: int = _PAGE) -> Followed:
    """Brings the list up to what the tables have, at most *page* rows of each kind."""
    known = {row.name: row.position for row in connection.execute(select(overview))}
    news: dict[str, _News] = {}
    reached: dict[str, int] = {}
    most = 0
    for name, query, column in (
        ("heard", _HEARD, message_in.c.id),
        ("said", _SAID, outbox.c.seq),
        ("sprint", _SPRINTS, sprint.c.id),
    ):
        rows = connection.execute(query.where(column > known.get(name, 0)).limit(page)).all()
        most = max(most, len(rows))
        for row in rows:
            _note(news.setdefault(row.contact, _News()), name, row)
        if rows:
            reached[name] = rows[-1][0]
    if not reached:
        return Followed(0, False)
    _save(connection, numbers, news)
    _reach(connection, reached)
    return Followed(len(news), most == page)


def refresh(connection: Connection, numbers: Numbers, contacts: Iterable[str]) -> None:
    """Writes the rows of *contacts* anew, as after a person took a conversation or gave it back."""
    news = {contact: _News() for contact in contacts}
    rows = connection.execute(
        select(session.c.id, session.c.contact)
        .where(session.c.contact.in_(sorted(news)), session.c.status == "waiting")
        .order_by(session.c.created_at)
    )
    for row in rows:
        news[row.contact].sessions[row.id] = None
    _save(connection, numbers, news)


def mark_read(connection: Connection, contact: str) -> None:
    """Says that a person has seen what the contact said."""
    row = connection.execute(select(table.c.unread).where(table.c.contact == contact)).first()
    if row is not None and row.unread:
        revision = _next_revision(connection)
        connection.execute(
            update(table).where(table.c.contact == contact).values(unread=0, revision=revision)
        )


def _note(one: _News, name: str, row: Row[Any]) -> None:
    if name == "sprint":
        one.sessions.pop(row.session_id, None)
        one.sessions[row.session_id] = None
    elif name == "said":
        one.message("out", row.created_at, row.endpoint, row.message)
    elif DEVICE not in row.content:
        one.message("in", row.at, row.endpoint, row.content)
        one.heard.append(row.at)


def _save(connection: Connection, numbers: Numbers, news: Mapping[str, _News]) -> None:
    revision = _next_revision(connection)
    wanted = sorted(news)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        old = {row.contact: row for row in connection.execute(select(table).where(table.c.contact.in_(part)))}
        taken = takeovers.of_contacts(connection, part)
        live = _sessions(connection, part, news, old)
        tails, names = _facts(connection, numbers, [one for one in part if one not in old])
        rows = []
        for contact in part:
            before = old[contact]._asdict() if contact in old else _fresh(contact, tails, names)
            since = taken[contact].at if contact in taken else None
            rows.append({**_changed(before, news[contact], live.get(contact), since), "revision": revision})
            revision += 1
        connection.execute(_PUT, rows)


_FIELDS = tuple(column.name for column in table.columns if column.name not in ("contact", "shard"))
_INSERT = upsert(table)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=[table.c.contact], set_={name: _INSERT.excluded[name] for name in _FIELDS}
)


def _next_revision(connection: Connection) -> int:
    return (connection.execute(select(func.max(table.c.revision))).scalar() or 0) + 1


def _reach(connection: Connection, reached: Mapping[str, int]) -> None:
    statement = upsert(overview)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[overview.c.name], set_={"position": statement.excluded.position}
        ),
        [{"name": name, "position": position} for name, position in reached.items()],
    )


def _sessions(
    connection: Connection, part: list[str], news: Mapping[str, _News], old: Mapping[str, Row[Any]]
) -> dict[str, Row[Any]]:
    """Contact → the session its row tells of: one for a person, else one that waits, else the last."""
    wanted = {key for contact in part for key in news[contact].sessions}
    wanted |= {row.session_id for row in old.values() if row.session_id}
    found: dict[str, Row[Any]] = {}
    for row in connection.execute(select(*_SESSION).where(session.c.id.in_(sorted(wanted)))):
        best = found.get(row.contact)
        if best is None or _rank(row) > _rank(best):
            found[row.contact] = row
    return found


def _rank(row: Row[Any]) -> tuple[bool, bool, int]:
    is_waiting = row.status == "waiting"
    return is_waiting and row.waits_for == "hand_over", is_waiting, row.updated_at


def _facts(
    connection: Connection, numbers: Numbers, contacts: list[str]
) -> tuple[dict[str, str], dict[str, str]]:
    if not contacts:
        return {}, {}
    shown = masked_numbers(connection, numbers, contacts)
    tails = {one: shown[one][-4:] if shown.get(one) else "" for one in contacts}
    query = select(contact_table.c.contact, contact_table.c.attributes)
    rows = connection.execute(query.where(contact_table.c.contact.in_(contacts)))
    return tails, {row.contact: name_in(row.attributes) for row in rows}


def name_in(attributes: str) -> str:
    """What a contact is called by its attributes (JSON); empty when they do not say."""
    if attributes == "{}":
        return ""
    data: dict[str, Any] = orjson.loads(attributes)
    return next((str(data[name])[:40] for name in NAMES if data.get(name)), "")


def _fresh(contact: str, tails: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(_FIELDS, "")
    return {
        **empty,
        "contact": contact,
        "shard": shard_of(contact),
        "tail": tails.get(contact, ""),
        "name": names.get(contact, ""),
        "version": 0,
        "needs_since": None,
        "unread": 0,
        "last_at": 0,
    }


def _changed(
    before: dict[str, Any], news: _News, live: Row[Any] | None, taken_at: int | None
) -> dict[str, Any]:
    after = dict(before)
    needs = taken_at
    if live is not None:
        after |= {
            "session_id": live.id,
            "flow_id": live.flow_id,
            "version": live.version,
            "node": live.node,
            "status": live.status,
            "endpoint": live.endpoint,
            "last_at": after["last_at"] or live.updated_at,
        }
        if live.status == "waiting" and live.waits_for == "hand_over":
            needs = live.updated_at if taken_at is None else min(taken_at, live.updated_at)
    after["needs_since"] = needs
    after["stage"] = "people" if needs is not None else "running" if after["status"] == "waiting" else "over"
    if needs is None:
        after["unread"] = 0
    else:
        after["unread"] += sum(at > needs for at in news.heard)
    if news.last_way:
        words = gist.said(news.content) if news.last_way == "out" else gist.heard(news.content)
        after |= {"last_at": news.last_at, "last_way": news.last_way, "preview": words}
        after["endpoint"] = news.endpoint or after["endpoint"]
    return after
