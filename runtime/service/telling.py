"""What is told of one conversation: who it is with, the way it took, what was said and what came between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, select

from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.store import conversations, events, flows, handsets, reading, takeovers
from runtime.store.audience_tables import contact_tag
from runtime.store.moments import from_micros, to_micros
from runtime.store.tables import consent, session
from runtime.store.tables import contact as contact_table

STEPS = 200
"""The latest nodes of the way that are told."""
REMARKS = 200
MESSAGES = 200
KEPT = 16
"""Flows held in memory."""
EVENTS = 20_000
"""A session's events that are looked through."""
_MARKING = ("started", "handed_over", "ended", "failed")


class FlowShelf:
    """Published versions that were told of lately: a large one takes longer to read than all the rest."""

    def __init__(self) -> None:
        self._flows: dict[tuple[str, int], Flow] = {}

    def flow(self, connection: Connection, flow_id: str, version: int) -> Flow | None:
        """A version, which never changes; None when there is none."""
        key = (flow_id, version)
        found = self._flows.get(key) or flows.load(connection, flow_id, version)
        if found is not None:
            self._flows[key] = found
            if len(self._flows) > KEPT:
                self._flows.pop(next(iter(self._flows)), None)
        return found


def about(connection: Connection, shelf: FlowShelf, contact: str) -> dict[str, Any] | None:
    """The list's row with what is known of the contact, the way it took, and notes; None for nobody."""
    row = conversations.of_contact(connection, contact)
    person = connection.execute(select(contact_table).where(contact_table.c.contact == contact)).first()
    if row is None or person is None:
        return None
    tags = select(contact_tag.c.tag).where(contact_tag.c.contact == contact).order_by(contact_tag.c.tag)
    return {
        **row,
        "attributes": orjson.loads(person.attributes),
        "carrier": person.carrier,
        "capability": handsets.learnt(connection, contact),
        "refused_at": from_micros(person.refused_at).isoformat() if person.refused_at else None,
        "tags": list(connection.execute(tags).scalars()),
        "consents": _consents(connection, contact),
        "spam": conversations.spam_reports(connection, contact),
        "notes": _notes(connection, contact),
        **_way(connection, shelf, str(row["session_id"])),
    }


def transcript(
    connection: Connection, shelf: FlowShelf, contact: str, before: int | None, limit: int
) -> dict[str, Any]:
    """A page of what was said, with what came between; `next` names the page before, if there is one."""
    lines = conversations.transcript(connection, contact, before, limit)
    first = _micros(lines[0]["at"]) if lines else 0
    has_more = bool(lines) and bool(conversations.transcript(connection, contact, first, 1))
    marks = _marks(connection, shelf, contact, dict.fromkeys(str(line["session_id"]) for line in lines))
    shown = [
        mark for mark in marks
        if (not has_more or mark["micros"] >= first) and (before is None or mark["micros"] < before)
    ]  # fmt: skip
    return {"lines": lines, "marks": shown, "next": first if has_more else None}


def _way(connection: Connection, shelf: FlowShelf, session_id: str) -> dict[str, Any]:
    found = reading.one_session(connection, session_id) if session_id else None
    if found is None:
        return {"session": None, "path": [], "messages": [], "theme_colour": "", "scenario": ""}
    flow = shelf.flow(connection, found["flow_id"], found["version"])
    steps: list[dict[str, Any]] = []
    for event in _events_of(connection, session_id):
        if event["kind"] == "entered":
            steps.append({"node": event["node"], "at": event["at"], "exit": "", **_node(flow, event["node"])})
        elif event["kind"] == "left" and steps:
            steps[-1] |= {"exit": event["exit"], **_exit(flow, event["node"], event["exit"])}
    return {
        "session": found,
        "path": steps[-STEPS:],
        "messages": _messages(flow),
        "theme_colour": flow.chatbot.theme_colour if flow is not None else "",
        "scenario": flow.name if flow is not None else "",
    }


def _messages(flow: Flow | None) -> list[dict[str, str]]:
    """What the scenario can say, for people who want to say it by hand."""
    found = (
        [node for node in flow.nodes.values() if isinstance(node, SendMessage)] if flow is not None else []
    )
    return [
        {"node": node.id, "zh": words.zh, "en": words.en, "words": node.message.content.plain_text()[:200]}
        for node in found[:MESSAGES]
        for words in [node.named()]
    ]


def _node(flow: Flow | None, node_id: str) -> dict[str, str]:
    node = flow.nodes.get(NodeId(node_id)) if flow is not None else None
    if node is None:
        return {"zh": "", "en": "", "type": "", "category": "entry"}
    words = node.named()
    return {"zh": words.zh, "en": words.en, "type": node.type, "category": node.category}


def _exit(flow: Flow | None, node_id: str, name: str) -> dict[str, str]:
    node = flow.nodes.get(NodeId(node_id)) if flow is not None else None
    if node is None:
        return {}
    label = next((offer.label for offer in node.offers() if offer.name == name), None)
    return {} if label is None else {"exit_zh": label.zh, "exit_en": label.en}


def _marks(
    connection: Connection, shelf: FlowShelf, contact: str, session_ids: Iterable[str]
) -> list[dict[str, Any]]:
    """What stands between the messages, in order of time: beginnings, ends, what people did."""
    found: list[dict[str, Any]] = []
    wanted = [key for key in session_ids if key and key != "None"]
    rows = connection.execute(
        select(session.c.id, session.c.flow_id, session.c.version).where(session.c.id.in_(wanted))
    ).all()
    for row in rows:
        flow = shelf.flow(connection, row.flow_id, row.version)
        about_it = {"scenario": flow.name if flow is not None else "", "version": row.version}
        found += [
            {
                "kind": event["kind"],
                "at": event["at"],
                "micros": _micros(event["at"]),
                "detail": event["detail"],
                "node": _node(flow, event["node"]) if event["node"] else None,
                **about_it,
            }
            for event in _events_of(connection, row.id)
            if event["kind"] in _MARKING
        ]
    for remark in takeovers.remarks(connection, contact, REMARKS):
        at = int(str(remark["at"]))
        data = {"text": remark["text"], "by": remark["by"]}
        found.append(
            {"kind": remark["kind"], "at": from_micros(at).isoformat(), "micros": at, "detail": data}
        )
    # A simulated clock stands still: what a person does comes before what it brings about.
    found.sort(key=lambda mark: (int(mark["micros"]), mark["kind"] in ("ended", "failed")))
    return found


def _events_of(connection: Connection, session_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while len(found) < EVENTS:
        last = int(found[-1]["id"]) if found else 0
        page = events.after(connection, last, 1000, session_id=session_id)
        found += page
        if len(page) < 1000:
            break
    return found


def _consents(connection: Connection, contact: str) -> list[dict[str, Any]]:
    query = select(consent).where(consent.c.contact == contact).order_by(consent.c.id.desc()).limit(20)
    return [
        {"kind": row.kind, "proof": row.proof, "at": from_micros(row.at).isoformat()}
        for row in connection.execute(query)
    ]


def _notes(connection: Connection, contact: str) -> list[dict[str, Any]]:
    return [
        {"text": one["text"], "by": one["by"], "at": from_micros(int(str(one["at"]))).isoformat()}
        for one in takeovers.remarks(connection, contact, REMARKS)
        if one["kind"] in ("note", "handover_note")
    ]


def _micros(moment: str) -> int:
    return to_micros(datetime.fromisoformat(moment))
