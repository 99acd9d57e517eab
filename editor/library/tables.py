"""The tables of `library.sqlite3`; moments are whole milliseconds since 1970 in UTC."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

SCENARIOS = Table(
    "scenarios",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("flow_id", Text, nullable=False, index=True),
    Column("path", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("node_count", Integer, nullable=False),
    Column("error_count", Integer, nullable=False),
    Column("warning_count", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("changed_at_ms", Integer, nullable=False),
    Column("opened_at_ms", Integer, nullable=False),
    # What the file was when it was read last; another size or time means it was changed from outside.
    Column("file_bytes", Integer, nullable=False),
    Column("file_time_ns", Integer, nullable=False),
    Column("origin_flow_id", Text),
    Column("origin_number", Integer),
    # Where the file of a removed scenario stood; null for one that is not removed.
    Column("home_path", Text),
    Column("removed_at_ms", Integer),
)

TAGS = Table(
    "tags",
    METADATA,
    Column("scenario_id", ForeignKey("scenarios.id", ondelete="CASCADE"), primary_key=True),
    Column("tag", Text, primary_key=True),
    sqlite_with_rowid=False,
)

TEXTS = Table(
    "texts",
    METADATA,
    Column("scenario_id", ForeignKey("scenarios.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
)

REVISIONS = Table(
    "revisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("flow_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("made_at_ms", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("published_as", Integer),
    Column("digest", Text, nullable=False),
    Column("layout_digest", Text, nullable=False),
    Column("node_count", Integer, nullable=False),
    # JSON: [[zh, en], …], at most the first few differences from the revision before.
    Column("changes", Text, nullable=False),
    Column("change_count", Integer, nullable=False),
    # zlib of the document as a file may hold it, UTF-8.
    Column("document", LargeBinary, nullable=False),
    UniqueConstraint("flow_id", "number"),
    Index("revisions_by_digest", "flow_id", "digest"),
)

MEDIA = Table(
    "media",
    METADATA,
    # The file itself; read again when its size or time is another.
    Column("path", Text, primary_key=True),
    Column("file_bytes", Integer, nullable=False),
    Column("file_time_ns", Integer, nullable=False),
    Column("digest", Text, nullable=False, index=True),
    # JSON: what was found in it, as `MediaFacts` has it.
    Column("facts", Text, nullable=False),
    sqlite_with_rowid=False,
)

MEDIA_USES = Table(
    "media_uses",
    METADATA,
    Column("scenario_id", ForeignKey("scenarios.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("node", Text, nullable=False),
    # JSON: the path of the field inside the node.
    Column("path", Text, nullable=False),
    Column("place_zh", Text, nullable=False),
    Column("place_en", Text, nullable=False),
    Index("media_uses_by_source", "source"),
)
