"""The rules at the moment of sending: consent, blacklist, withdrawn versions, hours and caps.

Read in the very transaction that claims a message, so that what was decided before it holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, select

from runtime.delivery.sending_rules import SendingRules, zone_of
from runtime.engine.turn import TIME_ZONE
from runtime.store import sending_policy, sent_counts
from runtime.store.audience_tables import blacklist
from runtime.store.sending_queue import Claimed
from runtime.store.sent_counts import NOTHING, SentCount
from runtime.store.skips import Skip
from runtime.store.tables import contact as contact_table


class Policy:
    """The rules that hold now; `load` reads them anew after somebody changed them."""

    def __init__(self, rules: SendingRules | None = None) -> None:
        self.rules = rules or SendingRules()
        self.withdrawn: frozenset[tuple[str, int]] = frozenset()
        """Flow and version, of which nothing may be sent."""

    def load(self, connection: Connection) -> None:
        """Takes the rules that are kept; without any, those it was made with stay."""
        if (kept := sending_policy.rules(connection)) is not None:
            self.rules = SendingRules.model_validate(kept)
        self.withdrawn = frozenset(sending_policy.withdrawn(connection))


@dataclass(slots=True)
class Checked:
    """What may go out, and what may not: for good, or not yet."""

    live: list[Claimed] = field(default_factory=list)
    dropped: list[Skip] = field(default_factory=list)
    deferred: list[Skip] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Facts:
    refused_at: int | None
    attributes: str
    is_blacklisted: bool


_UNKNOWN = _Facts(None, "{}", is_blacklisted=False)
_FACTS = (
    select(
        contact_table.c.contact,
        contact_table.c.refused_at,
        contact_table.c.attributes,
        blacklist.c.contact.is_not(None),
    )
    .select_from(contact_table.outerjoin(blacklist, blacklist.c.contact == contact_table.c.contact))
    .where(contact_table.c.contact.in_(bindparam("contacts", expanding=True)))
)


def check(
    connection: Connection, found: Sequence[Claimed], now: datetime, policy: Policy, *, is_lab: bool
) -> Checked:
    """Decides about messages whose turn it is; *is_lab* tells that nobody real is disturbed."""
    checked = Checked()
    if not found:
        return checked
    rules = policy.rules
    rows = connection.execute(_FACTS, {"contacts": sorted({one.contact for one in found})})
    facts = {row[0]: _Facts(row[1], row[2], bool(row[3])) for row in rows}
    bound = set(counted(found, is_lab=is_lab, rules=rules))
    counts = sent_counts.sums(connection, bound, rules.day_of(now))
    for one in found:
        known = facts.get(one.contact, _UNKNOWN)
        skip = _for_good(one, known, now, policy)
        if skip is None and one.contact in bound and _is_bound(one):
            skip = _not_now(one, known, counts.get(one.contact, NOTHING), now, rules)
        if skip is None:
            checked.live.append(one)
        else:
            (checked.dropped if skip.until is None else checked.deferred).append(skip)
    return checked


def counted(messages: Sequence[Claimed], *, is_lab: bool, rules: SendingRules) -> list[str]:
    """The contacts of those *messages* that count against the caps."""
    if is_lab and not rules.in_laboratory:
        return []
    return [one.contact for one in messages if _is_bound(one)]


def _is_bound(one: Claimed) -> bool:
    """Whether hours and caps hold for it; trials go to whoever tries a scenario."""
    return one.purpose == "marketing" and one.version >= 0


def _for_good(one: Claimed, known: _Facts, now: datetime, policy: Policy) -> Skip | None:
    if one.expires_at is not None and one.expires_at <= now:
        return Skip(one, "expired")
    if not one.flow_id:
        # The confirmation of a refusal belongs to no flow; so do answers to calls for help, from before it.
        is_older = known.refused_at is not None and one.created_at < known.refused_at
        return Skip(one, "refused") if is_older else None
    if known.refused_at is not None and known.refused_at != one.created_at:
        # What the flow said in the very step in which they refused are its last words.
        return Skip(one, "refused")
    if known.is_blacklisted:
        return Skip(one, "blacklisted")
    if (one.flow_id, one.version) in policy.withdrawn:
        return Skip(one, "withdrawn", {"version": one.version})
    return None


def _not_now(one: Claimed, known: _Facts, sent: SentCount, now: datetime, rules: SendingRules) -> Skip | None:
    zone = _zone(known, rules)
    opens = rules.next_hours(now, zone)
    if opens is not None:
        return _later(one, "quiet_hours", {}, opens, zone)
    detail = _over_cap(one, sent, rules)
    if detail is None:
        return None
    code, values = detail
    if rules.when_capped == "drop":
        return Skip(one, code, values)
    return _later(one, code, values, rules.next_day(now), zone)


def _over_cap(one: Claimed, sent: SentCount, rules: SendingRules) -> tuple[str, dict[str, int]] | None:
    kept = 0 if one.is_first else rules.kept_for_first
    for code, count, cap in (
        ("capped_day", sent.day, rules.per_day),
        ("capped_week", sent.week, rules.per_week),
    ):
        if cap and count >= max(0, cap - kept):
            return code, {"count": count, "cap": cap}
    return None


def _later(one: Claimed, code: str, values: Mapping[str, Any], until: datetime, zone: tzinfo) -> Skip:
    if one.expires_at is not None and one.expires_at <= until:
        # It wakes to be told that its time is over, not to be sent.
        until = one.expires_at
    return Skip(one, code, {**values, "until": f"{until.astimezone(zone):%Y-%m-%d %H:%M}"}, until)


def _zone(known: _Facts, rules: SendingRules) -> tzinfo:
    if known.attributes == "{}":
        return rules.zone
    attributes = orjson.loads(known.attributes)
    for name in TIME_ZONE:
        value = attributes.get(name)
        if isinstance(value, str) and (zone := zone_of(value)) is not None:
            return zone
    return rules.zone
