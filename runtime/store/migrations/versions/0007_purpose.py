"""Messages say why they are sent and wait in lanes; sessions and messages name their campaign."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# What was queued before keeps its turn: what answers somebody stood behind all the others then, too.
_ADVERTISEMENTS = """
UPDATE outbox SET purpose = 'marketing', priority = 4
WHERE state = 'queued' AND json_extract(CAST(message AS TEXT), '$.traffic') = 'advertisement'
"""


def upgrade() -> None:
    """Add the columns; the index of what is due begins with the lane."""
    op.add_column("session", sa.Column("campaign_id", sa.String()))
    op.add_column("session", sa.Column("priority", sa.Integer(), server_default="3", nullable=False))
    op.add_column("outbox", sa.Column("purpose", sa.String(), server_default="service", nullable=False))
    op.add_column("outbox", sa.Column("priority", sa.Integer(), server_default="1", nullable=False))
    op.add_column("outbox", sa.Column("campaign_id", sa.String()))
    op.drop_index("outbox_due", "outbox")
    op.create_index(
        "outbox_due",
        "outbox",
        ["endpoint", "priority", "next_at"],
        sqlite_where=sa.text("state = 'queued'"),
    )
    for table in ("session", "outbox"):
        op.create_index(
            f"{table}_campaign", table, ["campaign_id"], sqlite_where=sa.text("campaign_id IS NOT NULL")
        )
    op.execute(_ADVERTISEMENTS)


def downgrade() -> None:
    """Go back by opening the copy that is kept before every migration."""
    raise NotImplementedError
