"""The tables of the runtime, the same on SQLite and PostgreSQL. Moments are microseconds (`moments`).

`shard` is hash(contact) mod 256 from the first day, so that several processes can share the work later.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()

_Serial = BigInteger().with_variant(Integer, "sqlite")

flow_version = Table(
    "flow_version",
    metadata,
    Column("flow_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", String, nullable=False),
    Column("document", Text, nullable=False),
    Column("media", Text, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("request_id", String, nullable=False, server_default=""),
)
"""What is published; `media` is JSON, the scenario's media name → digest. Rows never change.

Released versions count 1, 2, 3 …; trials have numbers below 0, so that they take none of those.
"""

flow_online = Table(
    "flow_online",
    metadata,
    Column("flow_id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("since", BigInteger, nullable=False),
)
"""Which version of a flow begins for those who come; a flow without a row is offline."""

media_file = Table(
    "media_file",
    metadata,
    Column("digest", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("content_type", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

media = Table(
    "media",
    metadata,
    Column("digest", String, ForeignKey("media_file.digest"), primary_key=True),
    Column("endpoint", String, primary_key=True),
    Column("url", Text, nullable=False),
    Column("until", BigInteger),
)
"""Where a carrier keeps a file, and until when."""

contact = Table(
    "contact",
    metadata,
    Column("contact", String, primary_key=True),
    Column("shard", Integer, nullable=False),
    Column("endpoint", String, nullable=False, server_default=""),
    Column("attributes", Text, nullable=False, server_default="{}"),
    Column("refused_at", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("number", LargeBinary),
    Column("carrier", String, nullable=False, server_default=""),
)
"""`contact` is an id (`numbers`), as in every other table, and `number` the sealed phone number, null once
it was deleted. `endpoint` is the one the contact last wrote to, `carrier` who gave the number out.
`refused_at` is set while nothing may be sent.
"""

consent = Table(
    "consent",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("contact", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("proof", Text, nullable=False),
    Column("message_id", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("consent_contact", "contact"),
)
"""Every refusal and grant with the words that prove it; rows are only added."""

session = Table(
    "session",
    metadata,
    Column("id", String, primary_key=True),
    Column("contact", String, nullable=False),
    Column("shard", Integer, nullable=False),
    Column("flow_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("endpoint", String, nullable=False),
    Column("conversation_id", String, nullable=False),
    Column("status", String, nullable=False),
    Column("outcome", String, nullable=False, server_default=""),
    Column("waits_for", String, nullable=False, server_default=""),
    Column("wake_at", BigInteger),
    Column("node", String, nullable=False, server_default=""),
    Column("state", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("campaign_id", String),
    Column("priority", Integer, nullable=False, server_default="3"),
    Column("tag_trail", Text),
    ForeignKeyConstraint(["flow_id", "version"], ["flow_version.flow_id", "flow_version.version"]),
    Index("session_contact", "contact", "status"),
    Index("session_wake", "wake_at", sqlite_where=text("status = 'waiting' AND wake_at IS NOT NULL")),
    Index("session_flow", "flow_id", "created_at"),
    Index("session_waiting", "flow_id", "version", sqlite_where=text("status = 'waiting'")),
    Index("session_over", "updated_at", sqlite_where=text("status IN ('ended', 'failed')")),
    Index("session_campaign", "campaign_id", sqlite_where=text("campaign_id IS NOT NULL")),
)
"""`version` is pinned; `wake_at` is when the present wait, which is at `node`, ends by itself.

`campaign_id` is the campaign that began it, `priority` that campaign's: 1 goes first, 5 last. `tag_trail` is
JSON, the scenarios whose tags led to it, null where none did.
"""

inbox = Table(
    "inbox",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("shard", Integer, nullable=False),
    Column("contact", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("endpoint", String, nullable=False, server_default=""),
    Column("content", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""What came in and is not worked off yet: start, message, status, delivery, call."""

message_in = Table(
    "message_in",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("endpoint", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("contact", String, nullable=False),
    Column("session_id", String),
    Column("contribution_id", String, nullable=False, server_default=""),
    Column("in_reply_to", String, nullable=False, server_default=""),
    Column("content", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("endpoint", "message_id"),
    Index("message_in_contact", "contact", "at"),
)
"""Everything contacts said, once each however often a carrier delivers it."""

outbox = Table(
    "outbox",
    metadata,
    Column("seq", _Serial, primary_key=True, autoincrement=True),
    Column("message_id", String, nullable=False, unique=True),
    Column("session_id", String),
    Column("flow_id", String, nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("node", String, nullable=False, server_default=""),
    Column("contact", String, nullable=False),
    Column("shard", Integer, nullable=False),
    Column("endpoint", String, nullable=False),
    Column("conversation_id", String, nullable=False),
    Column("in_reply_to", String),
    Column("message", LargeBinary, nullable=False),
    Column("sms_text", Text),
    Column("state", String, nullable=False),
    Column("seen", Integer, nullable=False, server_default="0"),
    Column("attempt_id", String),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("revoke_asked_at", BigInteger),
    Column("error", String, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("purpose", String, nullable=False, server_default="service"),
    Column("priority", Integer, nullable=False, server_default="1"),
    Column("campaign_id", String),
    Index("outbox_due", "endpoint", "priority", "next_at", sqlite_where=text("state = 'queued'")),
    Index("outbox_order", "contact", "seq", sqlite_where=text("state IN ('queued', 'sending')")),
    Index("outbox_open", "endpoint", "expires_at", sqlite_where=text("state IN ('accepted', 'sent')")),
    Index("outbox_unknown", "seq", sqlite_where=text("state = 'unknown'")),
    Index("outbox_contact", "contact", "created_at"),
    Index("outbox_campaign", "campaign_id", sqlite_where=text("campaign_id IS NOT NULL")),
)
"""Every message of ours with how far it came; `seen` holds all that was ever heard of it.

`purpose` is marketing, service or answer; `priority` is the lane it waits in, the lowest number goes first.
"""

http_call = Table(
    "http_call",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("session_id", String, nullable=False),
    Column("contact", String, nullable=False),
    Column("wait", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("request", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    UniqueConstraint("session_id", "wait"),
    Index("http_call_contact", "contact"),
)
"""HTTP requests of flows that are not answered yet: queued or running."""

sprint = Table(
    "sprint",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("session_id", String, nullable=False),
    Column("flow_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("contact", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("events", LargeBinary, nullable=False),
    Index("sprint_session", "session_id"),
    Index("sprint_flow", "flow_id", "version"),
)
"""What happened, a row for each sprint in the order they were committed; rows are only added.

`events` is JSON; `id` is that of the sprint's last event, those before it have the ids before it.
"""

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("endpoint", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Callbacks that could not be matched or read; kept so that somebody can look."""

audit = Table(
    "audit",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("action", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""What people did to the runtime: published, started, configured, decided."""
