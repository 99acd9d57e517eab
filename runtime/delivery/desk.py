"""One batch of work on its way through the engine: sessions read once, everything written at the end."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import Literal
from weakref import proxy

from sqlalchemy import Connection

from runtime.delivery.looking_up import DeskLookup
from runtime.delivery.outside import call_of
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.progress import Fact
from runtime.delivery.purpose import SELF, STILL_TALKING, Opening, Prompt, prompt_of, purpose_of
from runtime.delivery.skip_words import as_reason
from runtime.delivery.tagging import Tagging
from runtime.engine.advance import Sprint, advance, stop
from runtime.engine.answering import reopened, takes
from runtime.engine.effects import Consented, HandOver, LookUpCapability, RequestHttp, SendMessage, Tagged
from runtime.engine.errors import CompileRefused
from runtime.engine.events import Event
from runtime.engine.plan import Plan
from runtime.engine.session import Session, new_session
from runtime.flow.ids import ExitName, FlowId, NodeId
from runtime.flow.resume import Reply, Resume, Start
from runtime.flow.values import Value
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.store import calls, contacts, events, heard, outbox, sessions, skips, tags, takeovers
from runtime.store.calls import StoredCall
from runtime.store.contacts import KnownContact
from runtime.store.events import SprintRow
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros
from runtime.store.outbox import Outgoing
from runtime.store.sessions import StoredSession

log = logging.getLogger(__name__)

REFUSED = ExitName("refused")
RESTARTED = ExitName("restarted")

_INTERNAL_ZH = "程序内部错误，这个会话已停止。"
_INTERNAL_EN = "An internal error stopped this session."


class Desk:
    """What a batch reads and writes. Everything goes through here, so that later work sees earlier work.

    *askers* are the endpoints whose carrier can be asked what a handset can show.
    """

    def __init__(
        self, connection: Connection, book: PlanBook, now: datetime, key: bytes, askers: Container[str] = ()
    ) -> None:
        self.connection = connection
        self.book = book
        self.now = now
        self._draws = blake2b(digest_size=8, key=key)
        self._open: dict[str, dict[str, StoredSession]] = {}
        self._new: dict[str, StoredSession] = {}
        self._changed: dict[str, StoredSession] = {}
        self._messages: list[Outgoing] = []
        self._calls: list[StoredCall] = []
        self._sprints: list[SprintRow] = []
        self._belonging: list[tuple[int, str]] = []
        self._held: list[InboxEntry] = []
        self._known: dict[str, KnownContact] = {}
        self._heard_by: dict[str, str] = {}
        self._json: dict[int, tuple[Message, bytes]] = {}
        self._gone_over: dict[str, Session] = {}
        # Not itself: a circle would keep all that a batch has made until the next search for garbage.
        self._lookup = DeskLookup(proxy(self))
        self._askers = askers
        self.can_ask_carrier = False
        """Whether the carrier of the session at hand can be asked what the handset can show."""
        self._tagging = Tagging(connection, book)

    @property
    def endpoints(self) -> set[str]:
        """The endpoints that have something new to send."""
        return {message.endpoint for message in self._messages}

    @property
    def has_calls(self) -> bool:
        """Whether there are new HTTP requests to make."""
        return bool(self._calls)

    @property
    def has_starts(self) -> bool:
        """Whether tags begin something new."""
        return self._tagging.has_starts

    @cached_property
    def taken(self) -> frozenset[str]:
        """Contacts whom a person talks to now: nothing automatic is said to them."""
        return takeovers.contacts(self.connection)

    def hold(self, entry: InboxEntry) -> None:
        """Keeps an entry back until the person who has the conversation hands it back."""
        self._held.append(entry)

    def load(self, wanted: Iterable[str], waits_for: str | None = None) -> None:
        """Reads the waiting sessions of contacts, or only those that wait for *waits_for*."""
        wanted = set(wanted)
        if waits_for is None:
            self._known.update(contacts.known(self.connection, wanted))
        for stored in sessions.waiting_of(self.connection, wanted, waits_for):
            self._open.setdefault(stored.session.contact, {}).setdefault(stored.session.id, stored)

    def open_sessions(self, contact: str) -> list[StoredSession]:
        """The contact's waiting sessions, oldest first."""
        return list(self._open.get(contact, {}).values())

    def open_session(self, contact: str, session_id: str) -> StoredSession | None:
        """That session of the contact, while it waits."""
        return self._open.get(contact, {}).get(session_id)

    def contact(self, contact: str) -> KnownContact:
        """What is known of the contact now."""
        if contact not in self._known:
            self._known.update(contacts.known(self.connection, [contact]))
        return self._known.get(contact) or KnownContact(contact, "", {}, False)

    def heard_by(self, contact: str, endpoint: str) -> None:
        """Remembers the endpoint a contact wrote to."""
        self._heard_by[contact] = endpoint

    def forget(self, contact: str) -> None:
        """Reads the contact anew when it is next wanted."""
        self._known.pop(contact, None)

    def plan(self, flow_id: str, version: int) -> Plan | None:
        """The plan of a published version; None when it cannot be read any more."""
        return self._lookup.pinned(FlowId(flow_id), version)

    def takes(self, stored: StoredSession, reply: Reply, now: datetime) -> bool:
        """Whether the session waits for an answer and has a way on for this one."""
        plan = self.plan(stored.session.flow_id, stored.session.version)
        return plan is not None and takes(plan, stored.session, reply, now, self._lookup.of(stored.session))

    def reopen(
        self,
        plan: Plan,
        session_id: str,
        contact: str,
        node: NodeId,
        variables: Mapping[str, Value],
        now: datetime,
        opening: Opening,
    ) -> StoredSession:
        """Starts a session that waits at *node*; one of the same flow that still waits ends as abandoned."""
        self._make_room(contact, plan.flow.id, now)
        sprint = reopened(plan, session_id, contact, node, variables, now)
        where = opening.conversation_id or session_id
        stored = StoredSession(sprint.session, opening.endpoint, where, now, now)
        self._new[session_id] = stored
        self._open.setdefault(contact, {})[session_id] = stored
        self._sprints += events.sprint_rows(sprint.session, sprint.events)
        return stored

    def begin(
        self,
        plan: Plan,
        session_id: str,
        contact: str,
        start: Start,
        now: datetime,
        opening: Opening,
    ) -> None:
        """Starts a session; one of the same flow that still waits ends as abandoned."""
        self._make_room(contact, plan.flow.id, now)
        session = new_session(session_id, contact, plan)
        stored = StoredSession(
            session,
            opening.endpoint,
            opening.conversation_id or session_id,
            now,
            now,
            opening.campaign_id,
            opening.priority,
            opening.tag_trail,
        )
        self._new[session_id] = stored
        prompt = prompt_of(start, opening.in_reply_to)
        self._go_on(stored, self._advanced(plan, stored, start, now), now, prompt)

    def resume(
        self, stored: StoredSession, resume: Resume, now: datetime, in_reply_to: str | None = None
    ) -> None:
        """Carries a session on."""
        session = stored.session
        now = max(now, stored.updated_at)
        try:
            plan = self.book.plan(self.connection, session.flow_id, session.version)
        except (CompileRefused, LookupError) as error:
            self._take(stored, _broken(session, now, str(error), str(error)), now, SELF)
            return
        prompt = prompt_of(resume, in_reply_to)
        self._go_on(stored, self._advanced(plan, stored, resume, now), now, prompt)

    def stop(
        self,
        stored: StoredSession,
        now: datetime,
        outcome: Literal["abandoned", "refused"],
        exit_name: ExitName,
    ) -> None:
        """Ends a session from outside."""
        now = max(now, stored.updated_at)
        self._take(stored, stop(stored.session, now, outcome, exit_name), now, SELF)

    def refuse(self, contact: str, now: datetime, proof: str, message_id: str) -> None:
        """Ends everything with a contact who wants no more messages; what is under way stays so."""
        self._withdraw(contact, now, proof, message_id, "")

    def say(self, contact: str, text: str, message_id: str, endpoint: str, now: datetime) -> None:
        """Queues a plain text outside any session."""
        message = Message(content=Text(text=text))
        self._messages.append(
            Outgoing(
                message_id=message_id,
                contact=contact,
                endpoint=endpoint,
                conversation_id=message_id,
                message=self._message_json(message),
                sms_text=text,
                created_at=now,
                next_at=min(now, self.now),
                purpose="answer",
                priority=outbox.lane_of("answer"),
            )
        )

    def belongs(self, row: int, session_id: str) -> None:
        """Says that a contact's message belongs to a session."""
        self._belonging.append((row, session_id))

    def flush(self) -> None:
        """Writes everything."""
        sessions.add(self.connection, self._new.values())
        sessions.save(self.connection, self._changed.values())
        sessions.enter_flow(self.connection, self._gone_over.values())
        outbox.add(self.connection, self._messages)
        calls.add(self.connection, self._calls, self.now)
        events.add(self.connection, self._sprints)
        heard.belongs(self.connection, self._belonging)
        takeovers.hold(self.connection, self._held)
        self._tagging.flush()
        contacts.heard_by(self.connection, self._heard_by)

    def _advanced(self, plan: Plan, stored: StoredSession, resume: Resume, now: datetime) -> Sprint:
        session = stored.session
        self.can_ask_carrier = stored.endpoint in self._askers
        draw = self._draws.copy()
        draw.update(f"{session.id}/{session.waits}/{session.messages}".encode())
        random = int.from_bytes(draw.digest())
        try:
            return advance(plan, session, resume, now, random, self._lookup.of(session))
        except Exception:  # border of a session: its bug must not stop everybody else's
            log.exception("advance failed session=%s flow=%s", session.id, session.flow_id)
            return _broken(session, now, _INTERNAL_ZH, _INTERNAL_EN)

    def _go_on(self, old: StoredSession, sprint: Sprint, now: datetime, prompt: Prompt) -> None:
        self._take(old, sprint, now, prompt)
        session = sprint.session
        if session.is_over and session.outcome == "refused":
            # The flow itself let the contact refuse: its last words still go out, nothing else does.
            proof = f"flow {session.flow_id} version {session.version} session {session.id}"
            self._withdraw(session.contact, now, proof, "", session.id)

    def _withdraw(self, contact: str, now: datetime, proof: str, message_id: str, but: str) -> None:
        contacts.record_consent(self.connection, contact, "refused", proof, now, message_id)
        self.forget(contact)
        for stored in self.open_sessions(contact):
            if stored.session.id != but:
                self.stop(stored, now, "refused", REFUSED)
        calls.remove_of(self.connection, contact)
        self._calls = [call for call in self._calls if call.contact != contact or call.session_id == but]
        self._messages = [one for one in self._messages if one.contact != contact or one.session_id == but]
        changes = {
            "state": "failed",
            "seen": int(Fact.FAILED),
            "error": "refused",
            "reason": as_reason("refused", {}),
            "updated_at": to_micros(now),
        }
        dropped = outbox.queued_of(self.connection, contact, but)
        outbox.set_progress(self.connection, [{"key": key, **changes} for key in dropped])
        skips.add_for(self.connection, dropped, "refused", now)

    def _take(self, old: StoredSession, sprint: Sprint, now: datetime, prompt: Prompt) -> None:
        session = sprint.session
        self._sprints += events.sprint_rows(old.session, sprint.events)
        if session is old.session:
            return
        stored = old.after(session, now)
        held = self._new if session.id in self._new else self._changed
        held[session.id] = stored
        waiting = self._open.setdefault(session.contact, {})
        if session.is_over:
            waiting.pop(session.id, None)
        else:
            waiting[session.id] = stored
        if session.flow_id != old.session.flow_id:
            self._go_over(session, now)
        for effect in sprint.effects:
            if isinstance(effect, SendMessage):
                flow = effect.flow or (old.session.flow_id, old.session.version)
                self._queue(effect, stored, now, prompt, flow)
            elif isinstance(effect, Tagged):
                new = tags.change(self.connection, session.contact, effect.added, effect.removed, now)
                self._tagging.given(old, stored, new, now)
            elif isinstance(effect, Consented):
                self._decided(session, effect, now)
            elif isinstance(effect, RequestHttp | LookUpCapability):
                self._calls.append(call_of(stored, effect))
            elif isinstance(effect, HandOver) and effect.note:
                at = to_micros(now)
                takeovers.note(self.connection, session.contact, "handover_note", effect.note, "", at)

    def _go_over(self, session: Session, now: datetime) -> None:
        """The session belongs to another flow now; one of that flow that still waits ends, as at a start."""
        if session.id not in self._new:
            self._gone_over[session.id] = session
        self._make_room(session.contact, session.flow_id, now, session.id)

    def _make_room(self, contact: str, flow_id: str, now: datetime, but: str = "") -> None:
        for other in self.open_sessions(contact):
            if other.session.flow_id == flow_id and other.session.id != but:
                self.stop(other, now, "abandoned", RESTARTED)

    def _decided(self, session: Session, decision: Consented, now: datetime) -> None:
        where = f"flow {session.flow_id} version {session.version} session {session.id}"
        proof = f"{decision.proof} ({where})" if decision.proof.strip() else where
        if decision.kind == "refused":
            self._withdraw(session.contact, now, proof, "", session.id)
        else:
            contacts.record_consent(self.connection, session.contact, "granted", proof, now)
            self.forget(session.contact)

    def _queue(
        self,
        effect: SendMessage,
        stored: StoredSession,
        now: datetime,
        prompt: Prompt,
        flow: tuple[FlowId, int],
    ) -> None:
        session = stored.session
        by_person = prompt.by_person
        if by_person is None:
            by_person = heard.was_heard(self.connection, session.contact, now - STILL_TALKING)
        plan = self.book.plan(self.connection, session.flow_id, session.version)
        purpose = purpose_of(effect.message.traffic, plan.flow.purpose == "marketing", by_person)
        self._messages.append(
            Outgoing(
                message_id=effect.message_id,
                contact=session.contact,
                endpoint=stored.endpoint,
                conversation_id=stored.conversation_id,
                message=self._message_json(effect.message),
                sms_text=effect.sms_text,
                created_at=now,
                next_at=min(now, self.now),
                expires_at=effect.expires_at,
                session_id=session.id,
                flow_id=flow[0],
                version=flow[1],
                node=effect.node,
                in_reply_to=prompt.in_reply_to,
                purpose=purpose,
                priority=outbox.lane_of(purpose, stored.priority),
                campaign_id=stored.campaign_id,
            )
        )

    def _message_json(self, message: Message) -> bytes:
        # Messages without insertions are the same object for everybody.
        known = self._json.get(id(message))
        if known is None:
            known = (message, message.model_dump_json().encode())
            self._json[id(message)] = known
        return known[1]


def _broken(session: Session, now: datetime, zh: str, en: str) -> Sprint:
    node = session.wait.node if session.wait else None
    failed = replace(session, status="failed", outcome="failed", wait=None)
    happened = (
        Event("failed", now, node, None, {"zh": zh, "en": en}),
        Event("ended", now, None, None, {"outcome": "failed"}),
    )
    return Sprint(failed, (), happened)
