"""The tables of people who hold conversations: who took one, what was kept back meanwhile, the live list."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text, text

from runtime.store.tables import _Serial, metadata

takeover = Table(
    "takeover",
    metadata,
    Column("contact", String, primary_key=True),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Contacts whom a person talks to now; while there is a row nothing automatic is said to them."""

held_entry = Table(
    "held_entry",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("contact", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("endpoint", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("held_entry_contact", "contact"),
)
"""What came in for scenarios while a person had the conversation; goes back into the inbox afterwards."""

conversation = Table(
    "conversation",
    metadata,
    Column("contact", String, primary_key=True),
    Column("shard", Integer, nullable=False),
    Column("endpoint", String, nullable=False, server_default=""),
    Column("name", Text, nullable=False, server_default=""),
    Column("tail", String, nullable=False, server_default=""),
    Column("session_id", String, nullable=False, server_default=""),
    Column("flow_id", String, nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("node", String, nullable=False, server_default=""),
    Column("status", String, nullable=False, server_default=""),
    Column("stage", String, nullable=False, server_default="over"),
    Column("needs_since", BigInteger),
    Column("unread", Integer, nullable=False, server_default="0"),
    Column("last_at", BigInteger, nullable=False),
    Column("last_way", String, nullable=False, server_default=""),
    Column("preview", Text, nullable=False, server_default=""),
    Column("revision", BigInteger, nullable=False),
    Index("conversation_recent", "last_at", "contact"),
    Index("conversation_stage", "stage", "last_at", "contact"),
    Index("conversation_flow", "flow_id", "last_at", "contact"),
    Index("conversation_node", "flow_id", "node", "last_at", "contact"),
    Index("conversation_tail", "tail"),
    Index("conversation_needs", "needs_since", "contact", sqlite_where=text("needs_since IS NOT NULL")),
    Index("conversation_unread", "last_at", "contact", sqlite_where=text("unread > 0")),
    Index("conversation_failed", "last_at", "contact", sqlite_where=text("status = 'failed'")),
    Index("conversation_revision", "revision"),
)
"""A row for each contact with the latest of its conversation; follows the other tables within a moment.

`stage` is people (somebody waits for a person, or has one), running or over; `last_way` is in or out; `tail`
has the last four digits of the number, `revision` grows with every change of any row.
"""

overview = Table(
    "overview",
    metadata,
    Column("name", String, primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""How far the live list has followed: sprint, outbox, message_in and spam_report ids, and its revision."""

remark = Table(
    "remark",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("contact", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("remark_contact", "contact", "id"),
)
"""What people wrote or did about a conversation: note, taken, assigned, handed_back; rows are only added."""

answer = Table(
    "answer",
    metadata,
    Column("message_id", String, primary_key=True),
    Column("by", Text, nullable=False),
)
"""Which messages in the outbox people sent by hand, and who."""

spam_report = Table(
    "spam_report",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("contact", String, nullable=False),
    Column("endpoint", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("spam_report_contact", "contact", "id"),
)
"""Contacts who called the chatbot's messages spam."""
