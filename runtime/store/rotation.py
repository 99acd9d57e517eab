"""Puts every number under a new key, in slices: whenever it is cut off, the next call goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from sqlalchemy import Connection, bindparam, func, select, update

from runtime.store.bulk import Bulk
from runtime.store.numbers import Numbers, NumberUnreadable
from runtime.store.store import Store
from runtime.store.tables import contact as table

SLICE: Final = 5000

_SEAL = Bulk(update(table).where(table.c.contact == bindparam("key")), ("number",))


def renew(store: Store, told: Callable[[int], None] = lambda done: None) -> int:
    """Makes a new sealing key, or takes up the last one that is not everywhere yet; returns how many changed.

    The new key is safe before anything is under it; the old ones stay, for copies made before. *told* hears
    how many are done after every slice.
    """
    keys = store.keys
    if not left(store):
        keys = keys.renewed()
        store.key_place.keep(keys)
        store.use_keys(keys)
    done, last = 0, ""
    while True:
        seen, changed, last = store.write_now(partial(_slice, numbers=store.numbers, after=last))
        done += changed
        if not seen:
            break
        told(done)
    store.secrets.seal_anew()
    return done


def forget_old(store: Store) -> bool:
    """Drops the sealing keys nothing is under any more; copies made before the change become unreadable.

    Returns whether there were any; does nothing while a change of keys is not through.
    """
    if len(store.keys.sealing) < 2 or left(store):
        return False
    keys = store.keys.only_newest()
    store.key_place.keep(keys)
    store.use_keys(keys)
    return True


def left(store: Store) -> int:
    """How many numbers are not under the newest key; reads every contact, unless there is one key only."""
    if len(store.keys.sealing) < 2:
        return 0
    newest = bytes([store.numbers.newest])
    query = select(func.count()).where(
        table.c.number.is_not(None), func.substr(table.c.number, 1, 1) != newest
    )
    return store.read_now(lambda connection: connection.execute(query).scalar_one())


def _slice(connection: Connection, numbers: Numbers, after: str) -> tuple[int, int, str]:
    """The contacts behind *after*: how many there were, how many changed, and the last one."""
    query = (
        select(table.c.contact, table.c.number)
        .where(table.c.contact > after)
        .order_by(table.c.contact)
        .limit(SLICE)
    )
    rows = connection.execute(query).all()
    changed: list[tuple[bytes, str]] = []
    for contact, sealed in rows:
        if sealed and sealed[0] != numbers.newest:
            try:
                changed.append((numbers.sealed(numbers.number_of(contact, sealed), contact), contact))
            except NumberUnreadable:
                continue
    _SEAL.run_rows(connection, changed)
    return len(rows), len(changed), rows[-1].contact if rows else after
