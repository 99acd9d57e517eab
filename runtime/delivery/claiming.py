"""One turn of a sender at the store: how sends ended is recorded and the next are claimed, in one commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from runtime.carriers.port import Outcome
from runtime.delivery.checking import Policy, check, counted
from runtime.delivery.settling import Settled, drop, postpone, settle
from runtime.store import contacts, outbox, sending_queue, sent_counts
from runtime.store.moments import to_micros
from runtime.store.sending_queue import Claimed
from runtime.store.tables import contact as contact_table


@dataclass(frozen=True, slots=True)
class Wish:
    """What a sender wants: up to *allowed* messages of *endpoint*, under the id of this attempt.

    *is_lab* tells that the carrier is simulated. *point* is called where tests end the process.
    """

    endpoint: str
    now: datetime
    allowed: int
    attempt: str
    policy: Policy
    is_lab: bool
    point: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it."""

    live: Sequence[Claimed] = ()
    late: Sequence[tuple[str, str]] = ()
    """Message id and contact of what is to be called back."""
    is_news: bool = False
    """Whether sessions have to hear of something."""
    has_more: bool = False
    """Whether more may be due at this very moment."""
    next_due: datetime | None = None
    freed: frozenset[str] = frozenset()
    """Other endpoints whose messages may have waited for one that is settled now."""
    sealed: Mapping[str, bytes] = field(default_factory=dict)
    """Contact → sealed number, for all of *live* and *late*."""


def settle_and_claim(settled: tuple[Settled, ...], wish: Wish, connection: Connection) -> Taken:
    """Runs inside a transaction; what it returns holds once that is committed."""
    is_news = False
    over = [one.claimed.contact for one in settled]
    if settled:
        is_news = settle(connection, settled, _refused(connection, settled))
        _take_back(connection, settled, wish)
        wish.point("settling")
    if not wish.allowed:
        return Taken(is_news=is_news, freed=_freed(connection, over, wish))
    now = wish.now
    found, has_more = sending_queue.due(connection, wish.endpoint, now, wish.allowed)
    checked = check(connection, found, now, wish.policy, is_lab=wish.is_lab)
    sending_queue.claim(connection, checked.live, now, wish.attempt)
    _count(connection, checked.live, wish)
    drop(connection, checked.dropped, now)
    postpone(connection, checked.deferred, now)
    late = outbox.overdue(connection, wish.endpoint, now, wish.allowed)
    outbox.set_progress(connection, [{"key": key, "revoke_asked_at": to_micros(now)} for key, _ in late])
    over += [one.message.contact for one in checked.dropped]
    people = [*(one.contact for one in checked.live), *(contact for _, contact in late)]
    if checked.live:
        wish.point("claiming")
    return Taken(
        live=checked.live,
        late=late,
        is_news=is_news or bool(checked.dropped),
        has_more=has_more or len(found) > len(checked.live),
        next_due=sending_queue.next_due(connection, wish.endpoint, now),
        freed=_freed(connection, over, wish),
        sealed=contacts.sealed_numbers(connection, people),
    )


def _freed(connection: Connection, contacts: Sequence[str], wish: Wish) -> frozenset[str]:
    return sending_queue.behind(connection, contacts, wish.endpoint) if contacts else frozenset()


def _count(connection: Connection, claimed: Sequence[Claimed], wish: Wish) -> None:
    """Counts what is about to go out against the contact's caps.

    Not only when it has: a report may come before the answer, and another message before both are counted.
    """
    rules = wish.policy.rules
    people = counted(claimed, is_lab=wish.is_lab, rules=rules)
    sent_counts.add(connection, people, rules.day_of(wish.now))


def _take_back(connection: Connection, settled: tuple[Settled, ...], wish: Wish) -> None:
    """Counts no more what surely did not go out."""
    rules = wish.policy.rules
    by_day: dict[int, list[Claimed]] = {}
    for one in settled:
        if one.reply.outcome not in (Outcome.ACCEPTED, Outcome.UNKNOWN):
            by_day.setdefault(rules.day_of(one.at), []).append(one.claimed)
    for day, claimed in by_day.items():
        sent_counts.take_back(connection, counted(claimed, is_lab=wish.is_lab, rules=rules), day)


def _refused(connection: Connection, settled: tuple[Settled, ...]) -> dict[str, int]:
    # The confirmation of a refusal belongs to no flow and may be tried again.
    wanted = {
        one.claimed.contact
        for one in settled
        if one.reply.outcome is not Outcome.ACCEPTED and one.claimed.flow_id
    }
    if not wanted:
        return {}
    query = select(contact_table.c.contact, contact_table.c.refused_at).where(
        contact_table.c.contact.in_(sorted(wanted)), contact_table.c.refused_at.is_not(None)
    )
    return {row.contact: row.refused_at for row in connection.execute(query)}
