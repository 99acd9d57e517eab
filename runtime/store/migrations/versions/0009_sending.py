"""The rules at the moment of sending: what was left out and why, counts for the caps, withdrawn versions."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "skip",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.String()),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="{}", nullable=False),
        sa.Column("until", sa.BigInteger()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("message_id"),
    )
    op.create_index("skip_flow", "skip", ["flow_id", "version", "code"])
    op.create_index(
        "skip_campaign", "skip", ["campaign_id", "code"], sqlite_where=sa.text("campaign_id IS NOT NULL")
    )
    op.create_index("skip_contact", "skip", ["contact", "at"])
    op.create_table(
        "sent_count",
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("contact", "day"),
        sqlite_with_rowid=False,
    )
    op.create_index("sent_count_day", "sent_count", ["day"])
    op.create_table(
        "withdrawn_version",
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("flow_id", "version"),
    )
    op.create_table(
        "sending_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError
