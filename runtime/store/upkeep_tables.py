"""The table of how long what is kept."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from runtime.store.tables import metadata

retention = Table(
    "retention",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("days", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""What an operator set, JSON; one row at most."""
