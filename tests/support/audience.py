"""Contacts for tests of the audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import orjson
from sqlalchemy import Connection, insert

from runtime.store.audience_tables import contact_tag
from runtime.store.moments import to_micros
from runtime.store.tables import contact as table
from tests.support.conversations import NOON


def known(
    connection: Connection,
    contact: str,
    attributes: Mapping[str, object] | None = None,
    tags: Iterable[str] = (),
    at: datetime = NOON,
) -> None:
    """Makes a contact known."""
    written = orjson.dumps(attributes or {}).decode()
    values = {"contact": contact, "shard": 0, "attributes": written, "created_at": to_micros(at)}
    connection.execute(insert(table).values(**values))
    for tag in tags:
        connection.execute(insert(contact_tag).values(contact=contact, tag=tag, at=to_micros(at)))
