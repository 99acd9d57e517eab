"""Records how sends ended, together with whatever was heard of the messages meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from runtime.carriers.port import Outcome, SendReply
from runtime.delivery.progress import Fact, state_of
from runtime.delivery.retries import retry_after, rule_of
from runtime.delivery.skip_words import as_reason
from runtime.store import inbox, outbox, skips
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros
from runtime.store.outbox import Progress
from runtime.store.sending_queue import Claimed
from runtime.store.skips import Skip

_FACTS = {Outcome.ACCEPTED: Fact.ACCEPTED, Outcome.UNKNOWN: Fact.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Settled:
    """A claimed message, the carrier's answer and when it came."""

    claimed: Claimed
    reply: SendReply
    at: datetime


def settle(connection: Connection, settled: Iterable[Settled], refused: Mapping[str, int]) -> bool:
    """Records *settled*; returns whether a session has to hear of a failure.

    *refused* is contact → moment of a refusal (microseconds): what they refused is not tried again.
    """
    settled = tuple(settled)
    progress = outbox.progress_of(connection, [one.claimed.message_id for one in settled])
    changes: list[dict[str, Any]] = []
    failed: list[InboxEntry] = []
    for one in settled:
        was = progress[one.claimed.message_id]
        change = _change(one, was, refused.get(one.claimed.contact) if one.claimed.flow_id else None)
        changes.append(change)
        if change["state"] in ("failed", "expired") and was.state == "sending":
            failed.append(_failure(was.message_id, was.contact, one.at))
    outbox.set_progress(connection, changes)
    inbox.put(connection, failed)
    return bool(failed)


def drop(connection: Connection, dropped: Sequence[Skip], now: datetime) -> None:
    """Records that messages will never be sent, and why; their sessions hear of it."""
    at = to_micros(now)
    changes = []
    for one in dropped:
        fact = Fact.EXPIRED if one.code == "expired" else Fact.FAILED
        changes.append(
            {
                "key": one.message.message_id,
                "state": state_of(fact, "failed"),
                "seen": int(fact),
                "error": one.code,
                "reason": as_reason(one.code, one.detail),
                "updated_at": at,
            }
        )
    outbox.set_progress(connection, changes)
    skips.add(connection, dropped, now)
    inbox.put(connection, [_failure(one.message.message_id, one.message.contact, now) for one in dropped])


def postpone(connection: Connection, deferred: Sequence[Skip], now: datetime) -> None:
    """Records that messages wait for a later moment, and why."""
    outbox.set_progress(
        connection,
        [
            {
                "key": one.message.message_id,
                "next_at": to_micros(one.until or now),
                "error": one.code,
                "reason": as_reason(one.code, one.detail),
                "updated_at": to_micros(now),
            }
            for one in deferred
        ],
    )
    skips.add(connection, deferred, now)


def decide_unknown(connection: Connection, message_id: str, now: datetime, *, sends_again: bool) -> bool:
    """Ends an unknown outcome as a person decided; returns whether there was one.

    The session of a message that is given up hears of a failure.
    """
    if sends_again:
        return outbox.decide(connection, message_id, "queued", now)
    if not outbox.decide(connection, message_id, "failed", now):
        return False
    was = outbox.progress_of(connection, [message_id])[message_id]
    inbox.put(connection, [_failure(message_id, was.contact, now)])
    return True


def _change(one: Settled, was: Progress, refused_at: int | None) -> dict[str, Any]:
    reply = one.reply
    at = to_micros(one.at)
    next_at, waiting_state = at, was.state
    fact = _FACTS.get(reply.outcome)
    if reply.code == "expired":
        fact = Fact.EXPIRED
    elif fact is None:
        delay = retry_after(reply, was.message_id, was.attempts)
        if delay is None or (refused_at is not None and not was.seen):
            fact = Fact.FAILED
        elif not was.seen:
            waiting_state = "queued"
            # No delay keeps its place: it is as overdue as it was.
            next_at = to_micros(one.at + delay) if delay else min(one.claimed.next_at, at)
    # A report that came first proves that it was taken, whatever the answer says: it is not sent again.
    seen = was.seen | (fact or 0)
    error, reason = _words(one, refused_at is not None and fact is Fact.FAILED)
    if was.seen and (fact is None or seen >= 2 * fact):
        # A stronger fact was heard before the answer came: what was said with that one stands.
        error, reason = was.error, was.reason
    return {
        "key": was.message_id,
        "state": state_of(seen, waiting_state),
        "seen": seen,
        "next_at": next_at,
        "error": error,
        "reason": reason,
        "updated_at": at,
    }


def _words(one: Settled, is_refused: bool) -> tuple[str, str]:
    """The code and the sentence of an answer, or of the refusal that came while it was awaited."""
    if is_refused:
        return "refused", as_reason("refused", {})
    words, rule = one.reply.words, rule_of(one.reply)
    if words is None and rule is not None:
        words = rule.words
    return one.reply.code, orjson.dumps({"zh": words.zh, "en": words.en}).decode() if words else ""


def _failure(message_id: str, contact: str, now: datetime) -> InboxEntry:
    body = orjson.dumps({"message_id": message_id, "status": "failed"})
    return InboxEntry(contact, "delivery", "", body, to_micros(now))
