"""What becomes of a contact's message: a refusal, an answer, the beginning of a conversation, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeGuard

import orjson

from runtime.delivery.beginnings import EXACT, Beginning, Beginnings
from runtime.delivery.desk import Desk
from runtime.delivery.older_taps import OlderTap, older_tap, variables_then, waits_at
from runtime.delivery.purpose import Opening
from runtime.delivery.refusal_words import is_grant, is_help, is_refusal
from runtime.delivery.rules import Rules
from runtime.flow.resume import Reply, Start
from runtime.store import contacts, outbox
from runtime.store.inbox import InboxEntry
from runtime.store.sessions import StoredSession


class Hearing:
    """Decides in this order: words of refusal, calls for help, the person who has the conversation, keywords
    that hold at any time, the session that waits and takes it, menu entries, taps on older messages, the
    other triggers by how exactly they fit, and at last whatever waits.
    """

    def __init__(self, desk: Desk, rules: Rules, new_id: Callable[[], str]) -> None:
        self._desk = desk
        self._rules = rules
        self._new_id = new_id

    @property
    def _beginnings(self) -> Beginnings:
        return self._desk.book.beginnings(self._desk.connection)

    def heard(self, entry: InboxEntry, now: datetime) -> None:
        """Works off one message."""
        body: dict[str, Any] = orjson.loads(entry.content)
        desk = self._desk
        known = desk.contact(entry.contact)
        if known.endpoint != entry.endpoint:
            desk.heard_by(entry.contact, entry.endpoint)
        kind, text = body["type"], body.get("text", "")
        waiting = self._waiting(entry.contact, body)
        is_said = kind == "text" or (kind == "reply" and waiting is None)
        if is_said and is_refusal(text):
            self._refused(entry, body, now, known.has_refused)
            return
        if known.has_refused:
            if is_said and is_grant(text):
                self._granted(entry, body, now)
            return
        if kind == "device":
            contacts.learn(desk.connection, entry.contact, body["values"])
            desk.forget(entry.contact)
            return
        if kind == "unreadable":
            return
        if _has_person(waiting):
            self._resume(waiting, body, now)
        elif entry.contact in desk.taken:
            if waiting is not None:
                desk.belongs(body["row"], waiting.session.id)
        elif kind == "reply" and body.get("postback"):
            self._tapped(waiting, entry, body, now)
        elif kind == "action":
            self._acted(entry, body, now)
        else:
            self._said(waiting, entry, body, now)

    def _tapped(
        self, waiting: StoredSession | None, entry: InboxEntry, body: dict[str, Any], now: datetime
    ) -> None:
        """Takes a tap: for the session it is meant for, a menu entry, an older message, else as words."""
        postback = body["postback"]
        for stored in self._desk.open_sessions(entry.contact):
            if waits_at(self._desk, stored, postback):
                self._resume(stored, body, now)
                return
        beginning = self._beginnings.by_menu(postback)
        if beginning is not None:
            self._begin(beginning, entry, body, now)
        elif (older := older_tap(self._desk, entry.contact, body, now)) is not None:
            self._tapped_late(older, entry, body, now)
        else:
            self._said(waiting, entry, body, now)

    def _tapped_late(self, older: OlderTap, entry: InboxEntry, body: dict[str, Any], now: datetime) -> None:
        if older.policy == "answer":
            self._say(older.answer, entry, now)
        elif older.policy == "continue" and older.plan is not None and older.node is not None:
            desk, plan = self._desk, older.plan
            then = variables_then(desk, entry.contact, body, plan.flow.id)
            opening = Opening(entry.endpoint, body["conversation_id"], body["contribution_id"] or None)
            stored = desk.reopen(plan, self._new_id(), entry.contact, older.node, then, now, opening)
            self._resume(stored, body, now)

    def _acted(self, entry: InboxEntry, body: dict[str, Any], now: datetime) -> None:
        """Takes a report of an action, which answers nothing but may be a menu entry."""
        known = self._beginnings
        beginning = known.by_menu(body.get("postback", "")) or known.by_arrival(body)
        if beginning is not None:
            self._begin(beginning, entry, body, now)

    def _said(
        self, waiting: StoredSession | None, entry: InboxEntry, body: dict[str, Any], now: datetime
    ) -> None:
        known = self._beginnings
        text = body["text"] if body["type"] in ("text", "reply") else ""
        beginning = known.by_words(text) if text else None
        if text and is_help(text) and (beginning is None or beginning.rank < EXACT):
            self._say(self._rules.help_answer, entry, now)
            return
        at_any_time = beginning is not None and beginning.interrupts
        beginning = beginning or known.by_arrival(body)
        # Whether the session has a way on for it matters only when something else could begin.
        if waiting is not None and not at_any_time and beginning is not None:
            if self._desk.takes(waiting, _reply(body), now):
                self._resume(waiting, body, now)
                return
        elif beginning is None and waiting is None:
            beginning = known.by_anything()
        if beginning is not None:
            self._begin(beginning, entry, body, now)
        elif waiting is not None:
            self._resume(waiting, body, now)

    def _resume(self, stored: StoredSession, body: dict[str, Any], now: datetime) -> None:
        self._desk.belongs(body["row"], stored.session.id)
        self._desk.resume(stored, _reply(body), now, body["contribution_id"] or None)

    def _waiting(self, contact: str, body: dict[str, Any]) -> StoredSession | None:
        """The session the message answers: by its reference, its postback, or the latest that waits."""
        waiting = self._desk.open_sessions(contact)
        if len(waiting) < 2:
            return waiting[0] if waiting else None
        if reference := body["in_reply_to"]:
            answered = outbox.progress_of(self._desk.connection, [reference]).get(reference)
            for stored in waiting:
                if answered is not None and stored.session.id == answered.session_id:
                    return stored
        if with_person := [one for one in waiting if _has_person(one)]:
            return with_person[-1]
        flow_id = body.get("postback", "").partition("/")[0]
        asking = [one for one in waiting if one.session.wait is not None and one.session.wait.what == "reply"]
        ranked = sorted(
            asking or waiting,
            key=lambda one: (_is_in(one, flow_id), one.updated_at, one.session.id),
        )
        return ranked[-1]

    def _begin(self, beginning: Beginning, entry: InboxEntry, body: dict[str, Any], now: datetime) -> None:
        session_id = self._new_id()
        postback, text = body.get("postback", ""), body.get("text", "")
        self._desk.belongs(body["row"], session_id)
        self._desk.begin(
            beginning.plan,
            session_id,
            entry.contact,
            Start(beginning.kind, text or postback, dict(self._desk.contact(entry.contact).attributes)),
            now,
            Opening(entry.endpoint, body["conversation_id"], body["contribution_id"] or None),
        )

    def _refused(self, entry: InboxEntry, body: dict[str, Any], now: datetime, already: bool) -> None:
        if already:
            return
        self._desk.refuse(entry.contact, now, body["text"][:200], body["message_id"])
        self._say(self._rules.refusal_answer, entry, now)

    def _granted(self, entry: InboxEntry, body: dict[str, Any], now: datetime) -> None:
        contacts.record_consent(
            self._desk.connection, entry.contact, "granted", body["text"][:200], now, body["message_id"]
        )
        self._desk.forget(entry.contact)
        self._say(self._rules.grant_answer, entry, now)

    def _say(self, text: str, entry: InboxEntry, now: datetime) -> None:
        if text:
            self._desk.say(entry.contact, text, self._new_id(), entry.endpoint, now)


def _is_in(stored: StoredSession, flow_id: str) -> bool:
    """Whether the session is in a flow, or in one that it called."""
    return any(run.flow_id == flow_id for run in stored.session.runs)


def _has_person(stored: StoredSession | None) -> TypeGuard[StoredSession]:
    """Whether a person has this conversation: everything but a refusal then belongs to that person."""
    wait = stored.session.wait if stored is not None else None
    return wait is not None and wait.what == "hand_over"


def _reply(body: dict[str, Any]) -> Reply:
    return Reply(
        text=body.get("text", ""),
        postback=body.get("postback", ""),
        latitude=body.get("latitude"),
        longitude=body.get("longitude"),
        file_url=body.get("url", ""),
        in_reply_to=body["in_reply_to"],
        is_action=body["type"] == "action",
    )
