"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _make_audit()
    _make_consent()
    _make_contact()
    _make_event()
    _make_flow_version()
    _make_http_call()
    _make_inbox()
    _make_media_file()
    _make_message_in()
    _make_outbox()
    _make_quarantine()
    _make_media()
    _make_session()


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _make_consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("consent_contact", "consent", ["contact"], unique=False)


def _make_contact() -> None:
    op.create_table(
        "contact",
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(), server_default="", nullable=False),
        sa.Column("attributes", sa.Text(), server_default="{}", nullable=False),
        sa.Column("refused_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("contact"),
    )


def _make_event() -> None:
    op.create_table(
        "event",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("node", sa.String(), server_default="", nullable=False),
        sa.Column("exit", sa.String(), server_default="", nullable=False),
        sa.Column("detail", sa.Text(), server_default="{}", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("event_flow", "event", ["flow_id", "version", "kind"], unique=False)
    op.create_index("event_session", "event", ["session_id"], unique=False)


def _make_flow_version() -> None:
    op.create_table(
        "flow_version",
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("flow_id", "version"),
    )


def _make_http_call() -> None:
    op.create_table(
        "http_call",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("wait", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("session_id", "wait"),
    )


def _make_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("endpoint", sa.String(), server_default="", nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _make_media_file() -> None:
    op.create_table(
        "media_file",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )


def _make_message_in() -> None:
    op.create_table(
        "message_in",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("contribution_id", sa.String(), server_default="", nullable=False),
        sa.Column("in_reply_to", sa.String(), server_default="", nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("endpoint", "message_id"),
    )
    op.create_index("message_in_contact", "message_in", ["contact", "at"], unique=False)
    op.create_index("message_in_session", "message_in", ["session_id"], unique=False)


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("seq", SERIAL, autoincrement=True, nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("flow_id", sa.String(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("node", sa.String(), server_default="", nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("in_reply_to", sa.String(), nullable=True),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("sms_text", sa.Text(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seen", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempt_id", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("revoke_asked_at", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("message_id"),
    )
    op.create_index("outbox_contact", "outbox", ["contact", "created_at"], unique=False)
    op.create_index(
        "outbox_due",
        "outbox",
        ["endpoint", "next_at"],
        unique=False,
        sqlite_where=sa.text("state = 'queued'"),
    )
    op.create_index(
        "outbox_open",
        "outbox",
        ["endpoint", "expires_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('accepted', 'sent')"),
    )
    op.create_index(
        "outbox_order",
        "outbox",
        ["contact", "seq"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'sending')"),
    )
    op.create_index("outbox_session", "outbox", ["session_id"], unique=False)
    op.create_index(
        "outbox_unknown", "outbox", ["seq"], unique=False, sqlite_where=sa.text("state = 'unknown'")
    )


def _make_quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _make_media() -> None:
    op.create_table(
        "media",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest"],
            ["media_file.digest"],
        ),
        sa.PrimaryKeyConstraint("digest", "endpoint"),
    )


def _make_session() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), server_default="", nullable=False),
        sa.Column("waits_for", sa.String(), server_default="", nullable=False),
        sa.Column("wake_at", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["flow_id", "version"],
            ["flow_version.flow_id", "flow_version.version"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "session_contact", "session", ["contact"], unique=False, sqlite_where=sa.text("status = 'waiting'")
    )
    op.create_index("session_flow", "session", ["flow_id", "created_at"], unique=False)
    op.create_index(
        "session_wake",
        "session",
        ["wake_at"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting' AND wake_at IS NOT NULL"),
    )
