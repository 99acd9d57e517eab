"""What the API shows of people: an id to ask further with, and the number masked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from runtime.store import contacts
from runtime.store.numbers import Numbers


def with_numbers(
    connection: Connection, numbers: Numbers, rows: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The same *rows* with the masked `number` beside each `contact`; empty when the number was deleted."""
    listed = list(rows)
    shown = contacts.masked_numbers(connection, numbers, (row["contact"] for row in listed))
    return [{**row, "number": shown[row["contact"]]} for row in listed]
