"""The table that tells whether keys are those of this database."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, String, Table

from runtime.store.tables import metadata

key_check = Table(
    "key_check",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""What the right keys make of a fixed word; it says nothing about them."""
