"""Takes back what a campaign began and has not sent, and what a campaign that is cancelled leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import orjson
from sqlalchemy import Connection

from runtime.delivery.desk import Desk
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.progress import Fact
from runtime.flow.ids import ExitName
from runtime.store import campaign_people, outbox, sessions
from runtime.store import campaigns as store
from runtime.store.campaigns import StoredCampaign, StoredRun
from runtime.store.moments import to_micros

WITHDRAWN = ExitName("withdrawn")


def take_back(
    connection: Connection,
    book: PlanBook,
    run: StoredRun,
    now: datetime,
    then: Literal["wait", "leave_out"],
) -> int:
    """Takes back everybody whose first message has not left; returns how many.

    They wait again, or are left out because it is cancelled. What is on its way to a carrier at this moment
    goes on, and so do conversations that have begun. Costs what is queued, not what the campaign counts:
    the queue is kept short (`pacing`).
    """
    waiting = _out_of_inbox(connection, run)
    queued = campaign_people.not_gone_out(connection, run.run)
    _end_sessions(connection, book, queued, now)
    people = [*waiting, *(contact for contact, _, _ in queued)]
    if then == "wait":
        campaign_people.wait_again(connection, run.run, people, now)
    else:
        campaign_people.skip(connection, run.run, [(one, "cancelled") for one in people], now)
    left_out = len(people) if then == "leave_out" else 0
    store.count_run(connection, run.run, begun=-len(people), skipped=left_out)
    return len(people)


def stop_campaign(
    connection: Connection, book: PlanBook, campaign: StoredCampaign, now: datetime, why: str = ""
) -> int:
    """Ends a campaign for good; returns how many were taken back. Conversations go on."""
    run = store.current_run(connection, campaign.id)
    taken = take_back(connection, book, run, now, "leave_out") if run is not None else 0
    state = "cancelled" if run is None else "cancelling"
    store.change(connection, campaign.id, now, state=state, why=why, next_at=None)
    return taken


def _out_of_inbox(connection: Connection, run: StoredRun) -> list[str]:
    mine = {
        entry: contact
        for entry, contact, content in campaign_people.not_worked_off(connection, run.run)
        if orjson.loads(content).get("campaign_id") == run.campaign_id
    }
    campaign_people.take_out_of_inbox(connection, mine)
    return list(mine.values())


def _end_sessions(
    connection: Connection, book: PlanBook, queued: list[tuple[str, str, str]], now: datetime
) -> None:
    changes = {
        "state": "revoked",
        "seen": int(Fact.REVOKED),
        "error": "withdrawn",
        "updated_at": to_micros(now),
    }
    # What a session said after its first message waits behind that one, and must not go without it.
    ids = outbox.queued_in(connection, {session_id: contact for contact, session_id, _ in queued})
    outbox.set_progress(connection, [{"key": key, **changes} for key in ids])
    desk = Desk(connection, book, now, b"")
    for stored in sessions.by_id(connection, [session_id for _, session_id, _ in queued]):
        if not stored.session.is_over:
            desk.stop(stored, now, "abandoned", WITHDRAWN)
    desk.flush()
