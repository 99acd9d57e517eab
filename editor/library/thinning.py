"""Which automatic revisions may go: all of today stay, one an hour of this week, one a day before that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from editor.library.revision import Revision, RevisionId

WEEK = timedelta(days=7)


def to_drop(
    revisions: Iterable[Revision], now: datetime, zone: tzinfo | None = None
) -> tuple[RevisionId, ...]:
    """The automatic revisions of one scenario that are one too many at *now*; the newest of a span stays.

    Days and hours are those of *zone*, by default this machine's. The very newest revision always stays.
    """
    ordered = sorted(revisions, key=lambda each: each.number, reverse=True)
    today = now.astimezone(zone).date()
    seen: set[tuple[int, ...]] = set()
    dropped: list[RevisionId] = []
    for index, revision in enumerate(ordered):
        if revision.is_kept:
            continue
        local = revision.made_at.astimezone(zone)
        if local.date() >= today:
            continue
        day = (local.year, local.month, local.day)
        span = (*day, local.hour) if now - revision.made_at < WEEK else day
        if span in seen and index:
            dropped.append(revision.id)
        seen.add(span)
    return tuple(dropped)
