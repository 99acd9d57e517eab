"""The tables of campaigns: what is wanted, each time it is carried out, and everybody it is for."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from runtime.store.tables import metadata

_Serial = BigInteger().with_variant(Integer, "sqlite")

campaign = Table(
    "campaign",
    metadata,
    Column("id", String, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("flow_id", String, nullable=False),
    Column("state", String, nullable=False),
    Column("priority", Integer, nullable=False, server_default="3"),
    Column("why", String, nullable=False, server_default=""),
    Column("approved_by", String, nullable=False, server_default=""),
    Column("approved_at", BigInteger),
    Column("approved_count", Integer),
    Column("started_at", BigInteger),
    Column("considered_at", BigInteger),
    Column("next_at", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("origin", String, nullable=False, server_default=""),
    Index("campaign_state", "state", "next_at"),
    Index("campaign_origin", "flow_id", sqlite_where=text("origin != ''")),
    Index("campaign_created", "created_at", "id"),
)
"""`definition` is JSON; `why` names what paused or failed it; `considered_at` is how far its schedule is
decided, `next_at` when it is next looked at. `origin` is schedule for those that scenarios bring along by
their own schedule, empty for those that people write."""

campaign_run = Table(
    "campaign_run",
    metadata,
    Column("run", _Serial, primary_key=True, autoincrement=True),
    Column("campaign_id", String, ForeignKey("campaign.id"), nullable=False),
    Column("occurrence", String, nullable=False),
    Column("is_test", Integer, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("cursor", String, nullable=False, server_default=""),
    Column("planned", Integer, nullable=False, server_default="0"),
    Column("begun", Integer, nullable=False, server_default="0"),
    Column("skipped", Integer, nullable=False, server_default="0"),
    Column("due_at", BigInteger, nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    UniqueConstraint("campaign_id", "occurrence"),
    Index("campaign_run_open", "campaign_id", sqlite_where=text("ended_at IS NULL")),
)
"""One time that a campaign is carried out. `occurrence` is its wall clock time, so that none happens twice;
`version` is pinned; `cursor` is how far its people are gathered; the counts are those of its recipients."""

campaign_recipient = Table(
    "campaign_recipient",
    metadata,
    Column("run", Integer, ForeignKey("campaign_run.run"), primary_key=True),
    Column("contact", String, primary_key=True),
    Column("shard", Integer, nullable=False),
    Column("endpoint", String, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String, nullable=False, server_default=""),
    Column("session_id", String, nullable=False, server_default=""),
    Column("at", BigInteger, nullable=False),
    Column("kept_outcome", String, nullable=False, server_default=""),
    Column("kept_error", String, nullable=False, server_default=""),
    Column("kept_words", Text, nullable=False, server_default=""),
    Column("kept_replied", Integer, nullable=False, server_default="0"),
    Column("kept_ended", String, nullable=False, server_default=""),
    Index(
        "campaign_recipient_planned",
        "run",
        "endpoint",
        "contact",
        "state",
        sqlite_where=text("state = 'planned'"),
    ),
    Index("campaign_recipient_contact", "contact", "at"),
    sqlite_with_rowid=False,
)
# The index holds the state that it is for as well: SQLite passes over it in favour of the key otherwise,
# and walks past everybody who was begun with.
"""Everybody a run is for, each once by its key: planned, begun or skipped with a reason, and since when.

The kept_ columns are empty while messages and sessions are there to tell it; `runtime.store.kept_outcomes`.
"""

campaign_setting = Table(
    "campaign_setting",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What holds for all campaigns, as JSON: from how many people on one is approved, and prices."""
