"""The tables of the audience: what is known of contacts, who belongs together, and where they came from."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from runtime.store.tables import contact, metadata

_SERIAL = BigInteger().with_variant(Integer, "sqlite")

Index("contact_created", contact.c.created_at, contact.c.contact)

attribute_definition = Table(
    "attribute_definition",
    metadata,
    Column("name", String, primary_key=True),
    Column("type", String, nullable=False),
    Column("choices", Text, nullable=False, server_default="[]"),
    Column("position", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)
"""What may be known of a contact; `choices` is JSON, and empty unless the type is choice."""

contact_tag = Table(
    "contact_tag",
    metadata,
    Column("contact", String, primary_key=True),
    Column("tag", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("contact_tag_tag", "tag", "contact"),
    sqlite_with_rowid=False,
)
"""Which tags a contact has, and since when."""

segment = Table(
    "segment",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("condition", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)
"""A saved condition over contacts, as JSON; who belongs to it is found anew every time."""

blacklist = Table(
    "blacklist",
    metadata,
    Column("contact", String, primary_key=True),
    Column("shown", String, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("import_id", Integer),
    Column("at", BigInteger, nullable=False),
)
"""Who is never written to, known here or not; `shown` is the masked number."""

contact_import = Table(
    "contact_import",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("wish", Text, nullable=False),
    Column("counts", Text, nullable=False, server_default="{}"),
    Column("at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
)
"""One file that was taken over; `wish` is how and `counts` what came of it, both JSON."""

contact_import_row = Table(
    "contact_import_row",
    metadata,
    Column("import_id", Integer, primary_key=True),
    Column("contact", String, primary_key=True),
    Column("before", Text),
    Index("contact_import_row_contact", "contact"),
    sqlite_with_rowid=False,
)
"""Whom an import brought; `before` is null for new contacts, else JSON with what undoing must restore."""

contact_import_problem = Table(
    "contact_import_problem",
    metadata,
    Column("import_id", Integer, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("column", Text, primary_key=True),
    Column("code", String, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
    Column("shown", Text, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)
"""What was wrong in which line of a file; `shown` is the cell with its digits masked."""
