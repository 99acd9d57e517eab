"""Takes out of the store what an import brought, slice by slice, without touching what came later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection

from runtime.store import imports

_SINCE = ("session", "outbox", "message_in")


@dataclass(slots=True)
class Undone:
    """How many contacts are gone again, have their old values back, or stay because more happened since."""

    removed: int = 0
    restored: int = 0
    stayed: int = 0


def undo_slice(connection: Connection, import_id: int, limit: int) -> Undone | None:
    """Undoes up to *limit* rows of an import and forgets them; None when none is left."""
    rows = imports.page_of_rows(connection, import_id, "", limit)
    if not rows:
        return None
    contacts = tuple(contact for contact, _ in rows)
    marks = ", ".join("?" * len(contacts))
    done = Undone()
    connection.exec_driver_sql(
        f"DELETE FROM consent WHERE message_id = ? AND contact IN ({marks})",  # noqa: S608 - table and marks are our own
        (f"import:{import_id}", *contacts),
    )
    connection.exec_driver_sql(
        f"DELETE FROM blacklist WHERE import_id = ? AND contact IN ({marks})",  # noqa: S608 - table and marks are our own
        (import_id, *contacts),
    )
    fresh = [contact for contact, before in rows if before is None]
    stays = _busy(connection, import_id, fresh)
    gone = [contact for contact in fresh if contact not in stays]
    if gone:
        for table in ("contact_tag", "contact"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE contact = ?",  # noqa: S608 - table and marks are our own
                [(one,) for one in gone],
            )
    done.removed, done.stayed = len(gone), len(stays)
    done.restored = _restore(
        connection, [(one, before) for one, before in rows if before not in (None, "{}")]
    )
    connection.exec_driver_sql(
        f"DELETE FROM contact_import_row WHERE import_id = ? AND contact IN ({marks})",  # noqa: S608 - table and marks are our own
        (import_id, *contacts),
    )
    return done


def _busy(connection: Connection, import_id: int, contacts: list[str]) -> set[str]:
    """Those who talked, decided something or came with another import since."""
    if not contacts:
        return set()
    marks = ", ".join("?" * len(contacts))
    wanted = tuple(contacts)
    found: set[str] = set()
    for table in (*_SINCE, "consent"):
        query = f"SELECT DISTINCT contact FROM {table} WHERE contact IN ({marks})"  # noqa: S608 - table and marks are our own
        found.update(row[0] for row in connection.exec_driver_sql(query, wanted))
    rows = connection.exec_driver_sql(
        f"SELECT contact FROM contact_import_row WHERE import_id <> ? AND contact IN ({marks})",  # noqa: S608 - table and marks are our own
        (import_id, *wanted),
    )
    return found | {row[0] for row in rows}


def _restore(connection: Connection, rows: list[tuple[str, str | None]]) -> int:
    """Puts old values back where the import's still stand."""
    if not rows:
        return 0
    marks = ", ".join("?" * len(rows))
    found = connection.exec_driver_sql(
        f"SELECT contact, attributes FROM contact WHERE contact IN ({marks})",  # noqa: S608 - table and marks are our own
        tuple(contact for contact, _ in rows),
    )
    present = {row[0]: orjson.loads(row[1]) for row in found}
    updates: list[tuple[str, str]] = []
    tags: list[tuple[str, str]] = []
    for contact, before in rows:
        undo: dict[str, Any] = orjson.loads(before or "{}")
        values = present.get(contact, {})
        for name, (old, new) in undo.get("values", {}).items():
            if values.get(name) != new:
                continue
            if old is None:
                del values[name]
            else:
                values[name] = old
        updates.append((orjson.dumps(values).decode(), contact))
        tags += [(contact, tag) for tag in undo.get("tags", ())]
    connection.exec_driver_sql("UPDATE contact SET attributes = ? WHERE contact = ?", updates)
    if tags:
        connection.exec_driver_sql("DELETE FROM contact_tag WHERE contact = ? AND tag = ?", tags)
    return len(updates)
