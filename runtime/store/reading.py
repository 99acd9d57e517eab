"""Reads for people: sessions, transcripts, what the counts are made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, func, select

from runtime.store import events
from runtime.store.moments import from_micros, moment_or_none
from runtime.store.tables import message_in, outbox, session, sprint


def sessions(
    connection: Connection,
    *,
    flow_id: str | None = None,
    contact: str | None = None,
    status: str | None = None,
    before: str | None = None,
    limit: int = 100,
) -> list[dict[str, Any]]:
    """Sessions, the newest first; *before* is the id of the last one of the page before."""
    query = select(session).order_by(session.c.created_at.desc(), session.c.id.desc()).limit(limit)
    if flow_id is not None:
        query = query.where(session.c.flow_id == flow_id)
    if contact is not None:
        query = query.where(session.c.contact == contact)
    if status is not None:
        query = query.where(session.c.status == status)
    if before is not None:
        last = select(session.c.created_at).where(session.c.id == before).scalar_subquery()
        query = query.where(
            (session.c.created_at < last) | ((session.c.created_at == last) & (session.c.id < before))
        )
    return [_session(row._asdict()) for row in connection.execute(query)]


def one_session(connection: Connection, session_id: str) -> dict[str, Any] | None:
    """A session with its variables, None when there is none of that id."""
    row = connection.execute(select(session).where(session.c.id == session_id)).first()
    if row is None:
        return None
    data = row._asdict()
    state = orjson.loads(data["state"])
    return {**_session(data), "wait": state["wait"], "variables": state["runs"][-1][3]}


def transcript(
    connection: Connection, *, session_id: str | None = None, contact: str | None = None
) -> list[dict[str, Any]]:
    """What was said, both ways, in the order of time: of one session or with one contact."""
    if session_id is None:
        out, heard = outbox.c.contact == contact, message_in.c.contact == contact
    else:
        # Looked up among the contact's: an index by session would be one more page to write for each message.
        whose = select(session.c.contact).where(session.c.id == session_id).scalar_subquery()
        out = (outbox.c.contact == whose) & (outbox.c.session_id == session_id)
        heard = (message_in.c.contact == whose) & (message_in.c.session_id == session_id)
    return _in_order([*_said(connection, out), *_heard(connection, heard)])


def between(connection: Connection, contact: str, first: int, before: int | None) -> list[dict[str, Any]]:
    """What was said with a contact from one moment to before another (microseconds), oldest first."""
    out = (outbox.c.contact == contact) & (outbox.c.created_at >= first)
    heard = (message_in.c.contact == contact) & (message_in.c.at >= first)
    if before is not None:
        out, heard = out & (outbox.c.created_at < before), heard & (message_in.c.at < before)
    return _in_order([*_said(connection, out), *_heard(connection, heard)])


def _in_order(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # What a contact says and what that brings about may carry the same moment: the cause goes first.
    lines.sort(key=lambda line: (line["at"], line["direction"] != "in", line["order"]))
    return [{name: value for name, value in line.items() if name != "order"} for line in lines]


def _said(connection: Connection, condition: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
    for row in connection.execute(select(outbox).where(condition).order_by(outbox.c.seq)):
        yield {
            "direction": "out",
            "message_id": row.message_id,
            "session_id": row.session_id,
            "contact": row.contact,
            "flow_id": row.flow_id,
            "version": row.version,
            "node": row.node,
            "endpoint": row.endpoint,
            "message": orjson.loads(row.message),
            "sms_text": row.sms_text,
            "state": row.state,
            "attempts": row.attempts,
            "error": row.error,
            "reason": orjson.loads(row.reason) if row.reason else None,
            "at": from_micros(row.created_at).isoformat(),
            "updated_at": from_micros(row.updated_at).isoformat(),
            "order": row.seq,
        }


def _heard(connection: Connection, condition: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
    for row in connection.execute(select(message_in).where(condition).order_by(message_in.c.id)):
        yield {
            "direction": "in",
            "message_id": row.message_id,
            "session_id": row.session_id,
            "contact": row.contact,
            "endpoint": row.endpoint,
            "content": orjson.loads(row.content),
            "in_reply_to": row.in_reply_to,
            "at": from_micros(row.at).isoformat(),
            "order": row.id,
        }


def flow_events(connection: Connection, flow_id: str, version: int | None = None) -> Iterator[dict[str, Any]]:
    """A flow's events, oldest first, in the form of the event list."""
    query = select(sprint).where(sprint.c.flow_id == flow_id).order_by(sprint.c.id)
    if version is not None:
        query = query.where(sprint.c.version == version)
    for row in connection.execute(query):
        yield from events.events_of(row)


def delivery_counts(
    connection: Connection, flow_id: str, version: int | None = None
) -> dict[str, dict[str, int]]:
    """Node → delivery state → number of its messages."""
    query = (
        select(outbox.c.node, outbox.c.state, func.count())
        .where(outbox.c.flow_id == flow_id)
        .group_by(outbox.c.node, outbox.c.state)
        .order_by(outbox.c.node, outbox.c.state)
    )
    if version is not None:
        query = query.where(outbox.c.version == version)
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(query):
        found.setdefault(row.node, {})[row.state] = row[2]
    return found


def session_counts(connection: Connection) -> dict[str, int]:
    """Status → number of sessions."""
    query = select(session.c.status, func.count()).group_by(session.c.status)
    return {row.status: row[1] for row in connection.execute(query)}


def _session(row: dict[str, Any]) -> dict[str, Any]:
    wake_at = moment_or_none(row["wake_at"])
    return {
        "id": row["id"],
        "contact": row["contact"],
        "flow_id": row["flow_id"],
        "version": row["version"],
        "endpoint": row["endpoint"],
        "status": row["status"],
        "outcome": row["outcome"],
        "waits_for": row["waits_for"],
        "wake_at": wake_at.isoformat() if wake_at else None,
        "created_at": from_micros(row["created_at"]).isoformat(),
        "updated_at": from_micros(row["updated_at"]).isoformat(),
    }
