"""Records how sends ended, together with whatever was heard of the messages meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from runtime.carriers.port import Outcome, SendReply
from runtime.delivery.progress import Fact, state_of
from runtime.delivery.retries import retry_after
from runtime.store import inbox, outbox
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros
from runtime.store.outbox import Claimed, Progress


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
            failed.append(_failure(one.claimed, one.at))
    outbox.set_progress(connection, changes)
    inbox.put(connection, failed)
    return bool(failed)


def expire(connection: Connection, expired: Iterable[Claimed], now: datetime) -> None:
    """Records that messages were never sent because their time was over."""
    expired = tuple(expired)
    at = to_micros(now)
    outbox.set_progress(
        connection,
        [
            {"key": one.message_id, "state": "expired", "seen": int(Fact.EXPIRED), "updated_at": at}
            for one in expired
        ],
    )
    inbox.put(connection, [_failure(one, now) for one in expired])


def _change(one: Settled, was: Progress, refused_at: int | None) -> dict[str, Any]:
    reply = one.reply
    at = to_micros(one.at)
    seen, next_at, waiting_state = was.seen, at, was.state
    if reply.outcome is Outcome.ACCEPTED:
        seen |= Fact.ACCEPTED
    elif reply.outcome is Outcome.UNKNOWN:
        seen |= Fact.UNKNOWN
    elif reply.code == "expired":
        seen |= Fact.EXPIRED
    else:
        delay = retry_after(reply, was.message_id, was.attempts)
        if delay is None or was.seen or refused_at is not None:
            seen |= Fact.FAILED
        else:
            waiting_state = "queued"
            next_at = to_micros(one.at + delay)
    words = reply.words
    return {
        "key": was.message_id,
        "state": state_of(seen, waiting_state),
        "seen": seen,
        "next_at": next_at,
        "error": "refused" if refused_at is not None and seen & Fact.FAILED else reply.code,
        "reason": orjson.dumps({"zh": words.zh, "en": words.en}).decode() if words else was.reason,
        "updated_at": at,
    }


def _failure(claimed: Claimed, now: datetime) -> InboxEntry:
    body = orjson.dumps({"message_id": claimed.message_id, "status": "failed"})
    return InboxEntry(claimed.contact, "delivery", "", body, to_micros(now))
