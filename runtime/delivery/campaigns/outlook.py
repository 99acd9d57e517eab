"""What a campaign would do: who gets it by which carrier and who does not, its cost and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice

from sqlalchemy import ColumnElement, Connection, exists, func, select

from runtime.delivery.audience.segments import is_blacklisted, may_be_written_to
from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.campaigns.opening import first_due_of, zone_of
from runtime.delivery.campaigns.people import named
from runtime.delivery.campaigns.schedule import upcoming
from runtime.delivery.campaigns.settings import CarrierPrices, settings_of
from runtime.delivery.routing import choose
from runtime.flow.flow import Flow
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.sms_cost import longest_values, sms_cost
from runtime.messages.message import Message
from runtime.store import campaigns as store
from runtime.store import flows
from runtime.store.campaign_tables import campaign_recipient, campaign_run
from runtime.store.moments import to_micros
from runtime.store.tables import contact

PER_CARRIER_S = 300
"""Messages a second a carrier is reckoned to take. Source: Alibaba Cloud SendRCS, 300 a second, checked
2026-11-23."""
RECENT = timedelta(days=1)
SHOWN_TIMES = 5


@dataclass(frozen=True, slots=True)
class CarrierShare:
    """What goes by one endpoint."""

    endpoint: str
    carrier: str
    people: int
    most_cost: Decimal | None
    """If everybody's handset falls back to SMS or takes the message, whichever costs more; None without
    prices."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another campaign that is for some of the same people."""

    campaign_id: str
    name: str
    state: str
    people: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a campaign would do; all = people + refused + blacklisted."""

    version: int | None
    """The version that is online; None when none is, and then it cannot start."""
    purpose: str
    """What the scenario says it is for: marketing or service; empty when none is online."""
    zone: str
    people: int
    refused: int
    blacklisted: int
    shares: tuple[CarrierShare, ...]
    recent: int
    """Of *people*, whom a campaign began with in the last day."""
    sms_parts: int
    """Parts of the longest first SMS; 0 when the scenario has none."""
    most_cost: Decimal | None
    begins_at: datetime | None
    lasts_s: float
    """From the first to the last message, with rates and carriers as they are."""
    next_times: tuple[datetime, ...]
    """Of a recurring campaign."""
    overlaps: tuple[Overlap, ...]
    approval_above: int

    @property
    def all(self) -> int:
        """Everyone the audience names."""
        return self.people + self.refused + self.blacklisted

    @property
    def needs_approval(self) -> bool:
        """Whether somebody must type how many they are."""
        return self.people > self.approval_above


def outlook(
    connection: Connection,
    definition: Definition,
    kinds: Mapping[str, str],
    now: datetime,
    but: str = "",
) -> Outlook:
    """What the campaign would do with the endpoints there are; *but* is its own id once it has one.

    *kinds* is endpoint → carrier. Raises `UnknownSegment`.
    """
    wanted = named(connection, definition, now)
    all_, refused, blacklisted = _tally(connection, wanted)
    people = all_ - refused - blacklisted
    flow = _flow(connection, definition.flow_id)
    parts = sms_parts(flow) if flow is not None else 0
    settings = settings_of(connection)
    shares = _shares(connection, wanted, kinds, parts, settings.prices)
    costs = [share.most_cost for share in shares]
    zone = zone_of(connection, definition.flow_id)
    recurs = definition.timing.kind == "cron"
    times = islice(upcoming(definition.timing, zone, now), SHOWN_TIMES) if recurs else ()
    present = flows.online(connection, definition.flow_id)
    return Outlook(
        version=None if present is None else present.version,
        purpose="" if flow is None else flow.purpose,
        zone=zone.key,
        people=people,
        refused=refused,
        blacklisted=blacklisted,
        shares=shares,
        recent=_recent(connection, wanted, now),
        sms_parts=parts,
        most_cost=None if None in costs or not costs else sum((one for one in costs if one), Decimal()),
        begins_at=first_due_of(connection, definition, now),
        lasts_s=_lasts_s(definition, people, shares),
        next_times=tuple(times),
        overlaps=overlaps(connection, wanted, now, but),
        approval_above=settings.approval_above,
    )


def overlaps(
    connection: Connection, wanted: ColumnElement[bool], now: datetime, but: str = ""
) -> tuple[Overlap, ...]:
    """Campaigns that wait or run for some of the same people, those with most first."""
    found: list[Overlap] = []
    for other in store.in_states(connection, ("scheduled", "running", "paused")):
        if other.id == but:
            continue
        run = store.current_run(connection, other.id)
        if run is not None:
            rows = campaign_recipient
            theirs: ColumnElement[bool] = exists().where(
                rows.c.run == run.run, rows.c.contact == contact.c.contact, rows.c.state != "skipped"
            )
        else:
            theirs = named(connection, Definition.model_validate(other.definition), now)
        query = select(func.count()).select_from(contact).where(wanted, theirs, may_be_written_to())
        if count := connection.execute(query).scalar_one():
            found.append(Overlap(other.id, other.name, other.state, count))
    return tuple(sorted(found, key=lambda one: -one.people))


def sms_parts(flow: Flow) -> int:
    """Parts of the longest SMS the scenario may say first; insertions count with their longest values."""
    values = longest_values(flow.variables)
    texts = (one.fallback_text(flow.chatbot.signature, flow.language) for one in first_messages(flow))
    return max((sms_cost(text, values).parts for text in texts if text), default=0)


def first_messages(flow: Flow) -> list[Message]:
    """What the scenario may say first, by whichever way from its start."""
    found: list[Message] = []
    seen = {node.id for node in flow.start_nodes()}
    waiting = list(flow.start_nodes())
    while waiting:
        node = waiting.pop()
        if isinstance(node, SendMessage):
            found.append(node.message)
            continue
        if isinstance(node, Ask):
            found.append(node.question)
            continue
        for target in node.targets.values():
            if target not in seen:
                seen.add(target)
                waiting.append(flow.nodes[target])
    return found


def _tally(connection: Connection, wanted: ColumnElement[bool]) -> tuple[int, int, int]:
    listed = func.count().filter(contact.c.refused_at.is_(None), is_blacklisted())
    query = select(func.count(), func.count(contact.c.refused_at), listed).select_from(contact).where(wanted)
    everyone, refused, blacklisted = connection.execute(query).one()
    return everyone, refused, blacklisted


def _shares(
    connection: Connection,
    wanted: ColumnElement[bool],
    kinds: Mapping[str, str],
    parts: int,
    prices: Mapping[str, CarrierPrices],
) -> tuple[CarrierShare, ...]:
    query = (
        select(contact.c.endpoint, contact.c.carrier, func.count())
        .where(wanted, may_be_written_to())
        .group_by(contact.c.endpoint, contact.c.carrier)
    )
    counts: dict[str, int] = {}
    for learnt, owner, count in connection.execute(query):
        endpoint = choose(owner, learnt, kinds) if kinds else ""
        counts[endpoint] = counts.get(endpoint, 0) + count
    return tuple(
        CarrierShare(endpoint, kind, count, _most_cost(count, parts, prices.get(kind)))
        for endpoint, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        for kind in [kinds.get(endpoint, "")]
    )


def _most_cost(people: int, parts: int, prices: CarrierPrices | None) -> Decimal | None:
    if prices is None or (prices.message is None and prices.sms_part is None):
        return None
    message = prices.message or Decimal()
    sms = (prices.sms_part or Decimal()) * parts
    return max(message, sms) * people


def _recent(connection: Connection, wanted: ColumnElement[bool], now: datetime) -> int:
    rows = campaign_recipient
    lately = (
        select(rows.c.contact)
        .join(campaign_run, campaign_run.c.run == rows.c.run)
        .where(
            rows.c.contact == contact.c.contact,
            rows.c.at >= to_micros(now - RECENT),
            rows.c.state == "begun",
            campaign_run.c.is_test == 0,
        )
    )
    query = select(func.count()).select_from(contact).where(wanted, may_be_written_to(), lately.exists())
    return connection.execute(query).scalar_one()


def _lasts_s(definition: Definition, people: int, shares: tuple[CarrierShare, ...]) -> float:
    longest = people * 60 / definition.per_minute if definition.per_minute else 0.0
    for share in shares:
        a_minute = min(definition.throttles.get(share.endpoint, PER_CARRIER_S * 60), PER_CARRIER_S * 60)
        longest = max(longest, share.people * 60 / a_minute)
    return longest


def _flow(connection: Connection, flow_id: str) -> Flow | None:
    present = flows.online(connection, flow_id)
    return None if present is None else flows.load(connection, flow_id, present.version)
