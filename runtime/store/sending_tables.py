"""The tables of the rules that hold at the moment of sending: what was left out and why, and how often."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, text

from runtime.store.tables import metadata

skip = Table(
    "skip",
    metadata,
    Column("message_id", String, primary_key=True),
    Column("contact", String, nullable=False),
    Column("flow_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("campaign_id", String),
    Column("code", String, nullable=False),
    Column("detail", Text, nullable=False, server_default="{}"),
    Column("until", BigInteger),
    Column("at", BigInteger, nullable=False),
    Index("skip_flow", "flow_id", "version", "code"),
    Index("skip_campaign", "campaign_id", "code", sqlite_where=text("campaign_id IS NOT NULL")),
    Index("skip_contact", "contact", "at"),
)
"""Why a message did not go out when it was its turn: for good, or with `until` not before that moment.

The latest reason of each message; `detail` is JSON with what the sentence says.
"""

sent_count = Table(
    "sent_count",
    metadata,
    Column("contact", String, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
    Index("sent_count_day", "day"),
    sqlite_with_rowid=False,
)
"""Marketing messages to a contact on a day; `day` counts from 1970-01-01 in the time zone of the rules."""

withdrawn_version = Table(
    "withdrawn_version",
    metadata,
    Column("flow_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("why", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Published versions of which nothing may be sent any more."""

sending_rules = Table(
    "sending_rules",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rules", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""What an operator set for sending, JSON; one row at most."""
