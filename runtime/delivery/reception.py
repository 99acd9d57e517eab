"""People who take conversations over, speak in them by hand, and give them back.

Every decision is one transaction of the one writer, as a batch of work is: a message that arrives at the same
moment is worked off either before, by the scenario, or after, for the person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, select

from runtime.delivery.desk import Desk
from runtime.delivery.errors import DeliveryRefusal
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.progress import Fact
from runtime.engine.turn import EngineTurn
from runtime.flow.ids import NodeId
from runtime.flow.issues.limit_words import limit_sentence
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.resume import HandedBack, TakenOver
from runtime.messages.message import Message
from runtime.messages.rules import rules_broken
from runtime.messages.targets import targets_of_profile
from runtime.store import contacts, inbox, outbox, sessions, takeovers
from runtime.store.moments import from_micros, to_micros
from runtime.store.outbox import Outgoing
from runtime.store.sessions import StoredSession
from runtime.store.tables import contact as contact_table
from runtime.store.tables import message_in
from runtime.store.tables import outbox as outbox_table
from runtime.store.takeovers import Takeover
from runtime.wording import Wording

PROFILE = "strict_cn"
"""What a person types keeps to what every carrier takes."""
_CONTENT = Wording("内容", "The message")
_CLOCKED = ("time",)
"""Waits for a moment of the clock, which does not move because a person talks meanwhile."""


class UnknownConversation(DeliveryRefusal):
    """Nothing is known of a contact."""

    code = "unknown_conversation"

    def __init__(self) -> None:
        super().__init__(Wording("没有这个会话", "There is no such conversation"))


class TakenByOther(DeliveryRefusal):
    """Somebody else has the conversation."""

    code = "taken_by_other"

    def __init__(self, by: str) -> None:
        words = Wording("{by} 正在接待，先请对方转给你", "{by} has this conversation; ask for it first")
        super().__init__(words.format(by=by))
        self.more = {"by": by}


class NotTaken(DeliveryRefusal):
    """Nobody has the conversation."""

    code = "not_taken"

    def __init__(self) -> None:
        super().__init__(Wording("没有人在接待这个会话", "Nobody has this conversation"))


class ContactRefuses(DeliveryRefusal):
    """The contact wants no messages."""

    code = "refused"

    def __init__(self) -> None:
        super().__init__(Wording("对方已退订，不能再发", "They have opted out: nothing may be sent"))


class NotSendable(DeliveryRefusal):
    """What a person wants to say breaks limits or rules."""

    code = "not_sendable"

    def __init__(self, why: Wording) -> None:
        super().__init__(why)


class UnknownMessage(DeliveryRefusal):
    """The scenario has no such message."""

    code = "unknown_message"

    def __init__(self) -> None:
        super().__init__(Wording("场景里没有这条消息", "The scenario has no such message"))


class NowhereToSend(DeliveryRefusal):
    """No endpoint is known by which to reach the contact."""

    code = "no_endpoint"

    def __init__(self) -> None:
        super().__init__(Wording("没有可用的发送通道", "There is nothing to send by"))


@dataclass(frozen=True, slots=True)
class Words:
    """Something to say by hand; *message_id* makes sending it twice the same as once."""

    contact: str
    message_id: str
    message: Message
    by: str
    endpoint: str = ""
    """Where none is known of the contact."""
    flow_id: str = ""
    version: int = 0
    """Whose files it shows, for a message of a scenario."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What handing back set going: endpoints with something to send."""

    endpoints: tuple[str, ...]
    has_calls: bool


def take_over(connection: Connection, book: PlanBook, contact: str, by: str, now: datetime) -> Takeover:
    """Gives the conversation to *by*; again for the same person changes nothing.

    Scenarios rest where they are: nothing of theirs is sent, no wait of theirs ends. Raises
    UnknownConversation and TakenByOther.
    """
    taken = takeovers.of_contact(connection, contact)
    if taken is not None:
        if taken.by != by:
            raise TakenByOther(taken.by)
        return taken
    if contact not in contacts.known(connection, [contact]):
        raise UnknownConversation
    at = to_micros(now)
    desk = Desk(connection, book, now, b"")
    desk.load([contact])
    for stored in desk.open_sessions(contact):
        if stored.session.wait is not None and stored.session.wait.what == "hand_over":
            desk.resume(stored, TakenOver(), now)
    desk.flush()
    taken = Takeover(contact, by, at)
    takeovers.add(connection, taken)
    takeovers.stop_clocks(connection, contact)
    takeovers.hold_messages(connection, contact, at)
    takeovers.note(connection, contact, "taken", "", by, at)
    return taken


def assign(connection: Connection, book: PlanBook, contact: str, to: str, by: str, now: datetime) -> Takeover:
    """Gives the conversation to *to*, whoever has it; *by* did it. Raises UnknownConversation."""
    taken = takeovers.of_contact(connection, contact)
    if taken is None:
        taken = take_over(connection, book, contact, to, now)
    elif taken.by != to:
        takeovers.pass_on(connection, contact, to)
        takeovers.note(connection, contact, "assigned", to, by, to_micros(now))
    return replace(taken, by=to)


