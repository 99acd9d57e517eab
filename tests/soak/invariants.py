"""What must hold after everything: the store's own story is held against what handsets really got.

I1 nothing acknowledged is lost; I2 nothing goes out twice; I3 what is not known is listed, and little;
I4 nothing goes to who may not get it; I5 counters are the sum of the events; I6 everything comes to rest;
I7 every failure says why.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from runtime.carriers.port import DeliveryStatus
from runtime.delivery.campaigns.report import figures
from runtime.delivery.progress import Fact, fact_of
from runtime.insight import Happening, count_nodes
from runtime.store import campaigns, events, inbox
from runtime.store.campaign_tables import campaign_recipient, campaign_run
from runtime.store.moments import from_micros
from runtime.store.sending_tables import skip
from runtime.store.tables import message_in, outbox, quarantine, session
from tests.soak.world import World

_AT_HANDSET = ("accepted", "sent", "delivered", "displayed", "fell_back")
_OVER = (*_AT_HANDSET, "failed", "expired", "revoked", "unknown")
_OWN_REASONS = ("refused", "blacklisted", "withdrawn", "capped_day", "capped_week", "quiet_hours", "expired")


def broken(world: World) -> list[str]:
    """A sentence for everything that does not hold; empty when all is well."""
    return world.store.read_now(lambda connection: list(_all(world, connection)))


def _all(world: World, connection: Connection) -> Iterator[str]:
    messages = {row.message_id: row for row in connection.execute(select(outbox))}
    yield from _acknowledged(world, connection, messages)
    yield from _once(world, messages)
    yield from _known(world, messages)
    yield from _allowed(world, messages)
    yield from _counted(world, connection, messages)
    yield from _at_rest(connection, messages)
    yield from _explained(connection, messages)


def _acknowledged(world: World, connection: Connection, messages: Mapping[str, Any]) -> Iterator[str]:
    kept = Counter(connection.execute(select(message_in.c.message_id)).scalars())
    if lost := sorted(set(world.heard) - set(kept)):
        yield f"I1 acknowledged and lost: messages {lost[:5]}"
    if doubled := [key for key, count in kept.items() if count > 1]:
        yield f"I1 counted twice: messages {doubled[:5]}"
    for report in world.reported:
        fact = fact_of(report.status)
        row = messages.get(report.message_id)
        if row is not None and fact is not None and not row.seen & fact:
            yield f"I1 acknowledged and lost: {report.status} of {report.message_id}"
    begun = set(connection.execute(select(session.c.id)).scalars())
    for key, number in world.sessions.items():
        if key not in begun and number not in world.ever_refused:
            yield f"I1 acknowledged and lost: session {key}"


def _once(world: World, messages: Mapping[str, Any]) -> Iterator[str]:
    if doubled := world.oracle.doubled:
        yield f"I2 doubled: {doubled[:5]}"
    steps: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key in world.oracle.times:
        row = messages.get(key)
        if row is None:
            yield f"I1 lost: nothing is known of {key}, which a handset has"
        elif row.campaign_id:
            steps[row.campaign_id, row.contact, row.node].append(key)
    for step, keys in steps.items():
        if len(keys) > 1:
            yield f"I2 doubled: {step} as {keys}"


def _known(world: World, messages: Mapping[str, Any]) -> Iterator[str]:
    for key, row in messages.items():
        is_there = bool(world.oracle.times[key])
        if row.state in _AT_HANDSET and not is_there:
            yield f"I3 lost: {key} is {row.state}, and no handset has it"
        if is_there and row.state in ("failed", "expired", "revoked") and not row.seen & ~_endings():
            yield f"I3 {key} is {row.state} ({row.error}), and a handset has it"
    most = sum(one.unsure for one in world.carriers.values()) + world.lives * 2 * world.runtime.rules.window
    if world.unknown > most:
        yield f"I3 {world.unknown} unknown, {most} can be"


def _endings() -> int:
    return int(Fact.UNKNOWN | Fact.EXPIRED | Fact.REVOKED | Fact.FAILED)


def _allowed(world: World, messages: Mapping[str, Any]) -> Iterator[str]:
    for carrier in world.carriers.values():
        for wrong in carrier.wrong:
            yield f"I4 {wrong}"
    for took in world.oracle.took:
        row = messages.get(took.message_id)
        if row is not None and row.expires_at is not None and took.at > from_micros(row.expires_at):
            yield f"I4 {took.message_id} was sent after its time"


def _counted(world: World, connection: Connection, messages: Mapping[str, Any]) -> Iterator[str]:
    told = events.after(connection, 0, 1_000_000)
    by_flow: defaultdict[tuple[str, int], list[Happening]] = defaultdict(list)
    for one in told:
        by_flow[one["flow_id"], one["version"]].append(Happening.from_json(one))
    for flow, happened in by_flow.items():
        for count in count_nodes(happened).values():
            if not count.adds_up:
                yield f"I5 {flow} {count.node} does not add up: {count}"
    sessions = {row.id: row for row in connection.execute(select(session.c.id, session.c.status))}
    kinds = Counter(one["kind"] for one in told)
    if kinds["started"] != len(sessions):
        yield f"I5 {kinds['started']} beginnings told, {len(sessions)} sessions kept"
    for run in connection.execute(select(campaign_run).where(campaign_run.c.is_test == 0)):
        people = connection.execute(
            select(campaign_recipient.c.state).where(campaign_recipient.c.run == run.run)
        )
        states = Counter(people.scalars())
        if (run.planned, run.begun, run.skipped) != (states.total(), states["begun"], states["skipped"]):
            yield f"I5 run {run.run} counts {run.planned, run.begun, run.skipped}, its rows {states}"
        report = figures(connection, [run.run])
        if report.begun != sum(report.outcomes.values()) or report.skipped != sum(report.skips.values()):
            yield f"I5 report of run {run.run} does not add up: {report}"
        first = Counter(
            row.state
            for row in messages.values()
            if row.campaign_id == run.campaign_id and row.node == "offer"
        )
        if sum(first[state] for state in _AT_HANDSET) > states["begun"]:
            yield f"I5 run {run.run} reached {first} of {states['begun']}"


def _at_rest(connection: Connection, messages: Mapping[str, Any]) -> Iterator[str]:
    if waiting := inbox.count(connection):
        yield f"I6 {waiting} entries were never worked off"
    for key, row in messages.items():
        if row.state not in _OVER:
            yield f"I6 {key} is still {row.state} ({row.error})"
    for campaign in campaigns.listed(connection, 100):
        if campaign.state not in ("draft", "finished", "cancelled", "failed"):
            yield f"I6 campaign {campaign.id} is still {campaign.state} ({campaign.why})"


def _explained(connection: Connection, messages: Mapping[str, Any]) -> Iterator[str]:
    for key, row in messages.items():
        if row.state in ("expired", "unknown") and not row.error:
            yield f"I7 {key} is {row.state} and does not say why"
        is_ours = row.state == "failed" and not row.seen & Fact.SENT
        if is_ours and not row.error:
            yield f"I7 {key} failed and does not say why"
    for row in connection.execute(select(quarantine.c.why)):
        if not row.why:
            yield "I7 something was set aside without a reason"
    for row in connection.execute(select(skip.c.code)):
        if row.code not in _OWN_REASONS:
            yield f"I7 nobody knows the reason {row.code}"


def seen(world: World) -> Counter[str]:
    """What of the rare things really came to pass, told by the store."""
    found: Counter[str] = Counter()

    def query(connection: Connection) -> None:
        found.update(f"message {state}" for state in connection.execute(select(outbox.c.state)).scalars())
        found.update(f"left out: {code}" for code in connection.execute(select(skip.c.code)).scalars())
        errors = connection.execute(select(outbox.c.error).where(outbox.c.error == "came_twice"))
        found["came as both"] += len(errors.all())
        found["set aside"] += len(connection.execute(select(quarantine.c.id)).all())

    world.store.read_now(query)
    found["disk failed"] += world.disk.failed
    found["displayed"] += sum(one.status is DeliveryStatus.DISPLAYED for one in world.reported)
    return +found
