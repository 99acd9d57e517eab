"""What became of everybody a campaign is for. Every line adds up:

planned = begun + left out + waiting; begun = the sum of its outcomes, over all and by endpoint alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    String,
    case,
    exists,
    func,
    literal_column,
    select,
)

from runtime.store.campaign_people import OPENING
from runtime.store.campaign_tables import campaign_recipient as people
from runtime.store.campaign_tables import campaign_run
from runtime.store.moments import from_micros
from runtime.store.tables import message_in, outbox, session

BUCKETS_S = (1, 5, 15, 60, 300, 900, 3600, 6 * 3600, 86400)
MOST_BUCKETS = 120
"""Points of the rate's line at most."""
ENDED_BADLY = ("failed", "revoked", "expired")


@dataclass(slots=True)
class Figures:
    """People of one or more runs, counted at one moment."""

    planned: int = 0
    begun: int = 0
    skipped: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    """Outcome of the first message → people; adds up to *begun*."""
    by_endpoint: dict[str, dict[str, int]] = field(default_factory=dict)
    """Endpoint → outcome, `waiting` or `skipped` → people; adds up to *planned*."""
    skips: dict[str, int] = field(default_factory=dict)
    """Reason → people left out; adds up to *skipped*."""
    failures: dict[str, int] = field(default_factory=dict)
    """The carrier's or our own code → people whose first message failed, was revoked or expired."""
    failure_words: dict[str, Any] = field(default_factory=dict)
    """Code → the carrier's words for it as `{"zh", "en"}`, where it had any."""
    replied: int = 0
    """People who answered; who only wants no more is among *refused*."""
    goals: int = 0
    refused: int = 0
    """People whose conversation ended because they want no more."""

    @property
    def waiting(self) -> int:
        """Who was neither begun with nor left out."""
        return self.planned - self.begun - self.skipped


opening = outbox.alias("opening")
"""The first message of a recipient's session."""
_IS_BEGUN = people.c.state == literal_column("'begun'", String)
OUTCOME: ColumnElement[str] = case(
    (~_IS_BEGUN, literal_column("''", String)),
    (opening.c.state.is_not(None), opening.c.state),
    (people.c.kept_outcome != literal_column("''", String), people.c.kept_outcome),
    (session.c.id.is_not(None), literal_column("'silent'", String)),
    else_=literal_column("'starting'", String),
)
"""How far a recipient's first message came; empty for who was not begun with."""
HAS_REPLIED: ColumnElement[bool] = (
    (people.c.kept_replied != literal_column("0", Integer))
    | exists().where(message_in.c.contact == people.c.contact, message_in.c.session_id == people.c.session_id)
) & _IS_BEGUN
_ERROR = func.coalesce(opening.c.error, people.c.kept_error)
_WORDS = func.coalesce(opening.c.reason, people.c.kept_words)
_ENDED = func.coalesce(session.c.outcome, people.c.kept_ended)


def with_sessions() -> FromClause:
    """The recipients with their sessions and first messages."""
    return people.outerjoin(session, session.c.id == people.c.session_id).outerjoin(
        opening, opening.c.message_id == people.c.session_id + OPENING
    )


def figures(connection: Connection, runs: Sequence[int]) -> Figures:
    """The figures of *runs* together."""
    found = Figures()
    counts = (campaign_run.c.planned, campaign_run.c.begun, campaign_run.c.skipped)
    query = select(*(func.coalesce(func.sum(one), 0) for one in counts))
    row = connection.execute(query.where(campaign_run.c.run.in_(list(runs)))).one()
    found.planned, found.begun, found.skipped = row
    for line in connection.execute(_others(runs)):
        _count_other(found, line)
    for line in connection.execute(_begun(runs)):
        _count_begun(found, line)
    return found


def _others(runs: Sequence[int]) -> Select[*tuple[Any, ...]]:
    """Who waits or was left out, by endpoint and reason; they have no session to look for."""
    columns = (people.c.endpoint, people.c.state, people.c.reason)
    query = select(*columns, func.count().label("people"))
    return query.where(people.c.run.in_(list(runs)), people.c.state.in_(("planned", "skipped"))).group_by(
        *columns
    )


def _begun(runs: Sequence[int]) -> Select[*tuple[Any, ...]]:
    columns = (
        people.c.endpoint,
        OUTCOME.label("outcome"),
        _ERROR.label("error"),
        _ENDED.label("ended"),
        HAS_REPLIED.label("replied"),
    )
    query = select(*columns, func.count().label("people"), func.max(_WORDS).label("words"))
    places: list[ColumnElement[int]] = [literal_column(str(place)) for place in range(1, len(columns) + 1)]
    return query.select_from(with_sessions()).where(people.c.run.in_(list(runs)), _IS_BEGUN).group_by(*places)


