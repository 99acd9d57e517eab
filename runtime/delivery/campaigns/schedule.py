"""When campaigns are due: wall clock times of a zone, each of which happens at most once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

if TYPE_CHECKING:
    from runtime.delivery.campaigns.definition import Timing

LOOK_BACK = timedelta(days=1)
"""Times further back than this, and than the timing's own patience, are not even listed as missed."""
SHORTEST = timedelta(minutes=5)
"""Between two times of a recurring campaign."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a campaign is due; *key* is its wall clock time, which a clock that is set back repeats."""

    key: str
    at: datetime
    is_missed: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done now, oldest first and at most one that is not missed; and when to look again."""

    occurrences: tuple[Occurrence, ...]
    next_at: datetime | None
    """None when nothing comes any more."""


def check_cron(expression: str, zone: ZoneInfo) -> None:
    """Raises ValueError for what is no cron expression of five fields, or comes too often."""
    if len(expression.split()) != 5:
        raise ValueError("a cron expression has five fields: minute, hour, day, month, weekday")
    try:
        times = list(islice(CronSim(expression, datetime(2026, 1, 1, tzinfo=zone)), 30))
    except CronSimError as error:
        raise ValueError(f"no cron expression: {error}") from error
    if any(later - earlier < SHORTEST for earlier, later in pairwise(times)):
        raise ValueError("a campaign recurs every 5 minutes at most")


def first_due(timing: Timing, zone: ZoneInfo, started_at: datetime) -> datetime | None:
    """When a campaign that starts now is first due; None for never."""
    if timing.kind == "now":
        return started_at
    if timing.kind == "at":
        return _moment(timing.at, zone)
    return next(upcoming(timing, zone, started_at), None)


def upcoming(timing: Timing, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """The times of a recurring campaign behind *after*, in UTC."""
    ends = _moment(timing.until, zone) if timing.until else None
    for moment in _times(timing, zone, after):
        if ends is not None and moment > ends:
            return
        yield moment


def _times(timing: Timing, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    if timing.schedule is None:
        for local in CronSim(timing.cron, after.astimezone(zone)):
            yield local.astimezone(UTC)
        return
    while True:
        after = timing.schedule.next_after(after, zone)
        yield after


def due(timing: Timing, zone: ZoneInfo, started_at: datetime, considered_at: datetime, now: datetime) -> Due:
    """What became due behind *considered_at* and by *now*.

    A clock set back looks again from there; the keys keep what happened from happening again. A clock set
    ahead, or a machine that slept, lets only the latest time happen, and only while it is fresh enough.
    """
    if timing.kind != "cron":
        return _once(timing, zone, started_at, considered_at, now)
    patience = timedelta(seconds=timing.late_after_s)
    since = max(min(considered_at, now), now - max(patience, LOOK_BACK))
    passed: list[datetime] = []
    next_at = None
    for moment in upcoming(timing, zone, since):
        if moment > now:
            next_at = moment
            break
        passed.append(moment)
    found = tuple(
        Occurrence(key_of(moment, zone), moment, moment is not passed[-1] or _is_late(timing, moment, now))
        for moment in passed
    )
    return Due(found, next_at)


def key_of(moment: datetime, zone: ZoneInfo) -> str:
    """The wall clock time of *moment* to the minute, without its offset."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def _once(
    timing: Timing, zone: ZoneInfo, started_at: datetime, considered_at: datetime, now: datetime
) -> Due:
    at = started_at if timing.kind == "now" else _moment(timing.at, zone)
    if at > now:
        return Due((), at)
    key = "now" if timing.kind == "now" else timing.at
    is_late = timing.kind == "at" and _is_late(timing, max(at, started_at), now)
    return Due((Occurrence(key, at, is_late),), None)


def _is_late(timing: Timing, at: datetime, now: datetime) -> bool:
    return timing.late == "skip" and now - at > timedelta(seconds=timing.late_after_s)


def _moment(local: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)
