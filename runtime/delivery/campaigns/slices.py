"""The slices a campaign is carried out in, each a transaction: people listed, people begun with.

A slice's people, their session starts in the inbox and the counts are committed together, so that whoever
comes back after a crash finds each of them either waiting or begun, never both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection

from runtime.delivery.campaigns.definition import Definition
from runtime.delivery.campaigns.people import unwilling
from runtime.store import campaign_people, inbox
from runtime.store import campaigns as store
from runtime.store.campaigns import StoredRun
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros

GATHERED = 2000
"""People listed in one transaction."""
BEGUN = 500
"""People begun with in one transaction."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What a slice did: endpoint → people begun with; and how many were left out."""

    by_endpoint: Mapping[str, int]
    skipped: int

    @property
    def count(self) -> int:
        """How many sessions were begun."""
        return sum(self.by_endpoint.values())


def gathered(
    connection: Connection, run: StoredRun, people: Sequence[tuple[str, str]], now: datetime
) -> bool:
    """Lists *people*, contact and endpoint each, behind the run's cursor; none ends the list.

    Returns whether it was done: a run that was cancelled meanwhile, or whose cursor moved, is left alone.
    """
    campaign = store.one(connection, run.campaign_id)
    present = store.current_run(connection, run.campaign_id)
    if campaign is None or campaign.state != "running" or present is None:
        return False
    if present.run != run.run or present.cursor != run.cursor:
        return False
    if not people:
        store.change_run(connection, run.run, state="running")
        return True
    campaign_people.plan(connection, run.run, people, now)
    store.count_run(connection, run.run, planned=len(people))
    store.change_run(connection, run.run, cursor=people[-1][0])
    return True


def begin_slice(
    connection: Connection,
    campaign_id: str,
    definition: Definition,
    run: StoredRun,
    allowed: Mapping[str, int],
    new_id: Callable[[], str],
    now: datetime,
) -> Begun:
    """Begins with the next people of each endpoint, at most so many as are *allowed* by it."""
    by_endpoint: dict[str, int] = {}
    entries: list[InboxEntry] = []
    started: list[tuple[str, str]] = []
    left_out: list[tuple[str, str]] = []
    for endpoint, limit in allowed.items():
        people = campaign_people.planned(connection, run.run, endpoint, limit)
        reasons = unwilling(connection, people) if people else {}
        left_out += reasons.items()
        willing = [one for one in people if one not in reasons]
        by_endpoint[endpoint] = len(willing)
        for contact in willing:
            session_id = new_id()
            started.append((contact, session_id))
            entries.append(_start(contact, endpoint, session_id, campaign_id, run, definition, now))
    campaign_people.begin(connection, run.run, started, now)
    campaign_people.skip(connection, run.run, left_out, now)
    inbox.put(connection, entries)
    store.count_run(connection, run.run, begun=len(started), skipped=len(left_out))
    return Begun(by_endpoint, len(left_out))


def _start(
    contact: str,
    endpoint: str,
    session_id: str,
    campaign_id: str,
    run: StoredRun,
    definition: Definition,
    now: datetime,
) -> InboxEntry:
    body = {
        "flow_id": definition.flow_id,
        "version": run.version,
        "trigger": "campaign" if definition.timing.schedule is None else "schedule",
        "text": "",
        "attributes": {},
        "arguments": {name: value for name, value in definition.arguments.items() if value is not None},
        "session_id": session_id,
        "campaign_id": None if run.is_test else campaign_id,
        "priority": definition.priority,
    }
    return InboxEntry(contact, "start", endpoint, orjson.dumps(body), to_micros(now))
