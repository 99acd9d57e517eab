"""What becomes of a contact's message: a refusal, an answer, the beginning of a conversation, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson

from runtime.delivery.desk import Desk
from runtime.delivery.purpose import Opening
from runtime.delivery.refusal_words import is_grant, is_refusal
from runtime.delivery.rules import Rules
from runtime.engine.plan import Plan
from runtime.flow.resume import Reply, Start
from runtime.store import contacts, outbox
from runtime.store.inbox import InboxEntry
from runtime.store.sessions import StoredSession

NEW_CONTACT_TAP = "new_bot_user_initiation"
"""Postback of the tap that opens a chat. Source: GSMA FNW.11 newUser event."""


class Hearing:
    """Decides in this order: words of refusal, the person who has the conversation, exact keywords and menu
    taps, the session that waits for an answer, the other triggers. Keywords that merely occur in a text never
    interrupt a question.
    """

    def __init__(self, desk: Desk, rules: Rules, new_id: Callable[[], str]) -> None:
        self._desk = desk
        self._rules = rules
        self._new_id = new_id

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
        if entry.contact in desk.taken and not _has_person(waiting):
            if waiting is not None:
                desk.belongs(body["row"], waiting.session.id)
            return
        plan = None if _has_person(waiting) else self._interrupting(kind, text, body)
        if plan is None and waiting is not None and kind != "action":
            desk.belongs(body["row"], waiting.session.id)
            desk.resume(waiting, _reply(body), now, body["contribution_id"] or None)
            return
        plan = plan or self._beginning(kind, text, body)
        if plan is not None:
            self._begin(plan, entry, body, now)

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
            key=lambda one: (one.session.flow_id == flow_id, one.updated_at, one.session.id),
        )
        return ranked[-1]

    def _interrupting(self, kind: str, text: str, body: dict[str, Any]) -> Plan | None:
        for plan in self._desk.book.online(self._desk.connection):
            if body.get("postback") and plan.starts_on("menu", text, body["postback"]):
                return plan
            if kind == "text" and any(
                trigger.trigger.match == "exact" and trigger.answers("keyword", text, "")
                for trigger in plan.triggers
            ):
                return plan
        return None

    def _beginning(self, kind: str, text: str, body: dict[str, Any]) -> Plan | None:
        plans = self._desk.book.online(self._desk.connection)
        if kind in ("text", "reply"):
            for plan in plans:
                if plan.starts_on("keyword", text):
                    return plan
        if body["is_new"] or body.get("postback") == NEW_CONTACT_TAP:
            for plan in plans:
                if plan.starts_on("new_contact"):
                    return plan
        return None

    def _begin(self, plan: Plan, entry: InboxEntry, body: dict[str, Any], now: datetime) -> None:
        session_id = self._new_id()
        postback, text = body.get("postback", ""), body.get("text", "")
        if postback and plan.starts_on("menu", text, postback):
            trigger = "menu"
        else:
            trigger = "keyword" if plan.starts_on("keyword", text) else "new_contact"
        self._desk.belongs(body["row"], session_id)
        self._desk.begin(
            plan,
            session_id,
            entry.contact,
            Start(trigger, text or postback, dict(self._desk.contact(entry.contact).attributes)),
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


def _has_person(stored: StoredSession | None) -> bool:
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
