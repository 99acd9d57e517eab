"""Holds the keys of a workspace against its database, so that none is ever opened with other ones."""

from __future__ import annotations

import hmac
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.dialects.sqlite import insert

from runtime.store.errors import StoreKeysLost, StoreKeysWrong
from runtime.store.key_tables import key_check
from runtime.store.keys import KeyPlace, NumberKeys

_NAME = "numbers"


def keys_of(engine: Engine, path: Path, place: KeyPlace) -> tuple[NumberKeys, bool]:
    """The keys the database at *path* is under, and whether its numbers stand in plain still.

    Makes keys for one that has none yet.

    Raises `StoreKeysLost` or `StoreKeysWrong`: new keys over old numbers would lose every one of them.
    """
    with engine.connect() as connection:
        expected = _expected(connection)
        is_plain = expected is None and inspect(connection).has_table("contact")
    keys = place.load()
    if keys is None:
        if expected is not None:
            raise StoreKeysLost(path)
        keys = NumberKeys.made()
        place.keep(keys)
    elif expected is not None and not hmac.compare_digest(expected, keys.check()):
        raise StoreKeysWrong(path)
    return keys, is_plain


def keep_check(engine: Engine, keys: NumberKeys) -> None:
    """Remembers which keys the database is under."""
    with engine.begin() as connection:
        if _expected(connection) is None:
            row = insert(key_check).values(name=_NAME, value=keys.check())
            connection.execute(row.on_conflict_do_nothing())


def _expected(connection: Connection) -> bytes | None:
    if not inspect(connection).has_table(key_check.name):
        return None
    value = connection.execute(select(key_check.c.value).where(key_check.c.name == _NAME)).scalar()
    return None if value is None else bytes(value)