def _count_other(found: Figures, line: Any) -> None:  # noqa: ANN401 - a row
    word = "skipped" if line.state == "skipped" else "waiting"
    _more(found.by_endpoint.setdefault(line.endpoint, {}), word, line.people)
    if line.state == "skipped":
        _more(found.skips, line.reason, line.people)


def _count_begun(found: Figures, line: Any) -> None:  # noqa: ANN401 - a row
    count = line.people
    _more(found.outcomes, line.outcome, count)
    _more(found.by_endpoint.setdefault(line.endpoint, {}), line.outcome, count)
    if line.outcome in ENDED_BADLY:
        _more(found.failures, line.error or line.outcome, count)
        if line.words:
            found.failure_words[line.error or line.outcome] = orjson.loads(line.words)
    found.replied += count if line.replied else 0
    found.goals += count if line.ended == "goal" else 0
    found.refused += count if line.ended == "refused" else 0


def _more(counts: dict[str, int], name: str, count: int) -> None:
    counts[name] = counts.get(name, 0) + count


@dataclass(frozen=True, slots=True)
class Rate:
    """How many people were begun with over time: a count for each *bucket_s* seconds from *begins* on."""

    begins: datetime | None
    bucket_s: int
    counts: tuple[int, ...]


def rate(connection: Connection, runs: Sequence[int]) -> Rate:
    """The rate of *runs* over the time they took, in at most `MOST_BUCKETS` steps."""
    mine = (people.c.run.in_(list(runs)), _IS_BEGUN)
    first, last = connection.execute(select(func.min(people.c.at), func.max(people.c.at)).where(*mine)).one()
    if first is None:
        return Rate(None, BUCKETS_S[0], ())
    span_s = (last - first) / 1e6
    size_s = next((one for one in BUCKETS_S if span_s / one < MOST_BUCKETS), BUCKETS_S[-1])
    step = (people.c.at - first) / literal_column(str(size_s * 1_000_000))
    place = func.cast(step, people.c.run.type).label("place")
    query = select(place, func.count()).where(*mine).group_by(literal_column("1"))
    found = {int(row[0]): int(row[1]) for row in connection.execute(query)}
    counts = tuple(found.get(one, 0) for one in range(max(found) + 1))
    return Rate(from_micros(first), size_s, counts[-MOST_BUCKETS:])


@dataclass(frozen=True, slots=True)
class PeopleWish:
    """Which recipients to show."""

    state: str = ""
    """planned, begun or skipped; empty is all."""
    outcome: str = ""
    reason: str = ""
    endpoint: str = ""
    replied: bool = False
    after: str = ""
    """Behind this contact, in the order of their ids."""
    limit: int = 100


def recipients(connection: Connection, run: int, wish: PeopleWish) -> list[dict[str, Any]]:
    """One by one what became of a run's people, as JSON data."""
    query = (
        select(
            people.c.contact,
            people.c.endpoint,
            people.c.state,
            people.c.reason,
            people.c.session_id,
            people.c.at,
            OUTCOME.label("outcome"),
            _ERROR.label("error"),
            _WORDS.label("words"),
            session.c.status,
            _ENDED.label("ended"),
            HAS_REPLIED.label("replied"),
        )
        .select_from(with_sessions())
        .where(people.c.run == run, people.c.contact > wish.after)
        .order_by(people.c.contact)
        .limit(wish.limit)
    )
    if wish.state:
        query = query.where(people.c.state == wish.state)
    if wish.endpoint:
        query = query.where(people.c.endpoint == wish.endpoint)
    if wish.outcome:
        query = query.where(_IS_BEGUN, OUTCOME.in_([wish.outcome]))
    if wish.reason:
        query = query.where((people.c.reason == wish.reason) | (wish.reason == _ERROR))
    if wish.replied:
        query = query.where(HAS_REPLIED)
    return [_recipient(row) for row in connection.execute(query)]


def _recipient(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row
    return {
        "contact": row.contact,
        "endpoint": row.endpoint,
        "state": row.state,
        "reason": row.reason or (row.error or "" if row.outcome in ENDED_BADLY else ""),
        "words": orjson.loads(row.words) if row.words else None,
        "outcome": row.outcome,
        "session_id": row.session_id,
        "session": row.ended or row.status or "",
        "replied": bool(row.replied),
        "at": from_micros(row.at).isoformat(),
    }