def hand_back(
    connection: Connection,
    book: PlanBook,
    key: bytes,
    contact: str,
    by: str,
    now: datetime,
    outcome: Literal["resolved", "no_answer"] = "resolved",
) -> Returned:
    """Lets scenarios go on: who waits for a person leaves by *outcome*, others wait on where they were.

    Waits for people's answers get the time back that the person had; what came in for the scenarios meanwhile
    is worked off now. *key* seeds the nodes that draw lots. Raises NotTaken.
    """
    taken = takeovers.of_contact(connection, contact)
    if taken is None:
        raise NotTaken
    at = to_micros(now)
    takeovers.remove(connection, contact)
    takeovers.note(connection, contact, "handed_back", outcome, by, at)
    has_refused = _has_refused(connection, contact)
    endpoints = [] if has_refused else takeovers.release_messages(connection, contact, at)
    if has_refused:
        _drop_messages(connection, contact, at)
    paused = now - from_micros(taken.at)
    desk = Desk(connection, book, now, key)
    desk.load([contact])
    waiting = desk.open_sessions(contact)
    sessions.save(connection, [_later(one, paused) for one in waiting if _has_due(one)])
    for stored in waiting:
        if stored.session.wait is not None and stored.session.wait.what == "hand_over":
            desk.resume(stored, HandedBack(outcome), now)
    inbox.put(connection, takeovers.release(connection, contact))
    desk.flush()
    return Returned(tuple(sorted({*endpoints, *desk.endpoints})), desk.has_calls)


def say(connection: Connection, words: Words, now: datetime) -> str:
    """Queues what a person says by hand; returns its state, of the first time when it comes again.

    Raises NotTaken, TakenByOther, ContactRefuses, NotSendable and NowhereToSend.
    """
    known = outbox.progress_of(connection, [words.message_id]).get(words.message_id)
    if known is not None:
        return known.state
    taken = takeovers.of_contact(connection, words.contact)
    if taken is None:
        raise NotTaken
    if taken.by != words.by:
        raise TakenByOther(taken.by)
    if _has_refused(connection, words.contact):
        raise ContactRefuses
    if (why := why_not_sendable(words.message)) is not None:
        raise NotSendable(why)
    latest = _latest_session(connection, words.contact)
    heard_by = contacts.known(connection, [words.contact])[words.contact].endpoint
    endpoint = heard_by or (latest.endpoint if latest is not None else "") or words.endpoint
    if not endpoint:
        raise NowhereToSend
    made = Outgoing(
        message_id=words.message_id,
        contact=words.contact,
        endpoint=endpoint,
        conversation_id=latest.conversation_id if latest is not None else words.message_id,
        message=words.message.model_dump_json().encode(),
        sms_text=words.message.fallback_text(),
        created_at=now,
        next_at=now,
        flow_id=words.flow_id,
        version=words.version,
        in_reply_to=_last_heard(connection, words.contact),
        purpose="answer",
        priority=outbox.lane_of("answer"),
    )
    outbox.add(connection, [made])
    takeovers.sign(connection, words.message_id, words.by)
    return "queued"


def of_scenario(
    connection: Connection, book: PlanBook, contact: str, session_id: str, node: str, now: datetime
) -> tuple[Message, str, int]:
    """The message of a node of a session's scenario, filled in, with flow and version whose files it shows.

    Raises UnknownMessage when there is none, and `EvaluationFailure` when it cannot be filled in.
    """
    found = sessions.by_id(connection, [session_id])
    if not found or found[0].session.contact != contact:
        raise UnknownMessage
    session = found[0].session
    plan = book.plan(connection, session.flow_id, session.version)
    turn = EngineTurn(plan, replace(session, runs=session.runs[:1]), now, 0)
    sender = turn.nodes.get(NodeId(node))
    if not isinstance(sender, SendMessage):
        raise UnknownMessage
    filled, _ = plan.prepared(sender.message, sender.id, session.language).filled(turn.fill)
    return filled, session.flow_id, session.version


def why_not_sendable(message: Message) -> Wording | None:
    """What keeps a message from being sent by hand, in a sentence; None when nothing does."""
    targets = targets_of_profile(PROFILE)
    for breach in targets.breaches(message):
        if breach.limit.severity == "error":
            return limit_sentence(_CONTENT, breach)
    for broken in rules_broken(message, targets):
        if broken.severity == "error":
            return broken.sentence
    return None


def _has_due(stored: StoredSession) -> bool:
    return stored.session.wait is not None and stored.session.wait.due is not None


def _later(stored: StoredSession, paused: timedelta) -> StoredSession:
    wait = stored.session.wait
    assert wait is not None
    assert wait.due is not None
    due = wait.due if wait.what in _CLOCKED else wait.due + paused
    return replace(stored, session=replace(stored.session, wait=replace(wait, due=due)))


def _has_refused(connection: Connection, contact: str) -> bool:
    query = select(contact_table.c.refused_at).where(contact_table.c.contact == contact)
    return connection.execute(query).scalar() is not None


def _drop_messages(connection: Connection, contact: str, at: int) -> None:
    table = outbox_table
    query = select(table.c.message_id).where(table.c.contact == contact, table.c.state == "held")
    changes = {"state": "failed", "seen": int(Fact.FAILED), "error": "refused", "updated_at": at}
    outbox.set_progress(connection, [{"key": key, **changes} for key in connection.execute(query).scalars()])


def _latest_session(connection: Connection, contact: str) -> StoredSession | None:
    found = sessions.waiting_of(connection, [contact])
    return found[-1] if found else None


def _last_heard(connection: Connection, contact: str) -> str | None:
    query = (
        select(message_in.c.contribution_id)
        .where(message_in.c.contact == contact)
        .order_by(message_in.c.at.desc())
        .limit(1)
    )
    return connection.execute(query).scalar() or None
