"""People hold conversations: who took one, what waits meanwhile, the live list, notes, spam reports."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; the live list fills itself from what is there."""
    _make_list()
    _index_list()
    _make_takeovers()
    _make_remarks()


def _make_list() -> None:
    """The live list and how far it has followed."""
    op.create_table(
        "conversation",
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("tail", sa.String(), server_default="", nullable=False),
        sa.Column("session_id", sa.String(), server_default="", nullable=False),
        sa.Column("flow_id", sa.String(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("node", sa.String(), server_default="", nullable=False),
        sa.Column("status", sa.String(), server_default="", nullable=False),
        sa.Column("stage", sa.String(), server_default="over", nullable=False),
        sa.Column("needs_since", sa.BigInteger(), nullable=True),
        sa.Column("unread", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("last_way", sa.String(), server_default="", nullable=False),
        sa.Column("preview", sa.Text(), server_default="", nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("contact"),
    )
    op.create_table(
        "overview",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _index_list() -> None:
    """What serves its order and filters."""
    op.create_index(
        "conversation_failed",
        "conversation",
        ["last_at", "contact"],
        unique=False,
        sqlite_where=sa.text("status = 'failed'"),
    )
    op.create_index("conversation_flow", "conversation", ["flow_id", "last_at", "contact"], unique=False)
    op.create_index(
        "conversation_needs",
        "conversation",
        ["needs_since", "contact"],
        unique=False,
        sqlite_where=sa.text("needs_since IS NOT NULL"),
    )
    op.create_index(
        "conversation_node", "conversation", ["flow_id", "node", "last_at", "contact"], unique=False
    )
    op.create_index("conversation_recent", "conversation", ["last_at", "contact"], unique=False)
    op.create_index("conversation_revision", "conversation", ["revision"], unique=False)
    op.create_index("conversation_stage", "conversation", ["stage", "last_at", "contact"], unique=False)
    op.create_index("conversation_tail", "conversation", ["tail"], unique=False)
    op.create_index(
        "conversation_unread",
        "conversation",
        ["last_at", "contact"],
        unique=False,
        sqlite_where=sa.text("unread > 0"),
    )


def _make_takeovers() -> None:
    """Who has which conversation, what waits meanwhile, what people sent."""
    op.create_table(
        "answer",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("message_id"),
    )
    op.create_table(
        "held_entry",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("held_entry_contact", "held_entry", ["contact"], unique=False)
    op.create_table(
        "takeover",
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("contact"),
    )


def _make_remarks() -> None:
    """Notes and spam reports."""
    op.create_table(
        "remark",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("remark_contact", "remark", ["contact", "id"], unique=False)
    op.create_table(
        "spam_report",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("spam_report_contact", "spam_report", ["contact", "id"], unique=False)


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError
