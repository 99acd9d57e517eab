"""How much more may begin by each endpoint before its queue is as deep as it should be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from runtime.delivery.campaigns.pacing import DEEPEST, DEEPEST_HELD
from runtime.store import campaign_people


def room_at(connection: Connection, endpoints: Iterable[str], now: datetime) -> dict[str, int]:
    """Endpoint → how many more messages its queue takes; what the inbox holds for it is counted too."""
    coming = campaign_people.starts_waiting(connection)
    soon = now + timedelta(minutes=1)
    found = {}
    for endpoint in endpoints:
        queued = campaign_people.queued_count(connection, endpoint, DEEPEST_HELD)
        due = campaign_people.queued_count(connection, endpoint, DEEPEST, soon) if queued else 0
        left = min(DEEPEST - due, DEEPEST_HELD - queued) - coming.get(endpoint, 0)
        found[endpoint] = max(0, left)
    return found
