"""Campaigns, each time they are carried out, and everybody they are for."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables."""
    _add_campaigns()
    _add_runs()
    op.create_table(
        "campaign_recipient",
        sa.Column("run", sa.Integer(), sa.ForeignKey("campaign_run.run"), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("session_id", sa.String(), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("run", "contact"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "campaign_recipient_planned",
        "campaign_recipient",
        ["run", "endpoint", "contact", "state"],
        sqlite_where=sa.text("state = 'planned'"),
    )
    op.create_index("campaign_recipient_contact", "campaign_recipient", ["contact", "at"])
    op.create_table(
        "campaign_setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _add_campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), server_default="3", nullable=False),
        sa.Column("why", sa.String(), server_default="", nullable=False),
        sa.Column("approved_by", sa.String(), server_default="", nullable=False),
        sa.Column("approved_at", sa.BigInteger()),
        sa.Column("approved_count", sa.Integer()),
        sa.Column("started_at", sa.BigInteger()),
        sa.Column("considered_at", sa.BigInteger()),
        sa.Column("next_at", sa.BigInteger()),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("campaign_state", "campaign", ["state", "next_at"])
    op.create_index("campaign_created", "campaign", ["created_at", "id"])


def _add_runs() -> None:
    op.create_table(
        "campaign_run",
        sa.Column("run", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("campaign_id", sa.String(), sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("occurrence", sa.String(), nullable=False),
        sa.Column("is_test", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("cursor", sa.String(), server_default="", nullable=False),
        sa.Column("planned", sa.Integer(), server_default="0", nullable=False),
        sa.Column("begun", sa.Integer(), server_default="0", nullable=False),
        sa.Column("skipped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("run"),
        sa.UniqueConstraint("campaign_id", "occurrence"),
    )
    op.create_index(
        "campaign_run_open", "campaign_run", ["campaign_id"], sqlite_where=sa.text("ended_at IS NULL")
    )
