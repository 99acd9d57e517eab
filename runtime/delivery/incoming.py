"""Turns what carriers report into inbox entries, inside the transaction that is acknowledged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from runtime.carriers.port import (
    CheckResult,
    InboundContent,
    InboundEvent,
    InboundMessage,
    Quarantined,
    SentFile,
    SentLocation,
    SharedData,
    SpamReport,
    StatusReport,
    Tapped,
    TypedText,
)
from runtime.store import contacts, heard, inbox, journal, outbox, takeovers
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros
from runtime.store.numbers import Numbers


def receive(
    connection: Connection, numbers: Numbers, endpoint: str, events: Iterable[InboundEvent], now: datetime
) -> int:
    """Keeps *events* for good; returns how many there are to work off. Repeated messages count once.

    Carriers name people by their numbers; nothing behind this knows them but by *numbers*' ids.
    """
    entries: list[InboxEntry] = []
    aside: list[tuple[str, str]] = []
    for event in events:
        if isinstance(event, InboundMessage):
            entries += _message(connection, numbers, endpoint, event, now)
        elif isinstance(event, StatusReport):
            entries.append(_status(numbers, endpoint, event))
        elif isinstance(event, Quarantined):
            aside.append((event.why, event.raw))
        elif isinstance(event, SpamReport):
            aside += _spam(connection, endpoint, event, now)
        else:
            _check_result(connection, endpoint, event, now)
    journal.set_aside(connection, endpoint, aside, now)
    inbox.put(connection, entries)
    return len(entries)


def content_of(content: InboundContent) -> dict[str, Any]:
    """What a contact said, as JSON data with a `type`."""
    if isinstance(content, TypedText):
        return {"type": "text", "text": content.text}
    if isinstance(content, Tapped):
        kind = "action" if content.is_action else "reply"
        return {"type": kind, "text": content.text, "postback": content.postback}
    if isinstance(content, SentLocation):
        return {
            "type": "location",
            "text": content.label,
            "latitude": content.latitude,
            "longitude": content.longitude,
        }
    if isinstance(content, SentFile):
        return {
            "type": "file",
            "text": content.name,
            "url": content.url,
            "content_type": content.content_type,
            "size_bytes": content.size_bytes,
        }
    if isinstance(content, SharedData):
        return {"type": "device", "values": dict(content.values)}
    return {"type": "unreadable", "content_type": content.content_type, "why": content.why}


def _message(
    connection: Connection, numbers: Numbers, endpoint: str, message: InboundMessage, now: datetime
) -> list[InboxEntry]:
    content = content_of(message.content)
    contact, is_new = contacts.hear_from(connection, numbers, message.contact, now)
    row = heard.keep(
        connection,
        heard.Heard(
            endpoint,
            message.message_id,
            contact,
            message.contribution_id,
            message.in_reply_to or "",
            orjson.dumps(content),
            message.at,
        ),
    )
    if row is None:
        return []
    body = {
        **content,
        "row": row,
        "message_id": message.message_id,
        "contribution_id": message.contribution_id,
        "conversation_id": message.conversation_id,
        "in_reply_to": message.in_reply_to or "",
        "is_new": is_new,
    }
    return [InboxEntry(contact, "message", endpoint, orjson.dumps(body), to_micros(message.at))]


def _status(numbers: Numbers, endpoint: str, report: StatusReport) -> InboxEntry:
    body = {
        "message_id": report.message_id,
        "status": report.status,
        "code": report.code,
        "zh": report.words.zh if report.words else "",
        "en": report.words.en if report.words else "",
    }
    contact = numbers.contact_of(report.contact)
    return InboxEntry(contact, "status", endpoint, orjson.dumps(body), to_micros(report.at))


def _spam(connection: Connection, endpoint: str, report: SpamReport, now: datetime) -> list[tuple[str, str]]:
    """Keeps a report with who made it; one that names none of our messages is set aside."""
    ours = outbox.progress_of(connection, report.message_ids).values()
    if not ours:
        return [(f"spam report: {report.kind} {report.text}", " ".join(report.message_ids))]
    for contact in sorted({one.contact for one in ours}):
        takeovers.report_spam(connection, contact, endpoint, report.kind, report.text, to_micros(now))
    return []


def _check_result(connection: Connection, endpoint: str, result: CheckResult, now: datetime) -> None:
    detail = {
        "endpoint": endpoint,
        "subject": result.subject,
        "passed": result.passed,
        "description": result.description,
        "remark": result.remark,
    }
    journal.note(connection, "checked_by_carrier", detail, now)
