"""After a backup was restored: whatever may have happened since it was made does not happen again."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime

import orjson
from sqlalchemy import Connection, String, literal_column, select, update

from runtime.delivery.campaigns.campaigns import pause_all
from runtime.store import campaign_people, campaigns, inbox, journal
from runtime.store.backup import RESTORED
from runtime.store.campaign_tables import campaign_recipient
from runtime.store.inbox import InboxEntry
from runtime.store.moments import to_micros
from runtime.store.outbox import ON_THE_WAY
from runtime.store.tables import http_call, outbox, session
from runtime.wording import Wording

log = logging.getLogger(__name__)

EPOCH = "epoch"
"""The setting that counts how often the data were restored."""
_ALL = 1_000_000_000
_REASON = Wording(
    "数据从备份恢复，恢复前可能已经发出", "The data come from a backup; it may have gone out before that"
)
_ASIDE = "restored from a backup: what came of it is not known"


def epoch_of(connection: Connection) -> int:
    """How often the data were restored."""
    return int(campaigns.setting(connection, EPOCH) or 0)


def fence(connection: Connection, now: datetime) -> bool:
    """Fences a database that was just restored, once; returns whether it was one.

    Campaigns pause. What waited to be sent is listed as unknown. What was to be worked off is set aside,
    reports apart. Waits that ended meanwhile end no more by themselves; what people answer still counts.
    """
    if not campaigns.setting(connection, RESTORED):
        return False
    epoch = epoch_of(connection) + 1
    campaigns.set_setting(connection, RESTORED, None)
    campaigns.set_setting(connection, EPOCH, epoch)
    done = {
        "epoch": epoch,
        "campaigns": pause_all(connection, RESTORED, now),
        "unknown": _doubt(connection, now),
        "set_aside": _set_aside(connection, now),
        "waits": _let_rest(connection, now),
    }
    connection.execute(update(http_call).values(state="running"))
    journal.note(connection, RESTORED, done, now)
    log.warning("restored from a backup %s", " ".join(f"{name}={count}" for name, count in done.items()))
    return True


def _doubt(connection: Connection, now: datetime) -> int:
    reason = orjson.dumps({"zh": _REASON.zh, "en": _REASON.en}).decode()
    done = connection.execute(
        update(outbox)
        .where(outbox.c.state.in_(ON_THE_WAY))
        .values(
            state="unknown",
            seen=outbox.c.seen.bitwise_or(1),
            error=RESTORED,
            reason=reason,
            updated_at=to_micros(now),
        )
    )
    return done.rowcount


def _set_aside(connection: Connection, now: datetime) -> int:
    entries = inbox.oldest(connection, _ALL)
    aside = [one for one in entries if one.kind != "status"]
    journal.set_aside(connection, "", [(_ASIDE, one.content.decode()) for one in aside], now)
    _leave_out(connection, [one for one in aside if one.kind == "start"], now)
    inbox.remove(connection, entries)
    inbox.put(connection, [one for one in entries if one.kind == "status"])
    return len(aside)


def _leave_out(connection: Connection, starts: list[InboxEntry], now: datetime) -> None:
    """Whom a campaign was about to begin with is left out, so that its figures add up."""
    ids = [orjson.loads(one.content)["session_id"] for one in starts]
    by_run: dict[int, list[str]] = {}
    for first in range(0, len(ids), 500):
        query = select(campaign_recipient.c.run, campaign_recipient.c.contact).where(
            campaign_recipient.c.session_id.in_(ids[first : first + 500])
        )
        for row in connection.execute(query):
            by_run.setdefault(row.run, []).append(row.contact)
    for run, people in by_run.items():
        campaign_people.skip(connection, run, [(one, RESTORED) for one in people], now)
    for run, count in Counter({run: len(people) for run, people in by_run.items()}).items():
        campaigns.count_run(connection, run, begun=-count, skipped=count)


def _let_rest(connection: Connection, now: datetime) -> int:
    done = connection.execute(
        update(session)
        .where(
            session.c.status == literal_column("'waiting'", String),
            session.c.wake_at <= to_micros(now),
        )
        .values(wake_at=None)
    )
    return done.rowcount
