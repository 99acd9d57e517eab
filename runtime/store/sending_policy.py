"""What an operator set for sending, and the versions of which nothing may be sent any more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from runtime.store.moments import from_micros, to_micros
from runtime.store.sending_tables import sending_rules, withdrawn_version


def rules(connection: Connection) -> dict[str, Any] | None:
    """The rules as they were set; None while nobody set any."""
    row = connection.execute(select(sending_rules.c.rules).where(sending_rules.c.id == 1)).scalar()
    return None if row is None else dict(orjson.loads(row))


def set_rules(connection: Connection, values: dict[str, Any], now: datetime) -> None:
    """Keeps rules in place of those before."""
    row = {"rules": orjson.dumps(values).decode(), "at": to_micros(now)}
    statement = upsert(sending_rules).values(id=1, **row)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row))


def withdrawn(connection: Connection) -> dict[tuple[str, int], dict[str, str]]:
    """Flow and version → why and when it was withdrawn."""
    return {
        (row.flow_id, row.version): {"why": row.why, "at": from_micros(row.at).isoformat()}
        for row in connection.execute(select(withdrawn_version))
    }


def withdraw(connection: Connection, flow_id: str, version: int, why: str, now: datetime) -> None:
    """Lets nothing of a version go out any more; what is at the carriers stays there."""
    statement = upsert(withdrawn_version).values(flow_id=flow_id, version=version, why=why, at=to_micros(now))
    connection.execute(statement.on_conflict_do_nothing())


def allow_again(connection: Connection, flow_id: str, version: int) -> bool:
    """Lets a withdrawn version send again; returns whether it was withdrawn."""
    found = (withdrawn_version.c.flow_id == flow_id) & (withdrawn_version.c.version == version)
    return bool(connection.execute(delete(withdrawn_version).where(found)).rowcount)
