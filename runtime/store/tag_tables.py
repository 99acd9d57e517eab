"""The tables of scenarios that begin when a contact gets a tag."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table, UniqueConstraint

from runtime.store.tables import metadata

_SERIAL = BigInteger().with_variant(Integer, "sqlite")

tag_trigger = Table(
    "tag_trigger",
    metadata,
    Column("tag", String, primary_key=True),
    Column("flow_id", String, primary_key=True),
    sqlite_with_rowid=False,
)
"""Which tags begin which scenarios that are online; written again whenever one is published or taken off."""

tag_start = Table(
    "tag_start",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("flow_id", String, nullable=False),
    Column("contact", String, nullable=False),
    Column("tag", String, nullable=False),
    Column("import_id", Integer),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("contact", "flow_id"),
)
"""Who got such a tag by hand or by an import and has not begun yet; an import's people wait for its end."""
